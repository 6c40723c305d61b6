package io.postlude.journeys;

import io.postlude.customers.CustomerDetails;
import io.postlude.kernel.Database;
import io.postlude.kernel.Money;
import io.postlude.kernel.ProcessorTime;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.Address;
import io.postlude.orders.Arrival;
import io.postlude.orders.OrderSnapshot;
import io.postlude.orders.Orders;
import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * From an event's commit to its mail in the outbox, while a thousand events a second come in: each event is an order that
 * is taken whole, and each leads to a rendered mail. What is timed is when another connection can see the message.
 */
public final class JourneysBench {
    private static final int EVENTS_A_SECOND = 1_000;
    private static final int AT_ONCE = 20;
    private static final int WARM_UP_SECONDS = 20;
    private static final int SECONDS = 20;
    private static final double TARGET_MILLIS = 1_000;
    private static final long LOOK_NANOS = 5_000_000;
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private final Parts parts;
    private final Map<Long, Long> committed = new ConcurrentHashMap<>();
    private int number;

    private JourneysBench(Parts parts) {
        this.parts = parts;
    }

    /** {@code store} exists and has a sender; the readers run. */
    public record Parts(Database database, Orders orders, InstantSource clock, StoreId store) {}

    public static void run(Parts parts, PrintStream out) throws InterruptedException {
        JourneysBench bench = new JourneysBench(parts);
        report("a program just started", bench.stream(WARM_UP_SECONDS), out);
        parts.database().analyseNewlyFilled();
        ProcessorTime.Used before = ProcessorTime.now(parts.database());
        long began = System.nanoTime();
        double[] millis = bench.stream(SECONDS);
        ProcessorTime.Used used = ProcessorTime.now(parts.database()).since(before);
        out.printf(
                "processor time a mail: program %.0f + server %.0f us; other programs held %.1f cores%n",
                used.program() * 1e6 / millis.length,
                used.server() * 1e6 / millis.length,
                used.coresOfOthers((System.nanoTime() - began) / 1e9));
        report("warm", millis, out);
        out.printf("target: p95 %,.0f ms%n", TARGET_MILLIS);
    }

    private static void report(String what, double[] millis, PrintStream out) {
        Arrays.sort(millis);
        out.printf(
                "event to mail in the outbox, %s, %,d a second (%,d mails): p50 %,.0f ms, p95 %,.0f ms, p99 %,.0f ms, most %,.0f ms%n",
                what,
                EVENTS_A_SECOND,
                millis.length,
                at(millis, 0.5),
                at(millis, 0.95),
                at(millis, 0.99),
                millis[millis.length - 1]);
    }

    private static double at(double[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * sorted.length))];
    }

    private double[] stream(int seconds) throws InterruptedException {
        committed.clear();
        int events = seconds * EVENTS_A_SECOND;
        long before = mails();
        long after = newest();
        Thread source = Thread.ofPlatform().start(() -> feed(events));
        Map<Long, Long> seen = new HashMap<>();
        long until = System.nanoTime() + seconds * 1_000_000_000L + PATIENCE_NANOS;
        while (seen.size() < events && System.nanoTime() < until) {
            long last = after;
            List<long[]> fresh = parts.database().spine(tx -> news(tx, last));
            long now = System.nanoTime();
            for (long[] row : fresh) {
                seen.put(row[1], now);
                after = Math.max(after, row[0]);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        source.join();
        if (seen.size() < events || mails() - before != events)
            throw new IllegalStateException(seen.size() + " of " + events + " events became mails");
        return seen.entrySet().stream()
                .mapToDouble(entry -> (entry.getValue() - Objects.requireNonNull(committed.get(entry.getKey()))) / 1e6)
                .toArray();
    }

    private long newest() {
        return parts.database().acrossStores(tx -> tx.number("select max(id) from journeys.touchpoint"));
    }

    /**
     * Ids of the one reader's rows run upwards, and its transactions follow each other; a message is written with its
     * touchpoint.
     */
    private List<long[]> news(Tx tx, long after) {
        return tx.list("""
                select id, order_id from journeys.touchpoint
                where store_id = ? and id > ? and message_id is not null order by id""", row -> new long[] {row.getLong(1), row.getLong(2)}, parts.store(), after);
    }

    private long mails() {
        return parts.database()
                .acrossStores(
                        tx -> tx.number("select count(*) from messaging.message where store_id = ?", parts.store()));
    }

    /** Keeps to the second, whatever a batch takes; late batches follow at once. */
    private void feed(int events) {
        long began = System.nanoTime();
        for (int done = 0; done < events; done += AT_ONCE) {
            long due = began + done * 1_000_000_000L / EVENTS_A_SECOND;
            while (System.nanoTime() < due) LockSupport.parkNanos(due - System.nanoTime());
            List<OrderSnapshot> batch = new ArrayList<>(AT_ONCE);
            Instant now = parts.clock().instant();
            for (int i = 0; i < AT_ONCE; i++) batch.add(order(number++, now));
            var taken = parts.database().spine(tx -> parts.orders().take(tx, parts.store(), Arrival.LIVE, batch));
            long at = System.nanoTime();
            taken.forEach(one -> {
                if (one.order() != null) committed.put(one.order().value(), at);
            });
        }
    }

    private static OrderSnapshot order(int number, Instant now) {
        Money price = Money.of(4_900, "EUR");
        Money none = Money.of(0, "EUR");
        return new OrderSnapshot(
                "api",
                "B-" + number,
                "#B-" + number,
                now,
                now,
                new CustomerDetails(
                        "api",
                        null,
                        "b" + number + "@example.com",
                        null,
                        "Anna",
                        "Kessler",
                        "de",
                        null,
                        "DE",
                        null,
                        List.of(),
                        List.of(),
                        now),
                List.of(new OrderSnapshot.Line(
                        "l1", OrderSnapshot.ProductRef.NONE, "Linen shirt", null, 1, price, none, none, true)),
                new OrderSnapshot.Totals(price, none, none, none, price, true, List.of(), null),
                new Address("Anna Kessler", null, "Feldstraße 36", null, "20357", "Hamburg", null, "DE", null),
                null,
                null,
                null,
                List.of(),
                List.of(),
                OrderSnapshot.Context.NONE,
                true);
    }
}
