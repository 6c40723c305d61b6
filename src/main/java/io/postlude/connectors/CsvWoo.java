package io.postlude.connectors;

import io.postlude.customers.CustomerDetails;
import io.postlude.kernel.Money;
import io.postlude.orders.Address;
import io.postlude.orders.OrderSnapshot;
import io.postlude.orders.RefundSnapshot;
import io.postlude.stores.Source;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * WooCommerce's orders as the two common export plug-ins write them: one row an order with {@code line_item_1},
 * {@code line_item_2}... (WebToffee), or one row a line (Advanced Order Export). docs/importing.md lists the columns.
 */
record CsvWoo(ZoneId zone, Currency currency) implements CsvOrders.Layout {
    private static final String SOURCE = Source.WOOCOMMERCE.word();
    private static final Set<String> CALLED_OFF = Set.of("cancelled", "failed", "trash");

    @Override
    public String[] keyColumn() {
        return new String[] {"order_id", "Order ID", "order_number", "Order Number"};
    }

    @Override
    public ImportedOrder order(String id, List<CsvRow> rows) {
        CsvRow head = rows.getFirst();
        Currency money = head.currency(currency, "order_currency", "Order Currency", "currency");
        Instant placed = Objects.requireNonNullElseGet(head.time(zone, "order_date", "Order Date", "date"), () -> {
            throw new ImportFault("order_date is empty");
        });
        Instant latest = Stream.of(
                        placed,
                        head.time(zone, "paid_date", "Paid Date"),
                        head.time(zone, "Completed Date", "date_completed"),
                        head.time(zone, "modified_date", "Modified Date"))
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(placed);
        String status = status(head);
        Money refunded = head.money(money, "Order Refund Amount", "refund_total");
        OrderSnapshot snapshot = new OrderSnapshot(
                SOURCE,
                id,
                "#" + Objects.requireNonNullElse(head.text("order_number", "Order Number"), id),
                placed,
                latest,
                customer(head, latest),
                lines(rows, money),
                totals(head, money),
                address(head, "shipping", "Shipping"),
                address(head, "billing", "Billing"),
                null,
                CALLED_OFF.contains(status) ? new OrderSnapshot.Cancellation(latest, status) : null,
                List.of(),
                refunded.isZero() ? List.of() : List.of(new RefundSnapshot("csv", latest, refunded, List.of(), null)),
                new OrderSnapshot.Context(
                        "web",
                        null,
                        List.of(),
                        head.text("customer_note", "Customer Note"),
                        status,
                        head.text("payment_method_title", "Payment Method Title"),
                        null),
                true);
        return new ImportedOrder(
                snapshot, List.of(), List.of(), rows.stream().map(CsvRow::row).toList());
    }

    private static String status(CsvRow head) {
        String status = Objects.requireNonNullElse(head.text("status", "Order Status"), "")
                .toLowerCase(Locale.ROOT);
        return status.startsWith("wc-") ? status.substring(3) : status;
    }

    private static @Nullable CustomerDetails customer(CsvRow head, Instant latest) {
        String email = head.text("billing_email", "Email (Billing)", "customer_email");
        String phone = head.text("billing_phone", "Phone (Billing)");
        String id = head.text("customer_id", "Customer User ID");
        String reference = id == null || "0".equals(id) ? null : id;
        if (email == null && phone == null && reference == null) return null;
        return new CustomerDetails(
                SOURCE,
                reference,
                email,
                phone,
                head.text("billing_first_name", "First Name (Billing)"),
                head.text("billing_last_name", "Last Name (Billing)"),
                null,
                null,
                CsvAddress.country(head.text(
                        "shipping_country", "Country Code (Shipping)", "billing_country", "Country Code (Billing)")),
                null,
                List.of(),
                List.of(),
                latest);
    }

    private static List<OrderSnapshot.Line> lines(List<CsvRow> rows, Currency money) {
        List<OrderSnapshot.Line> lines = new ArrayList<>();
        for (CsvRow row : rows) {
            if (row.text("Item Name", "item_name") != null) lines.add(lineOfRow(row, lines.size() + 1, money));
            for (int i = 1; row.row().file().column("line_item_" + i).isPresent(); i++) {
                String told = row.text("line_item_" + i);
                if (told != null) lines.add(CsvWooItem.parse(told).line(lines.size() + 1, money));
            }
        }
        return lines;
    }

    private static OrderSnapshot.Line lineOfRow(CsvRow row, int number, Currency money) {
        return new OrderSnapshot.Line(
                Objects.requireNonNullElse(row.text("Item ID", "order_item_id"), "line-" + number),
                new OrderSnapshot.ProductRef(
                        row.text("Product Id", "product_id"),
                        null,
                        row.text("SKU", "sku"),
                        null,
                        row.text("Category"),
                        null,
                        null),
                row.required("Item Name", "item_name"),
                row.text("Variation", "Product Variation"),
                row.number("Quantity", "Quantity (- Refund)", "quantity"),
                row.money(money, "Item Cost", "item_cost"),
                Money.zero(money),
                row.money(money, "Item Tax", "Order Line Tax"),
                true);
    }

    private static OrderSnapshot.Totals totals(CsvRow head, Currency money) {
        Money goods = head.money(money, "order_subtotal", "Order Subtotal Amount");
        Money discount =
                head.money(money, "discount_total", "cart_discount", "Cart Discount Amount", "Order Discount Amount");
        Money shipping = head.money(money, "shipping_total", "Order Shipping Amount");
        Money tax = head.money(money, "tax_total", "Order Total Tax Amount");
        Money total = head.money(money, "order_total", "Order Total Amount");
        return new OrderSnapshot.Totals(
                goods,
                discount,
                shipping,
                tax,
                total,
                total.equals(goods.minus(discount).plus(shipping)),
                List.of(),
                head.text("shipping_method", "Shipping Method Title"));
    }

    private static @Nullable Address address(CsvRow head, String kind, String title) {
        String mark = " (" + title + ")";
        return CsvAddress.of(new Address(
                CsvAddress.joined(
                        head.text(kind + "_first_name", "First Name" + mark),
                        head.text(kind + "_last_name", "Last Name" + mark)),
                head.text(kind + "_company", "Company" + mark),
                head.text(kind + "_address_1", "Address 1&2" + mark, "Address 1" + mark),
                head.text(kind + "_address_2", "Address 2" + mark),
                head.text(kind + "_postcode", "Postcode" + mark),
                head.text(kind + "_city", "City" + mark),
                head.text(kind + "_state", "State Code" + mark, "State Name" + mark),
                CsvAddress.country(head.text(kind + "_country", "Country Code" + mark)),
                head.text(kind + "_phone", "Phone" + mark)));
    }
}
