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
import java.util.Set;

/**
 * Orders of exchanges in a WooCommerce shop. One that waits for payment takes no stock and sends nothing; it is kept by its id
 * and then said to be paid, which is the same however often it is said. Where the answer to the first is lost, it is looked for
 * among those that wait, by its meta data, or stays behind there.
 */
final class WooExchanges implements Giving {
    private static final Set<String> UNPAID = Set.of("pending", "on-hold", "checkout-draft");
    private static final Set<String> DROPPED = Set.of("cancelled", "failed", "trash", "refunded");

    private final WooApi api;

    WooExchanges(WooApi api) {
        this.api = api;
    }

    @Override
    public Outcome give(Map<String, String> entered, Due due) {
        String id = due.prepared();
        return id == null ? prepare(entered, due) : pay(entered, id);
    }

    private Outcome prepare(Map<String, String> entered, Due due) {
        if (!WooApi.isNumber(due.orderReference())) return new Never("the order's id in the shop is no number");
        for (Thing thing : due.things())
            if (thing.product() == null || !WooApi.isNumber(thing.product()))
                return new Never("the shop does not know the thing that is wanted");
        JsonReply waiting = api.get(entered, "/orders?status=pending&orderby=date&order=desc&per_page=100");
        if (!(waiting instanceof JsonReply.Said said)
                || !said.isGood()
                || !said.body().isArray()) return new Later("the shop does not tell of its orders");
        for (JsonNode order : said.body())
            if (WooApi.isFor(order, due.key()))
                return new Prepared(order.path("id").asText());
        return switch (api.get(entered, "/orders/" + due.orderReference())) {
            case JsonReply.Said told when told.isGood() && told.body().has("id") -> begin(entered, due, told.body());
            case JsonReply.Said told when told.status() == 404 -> new Never("the shop has no such order");
            case JsonReply.Said told -> new Later(WooApi.why(told));
            case JsonReply.NotReached(String why) -> new Later(why);
            case JsonReply.Lost(String why) -> new Later(why);
        };
    }

    private Outcome begin(Map<String, String> entered, Due due, JsonNode order) {
        return switch (api.post(entered, "/orders", body(due, order))) {
            case JsonReply.Said said
            when said.isGood() && said.body().has("id") ->
                new Prepared(said.body().path("id").asText());
            case JsonReply.Said said
            when said.status() >= 500 || WooApi.isUntouched(said) -> new Later(WooApi.why(said));
            case JsonReply.Said said ->
                new Never(WooApi.why(said) + ": " + said.body().path("message").asText(""));
            case JsonReply.NotReached(String why) -> new Later(why);
            case JsonReply.Lost(String why) -> new Later(why); // an order that waits moves nothing
        };
    }

    private static ObjectNode body(Due due, JsonNode order) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("status", "pending");
        body.put("set_paid", false);
        body.put("payment_method_title", "Exchange " + due.returnCode());
        body.put("currency", due.amount().currency().getCurrencyCode());
        body.put("customer_id", order.path("customer_id").asLong(0));
        for (String address : new String[] {"billing", "shipping"})
            if (order.path(address).isObject()) body.set(address, order.path(address));
        ArrayNode lines = body.putArray("line_items");
        for (Thing thing : due.things()) {
            ObjectNode line = lines.addObject();
            line.put("product_id", Long.parseLong(String.valueOf(thing.product())));
            if (thing.variant() != null
                    && WooApi.isNumber(thing.variant())
                    && !thing.variant().equals(thing.product()))
                line.put("variation_id", Long.parseLong(thing.variant()));
            line.put("quantity", thing.quantity()).put("total", "0");
        }
        ArrayNode meta = body.putArray("meta_data");
        meta.addObject().put("key", WooApi.META).put("value", due.key());
        meta.addObject().put("key", "_postlude_return").put("value", due.returnCode());
        return body;
    }

    private Outcome pay(Map<String, String> entered, String id) {
        JsonNode paid = Json.MAPPER.createObjectNode().put("set_paid", true);
        return switch (api.get(entered, "/orders/" + id)) {
            case JsonReply.Said said
            when said.isGood() -> {
                Outcome stands = stands(said.body());
                if (!(stands instanceof Later)) yield stands;
                yield switch (api.put(entered, "/orders/" + id, paid)) {
                    case JsonReply.Said told when told.isGood() -> stands(told.body());
                    case JsonReply.Said told when WooApi.isUntouched(told) -> new Later(WooApi.why(told));
                    case JsonReply.Said told ->
                        told.status() >= 500 ? new InDoubt(WooApi.why(told)) : new Never(WooApi.why(told));
                    case JsonReply.NotReached(String why) -> new Later(why);
                    case JsonReply.Lost(String why) -> new InDoubt(why);
                };
            }
            case JsonReply.Said said when said.status() == 404 -> gone();
            case JsonReply.Said said -> new Later(WooApi.why(said));
            case JsonReply.NotReached(String why) -> new Later(why);
            case JsonReply.Lost(String why) -> new Later(why);
        };
    }

    private static Outcome gone() {
        return new Never("the order begun for it was deleted in the shop: look there whether it was sent");
    }

    @Override
    public Outcome ask(Map<String, String> entered, Due due) {
        if (due.prepared() == null) return new Later("no order was begun yet");
        return switch (api.get(entered, "/orders/" + due.prepared())) {
            case JsonReply.Said said when said.isGood() -> stands(said.body());
            case JsonReply.Said said when said.status() == 404 -> gone();
            case JsonReply.Said said -> new InDoubt("asked, " + WooApi.why(said));
            case JsonReply.NotReached(String why) -> new InDoubt("asked, " + why);
            case JsonReply.Lost(String why) -> new InDoubt("asked, " + why);
        };
    }

    private static Outcome stands(JsonNode order) {
        String status = order.path("status").asText("");
        if (UNPAID.contains(status)) return new Later("the order is not paid yet");
        if (DROPPED.contains(status)) return new Never("the order begun for it is " + status + " in the shop");
        return order.path("id").asLong(0) > 0
                ? new Given(order.path("id").asText())
                : new InDoubt("the shop told of no order");
    }
}
