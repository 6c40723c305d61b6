package io.postlude.orders;

import static io.postlude.orders.OrderFixtures.NOON;
import static io.postlude.orders.OrderFixtures.cancelled;
import static io.postlude.orders.OrderFixtures.fulfilment;
import static io.postlude.orders.OrderFixtures.line;
import static io.postlude.orders.OrderFixtures.order;
import static io.postlude.orders.OrderFixtures.refund;
import static io.postlude.orders.OrderFixtures.totals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.customers.CustomerEvent;
import io.postlude.customers.Customers;
import io.postlude.kernel.Database;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.EventTypes;
import io.postlude.kernel.Ids;
import io.postlude.kernel.MovableClock;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever order news comes in, however often, alone or together, one at a time or eight at once: the end is the same. */
class OrderOrderPropertyTest {
    private static final int SHUFFLES = 60;
    private static TestDatabase test;
    private static EventLog log;
    private static Orders orders;

    @BeforeAll
    static void open() {
        test = TestDatabase.fresh();
        Ids ids = new Ids(0);
        MovableClock clock = MovableClock.standingAt(NOON.plus(Duration.ofDays(9)));
        log = new EventLog(ids, EventTypes.register(test.database(), List.of(CustomerEvent.class, OrderEvent.class)));
        orders = new Orders(new Customers(ids, log, new Secrets(test.database()), clock), log, ids, clock);
    }

    @AfterAll
    static void close() {
        test.close();
    }

    private static Instant at(int minutes) {
        return NOON.plus(Duration.ofMinutes(minutes));
    }

    /** All that is ever told of one order, in the order it happened. */
    private static List<Object> life() {
        OrderFixtures placed = order("L");
        FulfilmentSnapshot first = fulfilment("f1", at(20), "l1", "1");
        FulfilmentSnapshot second = fulfilment("f2", at(40), "l1", "1", "l2", "1");
        OrderFixtures edited = placed.updated(at(10))
                .with(List.of(line("l1", 3, 1000), line("l3", 1, 250)), totals(3250, 250, 490, 0, 3490));
        return List.of(
                placed.snapshot(),
                edited.snapshot(),
                edited.updated(at(20)).shipping(first).snapshot(),
                first,
                second,
                cancelled(second, at(50)),
                fulfilment("f3", at(60), "l1", "2", "l3", "1"),
                refund("r1", at(70), 400),
                edited.updated(at(80))
                        .shipping(first, cancelled(second, at(50)))
                        .refunding(refund("r1", at(70), 400))
                        .snapshot(),
                edited.updated(at(90)).cancelledAt(at(85)).snapshot());
    }

    @Test
    void any_order_and_repetition_of_news_ends_in_the_same_state() {
        String expected = null;
        for (int seed = 0; seed < SHUFFLES; seed++) {
            StoreId store = new StoreId(100 + seed);
            Random random = new Random(seed);
            List<Object> news = new ArrayList<>(life());
            if (seed > 0) {
                for (int i = 0; i < 6; i++) news.add(news.get(random.nextInt(life().size())));
                Collections.shuffle(news, random);
            }
            for (List<Object> batch : batches(news, random)) take(store, batch);
            String end = end(store);
            if (expected == null) expected = end;
            assertEquals(expected, end, "seed " + seed);
            assertEventsMakeSense(store, seed);
        }
    }

