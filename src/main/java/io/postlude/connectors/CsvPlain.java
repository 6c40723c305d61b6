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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Our own plain CSV, one row a line; docs/import-csv.md is its description, docs/import-example.csv an example. */
record CsvPlain(ZoneId zone, Currency currency) implements CsvOrders.Layout {
    private static final String SOURCE = "csv";

    @Override
    public String[] keyColumn() {
        return new String[] {"order"};
    }

    @Override
    public ImportedOrder order(String reference, List<CsvRow> rows) {
        CsvRow head = rows.getFirst();
        Currency money = head.currency(currency, "currency");
        Instant placed = Objects.requireNonNullElseGet(head.time(zone, "placed_at"), () -> {
            throw new ImportFault("placed_at is empty");
        });
        Instant cancelled = head.time(zone, "cancelled_at");
        List<CsvParcel> parcels = CsvParcel.of(rows, zone);
        Instant latest = Stream.concat(
                        Stream.of(placed, cancelled, head.time(zone, "updated_at")),
                        parcels.stream().map(CsvParcel::latest))
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(placed);
        List<OrderSnapshot.Line> lines = lines(rows, money);
        OrderSnapshot snapshot = new OrderSnapshot(
                SOURCE,
                reference,
                Objects.requireNonNullElse(head.text("number"), reference),
                placed,
                latest,
                customer(head, latest),
                lines,
                totals(head, lines, money),
                address(head),
                null,
                promised(head, placed),
                cancelled == null ? null : new OrderSnapshot.Cancellation(cancelled, head.text("cancel_reason")),
                parcels.stream().map(parcel -> parcel.fulfilment(latest)).toList(),
                List.of(),
                new OrderSnapshot.Context(
                        head.text("channel"), null, List.of(), head.text("note"), null, null, head.text("locale")),
                true);
        return new ImportedOrder(
                snapshot,
                parcels.stream().flatMap(parcel -> parcel.scans().stream()).toList(),
                List.of(),
                rows.stream().map(CsvRow::row).toList());
    }

    private static @Nullable CustomerDetails customer(CsvRow head, Instant latest) {
        String email = head.text("email");
        String phone = head.text("phone");
        String reference = head.text("customer");
        if (email == null && phone == null && reference == null) return null;
        return new CustomerDetails(
                SOURCE,
                reference,
                email,
                phone,
                head.text("first_name"),
                head.text("last_name"),
                head.text("locale"),
                null,
                CsvAddress.country(head.text("ship_country")),
                null,
                List.of(),
                List.of(),
                latest);
    }

    private static List<OrderSnapshot.Line> lines(List<CsvRow> rows, Currency money) {
        List<OrderSnapshot.Line> lines = new ArrayList<>(rows.size());
        for (CsvRow row : rows)
            lines.add(new OrderSnapshot.Line(
                    Objects.requireNonNullElse(row.text("line"), "line-" + (lines.size() + 1)),
                    new OrderSnapshot.ProductRef(
                            row.text("product"),
                            null,
                            row.text("sku"),
                            row.text("vendor"),
                            row.text("type"),
                            row.text("image"),
                            null),
                    row.required("title"),
                    row.text("variant"),
                    row.number("quantity"),
                    row.money(money, "unit_price"),
                    row.money(money, "discount"),
                    row.money(money, "tax"),
                    true));
        return lines;
    }

    private static OrderSnapshot.Totals totals(CsvRow head, List<OrderSnapshot.Line> lines, Currency money) {
        Money goods = Money.zero(money);
        Money discount = head.money(money, "order_discount");
        Money tax = Money.zero(money);
        for (OrderSnapshot.Line line : lines) {
            goods = goods.plus(line.unitPrice().times(line.quantity()));
            discount = discount.plus(line.discount());
            tax = tax.plus(line.tax());
        }
        Money shipping = head.money(money, "shipping_price");
        boolean included = head.text("tax_included") == null || head.yes("tax_included");
        Money sum = goods.minus(discount).plus(shipping).plus(included ? Money.zero(money) : tax);
        return new OrderSnapshot.Totals(
                goods,
                discount,
                shipping,
                tax,
                head.text("total") == null ? sum : head.money(money, "total"),
                included,
                List.of(),
                head.text("shipping_method"));
    }

