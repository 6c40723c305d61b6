package io.postlude.connectors;

import io.postlude.customers.Channel;
import io.postlude.customers.CustomerDetails;
import io.postlude.customers.Purpose;
import io.postlude.kernel.Money;
import io.postlude.orders.Address;
import io.postlude.orders.FulfilmentSnapshot;
import io.postlude.orders.OrderSnapshot;
import io.postlude.orders.RefundSnapshot;
import io.postlude.stores.Source;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Shopify's order export: what holds for the whole order stands in its first row only, each further row is a line. With the
 * column {@code Id} an order is the one the webhooks tell of; tracking numbers are not in this file.
 */
record CsvShopify(ZoneId zone, Currency currency) implements CsvOrders.Layout {
    private static final String SOURCE = Source.SHOPIFY.word();

    @Override
    public String[] keyColumn() {
        return new String[] {"Name"};
    }

    @Override
    public ImportedOrder order(String number, List<CsvRow> rows) {
        CsvRow head = rows.getFirst();
        Instant placed = Objects.requireNonNullElseGet(head.time(zone, "Created at"), () -> {
            throw new ImportFault("Created at is empty: the row does not begin an order");
        });
        Instant fulfilled = head.time(zone, "Fulfilled at");
        Instant cancelled = head.time(zone, "Cancelled at");
        Instant latest = Stream.of(placed, head.time(zone, "Paid at"), fulfilled, cancelled)
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(placed);
        Currency money = head.currency(currency, "Currency");
        String id = head.text("Id");
        OrderSnapshot snapshot = new OrderSnapshot(
                SOURCE,
                id == null ? number : id,
                number,
                placed,
                latest,
                customer(head, placed, latest),
                lines(rows, money),
                totals(head, money),
                address(head, "Shipping"),
                address(head, "Billing"),
                null,
                cancelled == null ? null : new OrderSnapshot.Cancellation(cancelled, null),
                fulfilled == null ? List.of() : List.of(fulfilment(rows, fulfilled, latest)),
                refunds(head, latest, money),
                context(head),
                true);
        return new ImportedOrder(
                snapshot, List.of(), List.of(), rows.stream().map(CsvRow::row).toList());
    }

    private static @Nullable CustomerDetails customer(CsvRow head, Instant placed, Instant latest) {
        String email = head.text("Email");
        String phone = head.text("Phone", "Billing Phone", "Shipping Phone");
        if (email == null && phone == null) return null;
        String name = head.text("Billing Name", "Shipping Name");
        List<CustomerDetails.ConsentStatement> consents = email != null && head.yes("Accepts Marketing")
                ? List.of(new CustomerDetails.ConsentStatement(
                        Channel.EMAIL, Purpose.MARKETING, true, placed, "Shopify order export, Accepts Marketing"))
                : List.of();
        return new CustomerDetails(
                SOURCE,
                null,
                email,
                phone,
                CsvAddress.given(name),
                CsvAddress.family(name),
                null,
                null,
                CsvAddress.country(head.text("Shipping Country", "Billing Country")),
                null,
                List.of(),
                consents,
                latest);
    }

    private static List<OrderSnapshot.Line> lines(List<CsvRow> rows, Currency money) {
        List<OrderSnapshot.Line> lines = new ArrayList<>(rows.size());
        for (CsvRow row : rows) {
            if (row.text("Lineitem name") == null) continue;
            lines.add(new OrderSnapshot.Line(
                    "line-" + (lines.size() + 1),
                    new OrderSnapshot.ProductRef(
                            null, null, row.text("Lineitem sku"), row.text("Vendor"), null, null, null),
                    row.required("Lineitem name"),
                    null,
                    row.number("Lineitem quantity"),
                    row.money(money, "Lineitem price"),
                    row.money(money, "Lineitem discount"),
                    Money.zero(money),
                    row.text("Lineitem requires shipping") == null || row.yes("Lineitem requires shipping")));
        }
        return lines;
    }

    /** Shopify's Subtotal is after discounts; whether prices hold the tax shows in the sum. */
    private static OrderSnapshot.Totals totals(CsvRow head, Currency money) {
        Money subtotal = head.money(money, "Subtotal");
        Money discount = head.money(money, "Discount Amount");
        Money shipping = head.money(money, "Shipping");
        Money total = head.money(money, "Total");
        String code = head.text("Discount Code");
        return new OrderSnapshot.Totals(
                subtotal.plus(discount),
                discount,
                shipping,
                head.money(money, "Taxes"),
                total,
                total.equals(subtotal.plus(shipping)),
                code == null ? List.of() : List.of(code),
                head.text("Shipping Method"));
    }

    private static FulfilmentSnapshot fulfilment(List<CsvRow> rows, Instant at, Instant latest) {
        List<FulfilmentSnapshot.LineQuantity> lines = new ArrayList<>();
        int number = 0;
        boolean all = true;
        for (CsvRow row : rows) {
            if (row.text("Lineitem name") == null) continue;
            number++;
            String status = row.text("Lineitem fulfillment status");
            boolean sent = status == null || "fulfilled".equals(status.toLowerCase(Locale.ROOT));
            all &= sent;
            if (sent) lines.add(new FulfilmentSnapshot.LineQuantity("line-" + number, row.number("Lineitem quantity")));
        }
        return new FulfilmentSnapshot("csv", at, latest, List.of(), all ? List.of() : lines, false, null);
    }

    private static List<RefundSnapshot> refunds(CsvRow head, Instant latest, Currency money) {
        Money refunded = head.money(money, "Refunded Amount");
        return refunded.isZero() ? List.of() : List.of(new RefundSnapshot("csv", latest, refunded, List.of(), null));
    }

    private static @Nullable Address address(CsvRow head, String kind) {
        return CsvAddress.of(new Address(
                head.text(kind + " Name"),
                head.text(kind + " Company"),
                head.text(kind + " Address1", kind + " Street"),
                head.text(kind + " Address2"),
                unquoted(head.text(kind + " Zip")),
                head.text(kind + " City"),
                head.text(kind + " Province Name", kind + " Province"),
                CsvAddress.country(head.text(kind + " Country")),
                head.text(kind + " Phone")));
    }

    /** Shopify puts an apostrophe before postcodes so that spreadsheets keep their zeros. */
    private static @Nullable String unquoted(@Nullable String zip) {
        return zip != null && zip.startsWith("'") ? zip.substring(1) : zip;
    }

    private static OrderSnapshot.Context context(CsvRow head) {
        String tags = head.text("Tags");
        return new OrderSnapshot.Context(
                head.text("Source"),
                null,
                tags == null
                        ? List.of()
                        : Arrays.stream(tags.split(","))
                                .map(String::strip)
                                .filter(t -> !t.isEmpty())
                                .toList(),
                head.text("Notes"),
                head.text("Fulfillment Status"),
                head.text("Financial Status"),
                null);
    }
}
