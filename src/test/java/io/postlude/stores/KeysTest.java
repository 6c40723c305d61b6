package io.postlude.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.kernel.StoreId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
    private static StoresGround ground;
    private static ApiKeys keys;
    private static Connections connections;

    @BeforeAll
    static void open() {
        ground = new StoresGround();
        keys = ground.module.apiKeys();
        connections = ground.module.connections();
    }

    @AfterAll
    static void close() {
        ground.close();
    }

    @Test
    void a_key_opens_its_store_with_its_scopes_and_lies_nowhere_in_the_clear() {
        StoreId store = ground.open("keyed");
        var made = made(store, Set.of(Scope.ORDERS_READ, Scope.TRACKING_WRITE), null);
        ApiCaller caller = keys.authenticate("Bearer " + made.token()).orElseThrow();
        assertEquals(store, caller.store());
        assertTrue(caller.may(Scope.TRACKING_WRITE));
        assertFalse(caller.may(Scope.CUSTOMERS_READ));
        ApiKeys.Key listed = keys.list(store).getFirst();
        assertEquals(made.token().substring(0, 10), listed.prefix());
        assertEquals(ground.clock.instant(), listed.lastUsedAt());
        String rows = ground.test
                .database()
                .acrossStores(tx -> tx.first("select json_agg(k)::text from stores.api_key k", row -> row.getString(1))
                        .orElseThrow());
        assertFalse(rows.contains(made.token()));
        assertFalse(made.toString().contains(made.token()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Bearer", "Bearer ", "Basic abc", "Bearer plk_", "Bearer plk_unknown", "plk_x", "Bearer sk_1"
            })
    void anything_else_opens_nothing(String header) {
        assertEquals(Optional.empty(), keys.authenticate(header));
        assertEquals(Optional.empty(), keys.authenticate(null));
        assertEquals(Optional.empty(), keys.authenticate("Bearer plk_" + "x".repeat(10_000)));
    }

    @Test
    void a_key_ends_when_it_expires_and_when_it_is_revoked_on_any_node() {
        StoreId store = ground.open("ending");
        var short1 =
                made(store, Set.of(Scope.ORDERS_READ), ground.clock.instant().plusSeconds(60));
        assertTrue(keys.authenticate("Bearer " + short1.token()).isPresent());
        ground.clock.move(Duration.ofSeconds(60));
        assertEquals(Optional.empty(), keys.authenticate("Bearer " + short1.token()));

        ApiKeys elsewhere = ground.node().apiKeys();
        var revoked = made(store, Set.of(Scope.ORDERS_READ), null);
        assertTrue(elsewhere.authenticate("bearer " + revoked.token()).isPresent());
        assertFalse(keys.revoke(ground.open("not-theirs"), revoked.key().id(), StoresGround.TEST));
        assertTrue(keys.revoke(store, revoked.key().id(), StoresGround.TEST));
        assertFalse(keys.revoke(store, revoked.key().id(), StoresGround.TEST));
        assertEquals(Optional.empty(), keys.authenticate("Bearer " + revoked.token()));
        long end = System.nanoTime() + 60_000_000_000L;
        while (elsewhere.authenticate("Bearer " + revoked.token()).isPresent())
            assertTrue(System.nanoTime() < end, "still open on the other node after a minute");
    }

    @Test
    void a_key_without_name_scope_or_future_is_refused() {
        var refused = assertInstanceOf(
                ApiKeys.Issued.Invalid.class,
                keys.issue(
                        ground.open("unkeyed"),
                        new ApiKeys.Wanted(" ", Set.of(), ground.clock.instant()),
                        StoresGround.TEST));
        assertEquals(
                List.of("/name", "/scopes", "/expiresAt"),
                refused.errors().stream().map(e -> e.pointer()).toList());
    }

    @Test
    void a_connection_is_found_by_its_path_and_by_its_shop_with_its_secret_sealed_in_the_database() {
        StoreId store = ground.open("connected");
        Connection made = connect(store, "Maren.myshopify.com").orThrow();
        assertEquals(Optional.of(made), connections.byPathToken(made.pathToken()));
        assertEquals(Optional.of(made), connections.byShopDomain(Source.SHOPIFY, "maren.MYSHOPIFY.com"));
        assertEquals(Optional.empty(), connections.byShopDomain(Source.WOOCOMMERCE, "maren.myshopify.com"));
        assertEquals(Optional.empty(), connections.byPathToken("unknown"));
        assertEquals(List.of(made), connections.list(store));
        assertFalse(made.toString().contains("hush-hush"));
        String rows = ground.test
                .database()
                .acrossStores(
                        tx -> tx.first("select json_agg(c)::text from stores.connection c", row -> row.getString(1))
                                .orElseThrow());
        assertFalse(rows.contains("hush-hush"));
    }

    @Test
    void a_replaced_secret_counts_for_a_day_beside_the_new_one() {
        StoreId store = ground.open("rotated");
        Connection made = connect(store, "rotated.myshopify.com").orThrow();
        Connection rotated = connections
                .rotate(store, made.id(), "fresh-secret", StoresGround.TEST)
                .orThrow();
        assertEquals(
                List.of("fresh-secret", "hush-hush"),
                rotated.secrets().stream().map(Connection.Secret::value).toList());
        ground.clock.move(Connections.ROTATION);
        assertEquals(
                List.of("fresh-secret"),
                connections.byPathToken(made.pathToken()).orElseThrow().secrets().stream()
                        .map(Connection.Secret::value)
                        .toList());
        StoreId other = ground.open("rotator");
        assertEquals(
                new Connections.Outcome.Unknown(),
                connections.rotate(other, made.id(), "stolen-secret", StoresGround.TEST));
        assertFalse(connections
                .disable(store, made.id(), StoresGround.TEST)
                .orThrow()
                .enabled());
        assertFalse(connections.byPathToken(made.pathToken()).orElseThrow().enabled());
    }

    @Test
    void a_shop_is_connected_to_one_store_only_and_shopify_needs_its_domain() {
        Connection _ = connect(ground.open("shop-a"), "one.myshopify.com").orThrow();
        StoreId other = ground.open("shop-b");
        var twice = assertInstanceOf(Connections.Outcome.Invalid.class, connect(other, "ONE.myshopify.com "));
        assertEquals("/shopDomain", twice.errors().getFirst().pointer());
        assertInstanceOf(Connections.Outcome.Invalid.class, connect(other, ""));
        assertInstanceOf(Connections.Outcome.Invalid.class, connect(other, "http://x/y"));
    }

    @Test
    void a_logo_is_kept_as_png_or_as_a_drawing_without_scripts() {
        StoreId store = ground.open("logo");
        Logos logos = ground.module.logos();
        byte[] svg =
                "<svg xmlns='http://www.w3.org/2000/svg'><a href='javascript:x()'><path d='M0 0'/></a><path d='M1 1'/></svg>"
                        .getBytes(StandardCharsets.UTF_8);
        var saved = assertInstanceOf(Logos.Outcome.Saved.class, logos.put(store, svg, StoresGround.TEST));
        assertTrue(saved.path().matches("/logos/sto_\\d+/[0-9a-f]{32}\\.svg"), saved.path());
        assertEquals(saved, logos.put(store, svg, StoresGround.TEST));
        byte[] png = HexFormat.of().parseHex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489");
        assertInstanceOf(Logos.Outcome.Saved.class, logos.put(store, png, StoresGround.TEST));
        png[16] = 1;
        assertInstanceOf(Logos.Outcome.Refused.class, logos.put(store, png, StoresGround.TEST));
        byte[] html = "<html><script>1</script></html>".getBytes(StandardCharsets.UTF_8);
        assertInstanceOf(Logos.Outcome.Refused.class, logos.put(store, html, StoresGround.TEST));
        byte[] bomb = "<!DOCTYPE s [<!ENTITY a 'x'>]><svg xmlns='http://www.w3.org/2000/svg'>&a;</svg>"
                .getBytes(StandardCharsets.UTF_8);
        assertInstanceOf(Logos.Outcome.Refused.class, logos.put(store, bomb, StoresGround.TEST));
        assertInstanceOf(
                Logos.Outcome.Refused.class, logos.put(store, new byte[Logos.MOST_BYTES + 1], StoresGround.TEST));
    }

    private static Connections.Outcome connect(StoreId store, String shop) {
        return connections.connect(
                store,
                new Connections.Wanted(Source.SHOPIFY, shop, "hush-hush", Map.of("apiVersion", "2026-01")),
                StoresGround.TEST);
    }

    private static ApiKeys.Issued.Made made(
            StoreId store, Set<Scope> scopes, java.time.@org.jspecify.annotations.Nullable Instant until) {
        return assertInstanceOf(
                ApiKeys.Issued.Made.class,
                keys.issue(store, new ApiKeys.Wanted("Warehouse", scopes, until), StoresGround.TEST));
    }
}
