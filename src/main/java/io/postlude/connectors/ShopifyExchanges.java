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
import io.postlude.returns.Refunds.Prepared;
import io.postlude.returns.Refunds.Thing;
import java.util.Map;

/**
 * Orders of exchanges in a Shopify shop. A draft order of nothing but a full discount costs nothing and is kept by its id; it
 * becomes an order once, and its id tells at any time which. Where the answer to the draft itself is lost, the draft is found by
 * its tag or stays behind as a draft.
 */
final class ShopifyExchanges implements Giving {
    /** The attribute by which the order is known as ours when it comes back by webhook. */
    static final String ATTRIBUTE = "postlude_exchange";

    private static final String TAG = "postlude-exchange";
    private static final String KNOWN = """
            query known($id: ID!, $tag: String!) {
              order(id: $id) { email customer { id } shippingAddress { firstName lastName company address1 address2 city
                provinceCode countryCodeV2 zip phone } }
              draftOrders(first: 5, query: $tag) { nodes { id tags } } }""";
    private static final String DRAFT = """
            mutation draft($input: DraftOrderInput!) { draftOrderCreate(input: $input) {
              draftOrder { id } userErrors { field message } } }""";
    private static final String COMPLETE = """
            mutation complete($id: ID!) { draftOrderComplete(id: $id) {
              draftOrder { status order { legacyResourceId } } userErrors { field message } } }""";
    private static final String STANDS =
            "query stands($id: ID!) { draftOrder(id: $id) { status order { legacyResourceId } } }";

    private final ShopifyApi api;

    ShopifyExchanges(ShopifyApi api) {
        this.api = api;
    }

    @Override
    public Outcome give(Map<String, String> entered, Due due) {
        String draft = due.prepared();
        return draft == null ? prepare(entered, due) : complete(entered, draft);
    }

    private Outcome prepare(Map<String, String> entered, Due due) {
        for (Thing thing : due.things())
            if (thing.variant() == null || !thing.variant().matches("[0-9]+"))
                return new Never("the shop does not know the thing that is wanted");
        ObjectNode variables = Json.MAPPER.createObjectNode();
        variables.put("id", ShopifyApi.gid("Order", due.orderReference()));
        variables.put("tag", "tag:'" + due.key() + "'");
        return switch (api.call(entered, KNOWN, variables)) {
            case JsonReply.Said said
            when said.body().path("data").path("order").isObject() ->
                prepare(entered, due, said.body().path("data"));
            case JsonReply.Said said
            when said.isGood() && said.body().path("data").has("order") -> new Never("the shop has no such order");
            case JsonReply.Said said -> new Later("the shop said " + said.status() + " " + ShopifyApi.code(said));
            case JsonReply.NotReached(String why) -> new Later(why);
            case JsonReply.Lost(String why) -> new Later(why);
        };
    }

    private Outcome prepare(Map<String, String> entered, Due due, JsonNode data) {
        for (JsonNode draft : data.path("draftOrders").path("nodes"))
            for (JsonNode tag : draft.path("tags"))
                if (tag.asText().equals(due.key()))
                    return new Prepared(draft.path("id").asText());
        ObjectNode variables = Json.MAPPER.createObjectNode();
        variables.set("input", input(due, data.path("order")));
        return switch (api.call(entered, DRAFT, variables)) {
            case JsonReply.Said said -> drafted(said);
            case JsonReply.NotReached(String why) -> new Later(why);
            case JsonReply.Lost(String why) -> new Later(why); // a draft moves nothing
        };
    }

    private static Outcome drafted(JsonReply.Said said) {
        JsonNode answer = said.body().path("data").path("draftOrderCreate");
        JsonNode refused = ShopifyApi.refusal(answer);
        if (!refused.isMissingNode())
            return new Never("the shop refused: " + refused.path("message").asText());
        String id = answer.path("draftOrder").path("id").asText("");
        return id.isEmpty()
                ? new Later("the shop said " + said.status() + " " + ShopifyApi.code(said))
                : new Prepared(id);
    }

