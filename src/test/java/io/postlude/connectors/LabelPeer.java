package io.postlude.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.postlude.kernel.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An EasyPost and a Shippo on this machine: two carriers, labels that cost money, and answers that get lost when told to.
 * EasyPost's refuses to buy a shipment twice; Shippo's does not.
 */
final class LabelPeer implements AutoCloseable {
    private static final byte[] PDF = "%PDF-1.4 a label \u00e4".getBytes(StandardCharsets.ISO_8859_1);

    /** What happens at the next purchase; {@code WORKS} once the list is used up. */
    enum Behaviour {
        WORKS,
        BUYS_AND_HANGS_UP,
        HANGS_UP,
        FALLS_OVER,
        BUSY,
        REFUSES,
        BUYS_WITHOUT_A_DOCUMENT
    }

    /** What was bought; {@code voided} is how giving it back stands. */
    static final class Bought {
        final String id;
        final String of;
        final JsonNode shipment;
        volatile String voided = "";
        volatile boolean document = true;

        Bought(String id, String of, JsonNode shipment) {
            this.id = id;
            this.of = of;
            this.shipment = shipment;
        }
    }

    final List<Bought> bought = new CopyOnWriteArrayList<>();
    final List<String> faults = new CopyOnWriteArrayList<>();
    final Queue<Behaviour> next = new ConcurrentLinkedQueue<>();
    final AtomicLong askedToVoid = new AtomicLong();
    volatile String voiding = "submitted";
    private final Map<String, JsonNode> shipments = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong(100);
    private final JsonPeer server = new JsonPeer();

    LabelPeer() throws IOException {
        server.at("/v2/", (http, body) -> easyPost(http, read(body)));
        server.raw("/file/", this::file);
        server.at("/", (http, body) -> shippo(http, read(body)));
    }

    Map<String, String> entered(String kind) {
        Map<String, String> entered = new java.util.TreeMap<>(Map.of(
                "key",
                kind + "_hush",
                "base",
                address(),
                "phone",
                "+49 40 1",
                "carriers",
                "USPS, DHL",
                "grams",
                "900"));
        return entered;
    }

    private String address() {
        return server.address();
    }

    private static JsonNode read(String body) {
        return Json.read(body.isEmpty() ? "{}" : body, JsonNode.class);
    }

    private void file(HttpExchange http) throws IOException {
        try (http) {
            String id = http.getRequestURI().getPath().replaceAll(".*/", "");
            boolean there = bought.stream().anyMatch(one -> one.id.equals(id) && one.document);
            JsonPeer.write(http, there ? 200 : 404, there ? PDF : new byte[0]);
        }
    }

    private Object easyPost(HttpExchange http, JsonNode body) {
        String login = Base64.getEncoder().encodeToString("easypost_hush:".getBytes(StandardCharsets.UTF_8));
        if (!("Basic " + login).equals(http.getRequestHeaders().getFirst("Authorization")))
            return new JsonPeer.Status(
                    401, Map.of("error", Map.of("code", "APIKEY.INACTIVE", "message", "no such key")));
        String[] path = http.getRequestURI().getPath().split("/");
        boolean post = http.getRequestMethod().equals("POST");
        if (path.length == 3)
            return post ? easyPostShipment(body.path("shipment")) : Map.of("shipments", List.of(), "has_more", false);
        JsonNode shipment = shipments.get(path[3]);
        if (shipment == null)
            return new JsonPeer.Status(404, Map.of("error", Map.of("code", "NOT_FOUND", "message", "none")));
        if (!post) return easyPost(path[3], shipment);
        if (path[4].equals("buy")) return easyPostBuy(path[3], shipment, body);
        askedToVoid.incrementAndGet();
        bought.stream().filter(one -> one.of.equals(path[3])).forEach(one -> one.voided = voiding);
        return easyPost(path[3], shipment);
    }

