package io.postlude.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.connectors.EndpointId;
import io.postlude.connectors.Endpoints;
import io.postlude.customers.CustomerDetails;
import io.postlude.customers.CustomerId;
import io.postlude.customers.CustomerView;
import io.postlude.customers.Remarks;
import io.postlude.deliveries.Contact;
import io.postlude.deliveries.ContactId;
import io.postlude.flows.FlowMistake;
import io.postlude.flows.FlowParser;
import io.postlude.flows.Flows;
import io.postlude.flows.UnderWay;
import io.postlude.kernel.Database;
import io.postlude.kernel.Json;
import io.postlude.kernel.Money;
import io.postlude.kernel.StoreId;
import io.postlude.orders.Arrival;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderSnapshot;
import io.postlude.stores.Actor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What journeys do beside writing, through the whole wiring. */
class JourneyActsTest {
    private static TwoStores two;
    private static Product product;
    private static StoreId store;
    private static EndpointId endpoint;

    @BeforeAll
    static void start() {
        two = new TwoStores();
        product = two.product;
        store = two.here.store();
        var _ = product.webhooks
                .endpoints()
                .add(store, "https://erp.example.com/hook", Set.of(), new Actor.Program("test"));
        endpoint = product.webhooks.endpoints().list(store).getFirst().id();
    }

    @AfterAll
    static void stop() {
        two.close();
    }

    private static Database database() {
        return two.ground.database;
    }

    private static String journey(String acts) {
        return "{\"format\": 1, \"key\": \"acts\", \"name\": \"Acts\", \"entry\": {\"event\": \"order_placed\"}, \"steps\": ["
                + acts + "]}";
    }

    private static String act(String id, String name, String with, String next) {
        return "{\"id\": \"" + id + "\", \"do\": \"act\", \"act\": \"" + name + "\", \"with\": {" + with
                + "}, \"next\": \"" + next + "\"}";
    }

    private static List<FlowMistake> mistakes(String acts) {
        return database().inStore(store, tx -> switch (product.flows.read(tx, store, journey(acts))) {
            case FlowParser.Faulty faulty -> faulty.mistakes();
            case FlowParser.Whole _ -> List.of();
        });
    }

    @Test
    void what_is_filled_in_wrongly_is_told_at_its_field_while_editing() {
        Map.of(
                        act("a", "tag", "", "end"), "/steps/0/with/tag",
                        act("a", "tag", "\"tag\": \"x\", \"colour\": \"red\"", "end"), "/steps/0/with/colour",
                        act("a", "note", "\"text\": \"" + "x".repeat(1_001) + "\"", "end"), "/steps/0/with/text",
                        act("a", "open-case", "\"text\": \"Look\", \"about\": \"weather\"", "end"),
                                "/steps/0/with/about",
                        act("a", "webhook", "\"name\": \"n\", \"endpoint\": \"end_000000000000\"", "end"),
                                "/steps/0/with/endpoint",
                        act("a", "fly", "", "end"), "/steps/0/act")
                .forEach((step, pointer) -> {
                    List<FlowMistake> all = mistakes(step);
                    assertEquals(1, all.size(), all.toString());
                    assertEquals(pointer, all.getFirst().pointer());
                });
    }

