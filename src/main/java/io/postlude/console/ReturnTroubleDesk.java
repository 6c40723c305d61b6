package io.postlude.console;

import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Option;
import io.postlude.console.Parts.Pick;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.console.SectionsPage.Section;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderView;
import io.postlude.returns.ReturnQuery;
import io.postlude.returns.ReturnView;
import io.postlude.returns.StrayId;
import io.postlude.returns.Strays;
import io.postlude.returns.Strays.Outcome;
import io.postlude.returns.Strays.Solved;
import io.postlude.returns.Strays.Stray;
import io.postlude.returns.Travel;
import io.postlude.stores.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is not as it should be: things missing or other than told, doubts, and parcels that came without a return. */
final class ReturnTroubleDesk {
    private static final String PATH = ReturnsDesk.PATH + "/exceptions";
    private static final int ROWS = 100;

    private final Frame frame;
    private final ReturnsDesk.Sources sources;
    private final LabelTroubleDesk labels;

    ReturnTroubleDesk(Frame frame, ReturnsDesk.Sources sources) {
        this.frame = frame;
        this.sources = sources;
        this.labels = new LabelTroubleDesk(sources);
    }

    void addTo(Counter counter) {
        counter.page("returns/exceptions", Permission.SEE_RETURNS, this::show);
        counter.deed("returns/exceptions/take", Permission.RECEIVE_RETURNS, this::take);
        counter.deed("returns/exceptions/solve", Permission.RECEIVE_RETURNS, this::solve);
        labels.addTo(counter);
    }

    private record Read(List<ReturnView> returns, Map<OrderId, OrderView> orders, List<Stray> strays, Section labels) {}

    private Answer show(Visit visit) {
        Read read = sources.database().inStore(visit.store(), tx -> read(tx, visit));
        boolean solves = visit.may(Permission.RECEIVE_RETURNS) && !read.strays().isEmpty();
        return Answer.page(
                "sections",
                new SectionsPage(
                        frame.below(visit, "Exceptions", new Link("Returns", ReturnsDesk.PATH), "returns"),
                        List.of(),
                        null,
                        List.of(
                                new Section(
                                        "returns",
                                        "Returns somebody has to decide",
                                        "missing, another thing in the parcel, or put aside by who looked at it",
                                        returns(visit, read),
                                        null),
                                new Section(
                                        "strays",
                                        "Parcels without a return",
                                        "the oldest first, until somebody says what became of them",
                                        strays(visit, read),
                                        solves ? form(read) : null),
                                read.labels())));
    }

    private Read read(Tx tx, Visit visit) {
        var query = new ReturnQuery(Set.of(), new ReturnQuery.Only(null, null, true), null, ROWS);
        List<ReturnView> returns =
                sources.returns().returns().list(tx, visit.store(), query).rows();
        return new Read(
                returns,
                sources.orders(tx, visit, returns),
                sources.returns().strays().open(tx, visit.store()),
                labels.section(tx, visit));
    }

    private static Table returns(Visit visit, Read read) {
        return Table.plain(
                "Returns somebody has to decide",
                List.of(
                        Column.text("Return"),
                        Column.text("Things"),
                        Column.text("What is wrong"),
                        Column.text("In hand")),
                read.returns().stream()
                        .map(view -> Row.of(
                                Cell.link(
                                        ReturnsDesk.shown(view.code()),
                                        visit.words().moment(view.requestedAt()),
                                        ReturnDesk.path(view.id())),
                                Cell.of(things(view, read.orders().get(view.order()))),
                                Cell.pill(ReturnWords.stage(view.stage()), wrong(view)),
                                Cell.of(view.owner() == null ? "nobody" : view.owner())))
                        .toList(),
                new Empty("Everything is as it should be", "Nothing is missing, nothing waits for a decision.", null));
    }

    private static String things(ReturnView view, @Nullable OrderView order) {
        return order == null || view.pieces().isEmpty()
                ? ""
                : ReturnsDesk.title(order, view.pieces().getFirst())
                        + (view.pieces().size() > 1 ? " and " + (view.pieces().size() - 1) + " more" : "");
    }

