package io.postlude.api;

import io.postlude.connectors.JsonFields;
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
import io.postlude.tracking.EstimateReport;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the order document of the API. What it does not say is worked out from the items where it can be. */
final class OrderDocument {
    static final String SOURCE = "api";
    static final int ITEMS_LIMIT = 10_000;
    static final int REFERENCE_LIMIT_CHARS = 200;
    private static final int LOT_LIMIT_CHARS = 100;
    private static final int TITLE_LIMIT_CHARS = 500;
    private static final int WORD_LIMIT_CHARS = 200;
    private static final int PARTS_LIMIT = 1_000;
    private static final int QUANTITY_LIMIT = 1_000_000;

    private OrderDocument() {}

    static OrderSnapshot read(String reference, JsonFields order, Instant now) {
        Currency currency = order.currency("currency");
        Instant placed = order.instant("placedAt");
        if (placed == null && order.text("placedAt") == null) order.fault("placedAt", "is needed");
        List<Line> lines = items(order, currency);
        return new OrderSnapshot(
                SOURCE,
                reference,
                Objects.requireNonNullElse(order.text("number", WORD_LIMIT_CHARS), reference),
                placed == null ? now : placed,
                Optional.ofNullable(order.instant("updatedAt")).orElse(now),
                order.has("customer") ? CustomerDocument.ofOrder(order.object("customer"), now) : null,
                lines,
                totals(order.object("totals"), lines, currency),
                address(order, "shipTo"),
                address(order, "billTo"),
                promised(order),
                cancellation(order),
                order.objects("fulfilments", PARTS_LIMIT).stream()
                        .map(fulfilment -> FulfilmentDocument.read(
                                fulfilment.needed("reference", REFERENCE_LIMIT_CHARS), fulfilment, now))
                        .toList(),
                List.of(),
                context(order),
                true);
    }

    /** What carriers say about the order's parcels; read once the order itself was found right. */
    static List<EstimateReport> estimates(JsonFields order, Instant now) {
        return order.objects("fulfilments", PARTS_LIMIT).stream()
                .flatMap(fulfilment -> FulfilmentDocument.estimates(fulfilment, now).stream())
                .toList();
    }

    private static List<Line> items(JsonFields order, Currency currency) {
        if (!order.has("items")) order.fault("items", "is needed");
        List<Line> lines = new ArrayList<>();
        for (JsonFields item : order.objects("items", ITEMS_LIMIT)) {
            Integer quantity = item.whole("quantity", 0, QUANTITY_LIMIT);
            if (!item.has("quantity")) item.fault("quantity", "is needed");
            if (!item.has("unitPrice")) item.fault("unitPrice", "is needed");
            lines.add(new Line(
                    item.needed("reference", REFERENCE_LIMIT_CHARS),
                    product(item),
                    item.needed("title", TITLE_LIMIT_CHARS),
                    item.text("variant", TITLE_LIMIT_CHARS),
                    quantity == null ? 0 : quantity,
                    item.amountOrZero("unitPrice", currency),
                    item.amountOrZero("discount", currency),
                    item.amountOrZero("tax", currency),
                    item.flag("needsShipping", true)));
        }
        return lines;
    }

    private static ProductRef product(JsonFields item) {
        return new ProductRef(
                item.text("productReference", REFERENCE_LIMIT_CHARS),
                item.text("variantReference", REFERENCE_LIMIT_CHARS),
                item.text("sku", WORD_LIMIT_CHARS),
                item.text("vendor", WORD_LIMIT_CHARS),
                item.text("type", WORD_LIMIT_CHARS),
                link(item, "imageUrl"),
                link(item, "pageUrl"));
    }

    private static @Nullable String link(JsonFields item, String name) {
        String link = item.text(name, 2_000);
        // A file this server has itself is as good as one from elsewhere, and needs no certificate.
        if (link == null || link.startsWith("https://") || link.startsWith("/assets/")) return link;
        item.fault(name, "must begin with https://");
        return null;
    }

