package io.postlude.connectors;

import io.postlude.kernel.DatabaseException;
import io.postlude.orders.Arrival;
import io.postlude.orders.Checked;
import io.postlude.orders.Taken;
import io.postlude.promises.PromisedDeliveries;
import io.postlude.tracking.ShipmentRegistration;
import io.postlude.tracking.StoreScan;
import io.postlude.tracking.Tracking;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Two writers take batches from a short queue: while one writes its orders the other checks its own. Orders are written by
 * one at a time: neighbours in a file share people and products, and a second writer only waits for the first one's claims,
 * then has to look at all of its people again.
 */
final class ImportWriters implements AutoCloseable {
    private static final int WRITERS = 2;
    private static final int QUEUE_BATCHES = 2;
    private static final int TRIES = 5;
    private static final long POLL_MILLIS = 100;

    private final Importers.Parts parts;
    private final ImportParcels parcels;
    private final Importers.Keeping keeping;
    private final BlockingQueue<List<ImportedOrder>> queue = new ArrayBlockingQueue<>(QUEUE_BATCHES);
    private final Object telling = new Object();
    private final ReentrantLock ordering = new ReentrantLock();
    private final List<Thread> threads = new ArrayList<>();
    private int begun; // guarded by ordering; each time it doubles the planner may look at what came
    private volatile boolean noMore;
    private volatile double share;
    private volatile @Nullable RuntimeException failure;

    ImportWriters(Importers.Parts parts, ImportParcels parcels, Importers.Keeping keeping) {
        this.parts = parts;
        this.parcels = parcels;
        this.keeping = keeping;
        for (int i = 0; i < WRITERS; i++)
            threads.add(Thread.ofPlatform().name("import-writer-" + i).start(this::work));
    }

    void readSoFar(double read) {
        share = read;
    }

    /** Waits for room; a failed writer ends the import here. */
    void write(List<ImportedOrder> batch) {
        try {
            while (!queue.offer(batch, POLL_MILLIS, TimeUnit.MILLISECONDS)) rethrow();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the import was interrupted", e);
        }
        rethrow();
    }

    /** Returns when everything is written. */
    void finish() {
        close();
        rethrow();
    }

    private void rethrow() {
        RuntimeException failed = failure;
        if (failed != null) throw failed;
    }

    private void work() {
        try {
            while (failure == null) {
                List<ImportedOrder> batch = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
                if (batch != null) write(batch, 1);
                else if (noMore) return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** Whoever else takes the same people at the same time can make the database ask for another try. */
    private void write(List<ImportedOrder> batch, int attempt) {
        try {
            Written orders = orders(batch, checked(batch));
            // Scans are known by their own hash, so what a crash between here and there left out is added the next
            // time.
            List<StoreScan> left = orders.parcels().left();
            int later = left.isEmpty() ? 0 : parts.tracking().take(left).fresh();
            tell(batch, orders, orders.parcels().scans() + later);
        } catch (DatabaseException e) {
            if (attempt == TRIES || !(DatabaseException.isTransient(e) || DatabaseException.isTaken(e))) throw e;
            write(batch, attempt + 1);
        }
    }

    private Checked checked(List<ImportedOrder> batch) {
        return parts.orders().check(batch.stream().map(ImportedOrder::snapshot).toList());
    }

    private Written orders(List<ImportedOrder> batch, Checked checked) {
        ordering.lock();
        try {
            if (Integer.bitCount(begun++) == 1) parts.database().analyseNewlyFilled();
            return parts.database().spine(tx -> {
                List<Taken> taken = parts.orders().take(tx, parcels.store(), Arrival.HISTORY, checked);
                List<ShipmentRegistration> found = parcels.registrations(batch, taken);
                Tracking.Registered registered =
                        parts.tracking().register(tx, parcels.store(), found, parcels.scans(batch, taken));
                PromisedDeliveries deliveries = parts.promises().deliveries();
                deliveries.releaseOrders(tx, parcels.store(), ImportParcels.cancelled(taken));
                deliveries.owe(tx, parcels.store(), parcels.owed(batch, taken));
                return new Written(taken, registered);
            });
        } finally {
            ordering.unlock();
        }
    }

    private record Written(List<Taken> taken, Tracking.Registered parcels) {}

    private void tell(List<ImportedOrder> batch, Written written, int scans) {
        for (int i = 0; i < batch.size(); i++) {
            Taken taken = written.taken().get(i);
            if (taken.outcome() == Taken.Outcome.REFUSED) refused(batch.get(i), taken);
        }
        long orders = keeping.tally()
                .add(
                        batch,
                        new ImportTally.Written(
                                written.taken(), written.parcels().shipments().size(), scans));
        synchronized (telling) {
            keeping.progress().at(orders, share);
        }
    }

    private void refused(ImportedOrder order, Taken taken) {
        String reason = taken.problems().stream()
                .map(problem -> problem.pointer() + " " + problem.detail())
                .collect(Collectors.joining("; "));
        keeping.tally().faulty(order.rows().size());
        keeping.faults().add(order.rows(), reason);
    }

    @Override
    public void close() {
        noMore = true;
        for (Thread thread : threads) join(thread);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
