package io.postlude.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postlude.kernel.Json;
import io.postlude.returns.Doorstep.Agreed;
import io.postlude.returns.Doorstep.End;
import io.postlude.returns.Doorstep.Ending;
import io.postlude.returns.Doorstep.Later;
import io.postlude.returns.Doorstep.Never;
import io.postlude.returns.Doorstep.NobodySays;
import io.postlude.returns.Doorstep.Offered;
import io.postlude.returns.Doorstep.Outcome;
import io.postlude.returns.Doorstep.Stop;
import java.util.Map;
import java.util.function.Function;

/**
 * Pickups of Shippo, which it asks USPS and DHL Express for. It has one call for them, that makes one: none that reads and none
 * that cancels, for which its description sends one to the carrier. So what is not answered, or not confirmed at once, only a
 * person can settle there.
 */
final class ShippoPickups implements PickupWay {
    private static final String ASK_THE_CARRIER = "; Shippo cannot be asked about it: ask the carrier";

    private final ShippoLabels api;

    ShippoPickups(ShippoLabels api) {
        this.api = api;
    }

    /** The carrier account that the label was bought with; nothing is made. */
    @Override
    public Outcome offer(Map<String, String> entered, Stop stop) {
        return read(entered, "/transactions/" + ShippoLabels.encode(stop.label()), transaction -> {
            JsonNode rate = transaction.path("rate");
            String id = rate.isObject() ? rate.path("object_id").asText("") : rate.asText("");
            return read(entered, "/rates/" + ShippoLabels.encode(id), told -> {
                String account = told.path("carrier_account").asText("");
                return account.isEmpty()
                        ? new Never("Shippo does not say with which carrier's account the label was bought")
                        : new Offered(account);
            });
        });
    }

    private Outcome read(Map<String, String> entered, String path, Function<JsonNode, Outcome> then) {
        return switch (api.get(entered, path)) {
            case JsonReply.Said said when said.isGood() -> then.apply(said.body());
            case JsonReply.Said said ->
                said.isTurnedAway() || said.status() >= 500
                        ? new Later(ShippoLabels.said(said))
                        : new Never(ShippoLabels.said(said));
            case JsonReply.NotReached(String why) -> new Later(why);
            case JsonReply.Lost(String why) -> new Later(why);
        };
    }

    @Override
    public Outcome agree(Map<String, String> entered, Stop stop, String offer) {
        return switch (api.post(entered, "/pickups", stop.key(), pickup(stop, offer))) {
            case JsonReply.Said said when said.isGood() -> meaning(said.body());
            case JsonReply.Said said when said.isTurnedAway() -> new Later(ShippoLabels.said(said));
            case JsonReply.Said said ->
                said.status() >= 500
                        ? new NobodySays(ShippoLabels.said(said) + ASK_THE_CARRIER)
                        : new Never(ShippoLabels.said(said));
            case JsonReply.NotReached(String why) -> new Later(why);
            case JsonReply.Lost(String why) -> new NobodySays(why + ASK_THE_CARRIER);
        };
    }

    private static ObjectNode pickup(Stop stop, String account) {
        ObjectNode body = Json.MAPPER.createObjectNode().put("carrier_account", account);
        ObjectNode location = body.putObject("location").put("building_location_type", "Front Door");
        location.put("instructions", "Return " + stop.returnCode());
        ObjectNode address = ShippoLabels.place(
                stop.customer(), stop.customer().region(), stop.customer().phone());
        // Its description allows no such signs in any part of the address.
        address.properties()
                .forEach(field -> field.setValue(Json.MAPPER
                        .getNodeFactory()
                        .textNode(field.getValue().asText("").replaceAll("[/&*]", " "))));
        location.set("address", address);
        body.putArray("transactions").add(stop.label());
        return body.put("requested_start_time", stop.from().toString())
                .put("requested_end_time", stop.to().toString())
                .put("metadata", stop.key())
                .put("is_test", false);
    }

    private static Outcome meaning(JsonNode pickup) {
        String confirmation = pickup.path("confirmation_code").asText("");
        return switch (pickup.path("status").asText("")) {
            case "CONFIRMED" ->
                new Agreed(
                        pickup.path("object_id").asText(),
                        confirmation.isEmpty() || confirmation.equals("null") ? null : confirmation);
            case "ERROR" -> new Never("the carrier refused: " + LabelSettings.texts(pickup.path("messages"), "text"));
            case String other ->
                new NobodySays("it stands at " + (other.isEmpty() ? "nothing we know" : other) + ASK_THE_CARRIER);
        };
    }

    @Override
    public Outcome ask(Map<String, String> entered, Stop stop, String offer) {
        return new NobodySays("the answer was lost" + ASK_THE_CARRIER);
    }

    @Override
    public Ending callOff(Map<String, String> entered, String reference) {
        return new Ending(End.BY_HAND, "Shippo cancels no pickups: tell the carrier that nobody has to come");
    }
}
