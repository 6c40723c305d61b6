package io.postlude.console;

import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Filters;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Paging;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.console.Parts.View;
import io.postlude.kernel.Database;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders;
import io.postlude.stores.Permission;
import io.postlude.tracking.ShipmentStatus;
import io.postlude.tracking.StatusDetail;
import io.postlude.tracking.Tracking;
import io.postlude.tracking.TroubledPage;
import io.postlude.tracking.TroubledQuery;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Parcels that need a person: gone silent, refused, delayed, never handed over, delivered in doubt. */
final class TroubleDesk {
    static final String PATH = "/console/trouble";
    private static final int PAGE_ROWS = 50;
    private static final int CSV_PAGE_ROWS = 200;

    private final Frame frame;
    private final Database database;
    private final Tracking tracking;
    private final Orders orders;

    TroubleDesk(Frame frame, Database database, Tracking tracking, Orders orders) {
        this.frame = frame;
        this.database = database;
        this.tracking = tracking;
        this.orders = orders;
    }

    void addTo(Counter counter) {
        counter.page("trouble", Permission.SEE_SHIPMENTS, this::show);
        counter.page("trouble.csv", Permission.SEE_SHIPMENTS, this::csv);
    }

    /** A page of parcels with the orders they belong to. */
    record Found(TroubledPage page, Map<OrderId, OrderView> orders) {}

    Found find(Tx tx, Visit visit, TroubledQuery query) {
        TroubledPage page = tracking.troubled(tx, visit.store(), query);
        List<OrderId> ids = page.shipments().stream()
                .map(TroubledPage.Row::order)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        Map<OrderId, OrderView> known = new HashMap<>();
        orders.orders(tx, visit.store(), ids).forEach(order -> known.put(order.id(), order));
        return new Found(page, known);
    }

    private Answer show(Visit visit) {
        Address address = Address.of(visit.http(), PATH, "q", "view", "after");
        TroubledQuery query = query(address, PAGE_ROWS);
        Found found = database.inStore(visit.store(), tx -> find(tx, visit, query));
        String next = found.page().next();
        boolean filtered = address.count("q", "view") > 0;
        Empty empty = filtered
                ? new Empty(
                        "No parcel fits", "The filters hide all parcels with trouble.", new Link("Clear filters", PATH))
                : new Empty(
                        "No parcel is in trouble",
                        "Silence, problems and doubtful deliveries appear here by themselves.",
                        new Link("See all orders", OrdersDesk.PATH));
        Paging paging = new Paging(
                address.get("after") == null ? null : address.with("after", ""),
                next == null ? null : address.after(next),
                Words.count(found.page().shipments().size(), "parcel", "parcels") + ", latest trouble first");
        Table table = new Table("Parcels with trouble", columns(), rows(visit, found), empty, null, paging);
        return Answer.page(
                "list",
                new ListPage(
                        frame.page(visit, "Shipments with trouble", "trouble"), List.of(), filters(address), table));
    }

    private static TroubledQuery query(Address address, int rows) {
        List<String> kinds = switch (address.text("view")) {
            case "stalled" -> List.of("STALLED");
            case "handover" -> List.of("NOT_HANDED_OVER");
            case "doubt" -> List.of("IMPLAUSIBLE_DELIVERY");
            case "problem" ->
                Arrays.stream(StatusDetail.values())
                        .filter(detail -> detail.status() == ShipmentStatus.EXCEPTION
                                || detail.status() == ShipmentStatus.ATTEMPT_FAILED)
                        .map(StatusDetail::code)
                        .toList();
            default -> List.of();
        };
        return new TroubledQuery(kinds, null, address.get("q"), address.get("after"), rows);
    }

    private static Filters filters(Address address) {
        String view = address.text("view");
        return new Filters(
                PATH,
                "Beginning of a tracking number",
                address.text("q"),
                List.of(
                        new View("All", address.with("view", ""), view.isEmpty()),
                        new View("Stalled", address.with("view", "stalled"), view.equals("stalled")),
                        new View("Problems", address.with("view", "problem"), view.equals("problem")),
                        new View("Never handed over", address.with("view", "handover"), view.equals("handover")),
                        new View("Delivery in doubt", address.with("view", "doubt"), view.equals("doubt"))),
                List.of(),
                address.kept("view"),
                address.count("q", "view") > 0 ? PATH : null,
                address.at(PATH + ".csv"));
    }

    static List<Column> columns() {
        return List.of(
                Column.text("Order"),
                Column.text("What is wrong"),
                Column.text("Parcel").wide(),
                Column.number("Since"),
                Column.number("Last scan"));
    }

    static List<Row> rows(Visit visit, Found found) {
        return found.page().shipments().stream()
                .map(parcel -> row(visit, parcel, found.orders()))
                .toList();
    }

    private static Row row(Visit visit, TroubledPage.Row parcel, Map<OrderId, OrderView> orders) {
        OrderView order = parcel.order() == null ? null : orders.get(parcel.order());
        String kind = parcel.kinds().isEmpty()
                ? parcel.detail().code()
                : parcel.kinds().getFirst();
        String others = parcel.kinds().stream().skip(1).map(StatusWords::of).collect(Collectors.joining(", "));
        var last = parcel.lastScan();
        return Row.of(
                order == null
                        ? Cell.of(parcel.number() == null ? "no order" : parcel.number(), "no order known")
                        : Cell.link(order.number(), who(visit, order), OrdersDesk.PATH + "/" + order.id()),
                Cell.pill(
                        StatusWords.trouble(kind),
                        others.isEmpty() ? "now: " + StatusWords.of(parcel.detail()) : others),
                Cell.code(
                        parcel.number() == null ? "" : parcel.number(),
                        parcel.carrier() == null ? null : ForecastWords.carrier(parcel.carrier())),
                Cell.of(visit.words().day(parcel.since()), visit.words().time(parcel.since())),
                last == null
                        ? Cell.of("never")
                        : Cell.of(visit.words().day(last), visit.words().ago(last)));
    }

    private static @Nullable String who(Visit visit, OrderView order) {
        String city = order.shipTo() == null ? null : order.shipTo().city();
        if (!visit.may(Permission.SEE_CUSTOMERS) || order.buyer() == null) {
            return city;
        }
        return city == null ? order.buyer() : order.buyer() + ", " + city;
    }

    private Answer csv(Visit visit) {
        Address address = Address.of(visit.http(), PATH, "q", "view");
        List<@Nullable String> heading =
                Arrays.asList("order", "carrier", "number", "status", "problems", "since", "last_scan");
        Csv.stream(visit.http(), "trouble", heading, lines -> {
            TroubledQuery query = query(address, CSV_PAGE_ROWS);
            String cursor;
            do {
                TroubledQuery wanted = query;
                Found found = database.inStore(visit.store(), tx -> find(tx, visit, wanted));
                found.page().shipments().forEach(parcel -> lines.write(line(parcel, found.orders())));
                cursor = found.page().next();
                query = new TroubledQuery(query.kinds(), null, query.number(), cursor, CSV_PAGE_ROWS);
            } while (cursor != null);
        });
        return new Answer.Written();
    }

    private static List<@Nullable String> line(TroubledPage.Row parcel, Map<OrderId, OrderView> orders) {
        OrderView order = parcel.order() == null ? null : orders.get(parcel.order());
        return Arrays.asList(
                order == null ? null : order.number(),
                parcel.carrier(),
                parcel.number(),
                parcel.detail().code(),
                String.join(" ", parcel.kinds()),
                parcel.since().toString(),
                parcel.lastScan() == null ? null : parcel.lastScan().toString());
    }
}
