package io.postlude.connectors;

import io.postlude.connectors.Statement.PersonNamed;
import io.postlude.kernel.Money;
import io.postlude.orders.FulfilmentSnapshot;
import io.postlude.orders.FulfilmentSnapshot.LineQuantity;
import io.postlude.stores.Source;
import io.postlude.tracking.EstimateReport;
import io.postlude.tracking.RawCode;
import io.postlude.tracking.ScanPlace;
import io.postlude.tracking.ScanTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What Shopify's webhooks say, by topic; also its API's answers, which wrap the same things in a name. */
final class ShopifyMapping {
    private static final int LIST_LIMIT = 10_000;
    private static final int ID_LIMIT_CHARS = 100;

    private ShopifyMapping() {}

    static List<Statement> read(Mappings.Envelope envelope, JsonFields body) {
        String topic = envelope.topic();
        return switch (topic) {
            case "customers/data_request" -> List.of(dataAsked(body));
            case "customers/redact" -> List.of(new Statement.ForgetPerson(person(body, "orders_to_redact")));
            case "shop/redact" -> List.of(new Statement.ForgetShop(body.needed("shop_domain", ID_LIMIT_CHARS)));
            case "orders/edited" -> nothing("the order itself follows as orders/updated");
            case "orders/delete" -> nothing("an order deleted in the shop stays on record here");
            case "refunds/create" -> List.of(refund(body));
            case "returns/request",
                    "returns/approve",
                    "returns/decline",
                    "returns/cancel",
                    "returns/close",
                    "returns/reopen",
                    "returns/update" -> List.of(ShopifyReturns.read(topic, body, envelope.saidAt()));
            case "fulfillments/create", "fulfillments/update" -> fulfilment(body);
            case "fulfillment_events/create" -> List.of(fulfilmentEvent(body, envelope.receivedAt()));
            case "products/create", "products/update" ->
                List.of(new Statement.ProductIs(ShopifyProducts.product(body, envelope.shop())));
            case "customers/create", "customers/update", "customers/enable", "customers/disable" ->
                List.of(new Statement.PersonIs(ShopifyOrders.customer(body)));
            default -> topic.startsWith("orders/") ? List.of(order(body)) : byShape(topic, body);
        };
    }

    /** Without a topic we know, the shape tells: an API's answer names what it wraps. */
    private static List<Statement> byShape(String topic, JsonFields body) {
        if (body.has("orders"))
            return body.objects("orders", LIST_LIMIT).stream()
                    .map(ShopifyMapping::order)
                    .toList();
        if (body.has("order") && topic.isEmpty()) return List.of(order(body.object("order")));
        if (body.has("customer") && topic.isEmpty())
            return List.of(new Statement.PersonIs(ShopifyOrders.customer(body.object("customer"))));
        if (body.has("product") && topic.isEmpty())
            return List.of(new Statement.ProductIs(ShopifyProducts.product(body.object("product"), null)));
        return nothing(topic.isEmpty() ? "no topic was given" : "the topic " + topic + " is not used");
    }

    private static Statement order(JsonFields order) {
        return new Statement.OrderStands(ShopifyOrders.order(order));
    }

    private static List<Statement> nothing(String why) {
        return List.of(new Statement.Nothing(why));
    }

    private static Statement dataAsked(JsonFields body) {
        return new Statement.DataAsked(
                body.object("data_request").needed("id", ID_LIMIT_CHARS), person(body, "orders_requested"));
    }

    private static PersonNamed person(JsonFields body, String ordersName) {
        JsonFields customer = body.object("customer");
        PersonNamed person = new PersonNamed(
                customer.text("id"), customer.text("email"), customer.text("phone"), body.texts(ordersName));
        if (person.reference() == null && person.email() == null && person.phone() == null)
            body.fault("customer", "names nobody");
        return person;
    }

    private static List<Statement> fulfilment(JsonFields body) {
        String order = body.needed("order_id", ID_LIMIT_CHARS);
        var fulfilment = ShopifyOrders.fulfilment(body);
        List<Statement> statements = new ArrayList<>();
        statements.add(new Statement.FulfilmentStands(order, fulfilment));
        ShopifyOrders.parcelStatus(body).forEach(scan -> statements.add(new Statement.ParcelSeen(scan)));
        statements.addAll(estimates(body, fulfilment));
        return statements;
    }

