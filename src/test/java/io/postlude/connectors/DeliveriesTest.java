package io.postlude.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.postlude.connectors.Payloads.Sample;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.stores.Connection;
import io.postlude.stores.Source;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever comes, however often and in whatever order, has its effect once. */
class DeliveriesTest {
    private static final int ORDERS_TRIED = 6;
    private static ConnectorsWorld world;

    @BeforeAll
    static void start() {
        world = new ConnectorsWorld();
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    private static Map<Source, Connection> connectAll(StoreId store) {
        Map<Source, Connection> connections = new EnumMap<>(Source.class);
        for (Source source : Source.values()) connections.put(source, world.connect(store, source));
        return connections;
    }

    @CanIgnoreReturnValue
    private static List<String> after(StoreId store, List<Sample> deliveries, int workEvery) {
        Map<Source, Connection> connections = connectAll(store);
        for (int i = 0; i < deliveries.size(); i++) {
            Sample sample = deliveries.get(i);
            var answer = world.deliver(
                    connections.get(sample.source()), sample.topic(), sample.body(), "of " + sample.name());
            assertEquals(200, answer.statusCode(), sample.name());
            if (i % workEvery == 0) world.work();
        }
        world.work();
        return StoreState.of(world, store);
    }

    @Test
    void every_sample_twice_and_in_any_order_ends_in_the_same_state() {
        List<Sample> samples = Payloads.all();
        List<String> expected = after(world.openStore("in-order"), samples, 1);
        for (int seed = 1; seed <= ORDERS_TRIED; seed++) {
            List<Sample> shuffled = new ArrayList<>(samples);
            shuffled.addAll(samples);
            Collections.shuffle(shuffled, new Random(seed));
            StoreId store = world.openStore("shuffled-" + seed);
            assertEquals(expected, after(store, shuffled, seed), "seed " + seed);
            List<InboxEntry> inbox = world.inbox(store);
            assertEquals(samples.size(), inbox.size(), "repeats are the same delivery");
            for (InboxEntry entry : inbox)
                assertTrue(
                        entry.state() == InboxState.DONE || entry.state() == InboxState.IGNORED || waits(entry),
                        entry.toString());
        }
    }

    /** The sample refund of WooCommerce and the sample returns of Shopify are of orders that are not among the samples. */
    private static boolean waits(InboxEntry entry) {
        return entry.state() == InboxState.RECEIVED
                && Set.of("723", "4783296544821").stream()
                        .anyMatch(order -> entry.result().equals("Waits: order " + order + " is not here yet."));
    }

    @Test
    void working_everything_again_changes_nothing() {
        StoreId store = world.openStore("replayed");
        List<String> before = after(store, Payloads.all(), 5);
        int replayed = world.connectors.inbox().replayAll(store, InboxSearch.latest(InboxSearch.LIMIT_ROWS));
        assertTrue(replayed > 10, replayed + " replayed");
        world.work();
        assertEquals(before, StoreState.of(world, store));
    }

    @Test
    void a_fulfilments_event_waits_for_the_tracking_number_and_is_worked_when_it_comes() {
        StoreId store = world.openStore("events");
        Connection shop = world.connect(store, Source.SHOPIFY);
        byte[] event = """
                {"id": 5, "order_id": 820982911946154508, "fulfillment_id": 123456, "status": "out_for_delivery",
                 "happened_at": "2026-04-30T07:00:00Z", "city": "Louisville", "country": "US"}""".getBytes(StandardCharsets.UTF_8);
        assertEquals(
                200, world.deliver(shop, "fulfillment_events/create", event).statusCode());
        world.work();
        assertEquals(InboxState.RECEIVED, world.inbox(store).getFirst().state());
        world.deliver(shop, "orders/create", Payloads.read("shopify/webhook_orders_create.json"));
        world.deliver(shop, "fulfillments/create", Payloads.read("shopify/webhook_fulfillments_create.json"));
        world.work();
        assertTrue(
                world.inbox(store).stream().allMatch(entry -> entry.state() == InboxState.DONE),
                () -> world.inbox(store).toString());
        assertTrue(
                StoreState.of(world, store).stream().anyMatch(line -> line.contains("OUT_FOR_DELIVERY_ON_VEHICLE")),
                () -> StoreState.of(world, store).toString());
    }

    @Test
    void the_day_shopify_passes_on_from_the_carrier_is_the_carriers_word_and_the_later_one_counts() {
        StoreId store = world.openStore("days");
        Connection shop = world.connect(store, Source.SHOPIFY);
        world.deliver(shop, "orders/create", Payloads.read("shopify/webhook_orders_create.json"));
        String created = new String(Payloads.read("shopify/webhook_fulfillments_create.json"), StandardCharsets.UTF_8);
        world.deliver(
                shop,
                "fulfillments/create",
                created.replace(
                                "\"service\": null,",
                                "\"service\": null, \"estimated_delivery_at\": \"2022-01-04T23:59:00-05:00\",")
                        .getBytes(StandardCharsets.UTF_8));
        world.work();
        assertEquals(LocalDate.of(2022, 1, 4), expected(store), "the day as written, whatever the clock behind it");
        world.deliver(shop, "fulfillment_events/create", """
                {"id": 6, "order_id": 820982911946154508, "fulfillment_id": 123456, "status": "in_transit",
                 "happened_at": "2022-01-03T07:00:00Z", "estimated_delivery_at": "2022-01-06T00:00:00Z"}""".getBytes(StandardCharsets.UTF_8));
        world.work();
        assertEquals(LocalDate.of(2022, 1, 6), expected(store));
    }

    private static LocalDate expected(StoreId store) {
        return world.database().<LocalDate>inStore(store, tx -> {
            var order = world.orders
                    .byReference(tx, store, Source.SHOPIFY.word(), "820982911946154508")
                    .orElseThrow();
            var said = world.tracking.ofOrder(tx, store, order).getFirst().estimate();
            return Objects.requireNonNull(said, "no word of the carrier").by();
        });
    }

    @Test
    void what_never_comes_is_given_up_and_left_to_a_person() {
        StoreId store = world.openStore("given-up");
        Connection shop = world.connect(store, Source.WOOCOMMERCE);
        world.deliver(shop, "", Payloads.read("woocommerce/order_refunds_create_a_refund.json"));
        for (int attempt = 0; attempt < InboxWorker.ATTEMPTS_LIMIT; attempt++) {
            world.work();
            world.clock.move(Duration.ofDays(2));
        }
        InboxEntry entry = world.inbox(store).getFirst();
        assertEquals(InboxState.FAILED, entry.state());
        assertEquals(InboxWorker.ATTEMPTS_LIMIT, entry.attempts());
        assertEquals(1, world.connectors.inbox().counts(store).failed());
    }

    @Test
    void what_was_given_up_is_taken_up_again_when_its_order_comes_after_all() {
        StoreId store = world.openStore("after-all");
        Connection shop = world.connect(store, Source.WOOCOMMERCE);
        world.deliver(shop, "", Payloads.read("woocommerce/order_refunds_create_a_refund.json"));
        for (int attempt = 0; attempt < InboxWorker.ATTEMPTS_LIMIT; attempt++) {
            world.work();
            world.clock.move(Duration.ofDays(2));
        }
        assertEquals(InboxState.FAILED, world.inbox(store).getFirst().state());
        world.deliver(shop, "order.created", wooOrder("2017-03-21T20:00:00", ""));
        world.work();
        assertTrue(
                world.inbox(store).stream().allMatch(entry -> entry.state() == InboxState.DONE),
                () -> world.inbox(store).toString());
        assertTrue(
                StoreState.of(world, store).contains("refunds [726=1000]"),
                () -> StoreState.of(world, store).toString());
    }

    @Test
    void a_refund_before_between_or_after_the_news_of_its_order_gives_the_same_state() {
        byte[] placed = wooOrder("2017-03-21T20:00:00", "");
        byte[] changed = wooOrder("2017-03-22T09:00:00", "{'id':726,'reason':'','total':'-10.00'}");
        byte[] refund = new String(
                        Payloads.read("woocommerce/order_refunds_create_a_refund.json"), StandardCharsets.UTF_8)
                .replace("\"line_items\": []", "\"line_items\": [{\"id\": 315, \"quantity\": -1}]")
                .getBytes(StandardCharsets.UTF_8);
        List<byte[]> news = List.of(placed, changed, refund);
        Set<List<String>> states = new HashSet<>();
        for (int[] way : new int[][] {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}, {0, 2, 1, 2}}) {
            StoreId store = world.openStore("refunded-" + Arrays.toString(way).replaceAll("\\D+", ""));
            Connection shop = world.connect(store, Source.WOOCOMMERCE);
            for (int one : way) {
                world.deliver(shop, one == 2 ? "" : "order.updated", news.get(one));
                world.work();
            }
            List<String> state = new ArrayList<>(StoreState.of(world, store));
            state.add(refundsAt(store).toString());
            states.add(state);
        }
        assertEquals(1, states.size(), states::toString);
        String state = states.iterator().next().toString();
        assertTrue(state.contains("315*2-0-1"), state);
        assertTrue(state.contains("2017-03-21T20:07:11Z"), state);
    }