    private static @Nullable Address address(CsvRow head) {
        return CsvAddress.of(new Address(
                head.text("ship_name") == null
                        ? CsvAddress.joined(head.text("first_name"), head.text("last_name"))
                        : head.text("ship_name"),
                head.text("ship_company"),
                head.text("ship_line1"),
                head.text("ship_line2"),
                head.text("ship_postcode"),
                head.text("ship_city"),
                head.text("ship_region"),
                CsvAddress.country(head.text("ship_country")),
                head.text("phone")));
    }

    private OrderSnapshot.@Nullable PromisedWindow promised(CsvRow head, Instant placed) {
        LocalDate by = head.day("promised_by");
        if (by == null) return null;
        LocalDate from = Objects.requireNonNullElse(
                head.day("promised_from"), placed.atZone(zone).toLocalDate());
        if (by.isBefore(from))
            throw new ImportFault("promised_by is before promised_from, or before the order was placed");
        return new OrderSnapshot.PromisedWindow(from, by);
    }

    /** What the rows say of one parcel: those with the same tracking number, or with none and the same shipped_at. */
    private record CsvParcel(
            String reference,
            @Nullable String carrier,
            @Nullable String number,
            Instant shippedAt,
            @Nullable Instant deliveredAt,
            List<FulfilmentSnapshot.LineQuantity> lines) {

        static List<CsvParcel> of(List<CsvRow> rows, ZoneId zone) {
            Map<String, CsvParcel> parcels = new LinkedHashMap<>();
            int position = 0;
            for (CsvRow row : rows) {
                position++;
                String line = Objects.requireNonNullElse(row.text("line"), "line-" + position);
                Instant shipped = row.time(zone, "shipped_at");
                String number = row.text("tracking_number");
                if (shipped == null && number == null) continue;
                if (shipped == null) throw new ImportFault("tracking_number is given, but shipped_at is empty");
                parcels.computeIfAbsent(
                                number == null ? shipped.toString() : number,
                                key -> new CsvParcel(
                                        key,
                                        row.text("carrier"),
                                        number,
                                        shipped,
                                        row.time(zone, "delivered_at"),
                                        new ArrayList<>()))
                        .lines
                        .add(new FulfilmentSnapshot.LineQuantity(line, row.number("quantity")));
            }
            return List.copyOf(parcels.values());
        }

        Instant latest() {
            return deliveredAt == null || deliveredAt.isBefore(shippedAt) ? shippedAt : deliveredAt;
        }

        FulfilmentSnapshot fulfilment(Instant updatedAt) {
            return new FulfilmentSnapshot(
                    reference,
                    shippedAt,
                    updatedAt,
                    number == null ? List.of() : List.of(new FulfilmentSnapshot.Parcel(carrier, number, null)),
                    List.copyOf(lines),
                    false,
                    null);
        }

        List<ScanReport> scans() {
            if (number == null) return List.of();
            List<ScanReport> scans = new ArrayList<>(2);
            scans.add(scan(number, StatusDetail.PICKED_UP_ACCEPTED, shippedAt));
            if (deliveredAt != null) scans.add(scan(number, StatusDetail.DELIVERED_DOOR, deliveredAt));
            return scans;
        }

        private ScanReport scan(String tracked, StatusDetail detail, Instant at) {
            return new ScanReport(
                    "import",
                    carrier,
                    tracked,
                    RawCode.of(detail.code()),
                    ScanTime.exact(at),
                    ScanPlace.UNKNOWN,
                    null,
                    null);
        }
    }
}
