package io.postlude.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postlude.flows.FlowEdits;
import io.postlude.flows.FlowView;
import io.postlude.flows.Flows;
import io.postlude.kernel.Database;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.stores.Permission;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Work on a journey's draft: each deed is one saving, which can be taken back; mistakes are shown where they are. */
final class JourneyEditDesk {
    private static final int DOCUMENT_LIMIT_CHARS = 200_000;

    private final Database database;
    private final Flows flows;

    JourneyEditDesk(Database database, Flows flows) {
        this.database = database;
        this.flows = flows;
    }

    void addTo(Counter counter) {
        counter.deed("journeys/{id}/steps", Permission.CHANGE_BRAND, this::add);
        counter.deed("journeys/{id}/steps/{step}", Permission.CHANGE_BRAND, this::change);
        counter.deed("journeys/{id}/steps/{step}/removal", Permission.CHANGE_BRAND, this::remove);
        counter.deed("journeys/{id}/settings", Permission.CHANGE_BRAND, this::settings);
        counter.deed("journeys/{id}/restoration", Permission.CHANGE_BRAND, this::restore);
        counter.deed("journeys/{id}/draft", Permission.CHANGE_BRAND, this::write);
        counter.deed("journeys/{id}/undo", Permission.CHANGE_BRAND, this::undo);
    }

    /** {@code document} empty: there is nothing to change; {@code panel} is where one looks next. */
    private record Change(Optional<String> document, String panel) {
        static Change of(FlowEdits edits, String panel) {
            return new Change(Optional.of(edits.document()), panel);
        }

        static final Change NONE = new Change(Optional.empty(), "");
    }

    private interface Work {
        Change on(FlowEdits edits);
    }

    private Answer edit(Visit visit, Work work) {
        return database.inStore(visit.store(), tx -> {
            FlowView view = JourneyDesk.view(tx, visit, flows);
            FlowEdits edits = FlowEdits.of(Objects.requireNonNull(view.newest()).document())
                    .orElseThrow(Refusal::notFound);
            Change change = work.on(edits);
            String path = JourneyDesk.path(view.id());
            return change.document()
                    .map(document -> save(tx, visit, view, new Saving(document, path, change.panel())))
                    .orElseGet(() -> Answer.done(path, Done.NOT_ANY_MORE));
        });
    }

    private record Saving(String document, String path, String panel) {}

    private Answer save(Tx tx, Visit visit, FlowView view, Saving saving) {
        Flows.Saved saved = flows.edit(
                tx,
                visit.store(),
                view,
                new Flows.Edit(saving.document(), turn(visit), visit.actor().name()));
        return switch (saved) {
            case Flows.Kept _, Flows.Same _ -> new Answer.Go(saving.path() + saving.panel());
            case Flows.Overtaken() -> Answer.done(saving.path() + saving.panel(), Done.OVERTAKEN);
            case Flows.OtherKey _ -> Answer.done(saving.path(), Done.OTHER_KEY);
            case Flows.Unreadable _ -> Answer.done(saving.path(), Done.NO_JOURNEY);
        };
    }

    /** The saving that was looked at; -1 where the form does not say. */
    static int turn(Visit visit) {
        String turn = visit.field("turn");
        return turn.matches("\\d{1,9}") ? Integer.parseInt(turn) : -1;
    }

    private Answer add(Visit visit) {
        Optional<FlowEdits.Edge> edge = FlowEdits.Edge.parse(visit.field("edge"));
        Optional<ObjectNode> step = JourneyNewSteps.fresh(
                visit.field("do"),
                visit.field("message"),
                database.inStore(visit.store(), tx -> flows.acts(tx, visit.store())));
        if (edge.isEmpty() || step.isEmpty()) throw Refusal.notFound();
        return edit(
                visit,
                edits -> edits.add(edge.get(), step.get())
                        .map(id -> Change.of(edits, "?step=" + id))
                        .orElse(Change.NONE));
    }

    private Answer change(Visit visit) {
        String id = visit.part("step");
        return edit(
                visit,
                edits -> edits.copy(id)
                        .filter(before -> edits.change(
                                id, JourneyStepReading.read(before.path("do").asText(), before, posted(visit))))
                        .map(_ -> Change.of(edits, "?step=" + id))
                        .orElseThrow(Refusal::notFound));
    }

    private static JourneyStepReading.Posted posted(Visit visit) {
        return new JourneyStepReading.Posted() {
            @Override
            public String one(String name) {
                return visit.field(name);
            }

            @Override
            public List<String> all(String name) {
                return visit.fields(name);
            }
        };
    }

    private Answer remove(Visit visit) {
        return edit(visit, edits -> {
            if (!edits.remove(visit.part("step"))) throw Refusal.notFound();
            return Change.of(edits, "");
        });
    }

    private Answer settings(Visit visit) {
        return edit(visit, edits -> {
            edits.change(JourneySettingsForm.read(edits.top(), posted(visit)));
            return Change.of(edits, "?panel=settings");
        });
    }

    private Answer restore(Visit visit) {
        return database.inStore(visit.store(), tx -> {
            FlowView view = JourneyDesk.view(tx, visit, flows);
            String document = flows.versions(tx, visit.store(), view.id()).stream()
                    .filter(one -> Integer.toString(one.number()).equals(visit.field("version")))
                    .findFirst()
                    .map(FlowView.Version::document)
                    .orElseThrow(Refusal::notFound);
            return save(tx, visit, view, new Saving(document, JourneyDesk.path(view.id()), "?panel=versions"));
        });
    }

    private Answer write(Visit visit) {
        String posted = Optional.ofNullable(visit.http().formParam("document")).orElse("");
        String document = posted.length() > DOCUMENT_LIMIT_CHARS ? "" : posted.replace("\r\n", "\n");
        return database.inStore(visit.store(), tx -> {
            FlowView view = JourneyDesk.view(tx, visit, flows);
            return save(tx, visit, view, new Saving(document, JourneyDesk.path(view.id()), "?panel=document"));
        });
    }

    private Answer undo(Visit visit) {
        return database.inStore(visit.store(), tx -> {
            FlowView view = JourneyDesk.view(tx, visit, flows);
            boolean undone =
                    flows.undo(tx, visit.store(), view.id(), visit.actor().name());
            return Answer.done(JourneyDesk.path(view.id()), undone ? Done.UNDONE : Done.NOT_ANY_MORE);
        });
    }
}
