package io.postlude.connectors;

import io.postlude.customers.Channel;
import io.postlude.customers.CustomerDetails;
import io.postlude.customers.CustomerDetails.ConsentStatement;
import io.postlude.customers.Purpose;
import io.postlude.kernel.Money;
import io.postlude.orders.Address;
import io.postlude.orders.FulfilmentSnapshot;
import io.postlude.orders.OrderSnapshot;
import io.postlude.orders.OrderSnapshot.Cancellation;
import io.postlude.orders.OrderSnapshot.Context;
import io.postlude.orders.OrderSnapshot.Line;
import io.postlude.orders.OrderSnapshot.ProductRef;
import io.postlude.orders.OrderSnapshot.PromisedWindow;
import io.postlude.orders.OrderSnapshot.Totals;
import io.postlude.orders.RefundSnapshot;
import io.postlude.stores.Source;
import io.postlude.tracking.RawCode;
import io.postlude.tracking.ScanPlace;
import io.postlude.tracking.ScanReport;
import io.postlude.tracking.ScanTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads Shopify's order, and the customer, fulfilments and refunds inside it. Amounts are those in the shop's currency. */
final class ShopifyOrders {
    private static final String TEST_TAG = "test";
    private static final String SOURCE = Source.SHOPIFY.word();
    private static final int LINE_LIMIT = 10_000;
    private static final int LIST_LIMIT = 1_000;
    private static final int ID_LIMIT_CHARS = 100;

    private ShopifyOrders() {}

    static OrderSnapshot order(JsonFields order) {
        Currency currency = order.currency("currency");
        Instant placed = firstInstant(order, "processed_at", "created_at");
        String id = order.needed("id", ID_LIMIT_CHARS);
        return new OrderSnapshot(
                SOURCE,
                id,
                Optional.ofNullable(order.text("name")).orElse(id),
                placed,
                Optional.ofNullable(order.instant("updated_at")).orElse(placed),
                buyer(order, placed),
                lines(order, currency),
                totals(order, currency),
                address(order, "shipping_address"),
                address(order, "billing_address"),
                promised(order),
                cancellation(order),
                order.objects("fulfillments", LIST_LIMIT).stream()
                        .map(ShopifyOrders::fulfilment)
                        .toList(),
                refunds(order, currency),
                context(order),
                order.has("line_items"));
    }

    private static Instant firstInstant(JsonFields fields, String first, String second) {
        Instant time = fields.instant(first);
        if (time == null) time = fields.instant(second);
        if (time != null) return time;
        fields.fault(second, "is needed");
        return JsonText.EARLIEST;
    }

    private static @Nullable CustomerDetails buyer(JsonFields order, Instant placed) {
        JsonFields customer = order.object("customer");
        String email = firstText(customer.text("email"), order.text("email"), order.text("contact_email"));
        String phone = firstText(customer.text("phone"), order.text("phone"));
        String reference = customer.text("id");
        if (email == null && phone == null && reference == null) return null;
        List<ConsentStatement> consents = new ArrayList<>(consents(customer));
        boolean accepts = order.flag("buyer_accepts_marketing", false);
        if (accepts && consents.stream().noneMatch(c -> c.channel() == Channel.EMAIL))
            consents.add(new ConsentStatement(Channel.EMAIL, Purpose.MARKETING, true, placed, "Shopify checkout"));
        Instant asOf = Optional.ofNullable(order.instant("updated_at")).orElse(placed);
        return new CustomerDetails(
                SOURCE,
                reference,
                email,
                phone,
                firstText(
                        customer.text("first_name"),
                        order.object("billing_address").text("first_name")),
                firstText(
                        customer.text("last_name"),
                        order.object("billing_address").text("last_name")),
                order.text("customer_locale"),
                null,
                country(order, customer),
                null,
                customer.texts("tags"),
                consents,
                asOf);
    }

    private static @Nullable String country(JsonFields order, JsonFields customer) {
        return firstText(
                order.object("shipping_address").text("country_code"),
                order.object("billing_address").text("country_code"),
                customer.object("default_address").text("country_code"));
    }

    /** A customer told for itself. */
    static CustomerDetails customer(JsonFields customer) {
        return new CustomerDetails(
                SOURCE,
                customer.needed("id", ID_LIMIT_CHARS),
                customer.text("email"),
                firstText(
                        customer.text("phone"),
                        customer.object("default_address").text("phone")),
                customer.text("first_name"),
                customer.text("last_name"),
                customer.text("locale"),
                null,
                customer.object("default_address").text("country_code"),
                null,
                customer.texts("tags"),
                consents(customer),
                firstInstant(customer, "updated_at", "created_at"));
    }