    private Object easyPostShipment(JsonNode sent) {
        check(sent.path("is_return").asBoolean(), "is no return");
        check(sent.path("from_address").path("country").asText().length() == 2, "the store has no country");
        check(sent.path("to_address").path("street1").isTextual(), "the customer has no street");
        check(sent.path("parcel").path("weight").decimalValue().signum() > 0, "it weighs nothing");
        String id = "shp_" + ids.incrementAndGet();
        shipments.put(id, sent);
        return easyPost(id, sent);
    }

    private ObjectNode easyPost(String id, JsonNode shipment) {
        ObjectNode told = Json.MAPPER.createObjectNode().put("id", id);
        told.put("reference", shipment.path("reference").asText());
        var rates = told.putArray("rates");
        rate(rates.addObject(), id, "USPS", "7.58");
        rate(rates.addObject(), id, "Nobody", "1.00");
        rate(rates.addObject(), id, "DHL", "6.4150");
        told.putNull("postage_label").putNull("refund_status");
        for (Bought one : bought) {
            if (!one.of.equals(id)) continue;
            told.put("tracking_code", "EZ" + one.id);
            rate(told.putObject("selected_rate"), id, "DHL", "6.4150");
            told.putObject("postage_label").put("label_url", address() + "/file/" + one.id);
            if (!one.voided.isEmpty()) told.put("refund_status", one.voided);
        }
        return told;
    }

    private static void rate(ObjectNode rate, String of, String carrier, String price) {
        rate.put("id", "rate_" + of + "_" + carrier)
                .put("object_id", "rate_" + of + "_" + carrier)
                .put("carrier", carrier)
                .put("provider", carrier)
                .put("service", "Ground")
                .put("rate", price)
                .put("amount", price)
                .put("currency", "EUR");
        rate.putObject("servicelevel").put("token", "ground");
    }

    private Object easyPostBuy(String id, JsonNode shipment, JsonNode body) {
        check(body.path("rate").path("id").asText().equals("rate_" + id + "_DHL"), "not the cheapest of those wanted");
        if (bought.stream().anyMatch(one -> one.of.equals(id)))
            return new JsonPeer.Status(
                    422, Map.of("error", Map.of("code", "SHIPMENT.POSTAGE.EXISTS", "message", "already bought")));
        return switch (behaviour()) {
            case HANG_UP_NOW -> JsonPeer.HANG_UP;
            case FELL_OVER -> new JsonPeer.Status(500, Map.of("error", Map.of("code", "INTERNAL", "message", "oops")));
            case BUSY -> new JsonPeer.Status(429, Map.of("error", Map.of("code", "RATE_LIMITED", "message", "slower")));
            case REFUSED ->
                new JsonPeer.Status(
                        402, Map.of("error", Map.of("code", "PAYMENT_REQUIRED", "message", "the balance is too low")));
            case SILENT -> {
                Bought _ = add(id, shipment);
                yield JsonPeer.HANG_UP;
            }
            case DONE -> {
                Bought _ = add(id, shipment);
                yield easyPost(id, shipment);
            }
            case WITHOUT -> {
                add(id, shipment).document = false;
                yield easyPost(id, shipment);
            }
        };
    }

    private enum Does {
        DONE,
        SILENT,
        HANG_UP_NOW,
        FELL_OVER,
        BUSY,
        REFUSED,
        WITHOUT
    }

    private Does behaviour() {
        Behaviour behaviour = next.poll();
        return behaviour == null ? Does.DONE : Does.values()[behaviour.ordinal()];
    }

    private Bought add(String of, JsonNode shipment) {
        Bought one = new Bought("t" + ids.incrementAndGet(), of, shipment);
        bought.add(one);
        return one;
    }