    private static ObjectNode input(Due due, JsonNode order) {
        ObjectNode input = Json.MAPPER.createObjectNode();
        ArrayNode lines = input.putArray("lineItems");
        for (Thing thing : due.things())
            lines.addObject()
                    .put("variantId", ShopifyApi.gid("ProductVariant", String.valueOf(thing.variant())))
                    .put("quantity", thing.quantity());
        input.putObject("appliedDiscount")
                .put("title", "Exchange " + due.returnCode())
                .put("valueType", "PERCENTAGE")
                .put("value", 100.0);
        String customer = order.path("customer").path("id").asText("");
        if (!customer.isEmpty()) input.putObject("purchasingEntity").put("customerId", customer);
        String email = order.path("email").asText("");
        if (!email.isEmpty()) input.put("email", email);
        if (order.path("shippingAddress").isObject())
            input.set("shippingAddress", address(order.path("shippingAddress")));
        input.put("note", "Exchange of return " + due.returnCode() + " (" + due.key() + ")");
        input.putArray("tags").add(TAG).add(due.key());
        input.putArray("customAttributes").addObject().put("key", ATTRIBUTE).put("value", due.key());
        return input;
    }

    private static ObjectNode address(JsonNode told) {
        ObjectNode address = Json.MAPPER.createObjectNode();
        told.properties().forEach(field -> {
            String name = field.getKey().equals("countryCodeV2") ? "countryCode" : field.getKey();
            if (!field.getValue().isNull()) address.set(name, field.getValue());
        });
        return address;
    }

    private Outcome complete(Map<String, String> entered, String draft) {
        return switch (api.call(
                entered, COMPLETE, Json.MAPPER.createObjectNode().put("id", draft))) {
            case JsonReply.Said said -> completed(entered, draft, said);
            case JsonReply.NotReached(String why) -> new Later(why);
            case JsonReply.Lost(String why) -> new InDoubt(why);
        };
    }

    private Outcome completed(Map<String, String> entered, String draft, JsonReply.Said said) {
        JsonNode answer = said.body().path("data").path("draftOrderComplete");
        Outcome stands = order(answer.path("draftOrder"));
        if (stands instanceof Given) return stands;
        JsonNode refused = ShopifyApi.refusal(answer);
        if (!refused.isMissingNode()) {
            // It also refuses to complete one that was completed.
            Outcome asked = ask(entered, draft);
            return asked instanceof Later
                    ? new Never("the shop refused: " + refused.path("message").asText() + " (its draft stands there)")
                    : asked;
        }
        return said.isTurnedAway()
                        || ShopifyApi.code(said).equals("THROTTLED")
                        || ShopifyApi.code(said).equals("ACCESS_DENIED")
                ? new Later("the shop said " + said.status() + " " + ShopifyApi.code(said))
                : new InDoubt("the shop said " + said.status() + " " + ShopifyApi.code(said));
    }

    @Override
    public Outcome ask(Map<String, String> entered, Due due) {
        String draft = due.prepared();
        return draft == null ? new Later("no draft was made yet") : ask(entered, draft);
    }

    private Outcome ask(Map<String, String> entered, String draft) {
        return switch (api.call(entered, STANDS, Json.MAPPER.createObjectNode().put("id", draft))) {
            case JsonReply.Said said
            when said.body().path("data").path("draftOrder").isObject() ->
                order(said.body().path("data").path("draftOrder"));
            case JsonReply.Said said
            when said.isGood() && said.body().path("data").has("draftOrder") ->
                new Never("its draft was deleted in the shop: look there whether it was ordered");
            case JsonReply.Said said -> new InDoubt("asked, the shop said " + said.status());
            case JsonReply.NotReached(String why) -> new InDoubt("asked, " + why);
            case JsonReply.Lost(String why) -> new InDoubt("asked, " + why);
        };
    }

    private static Outcome order(JsonNode draft) {
        String id = draft.path("order").path("legacyResourceId").asText("");
        if (!id.isEmpty() && !"null".equals(id)) return new Given(id);
        return draft.path("status").asText().equals("COMPLETED")
                ? new InDoubt("the draft is completed and its order not there yet")
                : new Later("the draft is no order yet");
    }
}
