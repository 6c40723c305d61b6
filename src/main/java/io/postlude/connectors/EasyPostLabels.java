package io.postlude.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postlude.connectors.LabelSettings.Rate;
import io.postlude.kernel.Json;
import io.postlude.messaging.ChannelProvider.Entry;
import io.postlude.returns.Postage.Bought;
import io.postlude.returns.Postage.Document;
import io.postlude.returns.Postage.InDoubt;
import io.postlude.returns.Postage.Later;
import io.postlude.returns.Postage.Never;
import io.postlude.returns.Postage.Offered;
import io.postlude.returns.Postage.Outcome;
import io.postlude.returns.Postage.Place;
import io.postlude.returns.Postage.Stand;
import io.postlude.returns.Postage.Voiding;
import io.postlude.returns.Postage.Wanted;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Labels of EasyPost. A shipment costs nothing until it is bought, and one shipment can be bought only once: by its id a lost
 * answer is asked about. The two addresses stand as on the way out; EasyPost turns them round for a return.
 */
final class EasyPostLabels implements LabelWay {
    private static final String TITLE = "EasyPost";

    private final OutsideHttp http;

    EasyPostLabels(OutsideHttp http) {
        this.http = http;
    }

    @Override
    public String kind() {
        return "easypost";
    }

    @Override
    public String title() {
        return TITLE;
    }

    @Override
    public String purpose() {
        return "return labels of more than a hundred carriers, paid from your EasyPost balance";
    }

    @Override
    public PickupWay pickups() {
        return new EasyPostPickups(this);
    }

    @Override
    public List<Entry> entries() {
        return Stream.concat(
                        Stream.of(
                                Entry.secret("key", "API key", "In EasyPost under Account settings, API keys."),
                                Entry.free("base", "Address", "EasyPost’s own, as it is.", "https://api.easypost.com")),
                        LabelSettings.ENTRIES.stream())
                .toList();
    }

    @Override
    public Map<String, String> check(Map<String, String> entered) {
        var peer = new LabelSettings.Peer(http, TITLE, "key", "shipments");
        return LabelSettings.check(peer, entered, () -> get(entered, "/v2/shipments?page_size=1"));
    }

    @Override
    public Outcome offer(Map<String, String> entered, Wanted wanted) {
        return switch (post(entered, "/v2/shipments", shipment(entered, wanted))) {
            case JsonReply.Said said when said.isGood() -> offered(LabelSettings.of(entered), said.body());
            case JsonReply.Said said -> {
                String why = said(said);
                yield said.isTurnedAway() || said.status() >= 500 ? new Later(why) : new Never(why);
            }
            case JsonReply.NotReached(String why) -> new Later(why);
            case JsonReply.Lost(String why) -> new Later(why);
        };
    }

    private static ObjectNode shipment(Map<String, String> entered, Wanted wanted) {
        LabelSettings settings = LabelSettings.of(entered);
        ObjectNode body = Json.MAPPER.createObjectNode();
        ObjectNode shipment = body.putObject("shipment");
        shipment.put("is_return", true);
        shipment.put("reference", wanted.key());
        shipment.set(
                "to_address",
                place(
                        wanted.customer(),
                        wanted.customer().region(),
                        wanted.customer().phone()));
        shipment.set(
                "from_address",
                place(wanted.shop(), entered.getOrDefault("region", ""), entered.getOrDefault("phone", "")));
        List<BigDecimal> inches = settings.inches();
        shipment.putObject("parcel")
                .put("weight", settings.ounces())
                .put("length", inches.get(0))
                .put("width", inches.get(1))
                .put("height", inches.get(2));
        shipment.putObject("options")
                .put("label_format", "PDF")
                .put("label_size", "4x6")
                .put("print_custom_1", wanted.returnCode())
                .put("print_custom_2", wanted.about());
        return body;
    }

    static ObjectNode place(Place place, String region, String phone) {
        ObjectNode node = LabelSettings.place(place, phone);
        if (!place.more().isEmpty()) node.put("street2", place.more());
        if (!region.isEmpty()) node.put("state", region);
        return node;
    }

    private static Outcome offered(LabelSettings settings, JsonNode shipment) {
        List<Rate> rates = new ArrayList<>();
        for (JsonNode rate : shipment.path("rates"))
            rates.add(new Rate(
                    rate.path("id").asText(),
                    rate.path("carrier").asText(),
                    rate.path("service").asText(),
                    new BigDecimal(rate.path("rate").asText("0"))));
        Optional<Rate> chosen = settings.choose(rates);
        String shipmentId = shipment.path("id").asText("");
        if (chosen.isPresent() && !shipmentId.isEmpty())
            return new Offered(shipmentId + "/" + chosen.get().name());
        return LabelSettings.none(rates, LabelSettings.texts(shipment.path("messages"), "message"));
    }

