package io.postlude.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.kernel.StoreId;
import io.postlude.orders.OrderView;
import io.postlude.stores.Connection;
import io.postlude.stores.Source;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Products told beside their orders: whatever comes first, an order shows the newest picture and page. */
final class ProductNewsTest {
    private static final String SHOPIFY_ORDER = """
            {"id": 71, "currency": "EUR", "created_at": "2026-04-28T08:00:00Z", "total_price": "24.00",
             "line_items": [
              {"id": 1, "product_id": 900, "variant_id": 902, "title": "Cup", "quantity": 1, "price": "12.00"},
              {"id": 2, "product_id": 900, "variant_id": 901, "title": "Cup", "quantity": 1, "price": "12.00"}]}""";
    private static final String WOO_ORDER = """
            {"id": 72, "currency": "EUR", "date_created_gmt": "2026-04-28T08:00:00", "total": "24.00", "order_key": "k",
             "line_items": [{"id": 1, "product_id": 40, "variation_id": 41, "name": "Cup - Green", "quantity": 2,
              "subtotal": "24.00", "total": "24.00"}]}""";
    private static final String WOO_PRODUCT = """
            {"id": 40, "name": "Cup &amp; saucer", "type": "variable", "status": "publish", "regular_price": "",
             "permalink": "https://cups.example/product/cup/", "date_modified_gmt": "2026-04-29T08:00:00",
             "images": [{"id": 7, "src": "https://cups.example/cup.jpg"}, {"id": 8, "src": "https://cups.example/2.jpg"}]}""";
    private static final String WOO_VARIATION = """
            {"id": 41, "name": "Cup - Green", "type": "variation", "parent_id": 40, "status": "publish",
             "permalink": "https://cups.example/product/cup/?c=green", "date_modified_gmt": "2026-04-30T08:00:00",
             "attributes": [{"name": "Colour", "option": "Green"}], "images": [{"src": "https://cups.example/green.jpg"}]}""";

    private static ConnectorsWorld world;

    @BeforeAll
    static void start() {
        world = new ConnectorsWorld();
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    private static String shopifyProduct(String updatedAt, String title, String picture) {
        return """
                {"id": 900, "title": "%s", "handle": "cup", "published_at": "2026-01-01T00:00:00Z", "updated_at": "%s",
                 "images": [{"id": 1, "src": "https://cdn.example/%s.jpg"}, {"id": 2, "src": "https://cdn.example/green.jpg"}],
                 "variants": [{"id": 901, "title": "Blue", "image_id": null}, {"id": 902, "title": "Green", "image_id": 2}]}""".formatted(title, updatedAt, picture);
    }

    @Test
    void a_line_shows_its_variants_picture_and_else_its_products() {
        StoreId store = world.openStore("pictures");
        Connection shop = world.connect(store, Source.SHOPIFY);
        tell(shop, "products/create", shopifyProduct("2026-04-20T08:00:00Z", "Cup", "cup"));
        tell(shop, "orders/create", SHOPIFY_ORDER);
        assertLine(store, "71", 0, "https://cdn.example/green.jpg");
        assertLine(store, "71", 1, "https://cdn.example/cup.jpg");
        assertEquals(
                "https://shop-" + store.value() + ".myshopify.com/products/cup",
                line(store, Source.SHOPIFY, "71", 0).pageUrl());
    }

    @Test
    void a_product_told_after_its_order_and_twice_ends_in_the_same_pictures() {
        StoreId store = world.openStore("pictures-late");
        Connection shop = world.connect(store, Source.SHOPIFY);
        tell(shop, "orders/create", SHOPIFY_ORDER);
        assertNull(line(store, Source.SHOPIFY, "71", 0).imageUrl());
        tell(shop, "products/update", shopifyProduct("2026-04-20T08:00:00Z", "Cup", "cup"));
        tell(shop, "products/create", shopifyProduct("2026-04-20T08:00:00Z", "Cup", "cup"));
        assertLine(store, "71", 0, "https://cdn.example/green.jpg");
        assertLine(store, "71", 1, "https://cdn.example/cup.jpg");
    }

    @Test
    void older_news_of_a_product_that_comes_late_changes_nothing_even_where_the_newest_said_nothing_new() {
        StoreId store = world.openStore("pictures-order");
        Connection shop = world.connect(store, Source.SHOPIFY);
        tell(shop, "orders/create", SHOPIFY_ORDER);
        tell(shop, "products/update", shopifyProduct("2026-04-29T08:00:00Z", "Cup", "first"));
        tell(shop, "products/update", shopifyProduct("2026-04-30T08:00:00Z", "Cup", "first"));
        tell(shop, "products/update", shopifyProduct("2026-04-29T20:00:00Z", "Cup", "between"));
        assertLine(store, "71", 1, "https://cdn.example/first.jpg");
        tell(shop, "products/update", shopifyProduct("2026-04-30T09:00:00Z", "Cup", "last"));
        assertLine(store, "71", 1, "https://cdn.example/last.jpg");
    }

    @Test
    void woocommerces_product_and_its_variation_may_come_in_any_order() {
        StoreId store = world.openStore("woo-pictures");
        Connection shop = world.connect(store, Source.WOOCOMMERCE);
        tell(shop, "product.created", WOO_VARIATION);
        tell(shop, "order.created", WOO_ORDER);
        tell(shop, "product.updated", WOO_PRODUCT);
        assertLine(store, Source.WOOCOMMERCE, "72", "https://cups.example/green.jpg");
        assertEquals(
                "https://cups.example/product/cup/",
                line(store, Source.WOOCOMMERCE, "72", 0).pageUrl());
        assertEquals(
                "Cup & saucer",
                world.database()
                        .inStore(
                                store,
                                tx -> tx.first(
                                                "select title from orders.product where store_id = ?",
                                                row -> row.getString(1),
                                                store)
                                        .orElseThrow()));
    }

    private static void assertLine(StoreId store, String order, int at, String picture) {
        assertEquals(picture, line(store, Source.SHOPIFY, order, at).imageUrl());
    }

    private static void assertLine(StoreId store, Source source, String order, String picture) {
        assertEquals(picture, line(store, source, order, 0).imageUrl());
    }

    private static OrderView.Line line(StoreId store, Source source, String reference, int at) {
        return world.database()
                .inStore(
                        store,
                        tx -> world.orders
                                .byReference(tx, store, source.word(), reference)
                                .flatMap(id -> world.orders.order(tx, store, id))
                                .orElseThrow()
                                .lines()
                                .get(at));
    }

    private static void tell(Connection connection, String topic, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        world.deliver(connection, topic, bytes);
        world.work();
        StoreId store = connection.store();
        assertTrue(
                world.inbox(store).stream().allMatch(entry -> entry.state() == InboxState.DONE),
                () -> world.inbox(store).toString());
    }
}
