package io.postlude.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.postlude.kernel.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A Shopify, a WooCommerce and a Stripe on this machine with one order of 100.00 EUR: they check what they get, give no more
 * than was paid, and hang up in the middle when told to.
 */
final class RefundPeer implements AutoCloseable {
    static final String ORDER = "4711";

    /** What happens at the next refund; {@code WORKS} once the list is used up. */
    enum Behaviour {
        WORKS,
        GIVES_AND_HANGS_UP,
        HANGS_UP,
        FALLS_OVER,
        BUSY,
        REFUSES
    }

    /** A refund that was given; {@code key} is the payout's, as found in what was sent. */
    record Refund(String id, String key, BigDecimal amount, JsonNode sent) {}

    final List<Refund> refunds = new CopyOnWriteArrayList<>();
    final Queue<Behaviour> next = new ConcurrentLinkedQueue<>();
    final List<String> faults = new CopyOnWriteArrayList<>();
    private final Map<String, String> byKey = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong(900);
    private final JsonPeer server = new JsonPeer();

    RefundPeer() throws IOException {
        server.at("/admin/api/2026-01/graphql.json", this::shopify);
        server.at("/wp-json/wc/v3/orders", this::woo);
        server.at("/v1/", this::stripe);
    }

    String address() {
        return server.address();
    }

    /** What a kind of account is entered with here. */
    Map<String, String> entered(String kind) {
        return switch (kind) {
            case "shopify" -> Map.of("address", address(), "token", "shpat_hush");
            case "woocommerce" -> Map.of("address", address() + "/", "key", "ck_hush", "secret", "cs_hush");
            default -> Map.of("key", "rk_hush", "base", address());
        };
    }