    private static Totals totals(JsonFields totals, List<Line> lines, Currency currency) {
        Money goods = Money.zero(currency);
        Money discount = Money.zero(currency);
        Money tax = Money.zero(currency);
        for (Line line : lines) {
            goods = goods.plus(line.unitPrice().times(line.quantity()));
            discount = discount.plus(line.discount());
            tax = tax.plus(line.tax());
        }
        goods = Objects.requireNonNullElse(totals.amount("goods", currency), goods);
        discount = Objects.requireNonNullElse(totals.amount("discount", currency), discount);
        tax = Objects.requireNonNullElse(totals.amount("tax", currency), tax);
        Money shipping = totals.amountOrZero("shipping", currency);
        boolean taxIncluded = totals.flag("taxIncluded", true);
        Money sum = goods.minus(discount).plus(shipping).plus(taxIncluded ? Money.zero(currency) : tax);
        return new Totals(
                goods,
                discount,
                shipping,
                tax,
                Objects.requireNonNullElse(totals.amount("total", currency), sum),
                taxIncluded,
                totals.texts("discountCodes"),
                totals.text("shippingMethod", WORD_LIMIT_CHARS));
    }

    static @Nullable Address address(JsonFields order, String name) {
        if (!order.has(name)) return null;
        JsonFields address = order.object(name);
        return new Address(
                address.text("name", WORD_LIMIT_CHARS),
                address.text("company", WORD_LIMIT_CHARS),
                address.text("line1", TITLE_LIMIT_CHARS),
                address.text("line2", TITLE_LIMIT_CHARS),
                address.text("postcode", WORD_LIMIT_CHARS),
                address.text("city", WORD_LIMIT_CHARS),
                address.text("region", WORD_LIMIT_CHARS),
                country(address),
                address.text("phone", WORD_LIMIT_CHARS));
    }

    static @Nullable String country(JsonFields fields) {
        String country = fields.text("country");
        if (country != null && !country.matches("[A-Z]{2}"))
            fields.fault("country", "must be two capital letters of ISO 3166, such as DE");
        return country;
    }

    private static @Nullable PromisedWindow promised(JsonFields order) {
        if (!order.has("promised")) return null;
        JsonFields window = order.object("promised");
        Optional<LocalDate> by = window.day("by");
        if (!window.has("by")) window.fault("by", "is needed");
        Optional<LocalDate> from = window.has("from") ? window.day("from") : by;
        if (by.isEmpty() || from.isEmpty()) return null;
        if (by.get().isBefore(from.get())) {
            window.fault("by", "lies before from");
            return null;
        }
        return new PromisedWindow(from.get(), by.get());
    }

    private static @Nullable Cancellation cancellation(JsonFields order) {
        Instant at = order.instant("cancelledAt");
        return at == null ? null : new Cancellation(at, order.text("cancelReason", TITLE_LIMIT_CHARS));
    }

    private static Context context(JsonFields order) {
        return new Context(
                order.text("channel", WORD_LIMIT_CHARS),
                order.text("landing", 2_000),
                tags(order),
                order.text("note", 5_000),
                order.text("status", WORD_LIMIT_CHARS),
                order.text("paymentStatus", WORD_LIMIT_CHARS),
                order.text("locale", WORD_LIMIT_CHARS));
    }

    /** A gift is a tag, so that rules and conditions know it as they know what shops tag. */
    private static List<String> tags(JsonFields order) {
        List<String> tags = new ArrayList<>(order.texts("tags"));
        boolean told = tags.stream().anyMatch(Context.GIFT::equalsIgnoreCase);
        if (order.flag("gift", false) && !told) tags.add(Context.GIFT);
        return tags;
    }

    /** Where a fault of a snapshot stands in the document. */
    static String pointer(String inSnapshot) {
        return inSnapshot
                .replaceFirst("^/lines", "/items")
                .replaceFirst("^(/fulfilments/\\d+)/lines", "$1/items")
                .replaceFirst("/product/", "/")
                .replaceFirst("^/cancellation/at", "/cancelledAt");
    }

    static List<FulfilmentSnapshot.LineQuantity> items(JsonFields fulfilment) {
        List<FulfilmentSnapshot.LineQuantity> items = new ArrayList<>();
        for (JsonFields item : fulfilment.objects("items", ITEMS_LIMIT)) {
            Integer quantity = item.whole("quantity", 1, QUANTITY_LIMIT);
            if (!item.has("quantity")) item.fault("quantity", "is needed");
            items.add(new FulfilmentSnapshot.LineQuantity(
                    item.needed("reference", REFERENCE_LIMIT_CHARS),
                    quantity == null ? 1 : quantity,
                    item.text("lot", LOT_LIMIT_CHARS)));
        }
        return items;
    }
}
