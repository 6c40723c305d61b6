package io.postlude.console;

import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Figure;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Paging;
import io.postlude.console.Parts.Pill;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.console.Parts.Tone;
import io.postlude.console.SectionsPage.Section;
import io.postlude.kernel.Page;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderView;
import io.postlude.returns.ReturnView;
import io.postlude.returns.ShopReturn;
import io.postlude.returns.ShopReturnId;
import io.postlude.returns.ShopReturnQuery;
import io.postlude.stores.Permission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Returns that were made in the shop's own admin: looked at here, decided and paid for there. */
final class ShopReturnsDesk {
    static final String PATH = ReturnsDesk.PATH + "/shop";
    private static final int PAGE_ROWS = 50;
    private static final int OPEN_ROWS = 20;

    private final Frame frame;
    private final ReturnsDesk.Sources sources;

    ShopReturnsDesk(Frame frame, ReturnsDesk.Sources sources) {
        this.frame = frame;
        this.sources = sources;
    }

    void addTo(Counter counter) {
        counter.page("returns/shop", Permission.SEE_RETURNS, this::list);
        counter.page("returns/shop/{id}", Permission.SEE_RETURNS, this::one);
    }

    static Pill state(ShopReturn.State state) {
        return switch (state) {
            case REQUESTED -> new Pill(Tone.RISK, "Asked in the shop");
            case OPEN -> new Pill(Tone.MOVE, "Open in the shop");
            case DECLINED -> new Pill(Tone.VOID, "Declined in the shop");
            case CANCELLED -> new Pill(Tone.VOID, "Cancelled in the shop");
            case CLOSED -> new Pill(Tone.KEPT, "Closed in the shop");
        };
    }

    /** With the orders they belong to, for the rows of a list. */
    record Listed(Page<ShopReturn> page, Map<OrderId, OrderView> orders) {
        static final Listed NONE = new Listed(new Page<>(List.of(), null), Map.of());

        /** Those that are not over, for the top of the queue. */
        static Listed open(Tx tx, Visit visit, ReturnsDesk.Sources sources) {
            Set<ShopReturn.State> open = Set.of(ShopReturn.State.REQUESTED, ShopReturn.State.OPEN);
            Page<ShopReturn> page =
                    sources.returns().shopReturns().list(tx, visit.store(), new ShopReturnQuery(open, null, OPEN_ROWS));
            return of(tx, visit, sources, page);
        }

        private static Listed of(Tx tx, Visit visit, ReturnsDesk.Sources sources, Page<ShopReturn> page) {
            Map<OrderId, OrderView> orders = new HashMap<>();
            List<OrderId> ids =
                    page.rows().stream().map(ShopReturn::order).distinct().toList();
            sources.orders().orders(tx, visit.store(), ids).forEach(order -> orders.put(order.id(), order));
            return new Listed(page, orders);
        }

        /** In the columns of the queue. */
        List<Row> rows(Visit visit) {
            return page.rows().stream()
                    .map(one -> row(visit, one, orders.get(one.order())))
                    .toList();
        }
    }

    private static Row row(Visit visit, ShopReturn one, @Nullable OrderView order) {
        ShopReturn.Item first = one.items().isEmpty() ? null : one.items().getFirst();
        int more = one.items().size() - 1;
        return Row.of(
                Cell.link(one.called(), visit.words().moment(one.firstAt()), PATH + "/" + one.id()),
                Cell.of(
                        order == null || order.buyer() == null || !visit.may(Permission.SEE_CUSTOMERS)
                                ? ""
                                : order.buyer(),
                        order == null ? null : order.number()),
                Cell.of(
                        first == null ? "" : title(order, first),
                        more > 0 ? "and " + Words.count(more, "other thing", "other things") : null),
                Cell.of(first == null ? "" : ReturnWords.reason(first.reason(), ""), "Made in the shop"),
                Cell.pill(state(one.state()), null),
                Cell.of("", "paid by the shop"));
    }

    private static String title(@Nullable OrderView order, ShopReturn.Item item) {
        return line(order, item) == null ? "a thing that is not in the order" : titleOf(order, item);
    }

    private static String titleOf(@Nullable OrderView order, ShopReturn.Item item) {
        OrderView.Line line = line(order, item);
        return line == null ? "" : line.title();
    }

    private static OrderView.@Nullable Line line(@Nullable OrderView order, ShopReturn.Item item) {
        if (order == null) return null;
        return order.lines().stream()
                .filter(line -> line.reference().equals(item.line()))
                .findFirst()
                .orElse(null);
    }

    private Answer list(Visit visit) {
        String after = visit.query("after");
        Listed found = sources.database()
                .inStore(
                        visit.store(),
                        tx -> Listed.of(
                                tx,
                                visit,
                                sources,
                                sources.returns()
                                        .shopReturns()
                                        .list(
                                                tx,
                                                visit.store(),
                                                new ShopReturnQuery(
                                                        Set.of(),
                                                        after == null || after.isEmpty() ? null : after,
                                                        PAGE_ROWS))));
        return Answer.page(
                "sections",
                new SectionsPage(
                        frame.below(visit, "Made in the shop", new Link("Returns", ReturnsDesk.PATH), "returns"),
                        List.of(),
                        null,
                        List.of(new Section(
                                "shop",
                                "Returns made in the shop",
                                "told by the shop, the newest first; it decides about them and pays for them",
                                table(visit, found, after),
                                null))));
    }

