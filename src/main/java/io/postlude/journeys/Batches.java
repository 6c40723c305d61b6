package io.postlude.journeys;

import io.postlude.kernel.Database;
import io.postlude.kernel.DatabaseException;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up rows that are due, in sets, on any number of nodes at once. Where a set fails it is taken one by one, so that the
 * one that fails waits a while and the others pass.
 */
final class Batches<R> {
    private static final Logger LOG = LoggerFactory.getLogger(Batches.class);

    private final Database database;
    private final int limit;
    private final Work<R> work;

    Batches(Database database, int limit, Work<R> work) {
        this.database = database;
        this.limit = limit;
        this.work = work;
    }

    /** What is done with them. */
    interface Work<R> {
        List<R> claim(Tx tx, int limit);

        StoreId store(R row);

        void take(Tx tx, StoreId store, List<R> rows);

        void setAside(Tx tx, List<R> rows);
    }

    /** Works until nothing is due. */
    void takeAllAcrossStores() {
        int taken = limit;
        while (taken >= limit) taken = some();
    }

    /** One set; answers how many it had. */
    int some() {
        try {
            return database.<Integer>spine(tx -> {
                List<R> due = work.claim(tx, limit);
                takeByStore(tx, due);
                return due.size();
            });
        } catch (RuntimeException e) {
            if (DatabaseException.isTransient(e)) throw e;
            LOG.warn("What is due could not be taken together, going on one by one", e);
            return oneByOne();
        }
    }

    private void takeByStore(Tx tx, List<R> due) {
        Function<R, StoreId> store = work::store;
        due.stream()
                .collect(Collectors.groupingBy(
                        store, () -> new TreeMap<>(Comparator.comparingInt(StoreId::value)), Collectors.toList()))
                .forEach((id, rows) -> work.take(tx, id, rows));
    }

    private int oneByOne() {
        for (int i = 0; i < limit; i++) {
            int taken = database.<Integer>spine(tx -> {
                List<R> due = work.claim(tx, 1);
                if (due.isEmpty()) return 0;
                tx.execute("savepoint one");
                try {
                    takeByStore(tx, due);
                } catch (RuntimeException e) {
                    if (DatabaseException.isTransient(e)) throw e;
                    LOG.error("What is due failed and is tried again: {}", due.getFirst(), e);
                    tx.execute("rollback to savepoint one");
                    work.setAside(tx, due);
                }
                return due.size();
            });
            if (taken == 0) return 0;
        }
        return limit;
    }
}