    BigDecimal given() {
        return refunds.stream().map(Refund::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private Object shopify(HttpExchange http, String body) {
        if (!"shpat_hush".equals(http.getRequestHeaders().getFirst("X-Shopify-Access-Token")))
            return new JsonPeer.Status(401, Map.of("errors", "no such token"));
        JsonNode call = Json.read(body, JsonNode.class);
        String query = call.path("query").asText();
        if (query.contains("refundCreate")) return shopifyRefund(call.path("variables"));
        if (!query.contains("order(")) return Map.of("data", Map.of("shop", Map.of("currencyCode", "EUR")));
        ObjectNode data = Json.MAPPER.createObjectNode();
        if (!call.path("variables").path("id").asText().equals("gid://shopify/Order/" + ORDER)) {
            data.putNull("order");
            return Map.of("data", data);
        }
        ObjectNode order = data.putObject("order");
        order.put("currencyCode", "EUR").put("presentmentCurrencyCode", "EUR");
        ArrayNode transactions = order.putArray("transactions");
        payment(transactions, "gid://shopify/OrderTransaction/1", "60.00");
        payment(transactions, "gid://shopify/OrderTransaction/2", "40.00");
        for (Refund refund : refunds)
            for (JsonNode part : refund.sent().path("transactions"))
                transactions
                        .addObject()
                        .put("kind", "REFUND")
                        .put("status", "SUCCESS")
                        .<ObjectNode>set(
                                "parentTransaction",
                                Json.MAPPER
                                        .createObjectNode()
                                        .put("id", part.path("parentId").asText()))
                        .putObject("amountSet")
                        .putObject("shopMoney")
                        .put("amount", part.path("amount").asText());
        ArrayNode all = order.putArray("refunds");
        refunds.forEach(refund -> all.addObject()
                .put("legacyResourceId", refund.id())
                .put("note", refund.sent().path("note").asText()));
        return Map.of("data", data);
    }

    private static void payment(ArrayNode transactions, String id, String amount) {
        transactions
                .addObject()
                .put("id", id)
                .put("kind", "SALE")
                .put("status", "SUCCESS")
                .put("gateway", "shopify_payments")
                .putObject("amountSet")
                .putObject("shopMoney")
                .put("amount", amount);
    }

    private Object shopifyRefund(JsonNode variables) {
        JsonNode input = variables.path("input");
        String key = variables.path("key").asText();
        if (!input.path("note").asText().contains(key)) faults.add("the note does not name the key");
        if (!input.path("refundLineItems").path(0).path("lineItemId").asText().equals("gid://shopify/LineItem/71"))
            faults.add("the line is not named: " + input);
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode part : input.path("transactions")) {
            if (!part.path("parentId").asText().startsWith("gid://shopify/OrderTransaction/"))
                faults.add("a part without its payment");
            sum = sum.add(new BigDecimal(part.path("amount").asText()));
        }
        return give(
                new Wanted(key, sum, input, false),
                id -> Map.of("data", Map.of("refundCreate", Map.of("refund", Map.of("legacyResourceId", id)))),
                why -> Map.of("data", Map.of("refundCreate", Map.of("userErrors", List.of(Map.of("message", why))))));
    }

    private Object woo(HttpExchange http, String body) {
        String login =
                "Basic " + Base64.getEncoder().encodeToString("ck_hush:cs_hush".getBytes(StandardCharsets.UTF_8));
        if (!login.equals(http.getRequestHeaders().getFirst("Authorization")))
            return new JsonPeer.Status(401, Map.of("code", "woocommerce_rest_cannot_view"));
        if (!http.getRequestURI().getPath().endsWith("/refunds")) return List.of();
        if (!http.getRequestURI().getPath().contains("/" + ORDER + "/"))
            return new JsonPeer.Status(404, Map.of("code", "woocommerce_rest_shop_order_invalid_id"));
        if (http.getRequestMethod().equals("GET"))
            return refunds.stream()
                    .map(refund -> Map.of(
                            "id",
                            Long.parseLong(refund.id()),
                            "reason",
                            "",
                            "meta_data",
                            refund.sent().path("meta_data")))
                    .toList();
        JsonNode sent = Json.read(body, JsonNode.class);
        if (!sent.path("api_refund").asBoolean()) faults.add("no money would move");
        if (sent.path("line_items").path(0).path("id").asLong() != 71) faults.add("the line is not named");
        return give(
                new Wanted(
                        sent.path("meta_data").path(0).path("value").asText(),
                        new BigDecimal(sent.path("amount").asText()),
                        sent,
                        false),
                id -> new JsonPeer.Status(201, Map.of("id", Long.parseLong(id))),
                why -> new JsonPeer.Status(
                        500, Map.of("code", "woocommerce_rest_cannot_create_order_refund", "message", why)));
    }

    private Object stripe(HttpExchange http, String body) {
        if (!"Bearer rk_hush".equals(http.getRequestHeaders().getFirst("Authorization")))
            return new JsonPeer.Status(401, Map.of("error", Map.of()));
        String path = http.getRequestURI().getPath();
        Map<String, String> query = form(String.valueOf(http.getRequestURI().getRawQuery()));
        if (path.contains("/checkout/sessions"))
            return session(path, form(body), http.getRequestHeaders().getFirst("Idempotency-Key"));
        if (path.endsWith("/search")) {
            boolean known = query.getOrDefault("query", "")
                    .equals("metadata['order_id']:'" + ORDER + "' AND status:'succeeded'");
            long back = given().movePointRight(2).longValueExact();
            return Map.of(
                    "data",
                    known
                            ? List.of(Map.of(
                                    "id",
                                    "pi_1",
                                    "amount_received",
                                    10_000,
                                    "latest_charge",
                                    Map.of("amount_refunded", back)))
                            : List.of());
        }
        if (http.getRequestMethod().equals("GET"))
            return Map.of(
                    "data",
                    refunds.stream()
                            .filter(refund -> "pi_1".equals(query.getOrDefault("payment_intent", "pi_1")))
                            .map(refund -> Map.of(
                                    "id",
                                    refund.id(),
                                    "status",
                                    "succeeded",
                                    "metadata",
                                    Map.of("postlude_payout", refund.key())))
                            .toList());
        Map<String, String> sent = form(body);
        String key = String.valueOf(http.getRequestHeaders().getFirst("Idempotency-Key"));
        if (!key.equals(sent.get("metadata[postlude_payout]"))) faults.add("the key is not in the metadata");
        if (!"pi_1".equals(sent.get("payment_intent"))) faults.add("another payment");
        return give(
                new Wanted(
                        key,
                        new BigDecimal(sent.getOrDefault("amount", "0")).movePointLeft(2),
                        Json.MAPPER.valueToTree(sent),
                        true),
                id -> Map.of("id", id, "status", "succeeded"),
                why -> new JsonPeer.Status(400, Map.of("error", Map.of("code", "charge_disputed", "message", why))));
    }

    /** Pages to pay at, by their key; what a test puts here is how they stand. */
    final Map<String, String> pages = new ConcurrentHashMap<>();

    private Object session(String path, Map<String, String> sent, String key) {
        if (path.endsWith("/sessions")) {
            boolean whole = sent.getOrDefault("line_items[0][price_data][unit_amount]", "")
                            .equals("2050")
                    && sent.getOrDefault("line_items[0][price_data][currency]", "")
                            .equals("eur")
                    && key.startsWith(sent.getOrDefault("metadata[postlude_charge]", "none"));
            if (!whole) faults.add("the page is for something else");
            pages.putIfAbsent(key, "open");
            return Map.of("id", key, "url", "https://checkout.stripe.example/" + key);
        }
        String[] parts = path.split("/");
        String id = parts[4];
        if (path.endsWith("/expire")) {
            if (!pages.replace(id, "open", "expired")) return new JsonPeer.Status(400, Map.of("error", Map.of()));
        }
        boolean paid = pages.get(id).equals("paid");
        return Map.of(
                "status",
                paid ? "complete" : pages.get(id),
                "payment_status",
                paid ? "paid" : "unpaid",
                "payment_intent",
                paid ? Map.of("id", "pi_9", "status", "succeeded") : Map.of());
    }

    private record Wanted(String key, BigDecimal amount, JsonNode sent, boolean knowsKeys) {}

    private interface Saying {
        Object of(String what);
    }

    /** Like them it gives no more than was paid, and only one of the three knows a key again. */
    private synchronized Object give(Wanted wanted, Saying given, Saying refused) {
        Behaviour behaviour = next.isEmpty() ? Behaviour.WORKS : next.poll();
        if (behaviour == Behaviour.HANGS_UP) return JsonPeer.HANG_UP;
        if (behaviour == Behaviour.FALLS_OVER) return new JsonPeer.Status(502, Map.of());
        if (behaviour == Behaviour.BUSY) return new JsonPeer.Status(429, Map.of());
        if (behaviour == Behaviour.REFUSES) return refused.of("the card is gone");
        if (wanted.knowsKeys() && byKey.containsKey(wanted.key()))
            return given.of(String.valueOf(byKey.get(wanted.key())));
        if (given().add(wanted.amount()).compareTo(new BigDecimal("100.00")) > 0) return refused.of("too much");
        String id = String.valueOf(ids.incrementAndGet());
        byKey.put(wanted.key(), id);
        refunds.add(new Refund(id, wanted.key(), wanted.amount(), wanted.sent()));
        return behaviour == Behaviour.GIVES_AND_HANGS_UP ? JsonPeer.HANG_UP : given.of(id);
    }

    private static Map<String, String> form(String text) {
        Map<String, String> form = new TreeMap<>();
        for (String part : text.split("&")) {
            List<String> pair = new ArrayList<>(List.of(part.split("=", 2)));
            if (pair.size() == 2) form.put(decode(pair.get(0)), decode(pair.get(1)));
        }
        return form;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.close();
    }
}