    private static List<ConsentStatement> consents(JsonFields customer) {
        List<ConsentStatement> consents = new ArrayList<>();
        consent(customer.object("email_marketing_consent"), Channel.EMAIL).ifPresent(consents::add);
        consent(customer.object("sms_marketing_consent"), Channel.SMS).ifPresent(consents::add);
        return consents;
    }

    /** Only a yes and a taken-back yes are statements; "not subscribed" says that nobody asked. */
    private static Optional<ConsentStatement> consent(JsonFields consent, Channel channel) {
        String state = consent.text("state");
        Instant at = consent.instant("consent_updated_at");
        boolean says = "subscribed".equals(state) || "unsubscribed".equals(state);
        if (!says || at == null) return Optional.empty();
        String proof = "Shopify, " + Objects.requireNonNullElse(consent.text("opt_in_level"), "no level stated");
        return Optional.of(new ConsentStatement(channel, Purpose.MARKETING, "subscribed".equals(state), at, proof));
    }

    private static List<Line> lines(JsonFields order, Currency currency) {
        List<Line> lines = new ArrayList<>();
        for (JsonFields line : order.objects("line_items", LINE_LIMIT)) {
            Integer quantity = line.whole("quantity", 0, Integer.MAX_VALUE);
            if (quantity == null) line.fault("quantity", "is needed");
            lines.add(new Line(
                    line.needed("id", ID_LIMIT_CHARS),
                    product(line),
                    Objects.requireNonNullElse(firstText(line.text("title"), line.text("name")), ""),
                    line.text("variant_title"),
                    quantity == null ? 0 : quantity,
                    line.amountOrZero("price", currency),
                    lineDiscount(line, currency),
                    sum(line.objects("tax_lines", LIST_LIMIT), "price", currency),
                    line.flag("requires_shipping", true)));
        }
        return lines;
    }

    private static ProductRef product(JsonFields line) {
        return new ProductRef(
                line.text("product_id"),
                line.text("variant_id"),
                line.text("sku"),
                line.text("vendor"),
                line.text("product_type"),
                null,
                null);
    }

    /**
     * The delivery window the shop showed at its checkout. Shopify's order has no place for one; themes and apps put it into
     * the order's attributes. Without a first day it is the last one alone.
     */
    private static @Nullable PromisedWindow promised(JsonFields order) {
        Optional<LocalDate> from = attribute(order, "promised_from");
        Optional<LocalDate> by = attribute(order, "promised_by");
        if (by.isEmpty() || (from.isPresent() && by.get().isBefore(from.get()))) return null;
        return new PromisedWindow(from.orElse(by.get()), by.get());
    }

    private static Optional<LocalDate> attribute(JsonFields order, String name) {
        return order.objects("note_attributes", LIST_LIMIT).stream()
                .filter(attribute -> name.equals(attribute.text("name")))
                .flatMap(attribute -> JsonText.day(attribute.text("value")).stream())
                .findFirst();
    }

    /** The allocations hold the line's share of the order's discounts too; older versions send only the line's own sum. */
    private static Money lineDiscount(JsonFields line, Currency currency) {
        List<JsonFields> shares = line.objects("discount_allocations", LIST_LIMIT);
        return shares.isEmpty() ? line.amountOrZero("total_discount", currency) : sum(shares, "amount", currency);
    }

    private static Totals totals(JsonFields order, Currency currency) {
        List<JsonFields> shippingLines = order.objects("shipping_lines", LIST_LIMIT);
        Money shippingDiscount = Money.zero(currency);
        for (JsonFields line : shippingLines)
            shippingDiscount =
                    shippingDiscount.plus(sum(line.objects("discount_allocations", LIST_LIMIT), "amount", currency));
        JsonFields shippingSet = order.object("total_shipping_price_set").object("shop_money");
        Money shipping = shippingSet.has("amount")
                ? shippingSet.amountOrZero("amount", currency)
                : sum(shippingLines, "price", currency);
        return new Totals(
                order.amountOrZero("total_line_items_price", currency),
                order.amountOrZero("total_discounts", currency).minus(shippingDiscount),
                shipping.minus(shippingDiscount),
                order.amountOrZero("total_tax", currency),
                order.amountOrZero("total_price", currency),
                order.flag("taxes_included", false),
                order.objects("discount_codes", LIST_LIMIT).stream()
                        .flatMap(code -> Optional.ofNullable(code.text("code")).stream())
                        .toList(),
                shippingLines.isEmpty() ? null : shippingLines.getFirst().text("title"));
    }

    private static Money sum(List<JsonFields> parts, String name, Currency currency) {
        Money total = Money.zero(currency);
        for (JsonFields part : parts) total = total.plus(part.amountOrZero(name, currency));
        return total;
    }

    private static @Nullable Address address(JsonFields order, String name) {
        if (!order.has(name)) return null;
        JsonFields address = order.object(name);
        return new Address(
                address.text("name"),
                address.text("company"),
                address.text("address1"),
                address.text("address2"),
                address.text("zip"),
                address.text("city"),
                firstText(address.text("province_code"), address.text("province")),
                address.text("country_code"),
                address.text("phone"));
    }

