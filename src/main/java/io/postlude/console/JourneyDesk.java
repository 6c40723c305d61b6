package io.postlude.console;

import io.postlude.console.JourneyPage.Card;
import io.postlude.console.JourneyPage.Fault;
import io.postlude.console.JourneyPage.Head;
import io.postlude.console.JourneyPage.Lane;
import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Link;
import io.postlude.flows.Flow;
import io.postlude.flows.FlowId;
import io.postlude.flows.FlowMistake;
import io.postlude.flows.FlowView;
import io.postlude.flows.Flows;
import io.postlude.flows.Ready;
import io.postlude.flows.UnderWay;
import io.postlude.journeys.Journeys;
import io.postlude.kernel.Database;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.stores.Audit;
import io.postlude.stores.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One journey: looked at, started, published, paused, archived. What changes its draft is at {@link JourneyEditDesk}. */
final class JourneyDesk {
    private final Frame frame;
    private final Database database;
    private final Journeys journeys;
    private final JourneyPanels panels;
    private final Audit audit;

    JourneyDesk(Frame frame, Database database, Sources sources) {
        this.frame = frame;
        this.database = database;
        this.journeys = sources.journeys();
        this.panels = new JourneyPanels(journeys);
        this.audit = sources.audit();
    }

    /** What the page shows and writes down. */
    record Sources(Journeys journeys, Audit audit) {}

    void addTo(Counter counter) {
        new JourneyLetterDesk(database, journeys).addTo(counter);
        counter.page("journeys/{id}", Permission.SEE_MESSAGES, this::show);
        counter.deed("journeys/start", Permission.CHANGE_BRAND, this::start);
        counter.deed("journeys/{id}/publication", Permission.CHANGE_BRAND, this::publish);
        counter.deed("journeys/{id}/pause", Permission.CHANGE_BRAND, this::pause);
        counter.deed("journeys/{id}/archive", Permission.CHANGE_BRAND, this::archive);
    }

    private Answer show(Visit visit) {
        return database.inStore(
                visit.store(),
                tx -> Answer.page(
                        "journey", page(tx, JourneySight.of(tx, visit, journeys, view(tx, visit, journeys.flows())))));
    }

    static FlowView view(Tx tx, Visit visit, Flows flows) {
        return FlowId.parse(visit.part("id"))
                .flatMap(id -> flows.find(tx, visit.store(), id))
                .orElseThrow(Refusal::notFound);
    }

    static String path(FlowId id) {
        return JourneyMapDesk.PATH + "/" + id;
    }

    private JourneyPage page(Tx tx, JourneySight sight) {
        Flow flow = sight.flow();
        String current = "settings".equals(sight.visit().query("panel"))
                ? "~start"
                : sight.visit().query("step");
        JourneyDrawing drawing = flow == null
                ? null
                : new JourneyDrawing(
                        flow,
                        sight.figures(),
                        sight.mistakes(),
                        new JourneyDrawing.Place(sight.path(), current, sight.mayEdit()));
        Lane lane = drawing == null ? new Lane(List.of()) : drawing.lane();
        List<Card> lost = drawing == null ? List.of() : drawing.lost();
        return new JourneyPage(
                frame.below(sight.visit(), sight.title(), new Link("Journey map", JourneyMapDesk.PATH), "journeys"),
                sight.turn(),
                head(tx, sight),
                faults(sight),
                lane,
                lost,
                panels.panel(tx, sight));
    }

    private Head head(Tx tx, JourneySight sight) {
        FlowView view = sight.view();
        FlowView.Version draft = view.draft();
        List<String> tags = new ArrayList<>();
        if (draft != null) tags.add("Draft v" + draft.number());
        if (view.pausedAt() != null) tags.add("Paused");
        if (view.archivedAt() != null) tags.add("Archived");
        String path = sight.path();
        List<Link> links = new ArrayList<>();
        links.add(new Link("Rehearse", path + "?panel=rehearsal"));
        links.add(new Link("Effect", path + "?panel=effect"));
        if (sight.mayEdit()) links.add(new Link("The journey", path + "?panel=settings"));
        links.add(new Link(draft != null && view.live() != null ? "Compare" : "Versions", path + "?panel=versions"));
        if (sight.mayEdit()) links.add(new Link("Document", path + "?panel=document"));
        long undoable =
                draft == null ? 0 : journeys.flows().undoable(tx, sight.visit().store(), view.id());
        Deed undo = undoable > 0 && sight.mayEdit()
                ? Deed.of("Undo (" + Words.count(undoable) + ")", "undo", path + "/undo")
                : null;
        Link publish = draft != null && sight.mayEdit()
                ? new Link("Publish v" + draft.number(), path + "?panel=publish")
                : null;
        return new Head(tags, standing(sight), undo, links, publish);
    }

