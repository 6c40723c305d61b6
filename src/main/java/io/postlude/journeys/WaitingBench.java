package io.postlude.journeys;

import io.postlude.flows.FlowId;
import io.postlude.flows.Flows;
import io.postlude.flows.UnderWay;
import io.postlude.kernel.Database;
import io.postlude.kernel.ProcessorTime;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

/**
 * A million runs that wait, some of them due: claimed, their facts read, walked on, their touchpoint decided and all of it
 * written, by two workers. Beside it the same rows claimed, moved and written by one statement that reads and decides nothing.
 */
public final class WaitingBench {
    private static final int WORKERS = 2;
    private static final int AT_ONCE = 2_000;
    private static final int WARM_UP = 40_000;
    private static final double TARGET = 40_000;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final String JOURNEY = """
            {"format": 1, "key": "bench", "name": "Bench", "entry": {"event": "delivered"}, "steps": [
              {"id": "weeks", "do": "wait", "for": "P14D", "next": "which"},
              {"id": "which", "do": "branch", "arms": [{"when": "customer.orders >= 2 && order.total > 20.0", "next": "ask"}],
               "otherwise": "ask"},
              {"id": "ask", "do": "touchpoint", "message": "survey", "purpose": "research"}]}""";

    /** Each order is in it several times; who is in comes in by one event. */
    private static final String RUNS = """
            insert into journeys.run (store_id, id, flow_id, version, subject_id, turn, order_id, customer_id, step, at, due_at,
              event, event_id, entered_at)
            select o.store_id, ? + i, ?, 1, o.id, 1 + i / ?, o.id, o.customer_id, 'weeks', ?::timestamptz - interval '15 days',
              case when i < ? then ?::timestamptz - make_interval(secs => i / 100.0) else ?::timestamptz + interval '9 days' end,
              '{"name": "delivered", "at": "2026-01-01T00:00:00Z"}', i, ?::timestamptz - interval '15 days'
            from generate_series(0, ? - 1) i
            join orders.customer_order o on o.store_id = ? and o.id = ? + 1 + i % ?""";

    private static final String NOTHING_DECIDED = """
            with due as (
              select store_id, id from journeys.run where due_at <= ? order by due_at limit ? for no key update skip locked),
            moved as (
              update journeys.run r set due_at = null, left_at = ?, left_why = 'end', rev = rev + 1 from due d
              where r.store_id = d.store_id and r.id = d.id returning r.*)
            insert into journeys.touchpoint (store_id, id, kind, subject_id, milestone, order_id, customer_id, event_id,
              happened_at, because, useful_until, outcome, rule, noticed_at, decided_at, flow_id, step, run_id)
            select store_id, id, 'JOURNEY', subject_id, 'bench:' || id, order_id, customer_id, event_id, at, '{}', at,
              'WITHHELD', 'NO_CONSENT', left_at, left_at, flow_id, 'ask', id from moved""";

    private final Parts parts;

    private WaitingBench(Parts parts) {
        this.parts = parts;
    }

    /** {@code firstOrder}: the store's orders have the ids after it, {@code orders} of them. */
    public record Parts(
            Database database,
            JourneysModule module,
            InstantSource clock,
            StoreId store,
            long firstOrder,
            int orders) {}

    /** {@code due} of {@code runs} are; half of these show the limit. */
    public static void run(Parts parts, int runs, int due, PrintStream out) throws InterruptedException {
        WaitingBench bench = new WaitingBench(parts);
        long began = System.nanoTime();
        bench.fill(runs, due);
        out.printf("%,d runs filled in, %,d due, in %.0f s%n", runs, due, seconds(began));
        double limit = bench.measure("claimed, moved, written, nothing decided", due / 2, bench::writeOnly, out);
        int warmUp = Math.min(WARM_UP, due / 5);
        int _ = bench.drain(warmUp, parts.module()::someRunsAcrossStores);
        double rate = bench.measure(
                "claimed, read, walked, decided, written",
                due - due / 2 - warmUp,
                parts.module()::someRunsAcrossStores,
                out);
        long left = parts.database()
                .acrossStores(tx -> tx.number("select count(*) from journeys.run where left_at is null"));
        long decided = parts.database().acrossStores(tx -> tx.number("select count(*) from journeys.touchpoint"));
        if (left != runs - due || decided != due)
            throw new IllegalStateException(left + " wait and " + decided + " were decided of " + due);
        out.printf("%.2f of the limit; target %,.0f a second%n", rate / limit, TARGET);
    }

    private void fill(int runs, int due) {
        Instant now = parts.clock().instant();
        FlowId flow = parts.database().inStore(parts.store(), this::publish);
        parts.database()
                .runAcrossStores(tx -> tx.execute(
                        RUNS,
                        parts.firstOrder() + 100_000_000L,
                        flow,
                        parts.orders(),
                        now,
                        due,
                        now,
                        now,
                        now,
                        runs,
                        parts.store(),
                        parts.firstOrder(),
                        parts.orders()));
        parts.database().analyseNewlyFilled();
    }

    private FlowId publish(Tx tx) {
        Flows flows = parts.module().journeys().flows();
        if (!(flows.save(tx, parts.store(), JOURNEY, "bench") instanceof Flows.Kept kept))
            throw new IllegalStateException("the journey was not taken");
        var published = parts.module()
                .journeys()
                .publish(tx, parts.store(), kept.id(), new Flows.Publishing(kept.turn(), UnderWay.KEEP, "bench"));
        if (!(published instanceof Flows.Live)) throw new IllegalStateException(published.toString());
        return kept.id();
    }

    private int writeOnly() {
        Instant now = parts.clock().instant();
        return parts.database().<Integer>spine(tx -> tx.update(NOTHING_DECIDED, now, AT_ONCE, now));
    }

    private double measure(String what, int rows, IntSupplier some, PrintStream out) throws InterruptedException {
        ProcessorTime.Used before = ProcessorTime.now(parts.database());
        long began = System.nanoTime();
        int done = drain(rows, some);
        double took = seconds(began);
        ProcessorTime.Used used = ProcessorTime.now(parts.database()).since(before);
        out.printf(
                "%-42s %,9.0f a second (%,d in %.1f s; program %.0f + server %.0f us each, others held %.1f cores)%n",
                what,
                done / took,
                done,
                took,
                used.program() * 1e6 / done,
                used.server() * 1e6 / done,
                used.coresOfOthers(took));
        return done / took;
    }

    /** Two workers until at least so many are done; answers how many were. */
    private int drain(int rows, IntSupplier some) throws InterruptedException {
        AtomicLong room = new AtomicLong(rows);
        AtomicLong done = new AtomicLong();
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++)
            workers.add(Thread.ofPlatform().start(() -> {
                while (room.getAndAdd(-AT_ONCE) > 0) {
                    int taken = some.getAsInt();
                    done.addAndGet(taken);
                    if (taken == 0) return;
                }
            }));
        for (Thread worker : workers) worker.join(Duration.ofMinutes(10));
        return done.intValue();
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / NANOS_PER_SECOND;
    }
}
