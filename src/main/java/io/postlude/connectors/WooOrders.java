package io.postlude.connectors;

import io.postlude.customers.CustomerDetails;
import io.postlude.kernel.Money;
import io.postlude.orders.Address;
import io.postlude.orders.FulfilmentSnapshot;
import io.postlude.orders.FulfilmentSnapshot.LineQuantity;
import io.postlude.orders.OrderSnapshot;
import io.postlude.orders.OrderSnapshot.Cancellation;
import io.postlude.orders.OrderSnapshot.Context;
import io.postlude.orders.OrderSnapshot.Line;
import io.postlude.orders.OrderSnapshot.ProductRef;
import io.postlude.orders.OrderSnapshot.Totals;
import io.postlude.orders.RefundSnapshot;
import io.postlude.stores.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads WooCommerce's order. Its amounts on lines are without tax, whatever the shop shows its customers. */
final class WooOrders {
    private static final String SOURCE = Source.WOOCOMMERCE.word();
    private static final int LINE_LIMIT = 10_000;
    private static final int LIST_LIMIT = 1_000;
    private static final int ID_LIMIT_CHARS = 100;
    /** Where the widely used shipment tracking extension keeps its parcels. */
    private static final String TRACKING_META = "_wc_shipment_tracking_items";

    private WooOrders() {}

    static OrderSnapshot order(JsonFields order) {
        Currency currency = order.currency("currency");
        String id = order.needed("id", ID_LIMIT_CHARS);
        Instant placed = order.utc("date_created_gmt");
        if (placed == null) order.fault("date_created_gmt", "is needed");
        Instant created = placed == null ? JsonText.EARLIEST : placed;
        Instant updated = Optional.ofNullable(order.utc("date_modified_gmt")).orElse(created);
        List<Line> lines = lines(order, currency);
        String status = order.text("status");
        return new OrderSnapshot(
                SOURCE,
                id,
                Optional.ofNullable(order.text("number")).orElse(id),
                created,
                updated,
                buyer(order, updated),
                lines,
                totals(order, lines, currency),
                address(order, "shipping"),
                address(order, "billing"),
                null,
                "cancelled".equals(status) ? new Cancellation(updated, null) : null,
                fulfilments(order, updated),
                refunds(order, currency, updated),
                new Context(
                        isExchange(order) ? Context.EXCHANGE : order.text("created_via"),
                        null,
                        isGift(order) ? List.of(Context.GIFT) : List.of(),
                        order.text("customer_note"),
                        status,
                        order.has("date_paid_gmt") ? "paid" : null,
                        null),
                order.has("line_items"));
    }

    private static boolean isExchange(JsonFields order) {
        return order.objects("meta_data", LIST_LIMIT).stream().anyMatch(one -> WooApi.META.equals(one.text("key")));
    }

    /** WooCommerce's orders have no tags; what a shop or its checkout notes on one is in its meta data. */
    private static boolean isGift(JsonFields order) {
        return order.objects("meta_data", LIST_LIMIT).stream()
                .anyMatch(one -> GiftMark.is(one.text("key"), one.text("value")));
    }

    private static @Nullable CustomerDetails buyer(JsonFields order, Instant asOf) {
        JsonFields billing = order.object("billing");
        String customer = order.text("customer_id");
        String reference = "0".equals(customer) ? null : customer; // 0 is a guest
        if (reference == null && billing.text("email") == null && billing.text("phone") == null) return null;
        return new CustomerDetails(
                SOURCE,
                reference,
                billing.text("email"),
                billing.text("phone"),
                billing.text("first_name"),
                billing.text("last_name"),
                null,
                null,
                billing.text("country"),
                null,
                List.of(),
                List.of(),
                asOf);
    }

    private static List<Line> lines(JsonFields order, Currency currency) {
        List<Line> lines = new ArrayList<>();
        for (JsonFields line : order.objects("line_items", LINE_LIMIT)) {
            Integer stated = line.whole("quantity", 0, Integer.MAX_VALUE);
            if (stated == null) line.fault("quantity", "is needed");
            int quantity = stated == null ? 1 : stated;
            Money before = line.amountOrZero("subtotal", currency);
            Money after = line.amountOrZero("total", currency);
            Money unit = eachRoundedUp(before.compareTo(after) < 0 ? after : before, quantity);
            lines.add(new Line(
                    line.needed("id", ID_LIMIT_CHARS),
                    product(line),
                    HtmlText.decoded(Optional.ofNullable(line.text("name")).orElse("")),
                    variant(line),
                    quantity,
                    unit,
                    unit.times(quantity).minus(after),
                    line.amountOrZero("total_tax", currency),
                    true));
        }
        for (JsonFields fee : order.objects("fee_lines", LIST_LIMIT)) {
            Money amount = fee.moneyOrZero("total", currency);
            if (!amount.isNegative() && !amount.isZero()) lines.add(fee(fee, amount));
        }
        return lines;
    }

    /** A fee is bought like a thing, only nothing is sent; a negative one counts as discount. */
    private static Line fee(JsonFields fee, Money amount) {
        return new Line(
                "fee-" + fee.needed("id", ID_LIMIT_CHARS),
                ProductRef.NONE,
                HtmlText.decoded(Optional.ofNullable(fee.text("name")).orElse("")),
                null,
                1,
                amount,
                Money.zero(amount.currency()),
                fee.amountOrZero("total_tax", amount.currency()),
                false);
    }

