package io.postlude.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postlude.kernel.Json;
import io.postlude.returns.Refunds.Due;
import io.postlude.returns.Refunds.Given;
import io.postlude.returns.Refunds.InDoubt;
import io.postlude.returns.Refunds.Later;
import io.postlude.returns.Refunds.Never;
import io.postlude.returns.Refunds.Outcome;
import io.postlude.returns.Refunds.Prepared;
import java.util.Map;

/**
 * Store credit as a coupon of a WooCommerce shop: of a fixed amount, for one order, for the buyer's e-mail alone. The code is ours
 * and kept before the call; the shop takes a code once, and tells by it whether there is such a coupon.
 */
final class WooCoupons implements Giving {
    private static final String TAKEN = "woocommerce_rest_coupon_code_already_exists";

    private final WooApi api;

    WooCoupons(WooApi api) {
        this.api = api;
    }

    @Override
    public Outcome give(Map<String, String> entered, Due due) {
        String code = due.prepared();
        if (code == null) return new Prepared(CreditCode.fresh());
        return switch (api.post(entered, "/coupons", body(due, code))) {
            case JsonReply.Said said when said.isGood() && said.body().has("id") -> new Given(code);
            case JsonReply.Said said when said.body().path("code").asText("").equals(TAKEN) -> new Given(code);
            case JsonReply.Said said when WooApi.isUntouched(said) -> new Later(WooApi.why(said));
            case JsonReply.Said said ->
                said.status() >= 500 || said.isGood()
                        ? new InDoubt(WooApi.why(said))
                        : new Never(WooApi.why(said) + ": "
                                + said.body().path("message").asText(""));
            case JsonReply.NotReached(String why) -> new Later(why);
            case JsonReply.Lost(String why) -> new InDoubt(why);
        };
    }

    private static ObjectNode body(Due due, String code) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("code", code);
        body.put("discount_type", "fixed_cart");
        body.put("amount", due.amount().decimal());
        body.put("usage_limit", 1);
        body.put("description", "Return " + due.returnCode() + " (" + due.key() + ")");
        if (due.email() != null) body.putArray("email_restrictions").add(due.email());
        body.putArray("meta_data").addObject().put("key", WooApi.META).put("value", due.key());
        return body;
    }

    @Override
    public Outcome ask(Map<String, String> entered, Due due) {
        String code = due.prepared();
        if (code == null) return new Later("no code was made yet");
        return switch (api.get(entered, "/coupons?code=" + code)) {
            case JsonReply.Said said
            when said.isGood() && said.body().isArray() -> {
                for (JsonNode coupon : said.body())
                    if (coupon.path("code").asText("").equalsIgnoreCase(code)) yield new Given(code);
                yield new Later("the shop has no such coupon");
            }
            case JsonReply.Said said -> new InDoubt("asked, " + WooApi.why(said));
            case JsonReply.NotReached(String why) -> new InDoubt("asked, " + why);
            case JsonReply.Lost(String why) -> new InDoubt("asked, " + why);
        };
    }
}