    @Override
    public Outcome buy(Map<String, String> entered, Wanted wanted, String offer) {
        String[] named = offer.split("/", 2);
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.putObject("rate").put("id", named[1]);
        return switch (post(entered, "/v2/shipments/" + named[0] + "/buy", body)) {
            case JsonReply.Said said when said.isGood() -> bought(said.body());
            case JsonReply.Said said when code(said).equals("SHIPMENT.POSTAGE.EXISTS") -> ask(entered, wanted, offer);
            case JsonReply.Said said when said.isTurnedAway() -> new Later(said(said));
            case JsonReply.Said said -> said.status() >= 500 ? new InDoubt(said(said)) : new Never(said(said));
            case JsonReply.NotReached(String why) -> new Later(why);
            case JsonReply.Lost(String why) -> new InDoubt(why);
        };
    }

    @Override
    public Outcome ask(Map<String, String> entered, Wanted wanted, String offer) {
        return switch (get(entered, "/v2/shipments/" + offer.split("/", 2)[0])) {
            case JsonReply.Said said
            when said.isGood() && said.body().path("id").isTextual() ->
                said.body().path("postage_label").isObject() ? bought(said.body()) : new Later("nothing was bought");
            case JsonReply.Said said -> new InDoubt("asked, " + said(said));
            case JsonReply.NotReached(String why) -> new InDoubt("asked, " + why);
            case JsonReply.Lost(String why) -> new InDoubt("asked, " + why);
        };
    }

    private Outcome bought(JsonNode shipment) {
        JsonNode label = shipment.path("postage_label");
        String pdf = label.path("label_pdf_url").asText("");
        String any = label.path("label_url").asText("");
        Optional<Document> document = LabelSettings.load(http, pdf.isEmpty() || pdf.equals("null") ? any : pdf);
        JsonNode rate = shipment.path("selected_rate");
        String number = shipment.path("tracking_code").asText("");
        if (document.isEmpty() || number.isEmpty()) return new InDoubt("it was bought, and the label does not load");
        return new Bought(
                shipment.path("id").asText(),
                rate.path("carrier").asText(TITLE),
                number,
                LabelSettings.price(
                        rate.path("rate").asText(""), rate.path("currency").asText("")),
                document.get());
    }

    @Override
    public Voiding giveBack(Map<String, String> entered, String reference) {
        String path = "/v2/shipments/" + reference;
        return switch (get(entered, path)) {
            case JsonReply.Said said
            when said.isGood() -> {
                String stands = said.body().path("refund_status").asText("");
                yield stands.isEmpty() || stands.equals("null") ? refund(entered, path) : stand(stands);
            }
            case JsonReply.Said said -> new Voiding(Stand.UNKNOWN, said(said));
            case JsonReply.NotReached(String why) -> new Voiding(Stand.UNKNOWN, why);
            case JsonReply.Lost(String why) -> new Voiding(Stand.UNKNOWN, why);
        };
    }

    private Voiding refund(Map<String, String> entered, String path) {
        return switch (post(entered, path + "/refund", Json.MAPPER.createObjectNode())) {
            case JsonReply.Said said
            when said.isGood() -> stand(said.body().path("refund_status").asText(""));
            case JsonReply.Said said ->
                new Voiding(said.isTurnedAway() || said.status() >= 500 ? Stand.UNKNOWN : Stand.NOT_VOIDED, said(said));
            case JsonReply.NotReached(String why) -> new Voiding(Stand.UNKNOWN, why);
            case JsonReply.Lost(String why) -> new Voiding(Stand.UNKNOWN, why);
        };
    }

    private static Voiding stand(String status) {
        return switch (status) {
            case "refunded" -> new Voiding(Stand.VOIDED, "refunded");
            case "submitted" -> new Voiding(Stand.PENDING, "submitted");
            case "rejected", "not_applicable" -> new Voiding(Stand.NOT_VOIDED, status);
            default -> new Voiding(Stand.UNKNOWN, status.isEmpty() ? "no word about it" : status);
        };
    }

    private static String code(JsonReply.Said said) {
        return said.body().path("error").path("code").asText("");
    }

    static String said(JsonReply.Said said) {
        return LabelSettings.said(
                TITLE, said, said.body().path("error").path("message").asText(code(said)));
    }

    JsonReply get(Map<String, String> entered, String rest) {
        return JsonReply.get(http, AccountWay.address(entered, "base", rest), headers(entered));
    }

    JsonReply post(Map<String, String> entered, String rest, JsonNode body) {
        return JsonReply.post(http, AccountWay.address(entered, "base", rest), headers(entered), body);
    }

    private static Map<String, String> headers(Map<String, String> entered) {
        byte[] login = (entered.getOrDefault("key", "") + ":").getBytes(StandardCharsets.UTF_8);
        return Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
    }
}
