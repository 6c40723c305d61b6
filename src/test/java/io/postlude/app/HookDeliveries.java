package io.postlude.app;

import io.postlude.kernel.Secrets;
import io.postlude.stores.Source;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What a shop and its tracker send about some orders, in the form of their published examples, made from a seed: placed, then
 * shipped, then scanned. Each step says one thing of each order, so that within a step the order of deliveries is free.
 */
final class HookDeliveries {
    static final String SECRET = "the-secret-of-the-storm";
    private static final long FIRST_ID = 5_000_000_000L;
    private static final long HOUR_SECONDS = 3_600;

    private final Instant start;
    private final SplittableRandom random;

    HookDeliveries(Instant start, long seed) {
        this.start = start;
        this.random = new SplittableRandom(seed);
    }

    /** One signed request. */
    record Delivery(Source source, Map<String, String> headers, String body) {}

    List<List<Delivery>> steps(int orders) {
        List<Delivery> placed = new ArrayList<>();
        List<Delivery> shipped = new ArrayList<>();
        List<Delivery> scanned = new ArrayList<>();
        for (int i = 0; i < orders; i++) {
            int quantity = 1 + random.nextInt(3);
            int cents = 100 + random.nextInt(9_900);
            placed.add(shopify("orders/create", i, order(i, quantity, cents, "")));
            shipped.add(shopify("orders/fulfilled", i, order(i, quantity, cents, fulfilment(i, quantity))));
            scanned.add(afterShip(i, 1 + random.nextInt(4)));
        }
        return List.of(placed, shipped, scanned);
    }

    private Instant hour(int order, int hours) {
        return start.plusSeconds(order + hours * HOUR_SECONDS);
    }

    private String order(int i, int quantity, int cents, String fulfilments) {
        String total = money((long) quantity * cents);
        return """
                {"id":%d,"name":"#S%d","currency":"EUR","created_at":"%s","updated_at":"%s","total_line_items_price":"%s",
                "total_discounts":"0.00","total_tax":"0.00","total_price":"%s","customer_locale":"de-DE",
                "customer":{"id":%d,"email":"storm%d@example.com","first_name":"Storm","last_name":"No %d"},
                "line_items":[{"id":%d,"title":"Wool throw","quantity":%d,"price":"%s"}],"fulfillments":[%s]}""".formatted(
                        FIRST_ID + i,
                        i,
                        hour(i, 0),
                        hour(i, fulfilments.isEmpty() ? 0 : 2),
                        total,
                        total,
                        700_000 + i,
                        i,
                        i,
                        FIRST_ID * 2 + i,
                        quantity,
                        money(cents),
                        fulfilments);
    }

    private String fulfilment(int i, int quantity) {
        return """
                {"id":%d,"created_at":"%s","updated_at":"%s","status":"success","tracking_company":"DHL",
                "tracking_number":"%s","line_items":[{"id":%d,"quantity":%d}]}""".formatted(FIRST_ID * 3 + i, hour(i, 2), hour(i, 2), number(i), FIRST_ID * 2 + i, quantity);
    }

    private static String number(int i) {
        return "JJD0000%010d".formatted(i);
    }

    private static String money(long cents) {
        return cents / 100 + "." + "%02d".formatted(cents % 100);
    }

    private static Delivery shopify(String topic, int i, String body) {
        return new Delivery(
                Source.SHOPIFY,
                Map.of(
                        "X-Shopify-Topic",
                        topic,
                        "X-Shopify-Webhook-Id",
                        topic + '-' + i,
                        "X-Shopify-Hmac-SHA256",
                        sign(body)),
                body);
    }

    private Delivery afterShip(int i, int seen) {
        List<String> tags = List.of("InfoReceived", "InTransit", "OutForDelivery", "Delivered")
                .subList(0, seen);
        List<String> checkpoints = new ArrayList<>();
        for (int k = 0; k < tags.size(); k++)
            checkpoints.add("""
                    {"tag":"%s","subtag":"%s_001","message":"scan %d","city":"Hamburg","country_iso3":"DEU","checkpoint_time":"%s"}""".formatted(tags.get(k), tags.get(k), k, hour(i, 3 + k)));
        String body = """
                {"event_id":"storm-%d","event":"tracking_update","msg":{"tracking_number":"%s","slug":"dhl","tag":"%s",
                "subtag":"%s_001","updated_at":"%s","checkpoints":[%s]}}""".formatted(
                        i, number(i), tags.getLast(), tags.getLast(), hour(i, 3 + seen), String.join(",", checkpoints));
        return new Delivery(Source.AFTERSHIP, Map.of("aftership-hmac-sha256", sign(body)), body);
    }

    private static String sign(String body) {
        byte[] signature = Secrets.hmac(SECRET.getBytes(StandardCharsets.UTF_8), body.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(signature);
    }
}
