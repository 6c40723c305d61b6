package io.postlude.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** Calls a WooCommerce shop's REST API with what its account was entered with. */
record WooApi(OutsideHttp http) {
    /** Which payout a refund, order or coupon was made for. */
    static final String META = "_postlude_payout";

    JsonReply get(Map<String, String> entered, String rest) {
        return JsonReply.get(http, address(entered, rest), headers(entered));
    }

    JsonReply post(Map<String, String> entered, String rest, JsonNode body) {
        return JsonReply.post(http, address(entered, rest), headers(entered), body);
    }

    JsonReply put(Map<String, String> entered, String rest, JsonNode body) {
        return JsonReply.put(http, address(entered, rest), headers(entered), body);
    }

    private static URI address(Map<String, String> entered, String rest) {
        return AccountWay.address(entered, "address", "/wp-json/wc/v3" + rest);
    }

    private static Map<String, String> headers(Map<String, String> entered) {
        String login = entered.getOrDefault("key", "") + ":" + entered.getOrDefault("secret", "");
        return Map.of(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)),
                "Accept",
                "application/json");
    }

    /** Whether what the shop tells of was made for this payout. */
    static boolean isFor(JsonNode told, String key) {
        for (JsonNode meta : told.path("meta_data"))
            if (META.equals(meta.path("key").asText(""))
                    && key.equals(meta.path("value").asText(""))) return true;
        return false;
    }

    static boolean isNumber(String text) {
        return text.matches("[0-9]{1,18}");
    }

    /** How it failed, for staff. */
    static String why(JsonReply.Said said) {
        String code = said.body().path("code").asText("");
        return "the shop said " + said.status() + (code.isEmpty() ? "" : ", " + code);
    }

    /** Whether surely nothing was done. */
    static boolean isUntouched(JsonReply.Said said) {
        return said.isTurnedAway() || said.status() == 503;
    }
}
