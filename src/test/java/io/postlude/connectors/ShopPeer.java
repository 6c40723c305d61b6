package io.postlude.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import io.postlude.kernel.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A Shopify and a WooCommerce on this machine that sold one order: they take draft orders, orders that wait for payment, gift
 * cards and coupons, each code once, and hang up in the middle when told to.
 */
final class ShopPeer implements AutoCloseable {
    static final String ORDER = "4711";

    /** What happens at the next call that changes something; {@code WORKS} once the list is used up. */
    enum Behaviour {
        WORKS,
        DOES_AND_HANGS_UP,
        HANGS_UP,
        FALLS_OVER,
        BUSY,
        REFUSES
    }

    /** A draft, or an order that waits; {@code order} is set once it counts. */
    static final class Begun {
        final String id;
        final JsonNode sent;
        String order = "";

        Begun(String id, JsonNode sent) {
            this.id = id;
            this.sent = sent;
        }
    }

    final Map<String, Begun> begun = new LinkedHashMap<>();
    final Map<String, JsonNode> codes = new HashMap<>();
    final Queue<Behaviour> next = new ConcurrentLinkedQueue<>();
    final List<String> scopes = new ArrayList<>(List.of("write_draft_orders", "write_gift_cards"));
    private final JsonPeer server = new JsonPeer();
    private int ids = 900;

    ShopPeer() throws IOException {
        server.at("/admin/api/2026-01/graphql.json", this::shopify);
        server.at("/wp-json/wc/v3/", this::woo);
    }

    /** What a kind of account is entered with here, so that nobody has to do a thing by hand. */
    Map<String, String> entered(String kind) {
        Map<String, String> entered =
                new HashMap<>(Map.of("address", server.address(), "exchanges", "shop", "credit", "shop"));
        entered.putAll(
                kind.equals("shopify") ? Map.of("token", "shpat_hush") : Map.of("key", "ck_hush", "secret", "cs_hush"));
        return entered;
    }

    /** Those that count. */
    synchronized List<Begun> ordered() {
        return begun.values().stream().filter(one -> !one.order.isEmpty()).toList();
    }

    private interface Doing {
        Object run();
    }

    private synchronized Object change(Doing doing, Object refusal) {
        Behaviour behaviour = next.isEmpty() ? Behaviour.WORKS : next.poll();
        return switch (behaviour) {
            case HANGS_UP -> JsonPeer.HANG_UP;
            case FALLS_OVER -> new JsonPeer.Status(502, Map.of());
            case BUSY -> new JsonPeer.Status(429, Map.of());
            case REFUSES -> refusal;
            case DOES_AND_HANGS_UP -> {
                Object _ = doing.run();
                yield JsonPeer.HANG_UP;
            }
            case WORKS -> doing.run();
        };
    }

    private static Map<String, Object> data(String name, Object value) {
        return Map.of("data", Map.of(name, value));
    }

    private static Object refused(String mutation, String code) {
        return data(mutation, Map.of("userErrors", List.of(Map.of("message", "not so", "code", code))));
    }

    private synchronized Object shopify(HttpExchange http, String body) {
        if (!"shpat_hush".equals(http.getRequestHeaders().getFirst("X-Shopify-Access-Token")))
            return new JsonPeer.Status(401, Map.of("errors", "no such token"));
        JsonNode call = Json.read(body, JsonNode.class);
        String query = call.path("query").asText();
        JsonNode variables = call.path("variables");
        String id = variables.path("id").asText();
        if (query.contains("draftOrderCreate"))
            return change(() -> draft(variables.path("input")), refused("draftOrderCreate", "INVALID"));
        if (query.contains("draftOrderComplete"))
            return change(() -> complete(id), refused("draftOrderComplete", "INVALID"));
        if (query.contains("giftCardCreate"))
            return change(() -> giftCard(variables.path("input")), refused("giftCardCreate", "INVALID"));
        if (query.contains("draftOrder(")) return data("draftOrder", told(begun.get(id)));
        if (query.contains("draftOrders("))
            return order(id, variables.path("tag").asText());
        if (query.contains("order(")) return Map.of("data", Map.of("shop", EUR, "order", Map.of("customer", CUSTOMER)));
        List<Map<String, String>> held =
                scopes.stream().map(scope -> Map.of("handle", scope)).toList();
        return Map.of("data", Map.of("shop", EUR, "currentAppInstallation", Map.of("accessScopes", held)));
    }

    private static final Map<String, String> EUR = Map.of("currencyCode", "EUR");
    private static final Map<String, String> CUSTOMER = Map.of("id", "gid://shopify/Customer/5");