    @Test
    void eight_threads_that_tell_the_same_order_at_once_end_in_one_order_placed_once() throws Exception {
        StoreId calm = new StoreId(50);
        take(calm, life());
        for (int round = 0; round < 5; round++) {
            StoreId store = new StoreId(60 + round);
            List<Callable<Boolean>> work = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                List<Object> news = new ArrayList<>(life());
                Random random = new Random(1_000 * round + thread);
                Collections.shuffle(news, random);
                work.add(() -> {
                    for (List<Object> batch : batches(news, random)) take(store, batch);
                    return true;
                });
            }
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var done : threads.invokeAll(work)) assertTrue(done.get());
            }
            assertEquals(end(calm), end(store), "round " + round);
            assertEventsMakeSense(store, round);
        }
    }

    private static List<List<Object>> batches(List<Object> news, Random random) {
        List<List<Object>> batches = new ArrayList<>();
        for (int from = 0; from < news.size(); ) {
            int to = Math.min(news.size(), from + 1 + random.nextInt(4));
            batches.add(news.subList(from, to));
            from = to;
        }
        return batches;
    }

    private static void take(StoreId store, List<Object> batch) {
        Database database = test.database();
        List<OrderSnapshot> snapshots = of(batch, OrderSnapshot.class);
        List<LatePart<FulfilmentSnapshot>> fulfilments = of(batch, FulfilmentSnapshot.class).stream()
                .map(f -> new LatePart<>("shopify", "L", f))
                .toList();
        List<LatePart<RefundSnapshot>> refunds = of(batch, RefundSnapshot.class).stream()
                .map(r -> new LatePart<>("shopify", "L", r))
                .toList();
        List<Taken> taken = new ArrayList<>();
        taken.addAll(database.inStore(store, tx -> orders.takeRefunds(tx, store, Arrival.LIVE, refunds)));
        taken.addAll(database.inStore(store, tx -> orders.takeFulfilments(tx, store, Arrival.LIVE, fulfilments)));
        taken.addAll(database.inStore(store, tx -> orders.take(tx, store, snapshots)));
        assertTrue(taken.stream().noneMatch(t -> t.outcome() == Taken.Outcome.REFUSED));
    }

    private static <T> List<T> of(List<Object> batch, Class<T> type) {
        return batch.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The order as a person sees it, without our ids and version. */
    private static String end(StoreId store) {
        OrderView o = test.database()
                .inStore(store, tx -> orders.order(tx, store, only(store)))
                .orElseThrow();
        return String.join(
                "\n",
                o.number() + " " + o.state() + " " + o.fulfilment() + " " + o.updatedAt() + " " + o.email() + " "
                        + o.buyer(),
                o.totals() + " " + o.mismatch() + " " + o.cancellation() + " " + o.context() + " " + o.shipTo(),
                o.lines().stream()
                        .map(l -> l.reference() + " " + l.quantity() + " " + l.shipped() + " " + l.refunded() + " "
                                + l.unitPrice())
                        .toList()
                        .toString(),
                o.fulfilments().stream()
                        .map(f -> f.reference() + " " + f.shippedAt() + " " + f.cancelled() + " " + f.parcels() + " "
                                + f.items())
                        .toList()
                        .toString(),
                o.refunds().stream()
                        .map(r -> r.reference() + " " + r.amount() + " " + r.at())
                        .toList()
                        .toString());
    }

    private static OrderId only(StoreId store) {
        return test.database()
                .inStore(store, tx -> orders.byReference(tx, store, "shopify", "L"))
                .orElseThrow();
    }

    private static void assertEventsMakeSense(StoreId store, int seed) {
        List<OrderEvent> events =
                test
                        .database()
                        .inStore(
                                store, tx -> log.timeline(tx, store, only(store).value()))
                        .stream()
                        .map(l -> (OrderEvent) l.event())
                        .toList();
        assertTrue(events.getFirst() instanceof OrderEvent.OrderPlaced, "seed " + seed + ": " + events);
        assertEquals(1, count(events, OrderEvent.OrderPlaced.class), "seed " + seed);
        assertEquals(1, count(events, OrderEvent.OrderCancelled.class), "seed " + seed);
        assertEquals(1, count(events, OrderEvent.OrderRefunded.class), "seed " + seed);
        assertTrue(count(events, OrderEvent.FulfilmentShipped.class) <= 3, "seed " + seed);
        long shipped = count(events, OrderEvent.FulfilmentShipped.class);
        long takenBack = count(events, OrderEvent.FulfilmentCancelled.class);
        assertEquals(2, shipped - takenBack, "seed " + seed + ": f1 and f3 stand in the end");
    }

    private static long count(List<OrderEvent> events, Class<? extends OrderEvent> type) {
        return events.stream().filter(type::isInstance).count();
    }
}
