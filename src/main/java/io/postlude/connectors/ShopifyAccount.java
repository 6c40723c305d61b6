package io.postlude.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.kernel.Json;
import io.postlude.messaging.ChannelProvider.Entry;
import io.postlude.returns.Payout;
import io.postlude.stores.Source;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A Shopify shop through which customers are given what is due: refunds, and where the store wants it orders and gift cards. */
final class ShopifyAccount extends ShopAccount {
    private static final String LOOK = "{ shop { currencyCode } currentAppInstallation { accessScopes { handle } } }";

    private final OutsideHttp http;
    private final ShopifyApi api;

    ShopifyAccount(OutsideHttp http) {
        this(http, new ShopifyApi(http));
    }

    private ShopifyAccount(OutsideHttp http, ShopifyApi api) {
        super(
                Source.SHOPIFY,
                Map.of(
                        Payout.Kind.REFUND, new ShopifyRefunds(api),
                        Payout.Kind.EXCHANGE, new ShopifyExchanges(api),
                        Payout.Kind.CREDIT, new ShopifyGiftCards(api)));
        this.http = http;
        this.api = api;
    }

    @Override
    public String title() {
        return "Shopify";
    }

    @Override
    public String purpose() {
        return "money back in the shop, to the payments the order was paid with; orders of exchanges and gift cards if you want";
    }

    @Override
    public List<Entry> entries() {
        return List.of(
                Entry.needed("address", "Address of the shop", "Such as https://maren.myshopify.com."),
                Entry.secret(
                        "token", "Admin API access token", "Of an app with the scopes read_orders and write_orders."),
                Entry.free("version", "Version of the API", "2026-01 or newer.", "2026-01"),
                exchanges(
                        "By itself the app needs the scope write_draft_orders, and read_customers to name the buyer."),
                credit("As gift cards the app needs the scope write_gift_cards.", "As a gift card"));
    }

    @Override
    public Map<String, String> check(Map<String, String> entered) {
        Map<String, String> wrong = new LinkedHashMap<>();
        String fault = http.fault(entered.getOrDefault("address", ""));
        if (fault != null) wrong.put("address", fault);
        if (!entered.getOrDefault("version", "").matches("20(2[6-9]|[3-9][0-9])-(01|04|07|10)"))
            wrong.put("version", "A version like 2026-01.");
        if (!wrong.isEmpty()) return wrong;
        switch (api.call(entered, LOOK, Json.MAPPER.createObjectNode())) {
            case JsonReply.Said said -> {
                JsonNode data = said.body().path("data");
                if (said.isTurnedAway()) wrong.put("token", "The shop does not take this token.");
                else if (data.path("shop").path("currencyCode").isMissingNode())
                    wrong.put("address", "This address does not answer as Shopify does (" + said.status() + ").");
                else scopes(entered, data, wrong);
            }
            case JsonReply.NotReached(String why) -> wrong.put("address", "It cannot be reached: " + why + ".");
            case JsonReply.Lost(String why) -> wrong.put("address", "It does not answer: " + why + ".");
        }
        return wrong;
    }

    /** A right that is missing is found when it is entered, not when a customer waits. */
    private static void scopes(Map<String, String> entered, JsonNode data, Map<String, String> wrong) {
        Set<String> held = new HashSet<>();
        for (JsonNode scope : data.path("currentAppInstallation").path("accessScopes"))
            held.add(scope.path("handle").asText());
        if (wants(entered, EXCHANGES) && !held.contains("write_draft_orders"))
            wrong.put(EXCHANGES, "The app lacks the scope write_draft_orders.");
        if (wants(entered, CREDIT) && !held.contains("write_gift_cards"))
            wrong.put(CREDIT, "The app lacks the scope write_gift_cards.");
    }
}
