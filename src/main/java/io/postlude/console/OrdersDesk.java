package io.postlude.console;

import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Figure;
import io.postlude.console.Parts.Filters;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Option;
import io.postlude.console.Parts.Paging;
import io.postlude.console.Parts.Pick;
import io.postlude.console.Parts.Pill;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.console.Parts.Tone;
import io.postlude.console.Parts.View;
import io.postlude.kernel.Database;
import io.postlude.kernel.Page;
import io.postlude.kernel.Tx;
import io.postlude.orders.FulfilmentState;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderQuery;
import io.postlude.orders.OrderState;
import io.postlude.orders.OrderSummary;
import io.postlude.orders.Orders;
import io.postlude.stores.Permission;
import io.postlude.tracking.StatusDetail;
import io.postlude.tracking.Tracking;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All orders of a store: found by number, e-mail, name or tracking number, filtered, sorted, taken along as CSV. */
final class OrdersDesk {
    static final String PATH = "/console/orders";
    private static final int PAGE_ROWS = 50;
    private static final int CSV_PAGE_ROWS = OrderQuery.ROWS_LIMIT;
    private static final int LEAST_NUMBER_CHARS = 8;
    /** Sums read all that fits, a million orders if need be: only where they were asked for. */
    private static final String ADDED_UP = "on";

    private static final String[] NAMES = {"q", "view", "days", "channel", "tag", "sort", "after", "sums"};

    private final Frame frame;
    private final Database database;
    private final Orders orders;
    private final Tracking tracking;

    OrdersDesk(Frame frame, Database database, Orders orders, Tracking tracking) {
        this.frame = frame;
        this.database = database;
        this.orders = orders;
        this.tracking = tracking;
    }

    void addTo(Counter counter) {
        counter.page("orders", Permission.SEE_ORDERS, this::show);
        counter.page("orders.csv", Permission.SEE_CUSTOMERS, this::csv);
    }

    private record Found(Page<OrderSummary> page, Map<OrderId, StatusDetail> parcels, List<Figure> sums) {}

    private Answer show(Visit visit) {
        Address address = Address.of(visit.http(), PATH, NAMES);
        Optional<OrderId> parcel = byTrackingNumber(visit, address.text("q"));
        if (parcel.isPresent()) {
            return new Answer.Go(PATH + "/" + parcel.get());
        }
        OrderQuery query = query(visit, address, PAGE_ROWS);
        boolean summed = address.is("sums", ADDED_UP);
        Found found = database.inStore(visit.store(), tx -> find(tx, visit, query, summed));
        return Answer.page(
                "list",
                new ListPage(
                        frame.page(visit, "Orders", "orders"),
                        found.sums(),
                        filters(address, visit.may(Permission.SEE_CUSTOMERS)),
                        table(visit, address, found)));
    }

    private Found find(Tx tx, Visit visit, OrderQuery query, boolean summed) {
        Page<OrderSummary> page = orders.list(tx, visit.store(), query);
        List<OrderId> ids = page.rows().stream().map(OrderSummary::id).toList();
        List<Figure> sums = summed ? new OrderSums(orders.sums(tx, visit.store(), query)).figures() : List.of();
        return new Found(page, tracking.orderStatuses(tx, visit.store(), ids), sums);
    }

    /** A search that is a tracking number leads straight to its order. */
    private Optional<OrderId> byTrackingNumber(Visit visit, String text) {
        String compact = text.replaceAll("[\\s-]", "");
        if (compact.length() < LEAST_NUMBER_CHARS || !compact.matches("[A-Za-z0-9]+")) {
            return Optional.empty();
        }
        return database.inStore(visit.store(), tx -> tracking.byNumber(tx, visit.store(), text))
                .flatMap(shipment -> Optional.ofNullable(shipment.order()));
    }

    private static OrderQuery query(Visit visit, Address address, int rows) {
        OrderQuery query = OrderQuery.newest(rows)
                .withText(address.get("q"))
                .withChannel(address.get("channel"))
                .withTag(address.get("tag"))
                .sorted(sort(address))
                .after(address.get("after"));
        String days = address.text("days");
        if (days.matches("\\d{1,3}")) {
            LocalDate first = visit.words().today().minusDays(Long.parseLong(days) - 1);
            Instant from = first.atStartOfDay(visit.words().zone()).toInstant();
            query = query.between(from, null);
        }
        return switch (address.text("view")) {
            case "open" -> query.withStates(OrderState.OPEN, FulfilmentState.NOT);
            case "part" -> query.withStates(OrderState.OPEN, FulfilmentState.PARTIAL);
            case "shipped" -> query.withStates(OrderState.OPEN, FulfilmentState.FULFILLED);
            case "cancelled" -> query.withStates(OrderState.CANCELLED, null);
            case "mismatch" -> query.onlyMismatches();
            default -> query;
        };
    }

