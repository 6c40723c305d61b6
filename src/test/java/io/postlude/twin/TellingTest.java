package io.postlude.twin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What leaves the world: whole requests, as a real sender would make them. */
class TellingTest {
    private static final Instant LIVING = Instant.parse("2026-11-18T10:20:00Z");
    private static final ApiVoice API = new ApiVoice("plk_of_a_test", Carrier.POSTNL);
    private static final List<Voice> SHOPIFY = List.of(
            new ShopifyVoice(new Hook("/hooks/shopify/a", "first secret"), "maren-pine.myshopify.com"),
            new AfterShipVoice(new Hook("/hooks/aftership/b", "second secret")),
            new ReturnsDesk(API));
    private static final List<Voice> OWN =
            List.of(API, new EasyPostVoice(new Hook("/hooks/easypost/c", "sécret"), Carrier.POSTNL));

    private static List<String> told(Shop shop, List<Voice> voices, long seed) {
        Instant began = LIVING.minus(Duration.ofDays(40));
        Dice dice = new Dice(seed).on(shop.slug());
        Troubles troubles = Troubles.ownOf(dice.on("troubles"), shop.lanes(), began, LIVING);
        List<Checkout.Visit> staged = new Showcase(shop, dice, troubles, LIVING).visits();
        World world = new World(
                new World.Setting(shop, seed, began, KnownEffects.STANDARD, staged), troubles, Heard.nothing());
        List<String> told = new ArrayList<>();
        world.until(LIVING, happening -> {
            for (Voice voice : voices) for (Sending sending : voice.say(happening)) told.add(written(sending));
        });
        return told;
    }

    private static String written(Sending sending) {
        return sending.method() + " " + sending.path() + " " + new TreeMap<>(sending.headers()) + " "
                + new String(sending.body(), StandardCharsets.UTF_8);
    }

    @Test
    void the_same_seed_gives_the_same_bytes_and_another_gives_others() {
        for (Shop shop : Shop.BOTH) {
            List<Voice> voices = shop == Shop.VOLT_9 ? OWN : SHOPIFY;
            List<String> first = told(shop, voices, 7);
            assertTrue(first.size() > 400, first.size() + " requests");
            assertEquals(first, told(shop, voices, 7));
            assertNotEquals(first, told(shop, voices, 8));
        }
    }

    @Test
    void a_shop_at_shopify_sends_all_its_topics() {
        List<String> told = told(Shop.MAREN_AND_PINE, SHOPIFY, 7);
        for (String topic : List.of(
                "products/create",
                "orders/create",
                "orders/cancelled",
                "fulfillments/create",
                "fulfillments/update",
                "refunds/create"))
            assertTrue(told.stream().anyMatch(one -> one.contains("X-Shopify-Topic=" + topic)), topic);
        assertTrue(told.stream().anyMatch(one -> one.startsWith("PUT /api/v1/shipments/RET-")), "a return");
        assertTrue(told.stream().anyMatch(one -> one.contains("\"slug\":\"ctt\"")), "a second leg");
    }

    @Test
    void a_shop_of_its_own_tells_of_orders_fulfilments_and_scans_by_api_and_easypost_of_the_rest() {
        List<String> told = told(Shop.VOLT_9, OWN, 7);
        assertTrue(told.stream().anyMatch(one -> one.startsWith("PUT /api/v1/orders/V9-")), "orders");
        assertTrue(told.stream().anyMatch(one -> one.contains("/fulfilments/")), "fulfilments");
        assertTrue(told.stream().anyMatch(one -> one.startsWith("POST /api/v1/scans")), "scans");
        List<String> tracked = told.stream()
                .filter(one -> one.startsWith("POST /hooks/easypost/"))
                .toList();
        assertTrue(tracked.stream().anyMatch(one -> one.contains("\"status\":\"delivered\"")), "EasyPost");
        assertTrue(tracked.stream().noneMatch(one -> one.contains("PostNL")), "PostNL's scans come from the shop");
    }

    @Test
    void easypost_s_signature_takes_the_secret_in_its_decomposed_form() {
        Hook hook = new Hook("/hooks/easypost/c", "sécret");
        assertEquals(
                hook.easyPost(Map.of("id", "evt_1")).headers().get("X-Hmac-Signature"),
                new Hook("/hooks/easypost/c", "se\u0301cret")
                        .easyPost(Map.of("id", "evt_1"))
                        .headers()
                        .get("X-Hmac-Signature"));
    }
}