    private static @Nullable Cancellation cancellation(JsonFields order) {
        Instant at = order.instant("cancelled_at");
        return at == null ? null : new Cancellation(at, order.text("cancel_reason"));
    }

    static FulfilmentSnapshot fulfilment(JsonFields fulfilment) {
        Instant shipped = firstInstant(fulfilment, "created_at", "updated_at");
        List<FulfilmentSnapshot.LineQuantity> lines = new ArrayList<>();
        for (JsonFields line : fulfilment.objects("line_items", LINE_LIMIT)) {
            Integer quantity = line.whole("quantity", 0, Integer.MAX_VALUE);
            if (quantity != null && quantity > 0)
                lines.add(new FulfilmentSnapshot.LineQuantity(line.needed("id", ID_LIMIT_CHARS), quantity));
        }
        return new FulfilmentSnapshot(
                fulfilment.needed("id", ID_LIMIT_CHARS),
                shipped,
                Optional.ofNullable(fulfilment.instant("updated_at")).orElse(shipped),
                parcels(fulfilment),
                lines,
                List.of("cancelled", "error", "failure")
                        .contains(Objects.requireNonNullElse(fulfilment.text("status"), "")),
                fulfilment.text("service"));
    }

    private static List<FulfilmentSnapshot.Parcel> parcels(JsonFields fulfilment) {
        List<String> numbers = fulfilment.texts("tracking_numbers");
        String single = fulfilment.text("tracking_number");
        if (numbers.isEmpty() && single != null) numbers = List.of(single);
        List<String> addresses = fulfilment.texts("tracking_urls");
        List<FulfilmentSnapshot.Parcel> parcels = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i++) {
            String url = i < addresses.size() ? addresses.get(i) : fulfilment.text("tracking_url");
            parcels.add(new FulfilmentSnapshot.Parcel(fulfilment.text("tracking_company"), numbers.get(i), url));
        }
        return parcels;
    }

    /** What the shop knows of the parcels itself; one report for each number. */
    static List<ScanReport> parcelStatus(JsonFields fulfilment) {
        String status = fulfilment.text("shipment_status");
        Instant at = fulfilment.instant("updated_at");
        if (status == null || at == null) return List.of();
        return parcels(fulfilment).stream()
                .filter(parcel -> parcel.trackingNumber().chars().anyMatch(Character::isLetterOrDigit))
                .map(parcel -> new ScanReport(
                        SOURCE,
                        parcel.carrier(),
                        parcel.trackingNumber(),
                        RawCode.of(status),
                        ScanTime.exact(at),
                        ScanPlace.UNKNOWN,
                        null,
                        null))
                .toList();
    }

    private static List<RefundSnapshot> refunds(JsonFields order, Currency currency) {
        List<RefundSnapshot> refunds = new ArrayList<>();
        for (JsonFields refund : order.objects("refunds", LIST_LIMIT)) {
            refunds.add(new RefundSnapshot(
                    refund.needed("id", ID_LIMIT_CHARS),
                    firstInstant(refund, "processed_at", "created_at"),
                    Money.parse(ShopifyMapping.refundAmount(refund, currency.getCurrencyCode()), currency),
                    ShopifyMapping.refundLines(refund),
                    refund.text("note")));
        }
        return refunds;
    }

    private static Context context(JsonFields order) {
        return new Context(
                isExchange(order) ? Context.EXCHANGE : order.text("source_name"),
                firstText(order.text("landing_site_ref"), order.text("landing_site")),
                tags(order),
                order.text("note"),
                order.text("fulfillment_status"),
                order.text("financial_status"),
                order.text("customer_locale"));
    }

    private static boolean isExchange(JsonFields order) {
        return order.objects("note_attributes", LIST_LIMIT).stream()
                .anyMatch(one -> ShopifyExchanges.ATTRIBUTE.equals(one.text("name")));
    }

    /** What was ordered through a test payment is marked, as by a merchant who tags it: nobody is written to. */
    private static List<String> tags(JsonFields order) {
        List<String> tags = new ArrayList<>(order.texts("tags"));
        if (order.flag("test", false) && tags.stream().noneMatch(TEST_TAG::equalsIgnoreCase)) tags.add(TEST_TAG);
        boolean gift = order.objects("note_attributes", LIST_LIMIT).stream()
                .anyMatch(one -> GiftMark.is(one.text("name"), one.text("value")));
        if (gift && tags.stream().noneMatch(Context.GIFT::equalsIgnoreCase)) tags.add(Context.GIFT);
        return tags;
    }

    private static @Nullable String firstText(@Nullable String... texts) {
        for (String text : texts) if (text != null) return text;
        return null;
    }
}