    @Test
    void each_act_is_done_once_for_its_run_however_often_events_are_read() throws Exception {
        String steps = String.join(
                ",",
                act("tag", "tag", "\"tag\": \"friend\"", "old"),
                act("old", "tag", "\"tag\": \"old\"", "off"),
                act("off", "untag", "\"tag\": \"old\"", "note"),
                act("note", "note", "\"text\": \"First order\"", "case"),
                act("case", "open-case", "\"text\": \"Call them\", \"about\": \"late\"", "call"),
                act("call", "webhook", "\"name\": \"first-order\", \"endpoint\": \"" + endpoint + "\"", "end"));
        assertEquals(List.of(), mistakes(steps));
        database().runInStore(store, tx -> {
            Flows.Kept kept = assertInstanceOf(Flows.Kept.class, product.flows.save(tx, store, journey(steps), "test"));
            assertInstanceOf(
                    Flows.Live.class,
                    product.journeys
                            .journeys()
                            .publish(tx, store, kept.id(), new Flows.Publishing(kept.turn(), UnderWay.KEEP, "test")));
        });
        settle();
        OrderId order = place();
        settle();
        product.readers.replayFrom("journey-runs", Instant.EPOCH);
        settle();

        CustomerId person = database()
                .inStore(store, tx -> product.customers.byEmail(tx, store, "acts@example.org"))
                .orElseThrow();
        CustomerView view = database()
                .inStore(store, tx -> product.customers.customer(tx, store, person))
                .orElseThrow();
        assertEquals(List.of("shop", "friend"), view.tags(), "the shop’s own tag stays, the one taken off is gone");
        List<Remarks.Note> notes =
                database().inStore(store, tx -> product.customers.remarks().notes(tx, store, person));
        assertEquals(
                List.of("First order"), notes.stream().map(Remarks.Note::words).toList());
        var cases =
                database().inStore(store, tx -> product.deliveries.contacts().ofOrder(tx, store, order));
        assertEquals(1, cases.size());
        assertEquals(Contact.Cause.LATE, cases.getFirst().cause());
        List<Endpoints.Sent> calls = product.webhooks.endpoints().sent(store, endpoint).stream()
                .filter(one -> one.type().equals("postlude.journey.called.v1"))
                .toList();
        assertEquals(1, calls.size());
        JsonNode body = Json.MAPPER.readTree(database()
                .<String>inStore(
                        store,
                        tx -> tx.first(
                                        "select body from connectors.sent_event where store_id = ? and type = ?",
                                        row -> row.getString(1),
                                        store,
                                        "postlude.journey.called.v1")
                                .orElseThrow()));
        assertEquals("first-order", body.at("/data/name").asText());
        assertEquals(order.toString(), body.at("/data/order").asText());

        assertEquals(List.of("a question is not answered"), open(order), "a case that is open holds what sells");
        ContactId opened = cases.getFirst().id();
        database()
                .runInStore(
                        store,
                        tx -> assertTrue(
                                product.deliveries.contacts().answered(tx, store, opened, two.ground.clock.instant())));
        assertEquals(List.of(), open(order));
    }

    private static List<String> open(OrderId order) {
        return database()
                .inStore(store, tx -> product.deliveries.open(tx, store, List.of(order)))
                .getOrDefault(order, List.of());
    }

    /** The product runs: its own readers take what came, in their own time. */
    private static void settle() {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (product.readers.standing().stream().anyMatch(one -> one.waiting() > 0)) {
            assertTrue(System.nanoTime() < end, "the readers do not come to an end");
            LockSupport.parkNanos(20_000_000);
        }
    }

    private static OrderId place() {
        Instant now = two.ground.clock.instant();
        Money price = Money.of(4_900, "EUR");
        Money none = Money.of(0, "EUR");
        OrderSnapshot told = new OrderSnapshot(
                "api",
                "ACT-1",
                "#ACT-1",
                now,
                now,
                new CustomerDetails(
                        "api",
                        null,
                        "acts@example.org",
                        null,
                        "Anna",
                        null,
                        "en",
                        null,
                        "DE",
                        null,
                        List.of("shop"),
                        List.of(),
                        now),
                List.of(new OrderSnapshot.Line(
                        "l1", OrderSnapshot.ProductRef.NONE, "Linen shirt", null, 1, price, none, none, true)),
                new OrderSnapshot.Totals(price, none, none, none, price, true, List.of(), null),
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                OrderSnapshot.Context.NONE,
                true);
        return database().<OrderId>inStore(store, tx -> {
            var _ = product.orders.take(tx, store, Arrival.LIVE, List.of(told));
            return product.orders.byReference(tx, store, "api", "ACT-1").orElseThrow();
        });
    }
}
