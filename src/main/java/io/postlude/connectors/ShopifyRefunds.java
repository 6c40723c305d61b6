package io.postlude.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postlude.kernel.Json;
import io.postlude.kernel.Money;
import io.postlude.returns.Refunds.Due;
import io.postlude.returns.Refunds.Given;
import io.postlude.returns.Refunds.InDoubt;
import io.postlude.returns.Refunds.Later;
import io.postlude.returns.Refunds.Never;
import io.postlude.returns.Refunds.Outcome;
import io.postlude.returns.Refunds.Part;
import java.util.Currency;
import java.util.Map;
import java.util.Set;

/**
 * Refunds of a Shopify shop, to the payments the order was paid with. Each carries the payout's key as Shopify's idempotency
 * key and in its note; by the note an order's refunds are searched before any repeating.
 */
final class ShopifyRefunds implements Giving {
    private static final String KNOWN = """
            query known($id: ID!) { shop { currencyCode } order(id: $id) { currencyCode presentmentCurrencyCode
              transactions(first: 100) { id kind status gateway parentTransaction { id }
                amountSet { shopMoney { amount currencyCode } } }
              refunds(first: 100) { legacyResourceId note } } }""";
    private static final String GIVE = """
            mutation give($input: RefundInput!, $key: String!) { refundCreate(input: $input) @idempotent(key: $key) {
              refund { legacyResourceId } userErrors { field message } } }""";
    private static final Set<String> TOOK = Set.of("SALE", "CAPTURE");

    private final ShopifyApi api;

    ShopifyRefunds(ShopifyApi api) {
        this.api = api;
    }

    @Override
    public Outcome give(Map<String, String> entered, Due due) {
        return switch (known(entered, due)) {
            case JsonReply.Said said
            when said.body().path("data").path("order").isObject() ->
                give(entered, due, said.body().path("data"));
            case JsonReply.Said said
            when said.isGood() && said.body().path("data").has("order") -> new Never("the shop has no such order");
            case JsonReply.Said said -> new Later("the shop said " + said.status());
            case JsonReply.NotReached(String why) -> new Later(why);
            case JsonReply.Lost(String why) -> new Later(why);
        };
    }

    private Outcome give(Map<String, String> entered, Due due, JsonNode data) {
        JsonNode order = data.path("order");
        String currency = order.path("currencyCode").asText();
        if (!currency.equals(order.path("presentmentCurrencyCode").asText(currency)))
            return new Never("it was paid in another currency than the shop's: give it in the shop");
        if (!currency.equals(due.amount().currency().getCurrencyCode()))
            return new Never("the shop's order is in " + currency);
        ArrayNode payments = Json.MAPPER.createArrayNode();
        Money open = share(order, due, payments);
        if (open.minor() > 0) return new Never("only part of this is left of the order's payments in the shop");
        ObjectNode variables = Json.MAPPER.createObjectNode();
        variables.put("key", due.key());
        variables.set("input", input(due, payments));
        return switch (api.call(entered, GIVE, variables)) {
            case JsonReply.Said said -> meaning(said);
            case JsonReply.NotReached(String why) -> new Later(why);
            case JsonReply.Lost(String why) -> new InDoubt(why);
        };
    }

    private static ObjectNode input(Due due, ArrayNode payments) {
        ObjectNode input = Json.MAPPER.createObjectNode();
        input.put("orderId", ShopifyApi.gid("Order", due.orderReference()));
        input.put("note", note(due));
        input.put("notify", false);
        ArrayNode lines = input.putArray("refundLineItems");
        for (Part part : due.parts())
            if (part.lineReference().matches("[0-9]+"))
                lines.addObject()
                        .put("lineItemId", ShopifyApi.gid("LineItem", part.lineReference()))
                        .put("quantity", part.quantity())
                        .put("restockType", "NO_RESTOCK");
        input.set("transactions", payments);
        return input;
    }

    /** Shares the amount out over the payments, each for what is left of it; returns what could not be. */
    private static Money share(JsonNode order, Due due, ArrayNode payments) {
        Money open = due.amount();
        for (JsonNode payment : order.path("transactions")) {
            if (!TOOK.contains(payment.path("kind").asText()) || !succeeded(payment)) continue;
            Money left = left(order, payment, open.currency());
            Money take = left.compareTo(open) < 0 ? left : open;
            if (take.minor() <= 0) continue;
            payments.addObject()
                    .put("orderId", ShopifyApi.gid("Order", due.orderReference()))
                    .put("parentId", payment.path("id").asText())
                    .put("gateway", payment.path("gateway").asText())
                    .put("kind", "REFUND")
                    .put("amount", take.decimal());
            open = open.minus(take);
        }
        return open;
    }

    /** A capture's refunds may hang on it or on the sale it came from; only its own are taken off. */
    private static Money left(JsonNode order, JsonNode payment, Currency currency) {
        Money left = amount(payment, currency);
        for (JsonNode other : order.path("transactions")) {
            boolean back = "REFUND".equals(other.path("kind").asText())
                    && !"FAILURE".equals(other.path("status").asText())
                    && !"ERROR".equals(other.path("status").asText());
            boolean ofThis = payment.path("id")
                    .asText()
                    .equals(other.path("parentTransaction").path("id").asText());
            if (back && ofThis) left = left.minus(amount(other, currency));
        }
        return left;
    }

    private static boolean succeeded(JsonNode payment) {
        return "SUCCESS".equals(payment.path("status").asText());
    }

    private static Money amount(JsonNode payment, Currency currency) {
        return Money.parse(
                payment.path("amountSet").path("shopMoney").path("amount").asText("0"), currency);
    }

    private static Outcome meaning(JsonReply.Said said) {
        JsonNode answer = said.body().path("data").path("refundCreate");
        String id = answer.path("refund").path("legacyResourceId").asText("");
        if (!id.isEmpty() && !"null".equals(id)) return new Given(id);
        JsonNode refused = answer.path("userErrors").path(0).path("message");
        if (!refused.isMissingNode()) return new Never("the shop refused: " + refused.asText());
        if (said.isTurnedAway()) return new Later("the shop said " + said.status());
        String code = said.body()
                .path("errors")
                .path(0)
                .path("extensions")
                .path("code")
                .asText("");
        return switch (code) {
            case "THROTTLED" -> new Later("the shop wants fewer calls");
            case "ACCESS_DENIED" -> new Later("the token may not give refunds");
            default -> new InDoubt("the shop said " + said.status() + (code.isEmpty() ? "" : ", " + code));
        };
    }

    @Override
    public Outcome ask(Map<String, String> entered, Due due) {
        return switch (known(entered, due)) {
            case JsonReply.Said said -> {
                JsonNode order = said.body().path("data").path("order");
                if (!order.path("refunds").isArray()) yield new InDoubt("asked, the shop said " + said.status());
                for (JsonNode refund : order.path("refunds"))
                    if (refund.path("note").asText("").contains(due.key()))
                        yield new Given(refund.path("legacyResourceId").asText());
                yield new Later("the shop has no such refund");
            }
            case JsonReply.NotReached(String why) -> new InDoubt("asked, " + why);
            case JsonReply.Lost(String why) -> new InDoubt("asked, " + why);
        };
    }

    private JsonReply known(Map<String, String> entered, Due due) {
        return api.call(
                entered,
                KNOWN,
                Json.MAPPER.createObjectNode().put("id", ShopifyApi.gid("Order", due.orderReference())));
    }

    private static String note(Due due) {
        return "Return " + due.returnCode() + " (" + due.key() + ")";
    }
}