    private Object order(String id, String tag) {
        Map<String, Object> data = new HashMap<>();
        data.put(
                "order",
                id.equals("gid://shopify/Order/" + ORDER)
                        ? Map.of(
                                "email",
                                "anna@example.org",
                                "customer",
                                CUSTOMER,
                                "shippingAddress",
                                Map.of("address1", "Feldstr. 1", "countryCodeV2", "DE"))
                        : null);
        data.put(
                "draftOrders",
                Map.of(
                        "nodes",
                        begun.values().stream()
                                .filter(one -> tag.equals(
                                        "tag:'" + one.sent.path("tags").path(1).asText() + "'"))
                                .map(one -> Map.of("id", one.id, "tags", one.sent.path("tags")))
                                .toList()));
        return Map.of("data", data);
    }

    private Object draft(JsonNode input) {
        String id = "gid://shopify/DraftOrder/" + ++ids;
        begun.put(id, new Begun(id, input));
        return data("draftOrderCreate", Map.of("draftOrder", Map.of("id", id), "userErrors", List.of()));
    }

    /** Like the shop's, it completes a draft once and refuses it the next time. */
    private Object complete(String id) {
        Begun one = begun.get(id);
        if (!one.order.isEmpty()) return refused("draftOrderComplete", "INVALID");
        one.order = String.valueOf(++ids);
        return data("draftOrderComplete", Map.of("draftOrder", told(one), "userErrors", List.of()));
    }

    private static Map<String, Object> told(Begun one) {
        return one.order.isEmpty()
                ? Map.of("status", "OPEN")
                : Map.of("status", "COMPLETED", "order", Map.of("legacyResourceId", one.order));
    }

    private Object giftCard(JsonNode input) {
        String code = input.path("code").asText();
        if (codes.putIfAbsent(code, input) != null) return refused("giftCardCreate", "TAKEN");
        return data(
                "giftCardCreate",
                Map.of("giftCard", Map.of("id", "gid://shopify/GiftCard/1"), "userErrors", List.of()));
    }

    private synchronized Object woo(HttpExchange http, String body) {
        String login =
                "Basic " + Base64.getEncoder().encodeToString("ck_hush:cs_hush".getBytes(StandardCharsets.UTF_8));
        if (!login.equals(http.getRequestHeaders().getFirst("Authorization")))
            return new JsonPeer.Status(401, Map.of("code", "woocommerce_rest_cannot_view"));
        String path = http.getRequestURI().getPath().replaceFirst(".*/wc/v3", "");
        String query = String.valueOf(http.getRequestURI().getQuery());
        JsonNode sent = body.isEmpty() ? Json.MAPPER.createObjectNode() : Json.read(body, JsonNode.class);
        Object refusal = new JsonPeer.Status(400, Map.of("code", "rest_invalid_param", "message", "not so"));
        return switch (http.getRequestMethod()) {
            case "POST" -> change(() -> path.equals("/coupons") ? coupon(sent) : begin(sent), refusal);
            case "PUT" -> change(() -> pay(path.replace("/orders/", ""), sent), refusal);
            default -> {
                if (path.equals("/coupons")) yield coupons(query.replaceFirst(".*code=", ""));
                if (path.equals("/orders"))
                    yield begun.values().stream().map(ShopPeer::row).toList();
                String id = path.replace("/orders/", "");
                if (id.equals(ORDER))
                    yield Map.of("id", 4711, "customer_id", 5, "billing", Map.of("email", "anna@example.org"));
                yield begun.containsKey(id)
                        ? row(begun.get(id))
                        : new JsonPeer.Status(404, Map.of("code", "woocommerce_rest_shop_order_invalid_id"));
            }
        };
    }

    private Object begin(JsonNode sent) {
        String id = String.valueOf(++ids);
        Begun one = new Begun(id, sent);
        begun.put(id, one);
        return new JsonPeer.Status(201, row(one));
    }

    private Object pay(String id, JsonNode sent) {
        Begun one = begun.get(id);
        if (sent.path("set_paid").asBoolean()) one.order = id;
        return row(one);
    }

    private static Map<String, Object> row(Begun one) {
        return Map.of(
                "id",
                Long.parseLong(one.id),
                "status",
                one.order.isEmpty() ? "pending" : "processing",
                "meta_data",
                one.sent.path("meta_data"));
    }

    private Object coupon(JsonNode sent) {
        if (codes.putIfAbsent(sent.path("code").asText(), sent) != null)
            return new JsonPeer.Status(400, Map.of("code", "woocommerce_rest_coupon_code_already_exists"));
        return new JsonPeer.Status(201, Map.of("id", ++ids));
    }

    /** It writes codes small. */
    private Object coupons(String code) {
        return codes.containsKey(code) ? List.of(Map.of("code", code.toLowerCase(java.util.Locale.ROOT))) : List.of();
    }

    @Override
    public void close() {
        server.close();
    }
}
