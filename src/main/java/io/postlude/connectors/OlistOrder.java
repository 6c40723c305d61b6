package io.postlude.connectors;

import io.postlude.customers.CustomerDetails;
import io.postlude.kernel.Money;
import io.postlude.orders.Address;
import io.postlude.orders.FulfilmentSnapshot;
import io.postlude.orders.OrderSnapshot;
import io.postlude.tracking.RawCode;
import io.postlude.tracking.ScanPlace;
import io.postlude.tracking.ScanReport;
import io.postlude.tracking.ScanTime;
import io.postlude.tracking.StatusDetail;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One order of Olist's, put together from its tables. */
final class OlistOrder {
    static final Currency REAL = Currency.getInstance("BRL");
    static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");
    private static final String SOURCE = "olist";
    private static final Set<String> CALLED_OFF = Set.of("canceled", "unavailable");

    private final CsvRow row;
    private final OlistTables tables;
    private final String id;
    private final String status;
    private final Instant placed;
    private final @Nullable Instant approved;
    private final @Nullable Instant handedOver;
    private final @Nullable Instant arrived;
    private final OlistTables.@Nullable Place buyer;
    private final List<OlistTables.Item> items;

    private OlistOrder(CsvRow row, OlistTables tables) {
        this.row = row;
        this.tables = tables;
        this.id = row.required("order_id");
        this.status = row.required("order_status");
        this.placed = Objects.requireNonNullElseGet(row.time(ZONE, "order_purchase_timestamp"), () -> {
            throw new ImportFault("order_purchase_timestamp is empty");
        });
        this.approved = row.time(ZONE, "order_approved_at");
        this.handedOver = row.time(ZONE, "order_delivered_carrier_date");
        this.arrived = row.time(ZONE, "order_delivered_customer_date");
        this.buyer = tables.customer(row.required("customer_id"));
        this.items = tables.takeItems(id);
    }

    static ImportedOrder read(CsvRow row, OlistTables tables) {
        OlistOrder order = new OlistOrder(row, tables);
        return new ImportedOrder(order.snapshot(), order.scans(), order.remarks(), List.of(row.row()));
    }

    private OrderSnapshot snapshot() {
        Instant latest = Stream.of(placed, approved, handedOver, arrived)
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(placed);
        return new OrderSnapshot(
                SOURCE,
                id,
                "#" + id.substring(0, Math.min(8, id.length())),
                placed,
                latest,
                customer(latest),
                items.stream().map(this::line).toList(),
                totals(),
                address(),
                null,
                promised(),
                CALLED_OFF.contains(status) ? new OrderSnapshot.Cancellation(latest, status) : null,
                fulfilments(latest),
                List.of(),
                new OrderSnapshot.Context(
                        "marketplace", null, List.of(), null, status, approved == null ? "pending" : "paid", "pt-BR"),
                true);
    }

    private @Nullable CustomerDetails customer(Instant latest) {
        if (buyer == null) return null;
        return new CustomerDetails(
                SOURCE,
                buyer.id(),
                null,
                null,
                null,
                null,
                "pt-BR",
                ZONE.getId(),
                "BR",
                null,
                List.of(),
                List.of(),
                latest);
    }

    private OrderSnapshot.Line line(OlistTables.Item item) {
        String category = tables.category(item.product());
        return new OrderSnapshot.Line(
                item.number(),
                new OrderSnapshot.ProductRef(item.product(), null, null, item.seller(), category, null, null),
                category == null
                        ? "Product "
                                + item.product()
                                        .substring(0, Math.min(8, item.product().length()))
                        : capital(category),
                null,
                1,
                item.price(),
                Money.zero(REAL),
                Money.zero(REAL),
                true);
    }

    private static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** The total is what was paid: the only one the source states. Where it differs from the items, that is kept and flagged. */
    private OrderSnapshot.Totals totals() {
        Money goods = Money.zero(REAL);
        Money freight = Money.zero(REAL);
        for (OlistTables.Item item : items) {
            goods = goods.plus(item.price());
            freight = freight.plus(item.freight());
        }
        Long paid = tables.paid(id);
        return new OrderSnapshot.Totals(
                goods,
                Money.zero(REAL),
                freight,
                Money.zero(REAL),
                paid == null ? goods.plus(freight) : new Money(paid, REAL),
                true,
                List.of(),
                null);
    }

    private @Nullable Address address() {
        return buyer == null
                ? null
                : new Address(null, null, null, null, buyer.postcode(), buyer.city(), buyer.state(), "BR", null);
    }

    /** The file names only the last day; nothing was said of the first. */
    private OrderSnapshot.@Nullable PromisedWindow promised() {
        LocalDate by = row.day("order_estimated_delivery_date");
        if (by == null) return null;
        LocalDate from = placed.atZone(ZONE).toLocalDate();
        return new OrderSnapshot.PromisedWindow(from.isAfter(by) ? by : from, by);
    }

    private List<FulfilmentSnapshot> fulfilments(Instant latest) {
        Instant shipped = handedOver == null ? arrived : handedOver;
        if (shipped == null) return List.of();
        return List.of(new FulfilmentSnapshot(
                id,
                shipped,
                latest,
                List.of(new FulfilmentSnapshot.Parcel(SOURCE, trackingNumber(), null)),
                List.of(),
                false,
                null));
    }

    /** Olist has no tracking numbers: one is made of the order's id, the same at every import. */
    private String trackingNumber() {
        return "OLIST" + id.toUpperCase(java.util.Locale.ROOT);
    }

    private List<ScanReport> scans() {
        List<ScanReport> scans = new ArrayList<>(2);
        OlistTables.Place seller =
                items.isEmpty() ? null : tables.seller(items.getFirst().seller());
        if (handedOver != null) scans.add(scan(StatusDetail.PICKED_UP_ACCEPTED, handedOver, seller));
        if (arrived != null) scans.add(scan(StatusDetail.DELIVERED_DOOR, arrived, buyer));
        return scans;
    }

    private ScanReport scan(StatusDetail detail, Instant at, OlistTables.@Nullable Place place) {
        return new ScanReport(
                "import",
                SOURCE,
                trackingNumber(),
                RawCode.of(detail.code()),
                ScanTime.exact(at.atZone(ZONE).toOffsetDateTime()),
                place == null ? ScanPlace.UNKNOWN : new ScanPlace(place.city(), place.state(), "BR"),
                null,
                null);
    }

    private List<String> remarks() {
        List<String> remarks = new ArrayList<>(0);
        if (before(handedOver, placed)) remarks.add("handed to the carrier before it was bought");
        if (before(handedOver, approved)) remarks.add("handed to the carrier before it was approved");
        if (before(arrived, handedOver)) remarks.add("delivered before it was handed to the carrier");
        if (items.isEmpty()) remarks.add("holds no items");
        if (tables.paid(id) == null) remarks.add("has no payment");
        if (buyer == null) remarks.add("its customer is not in the customers' file");
        if ("delivered".equals(status) && arrived == null) remarks.add("is delivered, but not when");
        return remarks;
    }

    private static boolean before(@Nullable Instant first, @Nullable Instant second) {
        return first != null && second != null && first.isBefore(second);
    }
}
