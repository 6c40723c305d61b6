package io.postlude.console;

import io.postlude.console.JourneyPage.Card;
import io.postlude.console.JourneyPage.Editor;
import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Figure;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Note;
import io.postlude.flows.Flow;
import io.postlude.flows.FlowId;
import io.postlude.flows.FlowMistake;
import io.postlude.flows.FlowParser;
import io.postlude.flows.FlowView;
import io.postlude.flows.Flows;
import io.postlude.flows.Ready;
import io.postlude.flows.Step;
import io.postlude.flows.UnderWay;
import io.postlude.journeys.FlowFigures;
import io.postlude.journeys.Journeys;
import io.postlude.journeys.Outcome;
import io.postlude.kernel.Database;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.stores.Audit;
import io.postlude.stores.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One journey: looked at, worked on as a draft, published, archived. */
final class JourneyDesk {
    private final Frame frame;
    private final Database database;
    private final Journeys journeys;
    private final Audit audit;

    JourneyDesk(Frame frame, Database database, Journeys journeys, Audit audit) {
        this.frame = frame;
        this.database = database;
        this.journeys = journeys;
        this.audit = audit;
    }

    void addTo(Counter counter) {
        counter.page("journeys/{id}", Permission.SEE_MESSAGES, this::show);
        counter.deed("journeys/start", Permission.CHANGE_BRAND, this::start);
        counter.deed("journeys/{id}/draft", Permission.CHANGE_BRAND, this::save);
        counter.deed("journeys/{id}/undo", Permission.CHANGE_BRAND, this::undo);
        counter.deed("journeys/{id}/publication", Permission.CHANGE_BRAND, this::publish);
        counter.deed("journeys/{id}/archive", Permission.CHANGE_BRAND, this::archive);
    }

    private Answer show(Visit visit) {
        return database.inStore(
                visit.store(), tx -> Answer.page("journey", page(tx, visit, new Draft(view(tx, visit), null, null))));
    }

    private FlowView view(Tx tx, Visit visit) {
        return FlowId.parse(visit.part("id"))
                .flatMap(id -> journeys.flows().find(tx, visit.store(), id))
                .orElseThrow(Refusal::notFound);
    }

    private static String path(FlowId id) {
        return JourneyMapDesk.PATH + "/" + id;
    }

    /** A ready journey becomes the store's own, as a draft: nobody is let in before it is published. */
    private Answer start(Visit visit) {
        String document = Ready.documents().get(visit.field("key"));
        if (document == null) throw Refusal.notFound();
        Flows.Saved saved = database.inStore(
                visit.store(),
                tx -> journeys.flows()
                        .save(tx, visit.store(), document, visit.actor().name()));
        return saved instanceof Flows.Kept kept
                ? Answer.done(path(kept.id()), Done.DRAFT_SAVED)
                : Answer.done(JourneyMapDesk.PATH, Done.NOT_ANY_MORE);
    }

    private Answer save(Visit visit) {
        String document = visit.field("document").replace("\r\n", "\n");
        return database.inStore(visit.store(), tx -> {
            FlowView view = view(tx, visit);
            Flows.Saved saved = journeys.flows()
                    .edit(
                            tx,
                            visit.store(),
                            view,
                            new Flows.Edit(document, turn(visit), visit.actor().name()));
            return switch (saved) {
                case Flows.Kept kept -> Answer.done(path(kept.id()), Done.DRAFT_SAVED);
                case Flows.Same same -> Answer.done(path(same.id()), Done.DRAFT_SAVED);
                case Flows.Overtaken() ->
                    again(tx, visit, new Draft(view, document, refused("Somebody else has saved it meanwhile.")));
                case Flows.OtherKey(String key) ->
                    again(
                            tx,
                            visit,
                            new Draft(
                                    view,
                                    document,
                                    refused("Its key is “" + key + "” and stays so; nothing was saved.")));
                case Flows.Unreadable(List<FlowMistake> mistakes) ->
                    again(
                            tx,
                            visit,
                            new Draft(
                                    view, document, refused(mistakes.getFirst().text())));
            };
        });
    }

    /** A journey to show: {@code entered} is what was typed and not saved, {@code trouble} why. */
    private record Draft(
            FlowView view,
            @Nullable String entered,
            @Nullable Note trouble) {}

    private static Note refused(String why) {
        return Note.refused("It was not saved", why);
    }

    private Answer again(Tx tx, Visit visit, Draft draft) {
        return Answer.again("journey", page(tx, visit, draft));
    }

    private static int turn(Visit visit) {
        String turn = visit.field("turn");
        return turn.matches("\\d{1,9}") ? Integer.parseInt(turn) : -1;
    }

    private Answer undo(Visit visit) {
        return database.inStore(visit.store(), tx -> {
            FlowView view = view(tx, visit);
            boolean undone = journeys.flows()
                    .undo(tx, visit.store(), view.id(), visit.actor().name());
            return Answer.done(path(view.id()), undone ? Done.UNDONE : Done.NOT_ANY_MORE);
        });
    }

    private Answer publish(Visit visit) {
        UnderWay underWay = TouchpointWords.named(UnderWay.values(), visit.field("under_way"));
        if (underWay == null) throw Refusal.notFound();
        return database.inStore(visit.store(), tx -> {
            FlowView view = view(tx, visit);
            Flows.Outcome outcome = journeys.publish(
                    tx,
                    visit.store(),
                    view.id(),
                    new Flows.Publishing(turn(visit), underWay, visit.actor().name()));
            if (outcome instanceof Flows.Live live)
                record(
                        tx,
                        visit,
                        Audit.Deed.of("journey.published", "journey", view.id().toString())
                                .after(Map.of("version", live.number(), "underWay", underWay.code())));
            return Answer.done(path(view.id()), outcome instanceof Flows.Live ? Done.PUBLISHED : Done.NOT_PUBLISHED);
        });
    }