    private static Table table(Visit visit, Listed found, @Nullable String after) {
        String next = found.page().next();
        List<Row> rows = found.rows(visit);
        return new Table(
                "Returns made in the shop",
                ReturnsDesk.columns(Column.text("Money")),
                rows,
                new Empty(
                        "None was made in the shop",
                        "Once Shopify’s topics returns/… are sent here, returns made in its admin appear by themselves.",
                        null),
                null,
                new Paging(
                        after == null || after.isEmpty() ? null : PATH,
                        next == null ? null : PATH + "?after=" + next,
                        Words.count(rows.size(), "return", "returns")));
    }

    private record Whole(ShopReturn it, OrderView order, Map<String, Integer> refunded, List<ReturnView> here) {}

    private Answer one(Visit visit) {
        Whole whole = sources.database().inStore(visit.store(), tx -> read(tx, visit));
        List<Section> sections = new ArrayList<>();
        sections.add(new Section(
                "things",
                "What goes back",
                whole.order().number() + "; these pieces cannot be sent back here a second time"
                        + (whole.it().state().holds() ? "" : ", now that it is off they can"),
                things(visit, whole),
                null));
        if (!whole.here().isEmpty())
            sections.add(new Section(
                    "here",
                    "Sent back here too",
                    "returns of the same things that were asked for here: see that nobody gets the same twice",
                    here(visit, whole),
                    null));
        return Answer.page(
                "sections",
                new SectionsPage(
                        frame.below(visit, whole.it().called(), new Link("Made in the shop", PATH), "returns"),
                        figures(visit, whole),
                        null,
                        sections));
    }

    private Whole read(Tx tx, Visit visit) {
        ShopReturn it = ShopReturnId.parse(visit.http().pathParam("id"))
                .flatMap(id -> sources.returns().shopReturns().find(tx, visit.store(), id))
                .orElseThrow(Refusal::notFound);
        OrderView order = sources.orders().order(tx, visit.store(), it.order()).orElseThrow(Refusal::notFound);
        Set<String> lines = it.items().stream().map(ShopReturn.Item::line).collect(Collectors.toSet());
        List<ReturnView> here = sources.returns().returns().ofOrder(tx, visit.store(), order.id()).stream()
                .filter(view -> view.pieces().stream()
                        .anyMatch(piece -> order.lines().stream()
                                .anyMatch(line -> line.id().equals(piece.line()) && lines.contains(line.reference()))))
                .toList();
        return new Whole(
                it,
                order,
                sources.returns()
                        .shopReturns()
                        .refunded(tx, visit.store(), order)
                        .getOrDefault(it.id(), Map.of()),
                here);
    }

    private static List<Figure> figures(Visit visit, Whole whole) {
        ShopReturn it = whole.it();
        int pieces = it.items().stream().mapToInt(ShopReturn.Item::pieces).sum();
        int refunded =
                whole.refunded().values().stream().mapToInt(Integer::intValue).sum();
        String why = java.util.stream.Stream.of(
                        it.declined() == null
                                ? null
                                : ReturnWords.sentence(it.declined().replace('_', ' ')),
                        visit.may(Permission.SEE_CUSTOMERS) ? it.note() : null)
                .filter(part -> part != null && !part.isBlank())
                .collect(Collectors.joining(": "));
        return List.of(
                new Figure(
                        "Stands",
                        state(it.state()).word(),
                        why.isEmpty() ? "since " + visit.words().moment(it.stateAt()) : why,
                        null),
                new Figure(
                        "Refunded by the shop",
                        Words.count(refunded),
                        "of " + Words.count(pieces, "piece", "pieces") + "; nothing of it is paid from here",
                        null),
                new Figure(
                        "Order",
                        whole.order().number(),
                        "first heard of " + visit.words().moment(it.firstAt()),
                        OrdersDesk.PATH + "/" + whole.order().id()));
    }

    private static Table things(Visit visit, Whole whole) {
        boolean sees = visit.may(Permission.SEE_CUSTOMERS);
        return Table.plain(
                "What goes back",
                List.of(
                        Column.text("Thing"),
                        Column.number("Pieces"),
                        Column.text("Why"),
                        Column.text("In the customer’s words").wide()),
                whole.it().items().stream()
                        .map(item -> Row.of(
                                Cell.of(title(whole.order(), item), sku(whole.order(), item)),
                                Cell.of(Words.count(item.pieces())),
                                Cell.of(ReturnWords.reason(item.reason(), "")),
                                Cell.of(sees ? item.words() : "")))
                        .toList(),
                new Empty(
                        "Nothing is in it",
                        "The shop has not said what goes back, or took all of it out again.",
                        null));
    }

    private static @Nullable String sku(OrderView order, ShopReturn.Item item) {
        OrderView.Line line = line(order, item);
        return line == null ? null : line.sku();
    }

    private static Table here(Visit visit, Whole whole) {
        return Table.plain(
                "Sent back here too",
                List.of(Column.text("Return"), Column.text("Stands")),
                whole.here().stream()
                        .map(view -> Row.of(
                                Cell.link(
                                        ReturnsDesk.shown(view.code()),
                                        visit.words().moment(view.requestedAt()),
                                        ReturnDesk.path(view.id())),
                                Cell.pill(ReturnWords.stage(view.stage()), null)))
                        .toList(),
                new Empty("None", "", null));
    }
}
