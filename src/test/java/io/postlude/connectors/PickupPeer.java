package io.postlude.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.postlude.kernel.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The pickups of an EasyPost and a Shippo on this machine, in the shapes of their published descriptions: EasyPost's are made, bought,
 * read and cancelled; Shippo's are made, and nothing else.
 */
final class PickupPeer implements AutoCloseable {
    static final String SHIPMENT = "shp_17";
    static final String TRANSACTION = "7439c279b374494c9a80ca24f59e6fc5";
    private static final String ACCOUNT = "6c51273296864869829b96a80fb13ea1";

    /** What happens when the carrier is told next; {@code WORKS} once the list is used up. */
    enum Behaviour {
        WORKS,
        TELLS_AND_HANGS_UP,
        HANGS_UP,
        FALLS_OVER,
        BUSY,
        REFUSES,
        PENDS
    }

    /** A pickup, and how it stands. */
    static final class Made {
        final String id;
        final JsonNode sent;
        volatile String status = "unknown";

        Made(String id, JsonNode sent) {
            this.id = id;
            this.sent = sent;
        }
    }

    final List<Made> made = new CopyOnWriteArrayList<>();
    final List<String> faults = new CopyOnWriteArrayList<>();
    final Queue<Behaviour> next = new ConcurrentLinkedQueue<>();
    final AtomicLong told = new AtomicLong();
    final AtomicLong cancelled = new AtomicLong();
    volatile boolean comes = true;
    volatile boolean cancels = true;
    private final AtomicLong ids = new AtomicLong(40);
    private final JsonPeer server = new JsonPeer();

    PickupPeer() throws IOException {
        server.at("/v2/", (http, body) -> easyPost(http, read(body)));
        server.at("/", (http, body) -> shippo(http, read(body)));
    }

    Map<String, String> entered(String kind) {
        return new TreeMap<>(
                Map.of("key", kind + "_hush", "base", server.address(), "phone", "+49 40 1", "grams", "900"));
    }

    private static JsonNode read(String body) {
        return Json.read(body.isEmpty() ? "{}" : body, JsonNode.class);
    }

    List<Made> scheduled() {
        return made.stream()
                .filter(one -> one.status.equals("scheduled") || one.status.equals("CONFIRMED"))
                .toList();
    }

    private Object easyPost(HttpExchange http, JsonNode body) {
        String[] path = http.getRequestURI().getPath().split("/");
        boolean post = http.getRequestMethod().equals("POST");
        if (path[2].equals("shipments")) return Map.of("shipments", List.of(), "has_more", false);
        if (path.length == 3) return easyPostMake(body.path("pickup"));
        Made one = made.stream()
                .filter(known -> known.id.equals(path[3]))
                .findFirst()
                .orElse(null);
        if (one == null) return easyPostSays(404, "NOT_FOUND", "none");
        if (!post) return easyPost(one);
        if (path[4].equals("buy")) return easyPostBuy(one, body);
        if (!cancels) return easyPostSays(422, "PICKUP.CANCEL.FAILURE", "the driver is on the way");
        cancelled.incrementAndGet();
        one.status = "canceled";
        return easyPost(one);
    }

    private static Object easyPostSays(int status, String code, String message) {
        return new JsonPeer.Status(status, Map.of("error", Map.of("code", code, "message", message)));
    }

    private Object easyPostMake(JsonNode sent) {
        check(sent.path("shipment").path("id").asText().equals(SHIPMENT), "not the label that was bought");
        check(sent.path("address").path("street1").asText().equals("Feldstr. 1 & 2"), "not where the customer is");
        check(sent.path("address").path("zip").isTextual(), "no postcode");
        check(sent.path("min_datetime").asText().equals("2031-03-05T08:00:00Z"), "not the hours of that day");
        check(
                sent.path("max_datetime")
                                .asText()
                                .compareTo(sent.path("min_datetime").asText())
                        > 0,
                "no time to come");
        check(!sent.path("is_account_address").asBoolean(true), "not the store's own door");
        Made one = new Made("pickup_" + ids.incrementAndGet(), sent);
        made.add(one);
        return new JsonPeer.Status(201, easyPost(one));
    }

