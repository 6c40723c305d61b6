package io.postlude.tracking;

import io.postlude.kernel.BinaryCopy;
import io.postlude.kernel.Database;
import io.postlude.kernel.Event;
import io.postlude.kernel.LogReader;
import io.postlude.kernel.Logged;
import io.postlude.kernel.Tx;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Stands for a consumer of the log in the bench: writes a decision for each move of a parcel. */
final class BenchReader implements LogReader {

    private static final int BATCH = 10_000;
    private static final long PATIENCE_SECONDS = 120;
    private static final String TARGET = "tracking.bench_decision (order_id, event_id, store_id, decision)";

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();

    static void prepare(Database database) {
        database.runAcrossStores(tx -> tx.execute("""
                create table if not exists tracking.bench_decision (
                  order_id bigint not null, event_id bigint not null, store_id int not null, decision smallint not null,
                  primary key (order_id, event_id))"""));
    }

    static long decisions(Database database) {
        return database.<Long>acrossStores(tx -> tx.number("select count(*) from tracking.bench_decision"));
    }

    @Override
    public String name() {
        return "bench";
    }

    @Override
    public Set<Class<? extends Event>> wants() {
        return Set.of(TrackingEvent.ShipmentMoved.class);
    }

    @Override
    public int batch() {
        return BATCH;
    }

    @Override
    public void take(Tx tx, List<Logged> events) {
        BinaryCopy copy = new BinaryCopy(4, events.size() * 46);
        List<Logged> sorted = events.stream()
                .sorted(Comparator.comparingLong(
                                (Logged logged) -> logged.event().key())
                        .thenComparingLong(Logged::id))
                .toList();
        for (Logged logged : sorted) {
            TrackingEvent.ShipmentMoved moved = (TrackingEvent.ShipmentMoved) logged.event();
            copy.row()
                    .int8(moved.key())
                    .int8(logged.id())
                    .int4(moved.store().value())
                    .int2(moved.to().actionRequired() ? 1 : 0);
        }
        copy.into(tx, TARGET);
        lock.lock();
        try {
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until so many decisions are committed. */
    void await(Database database, long wanted) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (decisions(database) < wanted) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("the reader stands at " + decisions(database) + " of " + wanted);
            }
            lock.lock();
            try {
                boolean _ = more.await(50, TimeUnit.MILLISECONDS);
            } finally {
                lock.unlock();
            }
        }
    }
}
