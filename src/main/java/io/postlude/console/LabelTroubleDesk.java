package io.postlude.console;

import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.console.SectionsPage.Section;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.returns.Label;
import io.postlude.returns.Labels;
import io.postlude.returns.Labels.Remedy;
import io.postlude.returns.ReturnId;
import io.postlude.returns.ReturnView;
import io.postlude.stores.Permission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Labels that could not be bought, or of which nobody knows: each with who has it in hand and what can be done. */
final class LabelTroubleDesk {
    private static final String PATH = ReturnsDesk.PATH + "/exceptions";
    private static final int ROWS = 100;

    private final ReturnsDesk.Sources sources;

    LabelTroubleDesk(ReturnsDesk.Sources sources) {
        this.sources = sources;
    }

    void addTo(Counter counter) {
        counter.deed("returns/exceptions/labels/take", Permission.RECEIVE_RETURNS, this::take);
        counter.deed(
                "returns/exceptions/labels/again", Permission.RECEIVE_RETURNS, visit -> solve(visit, Remedy.AGAIN));
        counter.deed("returns/exceptions/labels/own", Permission.RECEIVE_RETURNS, visit -> solve(visit, Remedy.OWN));
        counter.deed(
                "returns/exceptions/labels/settled", Permission.RECEIVE_RETURNS, visit -> solve(visit, Remedy.SETTLED));
    }

    private Labels labels() {
        return sources.returns().returns().labels();
    }

    /** What stands on the page of exceptions about labels. */
    Section section(Tx tx, Visit visit) {
        List<Label> labels = labels().troubled(tx, visit.store(), ROWS);
        Map<ReturnId, ReturnView> views = new HashMap<>();
        for (Label label : labels)
            sources.returns()
                    .returns()
                    .find(tx, visit.store(), label.returned())
                    .ifPresent(view -> views.put(view.id(), view));
        List<Row> rows = labels.stream()
                .flatMap(label -> Stream.ofNullable(views.get(label.returned())).map(view -> row(visit, label, view)))
                .toList();
        return new Section(
                "labels",
                "Labels that were not to be had",
                "what the provider said, and what the customer has instead",
                Table.plain(
                        "Labels that were not to be had",
                        List.of(
                                Column.text("Return"),
                                Column.text("What is wrong"),
                                Column.text("The customer"),
                                Column.text("In hand"),
                                Column.text("")),
                        rows,
                        new Empty("Every label could be bought", "Providers are set up under Settings, Labels.", null)),
                null);
    }

    private static Row row(Visit visit, Label label, ReturnView view) {
        return Row.of(
                Cell.link(
                        ReturnsDesk.shown(view.code()),
                        visit.words().moment(label.boughtAt()),
                        ReturnDesk.path(view.id())),
                Cell.of(label.trouble() == null ? "" : label.trouble(), label.carrier()),
                Cell.of(customer(label, view)),
                Cell.of(label.owner() == null ? "nobody" : label.owner()),
                visit.may(Permission.RECEIVE_RETURNS) ? Cell.deeds(deeds(label, view)) : Cell.of(null));
    }

    private static String customer(Label label, ReturnView view) {
        Label present = view.label();
        if (present != null && present.id() != label.id() && present.state().isThere()) return "has the built-in label";
        return label.state() == Label.State.DROPPED ? "needs none any more" : "waits for a label";
    }

    private static List<Deed> deeds(Label label, ReturnView view) {
        Label present = view.label();
        boolean other = present != null && present.id() != label.id();
        List<Deed> deeds = new ArrayList<>();
        if (label.owner() == null) deeds.add(deed("Take in hand", "hand", "take", label));
        if (label.state() == Label.State.FAILED && !other) deeds.add(deed("Try again", "bolt", "again", label));
        if (label.state() != Label.State.DROPPED && !other)
            deeds.add(deed("Give the built-in one", "check", "own", label));
        if (label.state() == Label.State.FAILED) deeds.add(deed("Settled", "check", "settled", label));
        return deeds;
    }

    private static Deed deed(String name, String icon, String what, Label label) {
        return new Deed(name, icon, PATH + "/labels/" + what, Map.of("label", Long.toString(label.id())), false);
    }

    private static long label(Visit visit) {
        String id = visit.field("label");
        if (!id.matches("[0-9]{1,18}")) throw Refusal.notFound();
        return Long.parseLong(id);
    }

    private Answer take(Visit visit) {
        boolean taken = sources.database()
                .inStore(
                        visit.store(),
                        tx -> labels().take(
                                        tx,
                                        visit.store(),
                                        label(visit),
                                        visit.session().name()));
        return Answer.done(PATH, taken ? Done.TAKEN : Done.NOT_ANY_MORE);
    }

    private Answer solve(Visit visit, Remedy remedy) {
        io.postlude.returns.Answer answer = sources.database()
                .inStore(visit.store(), tx -> labels().solve(tx, visit.store(), label(visit), remedy));
        return Answer.done(
                PATH, answer instanceof io.postlude.returns.Answer.Done ? Done.RETURN_MOVED : Done.NOT_ANY_MORE);
    }
}
