package io.postlude.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.postlude.kernel.StoreId;
import io.postlude.stores.Connection;
import io.postlude.stores.Source;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shops without a field for it say in their own ways that an order is a gift. */
final class GiftMarkTest {
    private static ConnectorsWorld world;

    @BeforeAll
    static void start() {
        world = new ConnectorsWorld();
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @ParameterizedTest
    @CsvSource({
        "gift,yes,true",
        "Gift,TRUE,true",
        "is_gift,1,true",
        "gift,no,false",
        "gift,,false",
        "gift_note,yes,false"
    })
    void an_attribute_of_a_shopify_order_that_says_yes(String name, String value, boolean gift) {
        String attribute = "\"note_attributes\": [{\"name\": \"%s\", \"value\": \"%s\"}]"
                .formatted(name, value == null ? "" : value);
        assertEquals(gift ? List.of("vip", "gift") : List.of("vip"), shopify("\"tags\": \"vip\", " + attribute));
    }

    @Test
    void a_tag_of_a_shopify_order_stands_once() {
        assertEquals(
                List.of("Gift"),
                shopify("\"tags\": \"Gift\", \"note_attributes\": [{\"name\": \"gift\", \"value\": \"yes\"}]"));
    }

    @ParameterizedTest
    @CsvSource({"_gift,yes,true", "gift,1,true", "gift,no,false", "gift_wrap,yes,false"})
    void meta_data_of_a_woocommerce_order_that_says_yes(String key, String value, boolean gift) {
        StoreId store = world.openStore("woo-" + Math.abs((key + value).hashCode()));
        List<String> tags =
                tags(store, world.connect(store, Source.WOOCOMMERCE), "order.created", """
                {"id": 723, "number": "723", "status": "processing", "currency": "EUR", "total": "20.00",
                 "date_created_gmt": "2026-04-21T20:00:00", "date_modified_gmt": "2026-04-21T20:00:00",
                 "total_tax": "0.00", "shipping_total": "0.00", "meta_data": [{"id": 1, "key": "%s", "value": "%s"}],
                 "line_items": [{"id": 315, "name": "Mug", "quantity": 2, "subtotal": "20.00", "total": "20.00",
                   "total_tax": "0.00"}]}""".formatted(key, value));
        assertEquals(gift ? List.of("gift") : List.of(), tags);
    }

    private static List<String> shopify(String more) {
        StoreId store = world.openStore("shop-" + Math.abs(more.hashCode()));
        return tags(store, world.connect(store, Source.SHOPIFY), "orders/create", """
                {"id": 723, "name": "#723", "currency": "EUR", "created_at": "2026-04-28T08:00:00Z", "total_price": "24.00",
                 "line_items": [{"id": 1, "product_id": 900, "variant_id": 901, "title": "Cup", "quantity": 2,
                   "price": "12.00"}], %s}""".formatted(more));
    }

    private static List<String> tags(StoreId store, Connection shop, String topic, String body) {
        assertEquals(
                200,
                world.deliver(shop, topic, body.getBytes(StandardCharsets.UTF_8))
                        .statusCode());
        world.work();
        return world.database()
                .inStore(
                        store,
                        tx -> world.orders
                                .byReference(tx, store, shop.source().word(), "723")
                                .flatMap(id -> world.orders.order(tx, store, id))
                                .orElseThrow()
                                .context()
                                .tags());
    }
}