    private static OrderQuery.Sort sort(Address address) {
        return Arrays.stream(OrderQuery.Sort.values())
                .filter(sort -> address.is("sort", sort.name().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse(OrderQuery.Sort.NEWEST);
    }

    private static Filters filters(Address address, boolean mayTake) {
        String view = address.text("view");
        List<View> views = List.of(
                new View("All", address.with("view", ""), view.isEmpty()),
                new View("Not shipped", address.with("view", "open"), view.equals("open")),
                new View("Part shipped", address.with("view", "part"), view.equals("part")),
                new View("Shipped", address.with("view", "shipped"), view.equals("shipped")),
                new View("Cancelled", address.with("view", "cancelled"), view.equals("cancelled")),
                new View("Totals differ", address.with("view", "mismatch"), view.equals("mismatch")));
        String days = address.text("days");
        Pick placed = new Pick(
                "days",
                "Placed:",
                List.of(
                        new Option("", "any time", days.isEmpty()),
                        new Option("1", "today", days.equals("1")),
                        new Option("7", "last 7 days", days.equals("7")),
                        new Option("30", "last 30 days", days.equals("30")),
                        new Option("90", "last 90 days", days.equals("90"))));
        Pick sums = new Pick(
                "sums",
                "Sums:",
                List.of(
                        new Option("", "not added up", !address.is("sums", ADDED_UP)),
                        new Option(ADDED_UP, "added up", address.is("sums", ADDED_UP))));
        boolean filtered = address.count("q", "view", "days", "channel", "tag") > 0;
        return new Filters(
                PATH,
                "Number, e-mail, name or tracking number",
                address.text("q"),
                views,
                List.of(placed, sums),
                address.kept("view", "sort", "channel", "tag"),
                filtered ? PATH : null,
                mayTake ? address.at(PATH + ".csv") : null);
    }

    private static Table table(Visit visit, Address address, Found found) {
        boolean filtered = address.count("q", "view", "days", "channel", "tag") > 0;
        Empty empty = filtered
                ? new Empty(
                        "No order fits",
                        Words.count(
                                        address.count("q", "view", "days", "channel", "tag"),
                                        "filter hides",
                                        "filters hide")
                                + " all orders.",
                        new Link("Clear filters", PATH))
                : new Empty(
                        "No order has come in yet",
                        "Connect a shop, import a file, or send orders to the API.",
                        new Link("Connect a shop", "/console/connections"));
        OrderQuery.Sort sort = sort(address);
        boolean byTotal = sort == OrderQuery.Sort.LARGEST || sort == OrderQuery.Sort.SMALLEST;
        List<Column> columns = List.of(
                Column.text("Order")
                        .sortedBy(
                                address.with("sort", sort == OrderQuery.Sort.NEWEST ? "oldest" : ""),
                                byTotal ? null : sort == OrderQuery.Sort.NEWEST ? "descending" : "ascending"),
                Column.text("Customer"),
                Column.text("Parcels"),
                Column.text("Channel").wide(),
                Column.number("Items").wide(),
                Column.number("Total")
                        .sortedBy(
                                address.with("sort", sort == OrderQuery.Sort.LARGEST ? "smallest" : "largest"),
                                byTotal ? sort == OrderQuery.Sort.LARGEST ? "descending" : "ascending" : null));
        List<OrderSummary> items = found.page().rows();
        String next = found.page().next();
        Paging paging = new Paging(
                address.get("after") == null ? null : address.with("after", ""),
                next == null ? null : address.after(next),
                Words.count(items.size(), "order", "orders") + (next == null ? "" : ", more on the next page"));
        List<Row> rows = items.stream()
                .map(order -> row(visit, address, order, found.parcels()))
                .toList();
        return new Table("Orders", columns, rows, empty, null, paging);
    }

    private static Row row(Visit visit, Address address, OrderSummary order, Map<OrderId, StatusDetail> parcels) {
        String tags = String.join(", ", order.tags());
        return Row.of(
                Cell.link(order.number(), visit.words().moment(order.placedAt()), PATH + "/" + order.id()),
                Cell.of(order.buyer() == null ? "not known" : order.buyer(), order.email()),
                Cell.pill(pill(order, parcels.get(order.id())), null),
                order.channel() == null
                        ? Cell.of("", tags)
                        : Cell.link(
                                order.channel(),
                                tags.isEmpty() ? null : tags,
                                address.with("channel", order.channel())),
                Cell.of(Words.count(order.units())),
                Cell.of(
                        Words.money(
                                order.total().minor(), order.total().currency().getCurrencyCode()),
                        order.mismatch() ? "totals differ" : null));
    }

    static Pill pill(OrderSummary order, @Nullable StatusDetail parcels) {
        if (order.state() == OrderState.CANCELLED) {
            return new Pill(Tone.VOID, "Cancelled");
        }
        if (parcels != null) {
            return StatusWords.pill(parcels);
        }
        return switch (order.fulfilment()) {
            case NOT -> new Pill(Tone.WAIT, "Not shipped");
            case PARTIAL -> new Pill(Tone.MOVE, "Part shipped");
            case FULFILLED -> new Pill(Tone.MOVE, "Shipped");
        };
    }

    private Answer csv(Visit visit) {
        Address address = Address.of(visit.http(), PATH, NAMES);
        List<@Nullable String> heading = Arrays.asList(
                "number",
                "placed_at",
                "state",
                "fulfilment",
                "buyer",
                "email",
                "channel",
                "tags",
                "items",
                "total",
                "currency",
                "totals_differ");
        Csv.stream(visit.http(), "orders", heading, lines -> {
            OrderQuery query = query(visit, address, CSV_PAGE_ROWS).after(null);
            String cursor;
            do {
                OrderQuery wanted = query;
                Page<OrderSummary> page = database.inStore(visit.store(), tx -> orders.list(tx, visit.store(), wanted));
                page.rows().forEach(order -> lines.write(line(order)));
                cursor = page.next();
                query = query.after(cursor);
            } while (cursor != null);
        });
        return new Answer.Written();
    }

    private static List<@Nullable String> line(OrderSummary order) {
        return Arrays.asList(
                order.number(),
                order.placedAt().toString(),
                order.state().name(),
                order.fulfilment().name(),
                order.buyer(),
                order.email(),
                order.channel(),
                String.join(" ", order.tags()),
                Integer.toString(order.units()),
                order.total().decimal(),
                order.total().currency().getCurrencyCode(),
                Boolean.toString(order.mismatch()));
    }
}