    private static String wrong(ReturnView view) {
        List<String> words = new ArrayList<>();
        for (ReturnView.Piece piece : view.pieces()) {
            if (piece.travel() == Travel.MISSING) words.add("did not come");
            else if (piece.disposition() != null && piece.finding() != null) words.add(piece.finding());
            else if (piece.disposition() != null) words.add(ReturnWords.disposition(piece.disposition()));
        }
        return String.join(", ", words.stream().distinct().toList());
    }

    private static Table strays(Visit visit, Read read) {
        return Table.plain(
                "Parcels without a return",
                List.of(
                        Column.text("Arrived"),
                        Column.text("Stands on it"),
                        Column.text("Was in it"),
                        Column.text("In hand"),
                        Column.text("")),
                read.strays().stream()
                        .map(stray -> Row.of(
                                Cell.of(visit.words().moment(stray.arrivedAt()), "by " + stray.by()),
                                Cell.code(stray.said().isEmpty() ? "nothing" : stray.said(), null),
                                Cell.of(stray.found()),
                                Cell.of(stray.owner() == null ? "nobody" : stray.owner()),
                                stray.owner() == null && visit.may(Permission.RECEIVE_RETURNS)
                                        ? Cell.deeds(List.of(new Deed(
                                                "Take in hand",
                                                "hand",
                                                PATH + "/take",
                                                Map.of("stray", stray.id().toString()),
                                                false)))
                                        : Cell.of(null)))
                        .toList(),
                new Empty("Nothing came without a return", "Unknown numbers are written down under Receive.", null));
    }

    private static Form form(Read read) {
        return Form.of(
                        PATH + "/solve",
                        "Close it",
                        "check",
                        List.of(Field.text("code", "Number of its return", "").hinting("only where it belongs to one")))
                .picking(
                        new Pick(
                                "stray",
                                "Parcel",
                                read.strays().stream()
                                        .map(stray -> new Option(
                                                stray.id().toString(),
                                                (stray.said().isEmpty() ? "Without number" : stray.said()) + ": "
                                                        + stray.found(),
                                                false))
                                        .toList()),
                        new Pick(
                                "outcome",
                                "What became of it",
                                List.of(
                                        new Option("belongs", "Its return was found", true),
                                        new Option("sent_back", "Sent back", false),
                                        new Option("kept_aside", "Kept aside", false))));
    }

    private static StrayId stray(Visit visit) {
        return StrayId.parse(visit.field("stray")).orElseThrow(Refusal::notFound);
    }

    private Answer take(Visit visit) {
        boolean taken = sources.database()
                .inStore(
                        visit.store(),
                        tx -> sources.returns()
                                .strays()
                                .take(
                                        tx,
                                        visit.store(),
                                        stray(visit),
                                        visit.session().name()));
        return Answer.done(PATH, taken ? Done.TAKEN : Done.NOT_ANY_MORE);
    }

    private Answer solve(Visit visit) {
        Outcome outcome = switch (visit.field("outcome").toLowerCase(Locale.ROOT)) {
            case "sent_back" -> Outcome.SENT_BACK;
            case "kept_aside" -> Outcome.KEPT_ASIDE;
            default -> Outcome.BELONGS;
        };
        return sources.database().inStore(visit.store(), tx -> {
            Optional<ReturnView> of = outcome == Outcome.BELONGS
                    ? sources.returns().returns().byCode(tx, visit.store(), visit.field("code"))
                    : Optional.empty();
            if (outcome == Outcome.BELONGS && of.isEmpty()) return Answer.done(PATH, Done.NO_SUCH_RETURN);
            Strays strays = sources.returns().strays();
            Solved solved =
                    new Solved(outcome, of.map(ReturnView::id), visit.session().name());
            boolean done = strays.solve(tx, visit.store(), stray(visit), solved);
            if (done && of.isPresent())
                return new Answer.Go(ReceiveDesk.PATH + "?code=" + of.get().code());
            return Answer.done(PATH, done ? Done.RETURN_MOVED : Done.NOT_ANY_MORE);
        });
    }
}