    /** The carrier's day as Shopify passes it on: of a time the day as written, for it is the recipient's. */
    private static List<Statement> estimates(JsonFields body, FulfilmentSnapshot fulfilment) {
        LocalDate by = JsonText.writtenDay(body.text("estimated_delivery_at")).orElse(null);
        if (by == null) return List.of();
        return fulfilment.parcels().stream()
                .filter(parcel -> parcel.trackingNumber().chars().anyMatch(Character::isLetterOrDigit))
                .<Statement>map(parcel -> new Statement.EstimateSaid(new EstimateReport(
                        Source.SHOPIFY.word(),
                        parcel.carrier(),
                        parcel.trackingNumber(),
                        null,
                        by,
                        fulfilment.updatedAt())))
                .toList();
    }

    /** A fulfilment's event does not name the tracking number, only the fulfilment: the number comes from the order. */
    private static Statement fulfilmentEvent(JsonFields body, Instant receivedAt) {
        String fulfilment = body.needed("fulfillment_id", ID_LIMIT_CHARS);
        Instant happened = Optional.ofNullable(body.instant("happened_at")).orElse(receivedAt);
        ScanPlace place = new ScanPlace(body.text("city"), body.text("province"), body.text("country"));
        var scan = new Statement.Sight(
                RawCode.of(body.needed("status", ID_LIMIT_CHARS)),
                ScanTime.exact(happened),
                place,
                body.text("message"),
                JsonText.writtenDay(body.text("estimated_delivery_at")).orElse(null),
                happened);
        return new Statement.FulfilmentSeen(body.needed("order_id", ID_LIMIT_CHARS), fulfilment, scan);
    }

    private static Statement refund(JsonFields body) {
        Instant at = Stream.of(body.instant("processed_at"), body.instant("created_at"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(JsonText.EARLIEST);
        if (!body.has("processed_at") && !body.has("created_at")) body.fault("created_at", "is needed");
        String currency = refundCurrency(body);
        return new Statement.MoneyWentBack(
                body.needed("order_id", ID_LIMIT_CHARS),
                body.needed("id", ID_LIMIT_CHARS),
                at,
                currency,
                refundAmount(body, currency == null ? "USD" : currency),
                refundLines(body),
                body.text("note"));
    }

    static List<LineQuantity> refundLines(JsonFields refund) {
        List<LineQuantity> lines = new ArrayList<>();
        for (JsonFields line : refund.objects("refund_line_items", LIST_LIMIT)) {
            Integer quantity = line.whole("quantity", 0, Integer.MAX_VALUE);
            if (quantity != null && quantity > 0)
                lines.add(new LineQuantity(line.needed("line_item_id", ID_LIMIT_CHARS), quantity));
        }
        return lines;
    }

    /** What was paid out; where no payment is listed, what the lines and adjustments come to. */
    static String refundAmount(JsonFields refund, String currencyCode) {
        Currency currency = Currency.getInstance(currencyCode);
        Money total = Money.zero(currency);
        boolean paid = false;
        for (JsonFields payment : refund.objects("transactions", LIST_LIMIT)) {
            boolean counts = "refund".equals(payment.text("kind")) && "success".equals(payment.text("status"));
            if (counts) total = total.plus(payment.amountOrZero("amount", currency));
            paid |= counts;
        }
        if (paid) return total.decimal();
        for (JsonFields line : refund.objects("refund_line_items", LIST_LIMIT)) {
            total = total.plus(line.amountOrZero("subtotal", currency)).plus(line.amountOrZero("total_tax", currency));
        }
        return total.decimal();
    }

    private static @Nullable String refundCurrency(JsonFields refund) {
        return Stream.concat(
                        refund.objects("refund_line_items", LIST_LIMIT).stream()
                                .map(line -> line.object("subtotal_set")),
                        Stream.of(refund.object("total_duties_set")))
                .map(set -> set.object("shop_money"))
                .filter(money -> money.has("currency_code"))
                .map(money -> money.currency("currency_code").getCurrencyCode())
                .findFirst()
                .orElse(null);
    }
}
