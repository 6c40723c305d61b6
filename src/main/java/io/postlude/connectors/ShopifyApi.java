package io.postlude.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postlude.kernel.Json;
import java.net.URI;
import java.util.Map;

/** Calls a shop's GraphQL Admin API with what its account was entered with. */
record ShopifyApi(OutsideHttp http) {
    JsonReply call(Map<String, String> entered, String query, ObjectNode variables) {
        URI address = AccountWay.address(
                entered, "address", "/admin/api/" + entered.getOrDefault("version", "") + "/graphql.json");
        ObjectNode body = Json.MAPPER.createObjectNode().put("query", query);
        body.set("variables", variables);
        return JsonReply.post(http, address, Map.of("X-Shopify-Access-Token", entered.getOrDefault("token", "")), body);
    }

    static String gid(String kind, String id) {
        return "gid://shopify/" + kind + "/" + id;
    }

    /** Why the whole call failed, as the shop codes it; empty where it did not. */
    static String code(JsonReply.Said said) {
        return said.body()
                .path("errors")
                .path(0)
                .path("extensions")
                .path("code")
                .asText("");
    }

    /** What the shop says was wrong with what was asked of it; a missing node where nothing was. */
    static JsonNode refusal(JsonNode answer) {
        return answer.path("userErrors").path(0);
    }
}
