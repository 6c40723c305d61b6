package io.postlude.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postlude.kernel.Json;
import io.postlude.returns.Doorstep.Agreed;
import io.postlude.returns.Doorstep.End;
import io.postlude.returns.Doorstep.Ending;
import io.postlude.returns.Doorstep.InDoubt;
import io.postlude.returns.Doorstep.Later;
import io.postlude.returns.Doorstep.Never;
import io.postlude.returns.Doorstep.Offered;
import io.postlude.returns.Doorstep.Outcome;
import io.postlude.returns.Doorstep.Stop;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Pickups of EasyPost. One that is made binds nobody until one of its rates is bought; its id tells at any time whether it is
 * scheduled. Its published states are {@code unknown}, {@code scheduled} and {@code canceled}.
 */
final class EasyPostPickups implements PickupWay {
    private final EasyPostLabels api;

    EasyPostPickups(EasyPostLabels api) {
        this.api = api;
    }

    @Override
    public Outcome offer(Map<String, String> entered, Stop stop) {
        return switch (api.post(entered, "/v2/pickups", pickup(stop))) {
            case JsonReply.Said said when said.isGood() -> offered(said.body());
            case JsonReply.Said said ->
                said.isTurnedAway() || said.status() >= 500
                        ? new Later(EasyPostLabels.said(said))
                        : new Never(EasyPostLabels.said(said));
            case JsonReply.NotReached(String why) -> new Later(why);
            case JsonReply.Lost(String why) -> new Later(why); // it binds nobody
        };
    }

    private static ObjectNode pickup(Stop stop) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        ObjectNode pickup = body.putObject("pickup");
        pickup.put("reference", stop.key())
                .put("min_datetime", stop.from().toString())
                .put("max_datetime", stop.to().toString())
                .put("is_account_address", false)
                .put("instructions", "Return " + stop.returnCode());
        pickup.putObject("shipment").put("id", stop.label());
        ObjectNode address = EasyPostLabels.place(
                stop.customer(), stop.customer().region(), stop.customer().phone());
        pickup.set("address", address);
        return body;
    }

    private static Outcome offered(JsonNode pickup) {
        JsonNode cheapest = null;
        for (JsonNode rate : pickup.path("pickup_rates"))
            if (cheapest == null || price(rate).compareTo(price(cheapest)) < 0) cheapest = rate;
        String id = pickup.path("id").asText("");
        if (cheapest != null && !id.isEmpty())
            return new Offered(id + "/" + cheapest.path("carrier").asText() + "/"
                    + cheapest.path("service").asText());
        String why = LabelSettings.texts(pickup.path("messages"), "message");
        return new Never(why.isEmpty() ? "no carrier of this label comes to this address on that day" : why);
    }

    private static BigDecimal price(JsonNode rate) {
        return new BigDecimal(rate.path("rate").asText("0"));
    }

    @Override
    public Outcome agree(Map<String, String> entered, Stop stop, String offer) {
        String[] named = offer.split("/", 3);
        ObjectNode body =
                Json.MAPPER.createObjectNode().put("carrier", named[1]).put("service", named[2]);
        return switch (api.post(entered, path(named[0]) + "/buy", body)) {
            case JsonReply.Said said
            when said.isGood() -> {
                Outcome told = stands(said.body());
                yield told instanceof Later ? new InDoubt("EasyPost does not say whether it is scheduled") : told;
            }
            case JsonReply.Said said when said.isTurnedAway() -> new Later(EasyPostLabels.said(said));
            case JsonReply.Said said ->
                said.status() >= 500 ? new InDoubt(EasyPostLabels.said(said)) : new Never(EasyPostLabels.said(said));
            case JsonReply.NotReached(String why) -> new Later(why);
            case JsonReply.Lost(String why) -> new InDoubt(why);
        };
    }

    @Override
    public Outcome ask(Map<String, String> entered, Stop stop, String offer) {
        return switch (api.get(entered, path(offer.split("/", 3)[0]))) {
            case JsonReply.Said said
            when said.isGood() && said.body().path("id").isTextual() -> stands(said.body());
            case JsonReply.Said said -> new InDoubt("asked, " + EasyPostLabels.said(said));
            case JsonReply.NotReached(String why) -> new InDoubt("asked, " + why);
            case JsonReply.Lost(String why) -> new InDoubt("asked, " + why);
        };
    }

    private static Outcome stands(JsonNode pickup) {
        String confirmation = pickup.path("confirmation").asText("");
        return switch (pickup.path("status").asText("")) {
            case "scheduled" ->
                new Agreed(
                        pickup.path("id").asText(),
                        confirmation.isEmpty() || confirmation.equals("null") ? null : confirmation);
            case "canceled" -> new Never("it was cancelled at EasyPost");
            case String _ -> new Later("it is not scheduled");
        };
    }

    @Override
    public Ending callOff(Map<String, String> entered, String reference) {
        return switch (api.get(entered, path(reference))) {
            case JsonReply.Said said
            when said.isGood() ->
                said.body().path("status").asText("").equals("canceled")
                        ? new Ending(End.CALLED_OFF, "canceled")
                        : cancel(entered, reference);
            case JsonReply.Said said -> new Ending(End.UNKNOWN, EasyPostLabels.said(said));
            case JsonReply.NotReached(String why) -> new Ending(End.UNKNOWN, why);
            case JsonReply.Lost(String why) -> new Ending(End.UNKNOWN, why);
        };
    }

    private Ending cancel(Map<String, String> entered, String reference) {
        return switch (api.post(entered, path(reference) + "/cancel", Json.MAPPER.createObjectNode())) {
            case JsonReply.Said said
            when said.isGood() -> {
                String status = said.body().path("status").asText("");
                yield new Ending(status.equals("canceled") ? End.CALLED_OFF : End.UNKNOWN, status);
            }
            case JsonReply.Said said ->
                new Ending(
                        said.isTurnedAway() || said.status() >= 500 ? End.UNKNOWN : End.BY_HAND,
                        EasyPostLabels.said(said));
            case JsonReply.NotReached(String why) -> new Ending(End.UNKNOWN, why);
            case JsonReply.Lost(String why) -> new Ending(End.UNKNOWN, why);
        };
    }

    private static String path(String pickup) {
        return "/v2/pickups/" + URLEncoder.encode(pickup, StandardCharsets.UTF_8);
    }
}
