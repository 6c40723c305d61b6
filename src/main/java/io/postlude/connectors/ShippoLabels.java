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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Labels of Shippo. A rate costs nothing until a transaction buys it, and by the rate the transactions are searched before any
 * repeating. The two addresses stand as on the way out; Shippo turns them round for a return.
 */
final class ShippoLabels implements LabelWay {
    private static final String TITLE = "Shippo";
    private static final String VERSION = "2018-02-08";
    /** The carrier did not answer them: nothing was bought. */
    private static final String TIMEOUT = "carrier_timeout";

    private final OutsideHttp http;

    ShippoLabels(OutsideHttp http) {
        this.http = http;
    }

    @Override
    public String kind() {
        return "shippo";
    }

    @Override
    public String title() {
        return TITLE;
    }

    @Override
    public String purpose() {
        return "return labels of your carriers there, most of them paid only when they are used";
    }

    @Override
    public PickupWay pickups() {
        return new ShippoPickups(this);
    }

    @Override
    public List<Entry> entries() {
        return Stream.concat(
                        Stream.of(
                                Entry.secret("key", "API token", "In Shippo under Settings, API; begins with shippo_."),
                                Entry.free("base", "Address", "Shippo’s own, as it is.", "https://api.goshippo.com")),
                        LabelSettings.ENTRIES.stream())
                .toList();
    }

    @Override
    public Map<String, String> check(Map<String, String> entered) {
        var peer = new LabelSettings.Peer(http, TITLE, "token", "results");
        return LabelSettings.check(peer, entered, () -> get(entered, "/carrier_accounts?results=1"));
    }

    @Override
    public Outcome offer(Map<String, String> entered, Wanted wanted) {
        return switch (post(entered, "/shipments", wanted.key(), shipment(entered, wanted))) {
            case JsonReply.Said said when said.isGood() -> offered(LabelSettings.of(entered), said.body());
            case JsonReply.Said said ->
                said.isTurnedAway() || said.status() >= 500 ? new Later(said(said)) : new Never(said(said));
            case JsonReply.NotReached(String why) -> new Later(why);
            case JsonReply.Lost(String why) -> new Later(why);
        };
    }

    private static ObjectNode shipment(Map<String, String> entered, Wanted wanted) {
        LabelSettings settings = LabelSettings.of(entered);
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.set(
                "address_to",
                place(
                        wanted.customer(),
                        wanted.customer().region(),
                        wanted.customer().phone()));
        body.set(
                "address_from",
                place(wanted.shop(), entered.getOrDefault("region", ""), entered.getOrDefault("phone", "")));
        List<Integer> sides = settings.centimetres();
        body.putArray("parcels")
                .addObject()
                .put("length", sides.get(0).toString())
                .put("width", sides.get(1).toString())
                .put("height", sides.get(2).toString())
                .put("distance_unit", "cm")
                .put("weight", Integer.toString(settings.grams()))
                .put("mass_unit", "g");
        body.putObject("extra")
                .put("is_return", true)
                .put("reference_1", wanted.returnCode())
                .put("reference_2", wanted.about());
        body.put("metadata", wanted.key());
        body.put("async", false);
        return body;
    }

    static ObjectNode place(Place place, String region, String phone) {
        return LabelSettings.place(place, phone).put("street2", place.more()).put("state", region);
    }

    private static Outcome offered(LabelSettings settings, JsonNode shipment) {
        List<Rate> rates = new ArrayList<>();
        for (JsonNode rate : shipment.path("rates"))
            rates.add(new Rate(
                    rate.path("object_id").asText(),
                    rate.path("provider").asText(),
                    rate.path("servicelevel").path("token").asText(),
                    new BigDecimal(rate.path("amount").asText("0"))));
        Optional<Rate> chosen = settings.choose(rates);
        if (chosen.isPresent()) return new Offered(chosen.get().name());
        return LabelSettings.none(rates, LabelSettings.texts(shipment.path("messages"), "text"));
    }

    @Override
    public Outcome buy(Map<String, String> entered, Wanted wanted, String offer) {
        ObjectNode body = Json.MAPPER
                .createObjectNode()
                .put("rate", offer)
                .put("label_file_type", "PDF_4x6")
                .put("metadata", wanted.key())
                .put("async", false);
        return switch (post(entered, "/transactions", wanted.key(), body)) {
            case JsonReply.Said said when said.isGood() -> meaning(entered, offer, said.body());
            case JsonReply.Said said when said.isTurnedAway() -> new Later(said(said));
            case JsonReply.Said said -> said.status() >= 500 ? new InDoubt(said(said)) : new Never(said(said));
            case JsonReply.NotReached(String why) -> new Later(why);
            case JsonReply.Lost(String why) -> new InDoubt(why);
        };
    }

    private Outcome meaning(Map<String, String> entered, String offer, JsonNode transaction) {
        return switch (transaction.path("status").asText("")) {
            case "SUCCESS", "REFUNDED", "REFUNDPENDING", "REFUNDREJECTED" -> bought(entered, offer, transaction);
            case "ERROR" -> {
                String why = LabelSettings.texts(transaction.path("messages"), "text");
                boolean timeout = LabelSettings.texts(transaction.path("messages"), "code")
                        .contains(TIMEOUT);
                yield timeout ? new Later(why) : new Never("the carrier refused: " + why);
            }
            case String other -> new InDoubt("the purchase stands at " + (other.isEmpty() ? "nothing we know" : other));
        };
    }

