package io.postlude.console;

import io.postlude.claims.ClaimKind;
import io.postlude.claims.ClaimQuery;
import io.postlude.claims.ClaimState;
import io.postlude.claims.ClaimView;
import io.postlude.claims.ClaimsModule;
import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Figure;
import io.postlude.console.Parts.Filters;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Option;
import io.postlude.console.Parts.Paging;
import io.postlude.console.Parts.Pick;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.console.Parts.View;
import io.postlude.kernel.Database;
import io.postlude.kernel.Page;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders;
import io.postlude.promises.Promise;
import io.postlude.promises.PromiseState;
import io.postlude.returns.ReturnsModule;
import io.postlude.stores.Permission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All claims: those that wait for an answer first, with the day it is promised for. */
final class ClaimsDesk {
    static final String PATH = "/console/claims";
    private static final int PAGE_ROWS = 50;
    private static final String[] NAMES = {"q", "view", "kind", "after"};
    private static final String[] FILTERS = {"view", "kind"};

    private final Frame frame;
    private final Sources sources;

    /** Where the rows come from. */
    record Sources(Database database, Orders orders, ClaimsModule claims, ReturnsModule returns) {}

    ClaimsDesk(Frame frame, Sources sources) {
        this.frame = frame;
        this.sources = sources;
    }

    void addTo(Counter counter) {
        counter.page("claims", Permission.SEE_RETURNS, this::show);
    }

    private record Found(
            Page<ClaimView> page,
            Map<OrderId, OrderView> orders,
            Map<ClaimView, Promise> replies,
            Map<ClaimState, Long> counts) {}

    private Answer show(Visit visit) {
        Address address = Address.of(visit.http(), PATH, NAMES);
        Optional<ClaimView> named = address.get("q") == null
                ? Optional.empty()
                : sources.database()
                        .inStore(
                                visit.store(),
                                tx -> sources.claims().claims().byCode(tx, visit.store(), address.text("q")));
        if (named.isPresent() && visit.http().header("HX-Request") == null)
            return new Answer.Go(PATH + "/" + named.get().id());
        Found found = sources.database().inStore(visit.store(), tx -> find(tx, visit, address));
        return Answer.page(
                "list",
                new ListPage(
                        frame.page(visit, "Claims", "claims"),
                        figures(found),
                        filters(address),
                        table(visit, address, found),
                        List.of(
                                new Link("From carriers", CarrierClaimsDesk.PATH),
                                new Link("Warranty and terms", PATH + "/terms"))));
    }

    private Found find(Tx tx, Visit visit, Address address) {
        ClaimQuery query = new ClaimQuery(
                states(address.text("view")),
                ClaimKind.of(address.text("kind")).orElse(null),
                address.get("after"),
                PAGE_ROWS);
        Page<ClaimView> page = address.get("q") == null
                ? sources.claims().claims().list(tx, visit.store(), query)
                : new Page<>(List.of(), null);
        Map<OrderId, OrderView> orders = new HashMap<>();
        sources.orders()
                .orders(
                        tx,
                        visit.store(),
                        page.rows().stream().map(ClaimView::order).distinct().toList())
                .forEach(order -> orders.put(order.id(), order));
        return new Found(
                page,
                orders,
                sources.claims().claims().replies(tx, visit.store(), page.rows()),
                sources.claims().claims().counts(tx, visit.store()));
    }

    private static Set<ClaimState> states(String view) {
        return switch (view) {
            case "asked" -> Set.of(ClaimState.ASKED);
            case "waiting" -> Set.of(ClaimState.ASKED_BACK);
            case "agreed" -> Set.of(ClaimState.AGREED);
            case "closed" -> Set.of(ClaimState.DONE, ClaimState.REFUSED, ClaimState.WITHDRAWN);
            default -> Set.of();
        };
    }