    private static List<Instant> refundsAt(StoreId store) {
        return world.database()
                .inStore(
                        store,
                        tx -> tx.list(
                                "select at from orders.refund where store_id = ?",
                                row -> Tx.instantNotNull(row, "at"),
                                store));
    }

    private static byte[] wooOrder(String modified, String refunds) {
        return """
                {'id':723,'number':'723','order_key':'k','status':'processing','currency':'USD','total':'20.00',
                 'date_created_gmt':'2017-03-21T20:00:00','date_modified_gmt':'%s','total_tax':'0.00','shipping_total':'0.00',
                 'line_items':[{'id':315,'name':'Mug','quantity':2,'subtotal':'20.00','total':'20.00','total_tax':'0.00'}],
                 'refunds':[%s]}""".formatted(modified, refunds).replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void one_delivery_that_breaks_holds_up_no_other() {
        StoreId store = world.openStore("broken-one");
        Connection shop = world.connect(store, Source.SHOPIFY);
        world.database().runInStore(store, tx -> tx.execute("""
                insert into connectors.inbox
                  (store_id, connection_id, delivery_id, id, source, topic, headers, body, received_at, due_at)
                values (?, 1, 'x', 1, 'a source that is gone', '', '', '{}', ?, ?)""", store, ConnectorsWorld.NOW, ConnectorsWorld.NOW));
        world.deliver(shop, "orders/create", Payloads.read("shopify/webhook_orders_create.json"));
        world.work();
        List<InboxEntry> inbox = world.inbox(store);
        assertEquals(InboxState.DONE, inbox.getFirst().state());
        assertEquals(InboxState.RECEIVED, inbox.getLast().state());
        assertEquals(1, inbox.getLast().attempts());
        assertTrue(
                inbox.getLast().result().startsWith("It failed: "),
                inbox.getLast().result());
    }

    @Test
    void deliveries_are_found_by_what_they_are_about() {
        StoreId store = world.openStore("searched");
        after(store, Payloads.all(), 7);
        assertEquals(List.of("orders/create"), topicsOf(store, "#9999"));
        assertEquals(List.of("fulfillments/create", "fulfillments/update"), topicsOf(store, "1Z827 WK74630"));
        assertTrue(topicsOf(store, "JOHN.DOE@example.com").contains("order.created"));
        assertEquals(List.of(), topicsOf(store, "nobody@example.com"));
        assertEquals(List.of(), topicsOf(world.openStore("not-searched"), "#9999"));
    }

    @Test
    void an_erasure_reaches_the_bodies_that_name_only_the_order() {
        StoreId store = world.openStore("erased");
        Connection shop = world.connect(store, Source.SHOPIFY);
        world.deliver(shop, "orders/create", Payloads.read("shopify/webhook_orders_create.json"));
        world.deliver(shop, "fulfillments/create", Payloads.read("shopify/webhook_fulfillments_create.json"));
        Connection woo = world.connect(store, Source.WOOCOMMERCE);
        world.deliver(woo, "order.created", Payloads.read("woocommerce/orders_create_an_order.json"));
        world.work();
        var person = world.database()
                .inStore(store, tx -> world.customers.byEmail(tx, store, "john@example.com"))
                .orElseThrow();
        String export = world.database()
                .inStore(store, tx -> world.privacy.export(tx, store, person))
                .orElseThrow();
        assertTrue(export.contains("orders/create"), export);
        boolean erased = world.database().inStore(store, tx -> world.privacy.erase(tx, store, person));
        assertTrue(erased);
        for (InboxEntry entry : world.inbox(store))
            assertEquals(entry.source().equals("woocommerce"), entry.bodyBytes() > 0, entry.topic());
    }

    @Test
    void a_data_request_is_noted_once_with_its_day_and_closed_by_a_person() {
        StoreId store = world.openStore("asked");
        Connection shop = world.connect(store, Source.SHOPIFY);
        byte[] body = Payloads.read("shopify/webhook_customers_data_request.json");
        for (String id : List.of("first", "second")) world.deliver(shop, "customers/data_request", body, id);
        world.work();
        PrivacyRequests requests = world.connectors.privacyRequests();
        List<PrivacyRequests.Request> noted = requests.list(store);
        assertEquals(1, noted.size(), noted.toString());
        assertEquals("191167", noted.getFirst().customerReference());
        assertEquals(
                noted.getFirst().requestedAt().plus(Duration.ofDays(30)),
                noted.getFirst().dueAt());
        assertTrue(requests.close(store, noted.getFirst().id(), "export sent", ConnectorsWorld.TESTER));
        assertFalse(requests.close(store, noted.getFirst().id(), "again", ConnectorsWorld.TESTER));
    }

    private static List<String> topicsOf(StoreId store, String text) {
        return world
                .connectors
                .inbox()
                .search(store, new InboxSearch(null, null, null, text, null, null, null, 50))
                .stream()
                .map(InboxEntry::topic)
                .sorted()
                .toList();
    }

    @Test
    void who_is_to_be_forgotten_takes_the_raw_bodies_along() {
        StoreId store = world.openStore("forgetful");
        Connection shop = world.connect(store, Source.SHOPIFY);
        world.deliver(shop, "orders/create", Payloads.read("shopify/webhook_orders_create.json"));
        world.work();
        world.deliver(shop, "customers/redact", Payloads.read("shopify/webhook_customers_redact.json"));
        world.work();
        for (InboxEntry entry : world.inbox(store)) {
            assertEquals(InboxState.DONE, entry.state());
            assertEquals(0, entry.bodyBytes(), entry.topic());
        }
        String state = String.join("\n", StoreState.of(world, store));
        assertFalse(state.contains("john@example.com"), state);
    }
}