    private Object shippo(HttpExchange http, JsonNode body) {
        if (!"ShippoToken shippo_hush".equals(http.getRequestHeaders().getFirst("Authorization")))
            return new JsonPeer.Status(401, Map.of("detail", "Invalid token."));
        String path = http.getRequestURI().getPath();
        boolean post = http.getRequestMethod().equals("POST");
        if (path.equals("/carrier_accounts")) return Map.of("results", List.of());
        if (path.equals("/shipments") && post) return shippoShipment(body);
        if (path.equals("/transactions") && post) return shippoBuy(body);
        if (path.equals("/transactions")) return shippoList(http.getRequestURI().getQuery());
        if (path.startsWith("/rates/")) {
            ObjectNode rate = Json.MAPPER.createObjectNode();
            rate(rate, path.substring(7).replaceAll("^rate_|_[A-Z]+$", ""), "DHL", "6.42");
            return rate;
        }
        if (path.equals("/refunds") && post) {
            askedToVoid.incrementAndGet();
            bought.stream()
                    .filter(one -> one.id.equals(body.path("transaction").asText()))
                    .forEach(one -> one.voided = voiding);
            return Map.of("status", voided(voiding, "PENDING", "SUCCESS", "ERROR"));
        }
        return bought.stream()
                .filter(one -> path.equals("/transactions/" + one.id))
                .<Object>map(this::shippo)
                .findFirst()
                .orElse(new JsonPeer.Status(404, Map.of("detail", "Not found.")));
    }

    private static String voided(String stand, String pending, String done, String refused) {
        return switch (stand) {
            case "submitted" -> pending;
            case "refunded" -> done;
            default -> refused;
        };
    }

    private Object shippoShipment(JsonNode sent) {
        check(sent.path("extra").path("is_return").asBoolean(), "is no return");
        check(sent.path("address_from").path("country").asText().length() == 2, "the store has no country");
        check(sent.path("parcels").path(0).path("weight").asText().equals("900"), "not the weight that was entered");
        String id = "s" + ids.incrementAndGet();
        ObjectNode told = Json.MAPPER.createObjectNode().put("object_id", id).put("status", "SUCCESS");
        var rates = told.putArray("rates");
        rate(rates.addObject(), id, "USPS", "7.58");
        rate(rates.addObject(), id, "Nobody", "1.00");
        rate(rates.addObject(), id, "DHL", "6.42");
        shipments.put("rate_" + id + "_DHL", sent);
        return new JsonPeer.Status(201, told);
    }

    private Object shippoBuy(JsonNode body) {
        String rate = body.path("rate").asText();
        JsonNode shipment = shipments.get(rate);
        if (shipment == null) return new JsonPeer.Status(400, Map.of("rate", List.of("no such rate wanted")));
        check(body.path("label_file_type").asText().equals("PDF_4x6"), "not the paper of label printers");
        return switch (behaviour()) {
            case HANG_UP_NOW -> JsonPeer.HANG_UP;
            case FELL_OVER -> new JsonPeer.Status(503, Map.of("detail", "oops"));
            case BUSY -> new JsonPeer.Status(429, Map.of("detail", "slower"));
            case REFUSED ->
                new JsonPeer.Status(
                        201,
                        Map.of(
                                "status",
                                "ERROR",
                                "messages",
                                List.of(Map.of("code", "address", "text", "the address is not known"))));
            case SILENT -> {
                Bought _ = add(rate, shipment);
                yield JsonPeer.HANG_UP;
            }
            case DONE -> new JsonPeer.Status(201, shippo(add(rate, shipment)));
            case WITHOUT -> {
                Bought one = add(rate, shipment);
                one.document = false;
                yield new JsonPeer.Status(201, shippo(one));
            }
        };
    }

    private Object shippoList(String query) {
        return Map.of(
                "results",
                bought.stream()
                        .filter(one -> query.contains("rate=" + one.of))
                        .map(this::shippo)
                        .toList());
    }

    private Map<String, Object> shippo(Bought one) {
        return Map.of(
                "object_id",
                one.id,
                "status",
                one.voided.isEmpty() ? "SUCCESS" : voided(one.voided, "REFUNDPENDING", "REFUNDED", "REFUNDREJECTED"),
                "rate",
                one.of,
                "tracking_number",
                "SH" + one.id,
                "label_url",
                address() + "/file/" + one.id);
    }

    private void check(boolean holds, String fault) {
        if (!holds) faults.add(fault);
    }

    @Override
    public void close() {
        server.close();
    }
}