    private ObjectNode easyPost(Made one) {
        ObjectNode told = Json.MAPPER.createObjectNode().put("id", one.id).put("object", "Pickup");
        told.put("status", one.status)
                .put("reference", one.sent.path("reference").asText());
        told.put("confirmation", one.status.equals("scheduled") ? "WTC" + one.id.substring(7) : null);
        var rates = told.putArray("pickup_rates");
        if (comes) {
            rate(rates.addObject(), "Future-day Pickup", "4.50");
            rate(rates.addObject(), "Same-day / express", "3.20");
        } else told.putArray("messages").addObject().put("message", "no pickups at this postcode");
        return told;
    }

    private static void rate(ObjectNode rate, String service, String price) {
        rate.put("carrier", "UPS").put("service", service).put("rate", price).put("currency", "USD");
    }

    private Object easyPostBuy(Made one, JsonNode body) {
        check(body.path("carrier").asText().equals("UPS"), "no carrier");
        check(body.path("service").asText().equals("Same-day / express"), "not the cheapest");
        return switch (behaviour()) {
            case HANGS_UP -> JsonPeer.HANG_UP;
            case FALLS_OVER -> easyPostSays(500, "INTERNAL", "oops");
            case BUSY -> easyPostSays(429, "RATE_LIMITED", "slower");
            case REFUSES -> easyPostSays(422, "PICKUP.BUY.FAILURE", "no driver that day");
            case PENDS -> easyPost(one);
            case TELLS_AND_HANGS_UP -> {
                tell(one, "scheduled");
                yield JsonPeer.HANG_UP;
            }
            case WORKS -> {
                tell(one, "scheduled");
                yield easyPost(one);
            }
        };
    }

    private void tell(Made one, String status) {
        told.incrementAndGet();
        one.status = status;
    }

    private Behaviour behaviour() {
        Behaviour behaviour = next.poll();
        return behaviour == null ? Behaviour.WORKS : behaviour;
    }

    private Object shippo(HttpExchange http, JsonNode body) {
        String path = http.getRequestURI().getPath();
        if (path.equals("/carrier_accounts")) return Map.of("results", List.of());
        if (path.equals("/transactions/" + TRANSACTION)) return Map.of("object_id", TRANSACTION, "rate", "rate_9");
        if (path.equals("/rates/rate_9")) return Map.of("object_id", "rate_9", "carrier_account", ACCOUNT);
        if (!path.equals("/pickups") || !http.getRequestMethod().equals("POST"))
            return new JsonPeer.Status(404, Map.of("detail", "Not found."));
        checkShippo(body);
        Made one = new Made("p" + ids.incrementAndGet(), body);
        return switch (behaviour()) {
            case HANGS_UP -> JsonPeer.HANG_UP;
            case FALLS_OVER -> new JsonPeer.Status(503, Map.of("detail", "oops"));
            case BUSY -> new JsonPeer.Status(429, Map.of("detail", "slower"));
            case REFUSES -> shippo(one, "ERROR");
            case PENDS -> shippo(one, "PENDING");
            case TELLS_AND_HANGS_UP -> {
                Object _ = shippo(one, "CONFIRMED");
                yield JsonPeer.HANG_UP;
            }
            case WORKS -> shippo(one, "CONFIRMED");
        };
    }

    private void checkShippo(JsonNode body) {
        check(body.path("carrier_account").asText().equals(ACCOUNT), "not the account the label was bought with");
        check(body.path("transactions").path(0).asText().equals(TRANSACTION), "not the label that was bought");
        check(body.path("requested_start_time").asText().equals("2031-03-05T08:00:00Z"), "not the hours of that day");
        check(body.path("location").path("building_location_type").asText().equals("Front Door"), "at which door?");
        JsonNode address = body.path("location").path("address");
        check(
                address.path("street1").asText().equals("Feldstr. 1   2"),
                "a sign that is not allowed, or another place");
        check(address.path("country").asText().equals("DE"), "no country");
    }

    private Object shippo(Made one, String status) {
        made.add(one);
        if (status.equals("CONFIRMED")) tell(one, status);
        ObjectNode said =
                Json.MAPPER.createObjectNode().put("object_id", one.id).put("status", status);
        if (status.equals("CONFIRMED")) said.put("confirmation_code", "WTC" + one.id);
        if (status.equals("ERROR")) said.putArray("messages").addObject().put("text", "no driver that day");
        return new JsonPeer.Status(201, said);
    }

    private void check(boolean holds, String fault) {
        if (!holds) faults.add(fault);
    }

    @Override
    public void close() {
        server.close();
    }
}