    private static List<Figure> figures(Found found) {
        Map<ClaimState, Long> counts = found.counts();
        long asked = counts.getOrDefault(ClaimState.ASKED, 0L);
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        return List.of(
                new Figure("To decide", Words.count(asked), "an answer is promised", PATH + "?view=asked"),
                new Figure(
                        "Customer asked",
                        Words.count(counts.getOrDefault(ClaimState.ASKED_BACK, 0L)),
                        "their turn",
                        PATH + "?view=waiting"),
                new Figure(
                        "Agreed",
                        Words.count(counts.getOrDefault(ClaimState.AGREED, 0L)),
                        "money, another one or a repair under way",
                        PATH + "?view=agreed"),
                new Figure(
                        "Refused",
                        Words.count(counts.getOrDefault(ClaimState.REFUSED, 0L)),
                        "of " + Words.count(all) + " in all",
                        PATH + "?view=closed"));
    }

    private static Filters filters(Address address) {
        String view = address.text("view");
        List<View> views = new ArrayList<>();
        views.add(new View("All", address.with("view", ""), view.isEmpty()));
        Map<String, String> names =
                Map.of("asked", "To decide", "waiting", "Customer asked", "agreed", "Agreed", "closed", "Closed");
        for (String one : List.of("asked", "waiting", "agreed", "closed"))
            views.add(new View(
                    java.util.Objects.requireNonNull(names.get(one)), address.with("view", one), view.equals(one)));
        List<Option> kinds = new ArrayList<>(
                List.of(new Option("", "any", address.text("kind").isEmpty())));
        for (ClaimKind kind : ClaimKind.values())
            kinds.add(new Option(
                    kind.word(), ClaimWords.kind(kind).toLowerCase(Locale.ROOT), address.is("kind", kind.word())));
        return new Filters(
                PATH,
                "Number of the claim, CLM-…",
                address.text("q"),
                views,
                List.of(new Pick("kind", "What:", kinds)),
                address.kept("view"),
                address.count(FILTERS) > 0 ? PATH : null,
                null);
    }

    private static Table table(Visit visit, Address address, Found found) {
        int hidden = address.count(FILTERS) + address.count("q");
        Empty empty = hidden > 0
                ? new Empty("No claim fits", "Filters hide all others.", new Link("Clear filters", PATH))
                : new Empty(
                        "Nobody reports anything",
                        "Customers report from the page of their order; it appears here at once.",
                        new Link("See the terms", PATH + "/terms"));
        List<ClaimView> rows = found.page().rows();
        String next = found.page().next();
        return new Table(
                "Claims",
                List.of(
                        Column.text("Claim"),
                        Column.text("Customer"),
                        Column.text("What"),
                        Column.text("Would like").wide(),
                        Column.text("Stands"),
                        Column.text("Answer by")),
                rows.stream().map(view -> row(visit, view, found)).toList(),
                empty,
                null,
                new Paging(
                        address.get("after") == null ? null : address.with("after", ""),
                        next == null ? null : address.after(next),
                        Words.count(rows.size(), "claim", "claims") + (next == null ? "" : ", more on the next page")));
    }

    private static Row row(Visit visit, ClaimView view, Found found) {
        OrderView order = found.orders().get(view.order());
        boolean sees = visit.may(Permission.SEE_CUSTOMERS);
        return Row.of(
                Cell.link(ReturnsDesk.shown(view.code()), visit.words().moment(view.askedAt()), PATH + "/" + view.id()),
                Cell.of(
                        order == null || order.buyer() == null || !sees ? "" : order.buyer(),
                        order == null ? null : order.number()),
                Cell.of(ClaimWords.kind(view.kind()), order == null ? null : thing(order, view)),
                Cell.of(ClaimWords.wish(view.wish())),
                Cell.pill(ClaimWords.state(view.state()), view.owner() == null ? null : "with " + view.owner()),
                reply(visit, view, found.replies().get(view)));
    }

    private static Cell reply(Visit visit, ClaimView view, @Nullable Promise promise) {
        if (promise == null || view.state() != ClaimState.ASKED) return Cell.of("");
        String day = visit.words().day(promise.window().by());
        return promise.state() == PromiseState.BROKEN ? Cell.of(day, "late") : Cell.of(day);
    }

    static String thing(OrderView order, ClaimView view) {
        return order.lines().stream()
                .filter(line ->
                        view.parts().stream().anyMatch(part -> part.line().equals(line.id())))
                .map(OrderView.Line::title)
                .findFirst()
                .orElse("");
    }
}
