package io.postlude.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postlude.kernel.Json;
import io.postlude.messaging.ChannelProvider.Entry;
import io.postlude.returns.Payout;
import io.postlude.returns.Refunds.Due;
import io.postlude.returns.Refunds.Given;
import io.postlude.returns.Refunds.InDoubt;
import io.postlude.returns.Refunds.Later;
import io.postlude.returns.Refunds.Never;
import io.postlude.returns.Refunds.Outcome;
import io.postlude.returns.Refunds.Part;
import io.postlude.stores.Source;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Refunds of a WooCommerce shop, which hands them on to whom the order was paid through. It knows no keys: each refund
 * carries the payout's in its meta data and in its reason, and by that the order's refunds are searched before any repeating.
 */
final class WooRefunds implements RefundWay {
    private static final String META = "_postlude_payout";
    /** The shop tried and took it back: the way it was paid refused. */
    private static final String REFUSED = "woocommerce_rest_cannot_create_order_refund";

    private final OutsideHttp http;

    WooRefunds(OutsideHttp http) {
        this.http = http;
    }

    @Override
    public String kind() {
        return Source.WOOCOMMERCE.word();
    }

    @Override
    public String title() {
        return "WooCommerce";
    }

    @Override
    public String purpose() {
        return "money back in the shop, through whatever the order was paid with";
    }

    @Override
    public List<Entry> entries() {
        return List.of(
                Entry.needed("address", "Address of the shop", "Such as https://shop.example.com."),
                Entry.secret(
                        "key",
                        "Consumer key",
                        "In WooCommerce: Settings, Advanced, REST API, with Read/Write; begins with ck_."),
                Entry.secret("secret", "Consumer secret", "Begins with cs_."));
    }

    @Override
    public Map<String, String> check(Map<String, String> entered) {
        Map<String, String> wrong = new LinkedHashMap<>();
        String fault = http.fault(entered.getOrDefault("address", ""));
        if (fault != null) {
            wrong.put("address", fault);
            return wrong;
        }
        switch (get(entered, "/orders?per_page=1&_fields=id")) {
            case JsonReply.Said said -> {
                if (said.isTurnedAway()) wrong.put("key", "The shop does not take this key with this secret.");
                else if (!said.isGood() || !said.body().isArray())
                    wrong.put("address", "This address does not answer as WooCommerce does (" + said.status() + ").");
            }
            case JsonReply.NotReached(String why) -> wrong.put("address", "It cannot be reached: " + why + ".");
            case JsonReply.Lost(String why) -> wrong.put("address", "It does not answer: " + why + ".");
        }
        return wrong;
    }

    @Override
    public boolean gives(Map<String, String> entered, String source, Payout.Kind kind) {
        return kind == Payout.Kind.REFUND && source.equals(Source.WOOCOMMERCE.word());
    }

    @Override
    public Outcome give(Map<String, String> entered, Due due) {
        if (!isNumber(due.orderReference())) return new Never("the order's id in the shop is no number");
        return switch (JsonReply.post(http, refunds(entered, due, ""), headers(entered), body(due))) {
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
        body.putArray("meta_data").addObject().put("key", META).put("value", due.key());
        ArrayNode lines = body.putArray("line_items");
        for (Part part : due.parts())
            if (isNumber(part.lineReference()))
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
        String why = "the shop said " + said.status() + (code.isEmpty() ? "" : ", " + code);
        if (code.equals(REFUSED))
            return new Never("the way it was paid refused: "
                    + said.body().path("message").asText(""));
        if (said.isTurnedAway() || said.status() == 503) return new Later(why);
        return said.status() >= 500 ? new InDoubt(why) : new Never(why);
    }

    @Override
    public Outcome ask(Map<String, String> entered, Due due) {
        return switch (JsonReply.get(http, refunds(entered, due, "?per_page=100"), headers(entered))) {
            case JsonReply.Said said when said.isGood() && said.body().isArray() -> among(said.body(), due.key());
            case JsonReply.Said said -> new InDoubt("asked, the shop said " + said.status());
            case JsonReply.NotReached(String why) -> new InDoubt("asked, " + why);
            case JsonReply.Lost(String why) -> new InDoubt("asked, " + why);
        };
    }

    private static Outcome among(JsonNode refunds, String key) {
        for (JsonNode refund : refunds) {
            boolean ours = refund.path("reason").asText("").contains(key);
            for (JsonNode meta : refund.path("meta_data"))
                ours |= META.equals(meta.path("key").asText(""))
                        && key.equals(meta.path("value").asText(""));
            if (ours) return new Given(refund.path("id").asText());
        }
        return new Later("the shop has no such refund");
    }

    private JsonReply get(Map<String, String> entered, String rest) {
        return JsonReply.get(http, address(entered, rest), headers(entered));
    }

    private static URI refunds(Map<String, String> entered, Due due, String query) {
        return address(entered, "/orders/" + due.orderReference() + "/refunds" + query);
    }

    private static URI address(Map<String, String> entered, String rest) {
        return AccountWay.address(entered, "address", "/wp-json/wc/v3" + rest);
    }

    private static Map<String, String> headers(Map<String, String> entered) {
        String login = entered.getOrDefault("key", "") + ":" + entered.getOrDefault("secret", "");
        return Map.of(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)),
                "Accept",
                "application/json");
    }

    private static boolean isNumber(String text) {
        return text.matches("[0-9]{1,18}");
    }
}