    private Outcome bought(Map<String, String> entered, String offer, JsonNode transaction) {
        JsonNode rate = transaction.path("rate");
        if (!rate.isObject())
            rate = switch (get(entered, "/rates/" + encode(offer))) {
                case JsonReply.Said said when said.isGood() -> said.body();
                case JsonReply.Said _, JsonReply.NotReached _, JsonReply.Lost _ -> rate;
            };
        Optional<Document> document =
                LabelSettings.load(http, transaction.path("label_url").asText(""));
        String number = transaction.path("tracking_number").asText("");
        if (document.isEmpty() || number.isEmpty() || !rate.isObject())
            return new InDoubt("it was bought, and the label does not load");
        return new Bought(
                transaction.path("object_id").asText(),
                rate.path("provider").asText(TITLE),
                number,
                LabelSettings.price(
                        rate.path("amount").asText(""), rate.path("currency").asText("")),
                document.get());
    }

    /** Of the transactions of a rate the one that bought, or is still buying. */
    @Override
    public Outcome ask(Map<String, String> entered, Wanted wanted, String offer) {
        return switch (get(entered, "/transactions?results=100&rate=" + encode(offer))) {
            case JsonReply.Said said
            when said.isGood() && said.body().path("results").isArray() -> {
                for (JsonNode one : said.body().path("results"))
                    if (isOf(one, offer) && !one.path("status").asText("").equals("ERROR"))
                        yield meaning(entered, offer, one);
                yield new Later("nothing was bought");
            }
            case JsonReply.Said said -> new InDoubt("asked, " + said(said));
            case JsonReply.NotReached(String why) -> new InDoubt("asked, " + why);
            case JsonReply.Lost(String why) -> new InDoubt("asked, " + why);
        };
    }

    private static boolean isOf(JsonNode transaction, String offer) {
        JsonNode rate = transaction.path("rate");
        return offer.equals(rate.isObject() ? rate.path("object_id").asText("") : rate.asText(""));
    }

    @Override
    public Voiding giveBack(Map<String, String> entered, String reference) {
        return switch (get(entered, "/transactions/" + encode(reference))) {
            case JsonReply.Said said
            when said.isGood() ->
                switch (said.body().path("status").asText("")) {
                    case "REFUNDED" -> new Voiding(Stand.VOIDED, "refunded");
                    case "REFUNDPENDING" -> new Voiding(Stand.PENDING, "pending");
                    case "REFUNDREJECTED" -> new Voiding(Stand.NOT_VOIDED, "rejected");
                    case String _ -> refund(entered, reference);
                };
            case JsonReply.Said said -> new Voiding(Stand.UNKNOWN, said(said));
            case JsonReply.NotReached(String why) -> new Voiding(Stand.UNKNOWN, why);
            case JsonReply.Lost(String why) -> new Voiding(Stand.UNKNOWN, why);
        };
    }

    private Voiding refund(Map<String, String> entered, String reference) {
        ObjectNode body =
                Json.MAPPER.createObjectNode().put("transaction", reference).put("async", false);
        return switch (post(entered, "/refunds", "void-" + reference, body)) {
            case JsonReply.Said said
            when said.isGood() ->
                switch (said.body().path("status").asText("")) {
                    case "SUCCESS" -> new Voiding(Stand.VOIDED, "refunded");
                    case "ERROR" -> new Voiding(Stand.NOT_VOIDED, "rejected");
                    case String _ -> new Voiding(Stand.PENDING, "pending");
                };
            case JsonReply.Said said ->
                new Voiding(said.isTurnedAway() || said.status() >= 500 ? Stand.UNKNOWN : Stand.NOT_VOIDED, said(said));
            case JsonReply.NotReached(String why) -> new Voiding(Stand.UNKNOWN, why);
            case JsonReply.Lost(String why) -> new Voiding(Stand.UNKNOWN, why);
        };
    }

    /** Their complaints come as a word or as a list by field. */
    static String said(JsonReply.Said said) {
        String detail = said.body().path("detail").asText("");
        return LabelSettings.said(
                TITLE,
                said,
                detail.isEmpty() && said.body().isContainerNode() ? said.body().toString() : detail);
    }

    JsonReply get(Map<String, String> entered, String rest) {
        return JsonReply.get(http, AccountWay.address(entered, "base", rest), headers(entered));
    }

    JsonReply post(Map<String, String> entered, String rest, String key, JsonNode body) {
        Map<String, String> headers = new TreeMap<>(headers(entered));
        headers.put("Idempotency-Key", key);
        return JsonReply.post(http, AccountWay.address(entered, "base", rest), headers, body);
    }

    private static Map<String, String> headers(Map<String, String> entered) {
        return Map.of("Authorization", "ShippoToken " + entered.getOrDefault("key", ""), "SHIPPO-API-VERSION", VERSION);
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
