package io.postlude.connectors;

import io.postlude.connectors.Statement.PersonNamed;
import io.postlude.customers.CustomerDetails;
import io.postlude.stores.Source;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What WooCommerce's webhooks say: the body is the resource of its API; the topic names resource and event. */
final class WooMapping {
    private static final int ID_LIMIT_CHARS = 100;
    private static final Pattern ORDER_OF_REFUND = Pattern.compile("/orders/(\\d+)(?:/|$)");

    private WooMapping() {}

    static List<Statement> read(String topic, JsonFields body) {
        if (topic.endsWith(".deleted")) return deleted(topic, body);
        String resource = topic.contains(".") ? topic.substring(0, topic.indexOf('.')) : shape(body);
        return switch (resource) {
            case "order" -> List.of(new Statement.OrderStands(WooOrders.order(body)));
            case "customer" -> List.of(new Statement.PersonIs(customer(body)));
            case "product" -> List.of(new Statement.ProductIs(WooProducts.product(body)));
            case "refund" -> List.of(refund(body));
            default -> nothing("the resource " + resource + " is not used");
        };
    }

    /** A deleted resource comes with its id alone. */
    private static List<Statement> deleted(String topic, JsonFields body) {
        if (!topic.equals("customer.deleted")) return nothing("what is deleted in the shop stays on record here");
        return List.of(
                new Statement.ForgetPerson(new PersonNamed(body.needed("id", ID_LIMIT_CHARS), null, null, List.of())));
    }

    private static String shape(JsonFields body) {
        if (body.has("line_items") && body.has("order_key")) return "order";
        if (body.has("amount") && body.has("refunded_by")) return "refund";
        if (body.has("is_paying_customer")) return "customer";
        if (body.has("permalink") && body.has("regular_price")) return "product";
        return body.has("delivery_url") ? "webhook" : "unknown";
    }

    private static List<Statement> nothing(String why) {
        return List.of(new Statement.Nothing(why));
    }

    private static CustomerDetails customer(JsonFields customer) {
        JsonFields billing = customer.object("billing");
        Instant changed = customer.utc("date_modified_gmt");
        if (changed == null) changed = customer.utc("date_created_gmt");
        if (changed == null) customer.fault("date_modified_gmt", "is needed");
        return new CustomerDetails(
                Source.WOOCOMMERCE.word(),
                customer.needed("id", ID_LIMIT_CHARS),
                Optional.ofNullable(customer.text("email")).orElse(billing.text("email")),
                billing.text("phone"),
                customer.text("first_name"),
                customer.text("last_name"),
                null,
                null,
                billing.text("country"),
                null,
                List.of(),
                List.of(),
                changed == null ? JsonText.EARLIEST : changed);
    }

    /** A refund names its order only in its links, and leaves the currency to it. */
    private static Statement refund(JsonFields refund) {
        Instant at = refund.utc("date_created_gmt");
        if (at == null) refund.fault("date_created_gmt", "is needed");
        String amount = refund.needed("amount", ID_LIMIT_CHARS);
        if (!amount.matches("\\d{1,18}(\\.\\d{1,12})?"))
            refund.fault("amount", "must be an amount that is not negative");
        return new Statement.MoneyWentBack(
                orderOf(refund),
                refund.needed("id", ID_LIMIT_CHARS),
                at == null ? JsonText.EARLIEST : at,
                null,
                amount,
                WooOrders.refundLines(refund),
                refund.text("reason"));
    }

    private static String orderOf(JsonFields refund) {
        String stated = refund.text("parent_id");
        if (stated != null) return stated;
        List<JsonFields> up = refund.object("_links").objects("up", ID_LIMIT_CHARS);
        String link = up.isEmpty() ? null : up.getFirst().text("href");
        Matcher matcher = ORDER_OF_REFUND.matcher(link == null ? "" : link);
        if (matcher.find()) return matcher.group(1);
        refund.fault("_links/up", "names no order");
        return "";
    }
}
