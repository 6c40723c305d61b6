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
 * Store credit as a gift card of a Shopify shop, which keeps what is left of it. The code is ours and kept before the call: the
 * shop takes a code once, so that asking what became of it is asking for the same card again.
 */
final class ShopifyGiftCards implements Giving {
    private static final String KNOWN =
            "query known($id: ID!) { shop { currencyCode } order(id: $id) { customer { id } } }";
    private static final String GIVE = """
            mutation credit($input: GiftCardCreateInput!) { giftCardCreate(input: $input) {
              giftCard { id } userErrors { field message code } } }""";

    private final ShopifyApi api;

    ShopifyGiftCards(ShopifyApi api) {
        this.api = api;
    }

    @Override
    public Outcome give(Map<String, String> entered, Due due) {
        String code = due.prepared();
        if (code == null) return new Prepared(CreditCode.fresh());
        ObjectNode order = Json.MAPPER.createObjectNode().put("id", ShopifyApi.gid("Order", due.orderReference()));
        return switch (api.call(entered, KNOWN, order)) {
            case JsonReply.Said said
            when said.isGood() && said.body().path("data").path("shop").has("currencyCode") ->
                give(entered, due, said.body().path("data"));
            case JsonReply.Said said -> new Later("the shop said " + said.status() + " " + ShopifyApi.code(said));
            case JsonReply.NotReached(String why) -> new Later(why);
            case JsonReply.Lost(String why) -> new Later(why);
        };
    }

    private Outcome give(Map<String, String> entered, Due due, JsonNode data) {
        String currency = data.path("shop").path("currencyCode").asText();
        if (!currency.equals(due.amount().currency().getCurrencyCode()))
            return new Never("gift cards of the shop are in " + currency);
        ObjectNode input = Json.MAPPER.createObjectNode();
        input.put("initialValue", due.amount().decimal());
        input.put("code", due.prepared());
        input.put("note", "Return " + due.returnCode() + " (" + due.key() + ")");
        String customer = data.path("order").path("customer").path("id").asText("");
        if (!customer.isEmpty()) input.put("customerId", customer);
        ObjectNode variables = Json.MAPPER.createObjectNode();
        variables.set("input", input);
        return switch (api.call(entered, GIVE, variables)) {
            case JsonReply.Said said -> meaning(said, String.valueOf(due.prepared()));
            case JsonReply.NotReached(String why) -> new Later(why);
            case JsonReply.Lost(String why) -> new InDoubt(why);
        };
    }

    private static Outcome meaning(JsonReply.Said said, String code) {
        JsonNode answer = said.body().path("data").path("giftCardCreate");
        JsonNode refused = ShopifyApi.refusal(answer);
        if (answer.path("giftCard").path("id").isTextual()
                || refused.path("code").asText("").equals("TAKEN")) return new Given(code);
        if (!refused.isMissingNode())
            return new Never("the shop refused: " + refused.path("message").asText());
        String why = "the shop said " + said.status() + " " + ShopifyApi.code(said);
        boolean untouched = said.isTurnedAway()
                || ShopifyApi.code(said).equals("THROTTLED")
                || ShopifyApi.code(said).equals("ACCESS_DENIED");
        return untouched ? new Later(why) : new InDoubt(why);
    }

    /** Only a card tells: what else the shop says now does not say what it did before. */
    @Override
    public Outcome ask(Map<String, String> entered, Due due) {
        if (due.prepared() == null) return new Later("no code was made yet");
        return switch (give(entered, due)) {
            case Given given -> given;
            case Later(String why) -> new InDoubt("asked, " + why);
            case Never(String why) -> new InDoubt("asked, " + why);
            case InDoubt(String why) -> new InDoubt("asked, " + why);
            case Prepared _ -> new InDoubt("asked without a code");
        };
    }
}