    private Answer archive(Visit visit) {
        return database.inStore(visit.store(), tx -> {
            FlowView view = view(tx, visit);
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

    private JourneyPage page(Tx tx, Visit visit, Draft shown) {
        FlowView view = shown.view();
        String entered = shown.entered();
        Note trouble = shown.trouble();
        FlowView.Version newest = Objects.requireNonNull(view.newest());
        String document = entered == null ? newest.document() : entered;
        FlowParser.Reading reading = journeys.flows().read(tx, visit.store(), document);
        List<FlowMistake> mistakes = reading instanceof FlowParser.Faulty faulty ? faulty.mistakes() : List.of();
        Flow flow = JourneyMapDesk.flow(reading);
        FlowFigures figures = journeys.figures(
                        tx, visit.store(), visit.words().now().minus(JourneyMapDesk.COUNTED))
                .get(view.id());
        boolean mayPublish = mistakes.isEmpty() && view.draft() != null;
        return new JourneyPage(
                frame.below(
                        visit,
                        flow == null ? view.key() : flow.name(),
                        new Link("Journey map", JourneyMapDesk.PATH),
                        "journeys"),
                standing(visit, view, flow),
                trouble,
                figures(figures),
                flow == null
                        ? List.of()
                        : flow.steps().stream()
                                .map(step -> card(step, figures, mistakes))
                                .toList(),
                mistakes.stream()
                        .filter(mistake -> mistake.step() == null)
                        .map(FlowMistake::text)
                        .toList(),
                visit.may(Permission.CHANGE_BRAND) ? editor(tx, visit, new Edited(view, document, mayPublish)) : null);
    }

    private static String standing(Visit visit, FlowView view, @Nullable Flow flow) {
        List<String> parts = new ArrayList<>();
        if (flow != null && flow.entry().trigger() instanceof Flow.On(var happening))
            parts.add("Begins when " + happening.words() + ", once per "
                    + flow.entry().per().code());
        FlowView.Version live = view.live();
        FlowView.Version draft = view.draft();
        if (live != null && live.publishedAt() != null)
            parts.add(
                    "version " + live.number() + " live since " + visit.words().moment(live.publishedAt()));
        if (draft != null) parts.add("version " + draft.number() + " is a draft, saved by " + draft.savedBy());
        if (view.archivedAt() != null) parts.add("archived " + visit.words().moment(view.archivedAt()));
        return String.join("; ", parts) + ".";
    }

    private static List<Figure> figures(@Nullable FlowFigures figures) {
        if (figures == null) return List.of();
        return List.of(
                new Figure("Under way", Words.count(figures.underWay()), "now", null),
                new Figure("Sent", Words.count(figures.of(Outcome.SENT)), "in 90 days", null),
                new Figure("Waiting", Words.count(figures.of(Outcome.DEFERRED)), "for a better moment", null),
                new Figure(
                        "Withheld",
                        Words.count(figures.of(Outcome.WITHHELD)),
                        Words.count(figures.heldOut()) + " of them by lot",
                        null),
                new Figure("Expired", Words.count(figures.of(Outcome.EXPIRED)), "would have helped nobody", null));
    }

    private static Card card(Step step, @Nullable FlowFigures figures, List<FlowMistake> mistakes) {
        List<String> live = new ArrayList<>();
        if (figures != null) {
            long there = figures.waiting().getOrDefault(step.id(), 0L);
            if (there > 0) live.add(Words.count(there) + " here now");
            for (Outcome outcome : Outcome.values()) {
                long count = figures.of(step.id(), outcome);
                if (count > 0)
                    live.add(Words.count(count) + " " + outcome.name().toLowerCase(java.util.Locale.ROOT));
            }
        }
        return new Card(
                step.id(),
                StepWords.icon(step),
                StepWords.title(step),
                StepWords.text(step),
                live,
                StepWords.ways(step),
                mistakes.stream()
                        .filter(mistake -> step.id().equals(mistake.step()))
                        .map(FlowMistake::text)
                        .toList());
    }

    private record Edited(FlowView view, String document, boolean mayPublish) {}

    private Editor editor(Tx tx, Visit visit, Edited edited) {
        FlowView view = edited.view();
        String path = path(view.id());
        FlowView.Version draft = view.draft();
        String turn = Integer.toString(draft == null ? 0 : draft.turn());
        List<Deed> deeds = new ArrayList<>();
        long undoable = journeys.flows().undoable(tx, visit.store(), view.id());
        if (undoable > 0) deeds.add(Deed.of("Undo (" + undoable + ")", "undo", path + "/undo"));
        if (view.live() != null) deeds.add(Deed.of("Archive", "x", path + "/archive"));
        List<Deed> publish = new ArrayList<>();
        if (edited.mayPublish())
            for (UnderWay underWay : UnderWay.values())
                publish.add(new Deed(
                        StepWords.of(underWay),
                        "play",
                        path + "/publication",
                        Map.of("turn", turn, "under_way", underWay.code()),
                        underWay == UnderWay.KEEP));
        return new Editor(path + "/draft", edited.document(), Map.of("turn", turn), deeds, publish);
    }
}
