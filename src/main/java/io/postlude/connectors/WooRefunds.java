package io.postlude.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postlude.kernel.Json;
import io.postlude.returns.Refunds.Due;
import io.postlude.returns.Refunds.Given;
import io.postlude.returns.Refunds.InDoubt;
import io.postlude.returns.Refunds.Later;
import io.postlude.returns.Refunds.Never;
import io.postlude.returns.Refunds.Outcome;
import io.postlude.returns.Refunds.Part;
import java.util.Map;

/**
 * Refunds of a WooCommerce shop, which hands them on to whom the order was paid through. It knows no keys: each refund
 * carries the payout's in its meta data and in its reason, and by that the order's refunds are searched before any repeating.
 */
final class WooRefunds implements Giving {
    /** The shop tried and took it back: the way it was paid refused. */
    private static final String REFUSED = "woocommerce_rest_cannot_create_order_refund";

    private final WooApi api;

    WooRefunds(WooApi api) {
        this.api = api;
    }

    @Override
    public Outcome give(Map<String, String> entered, Due due) {
        if (!WooApi.isNumber(due.orderReference())) return new Never("the order's id in the shop is no number");
        return switch (api.post(entered, refunds(due, ""), body(due))) {
            case JsonReply.Said said -> meaning(said);
            case JsonReply.NotReached(String why) -> new Later(why);
            case JsonReply.Lost(String why) -> new InDoubt(why);
        };
    }

    private static ObjectNode body(Due due) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("amount", due.amount().decimal());
        body.put("reason", "Return " + due.returnCode() + " (" + due.key() + ")");
        body.put("api_refund", true);
        body.put("api_restock", false);
        body.putArray("meta_data").addObject().put("key", WooApi.META).put("value", due.key());
        ArrayNode lines = body.putArray("line_items");
        for (Part part : due.parts())
            if (WooApi.isNumber(part.lineReference()))
                lines.addObject()
                        .put("id", Long.parseLong(part.lineReference()))
                        .put("quantity", part.quantity());
        return body;
    }

    private static Outcome meaning(JsonReply.Said said) {
        String id = said.body().path("id").asText("");
        if (said.isGood())
            return id.isEmpty() ? new InDoubt("the shop answered without naming the refund") : new Given(id);
        String code = said.body().path("code").asText("");
        String why = WooApi.why(said);
        if (code.equals(REFUSED))
            return new Never("the way it was paid refused: "
                    + said.body().path("message").asText(""));
        if (WooApi.isUntouched(said)) return new Later(why);
        return said.status() >= 500 ? new InDoubt(why) : new Never(why);
    }

    @Override
    public Outcome ask(Map<String, String> entered, Due due) {
        return switch (api.get(entered, refunds(due, "?per_page=100"))) {
            case JsonReply.Said said when said.isGood() && said.body().isArray() -> among(said.body(), due.key());
            case JsonReply.Said said -> new InDoubt("asked, the shop said " + said.status());
            case JsonReply.NotReached(String why) -> new InDoubt("asked, " + why);
            case JsonReply.Lost(String why) -> new InDoubt("asked, " + why);
        };
    }

    private static Outcome among(JsonNode refunds, String key) {
        for (JsonNode refund : refunds) {
            boolean ours = refund.path("reason").asText("").contains(key);
            if (ours || WooApi.isFor(refund, key))
                return new Given(refund.path("id").asText());
        }
        return new Later("the shop has no such refund");
    }

    private static String refunds(Due due, String query) {
        return "/orders/" + due.orderReference() + "/refunds" + query;
    }
}