    /** The shop states the line, not the piece: 10.00 for three is 3.34 each, and the two cents too many are discount. */
    private static Money eachRoundedUp(Money line, int quantity) {
        return quantity <= 1 ? line : new Money(Math.ceilDiv(line.minor(), (long) quantity), line.currency());
    }

    private static ProductRef product(JsonFields line) {
        String variation = line.text("variation_id");
        String image = line.object("image").text("src");
        return new ProductRef(
                line.text("product_id"),
                "0".equals(variation) ? null : variation,
                line.text("sku"),
                null,
                null,
                image != null && image.startsWith("https://") ? image : null,
                null);
    }

    /** The chosen attributes, shown as the shop shows them; what begins with an underscore is its own bookkeeping. */
    private static @Nullable String variant(JsonFields line) {
        List<String> chosen = new ArrayList<>();
        for (JsonFields meta : line.objects("meta_data", LIST_LIMIT)) {
            String key = meta.text("key");
            if (key == null || key.startsWith("_") || !meta.hasText("value")) continue;
            String value = meta.hasText("display_value") ? meta.text("display_value") : meta.text("value");
            if (value != null) chosen.add(HtmlText.decoded(value));
        }
        return chosen.isEmpty() ? null : String.join(" / ", chosen);
    }

    private static Totals totals(JsonFields order, List<Line> lines, Currency currency) {
        Money goods = Money.zero(currency);
        Money discount = Money.zero(currency);
        for (Line line : lines) {
            goods = goods.plus(line.unitPrice().times(line.quantity()));
            discount = discount.plus(line.discount());
        }
        List<JsonFields> shipping = order.objects("shipping_lines", LIST_LIMIT);
        for (JsonFields fee : order.objects("fee_lines", LIST_LIMIT)) {
            Money amount = fee.moneyOrZero("total", currency);
            if (amount.isNegative()) discount = discount.minus(amount);
        }
        return new Totals(
                goods,
                discount,
                order.amountOrZero("shipping_total", currency),
                order.amountOrZero("total_tax", currency),
                order.amountOrZero("total", currency),
                false,
                order.objects("coupon_lines", LIST_LIMIT).stream()
                        .flatMap(coupon -> Optional.ofNullable(coupon.text("code")).stream())
                        .toList(),
                shipping.isEmpty() ? null : shipping.getFirst().text("method_title"));
    }

    private static @Nullable Address address(JsonFields order, String name) {
        if (!order.has(name)) return null;
        JsonFields address = order.object(name);
        if (address.text("address_1") == null && address.text("city") == null) return null;
        String person = String.join(
                        " ",
                        Optional.ofNullable(address.text("first_name")).orElse(""),
                        Optional.ofNullable(address.text("last_name")).orElse(""))
                .strip();
        return new Address(
                person.isEmpty() ? null : person,
                address.text("company"),
                address.text("address_1"),
                address.text("address_2"),
                address.text("postcode"),
                address.text("city"),
                address.text("state"),
                address.text("country"),
                address.text("phone"));
    }

    private static List<FulfilmentSnapshot> fulfilments(JsonFields order, Instant updated) {
        List<FulfilmentSnapshot> fulfilments = new ArrayList<>();
        for (JsonFields meta : order.objects("meta_data", LIST_LIMIT)) {
            if (!TRACKING_META.equals(meta.text("key"))) continue;
            for (JsonFields parcel : meta.objects("value", LIST_LIMIT)) fulfilments.add(fulfilment(parcel, updated));
        }
        return fulfilments;
    }

    private static FulfilmentSnapshot fulfilment(JsonFields parcel, Instant updated) {
        String number = parcel.needed("tracking_number", ID_LIMIT_CHARS);
        String carrier =
                Optional.ofNullable(parcel.text("tracking_provider")).orElse(parcel.text("custom_tracking_provider"));
        Integer shippedSeconds = parcel.whole("date_shipped", 0, Integer.MAX_VALUE);
        Instant shipped = shippedSeconds == null ? updated : Instant.ofEpochSecond(shippedSeconds);
        return new FulfilmentSnapshot(
                Optional.ofNullable(parcel.text("tracking_id")).orElse(number),
                shipped,
                updated,
                List.of(new FulfilmentSnapshot.Parcel(carrier, number, parcel.text("custom_tracking_link"))),
                List.of(),
                false,
                null);
    }

    /** Inside the order a refund has no date of its own: the order's change stands in. */
    private static List<RefundSnapshot> refunds(JsonFields order, Currency currency, Instant updated) {
        List<RefundSnapshot> refunds = new ArrayList<>();
        for (JsonFields refund : order.objects("refunds", LIST_LIMIT)) {
            Money total = refund.moneyOrZero("total", currency);
            refunds.add(new RefundSnapshot(
                    refund.needed("id", ID_LIMIT_CHARS),
                    updated,
                    total.isNegative() ? total.negate() : total,
                    List.of(),
                    refund.text("reason")));
        }
        return refunds;
    }

    static List<LineQuantity> refundLines(JsonFields refund) {
        List<LineQuantity> lines = new ArrayList<>();
        for (JsonFields line : refund.objects("line_items", LINE_LIMIT)) {
            Integer quantity = line.whole("quantity", Integer.MIN_VALUE + 1, Integer.MAX_VALUE);
            if (quantity != null && quantity != 0)
                lines.add(new LineQuantity(line.needed("id", ID_LIMIT_CHARS), Math.abs(quantity)));
        }
        return lines;
    }
}
