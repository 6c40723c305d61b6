package io.postlude.connectors;

import io.postlude.messaging.ChannelProvider.Entry;
import io.postlude.returns.Payout;
import io.postlude.stores.Source;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A WooCommerce shop through which customers are given what is due: refunds, and where the store wants it orders and coupons. */
final class WooAccount extends ShopAccount {
    private final OutsideHttp http;
    private final WooApi api;

    WooAccount(OutsideHttp http) {
        this(http, new WooApi(http));
    }

    private WooAccount(OutsideHttp http, WooApi api) {
        super(
                Source.WOOCOMMERCE,
                Map.of(
                        Payout.Kind.REFUND, new WooRefunds(api),
                        Payout.Kind.EXCHANGE, new WooExchanges(api),
                        Payout.Kind.CREDIT, new WooCoupons(api)));
        this.http = http;
        this.api = api;
    }

    @Override
    public String title() {
        return "WooCommerce";
    }

    @Override
    public String purpose() {
        return "money back in the shop, through whatever the order was paid with; orders of exchanges and coupons if you want";
    }

    @Override
    public List<Entry> entries() {
        return List.of(
                Entry.needed("address", "Address of the shop", "Such as https://shop.example.com."),
                Entry.secret(
                        "key",
                        "Consumer key",
                        "In WooCommerce: Settings, Advanced, REST API, with Read/Write; begins with ck_."),
                Entry.secret("secret", "Consumer secret", "Begins with cs_."),
                exchanges("By itself they are placed for nothing, and paid."),
                credit("A coupon is used once: what is left of it is lost.", "As a coupon"));
    }

    @Override
    public Map<String, String> check(Map<String, String> entered) {
        Map<String, String> wrong = new LinkedHashMap<>();
        String fault = http.fault(entered.getOrDefault("address", ""));
        if (fault != null) {
            wrong.put("address", fault);
            return wrong;
        }
        switch (api.get(entered, "/orders?per_page=1&_fields=id")) {
            case JsonReply.Said said -> {
                if (said.isTurnedAway()) wrong.put("key", "The shop does not take this key with this secret.");
                else if (!said.isGood() || !said.body().isArray())
                    wrong.put("address", "This address does not answer as WooCommerce does (" + said.status() + ").");
            }
            case JsonReply.NotReached(String why) -> wrong.put("address", "It cannot be reached: " + why + ".");
            case JsonReply.Lost(String why) -> wrong.put("address", "It does not answer: " + why + ".");
        }
        return wrong;
    }
}