    private static String standing(JourneySight sight) {
        FlowView.Version live = sight.view().live();
        if (live == null || live.publishedAt() == null) return "It lets nobody in";
        return "v" + live.number() + " live since "
                + sight.visit().words().day(live.publishedAt()) + ", "
                + Words.count(sight.figures().underWay()) + " under way";
    }

    /** Those that have no step on the page to stand at. */
    private static List<Fault> faults(JourneySight sight) {
        List<Fault> faults = new ArrayList<>();
        for (FlowMistake mistake : sight.mistakes()) {
            Flow flow = sight.flow();
            String step = mistake.step();
            boolean drawn = step != null && flow != null && flow.step(step).isPresent();
            if (!drawn && !mistake.pointer().startsWith("/entry"))
                faults.add(new Fault(
                        mistake.text(),
                        step == null
                                ? sight.path() + "?panel="
                                        + (mistake.pointer().startsWith("/exits") ? "settings" : "document")
                                : sight.path() + "?step=" + step));
        }
        return faults;
    }

    /** A ready journey becomes the store's own, as a draft: nobody is let in before it is published. */
    private Answer start(Visit visit) {
        String document = Ready.documents().get(visit.field("key"));
        if (document == null) throw Refusal.notFound();
        Flows.Saved saved = database.inStore(
                visit.store(),
                tx -> journeys.flows()
                        .save(tx, visit.store(), document, visit.actor().name()));
        return switch (saved) {
            case Flows.Kept kept -> Answer.done(path(kept.id()), Done.DRAFT_SAVED);
            case Flows.Same same -> Answer.done(path(same.id()), Done.NOT_ANY_MORE);
            case Flows.Overtaken _, Flows.OtherKey _, Flows.Unreadable _ ->
                Answer.done(JourneyMapDesk.PATH, Done.NOT_ANY_MORE);
        };
    }

    private Answer publish(Visit visit) {
        String asked = visit.field("under_way");
        UnderWay underWay = TouchpointWords.named(UnderWay.values(), asked.isEmpty() ? "keep" : asked);
        if (underWay == null) throw Refusal.notFound();
        return database.inStore(visit.store(), tx -> {
            FlowView view = view(tx, visit, journeys.flows());
            Flows.Outcome outcome = journeys.publish(
                    tx,
                    visit.store(),
                    view.id(),
                    new Flows.Publishing(
                            JourneyEditDesk.turn(visit), underWay, visit.actor().name()));
            if (outcome instanceof Flows.Live live)
                record(
                        tx,
                        visit,
                        Audit.Deed.of("journey.published", "journey", view.id().toString())
                                .after(Map.of("version", live.number(), "underWay", underWay.code())));
            return Answer.done(path(view.id()), outcome instanceof Flows.Live ? Done.PUBLISHED : Done.NOT_PUBLISHED);
        });
    }

    private Answer pause(Visit visit) {
        boolean on = visit.field("on").equals("yes");
        return database.inStore(visit.store(), tx -> {
            FlowView view = view(tx, visit, journeys.flows());
            boolean changed = on
                    ? journeys.flows().pause(tx, visit.store(), view.id())
                    : journeys.flows().resume(tx, visit.store(), view.id());
            if (changed)
                record(
                        tx,
                        visit,
                        Audit.Deed.of(
                                on ? "journey.paused" : "journey.resumed",
                                "journey",
                                view.id().toString()));
            return Answer.done(path(view.id()), changed ? (on ? Done.PAUSED : Done.RESUMED) : Done.NOT_ANY_MORE);
        });
    }

    private Answer archive(Visit visit) {
        return database.inStore(visit.store(), tx -> {
            FlowView view = view(tx, visit, journeys.flows());
            boolean archived = journeys.archive(tx, visit.store(), view.id());
            if (archived)
                record(
                        tx,
                        visit,
                        Audit.Deed.of("journey.archived", "journey", view.id().toString()));
            return Answer.done(path(view.id()), archived ? Done.ARCHIVED : Done.NOT_ANY_MORE);
        });
    }

    private void record(Tx tx, Visit visit, Audit.Deed deed) {
        audit.record(tx, visit.store(), visit.actor(), deed);
    }
}
