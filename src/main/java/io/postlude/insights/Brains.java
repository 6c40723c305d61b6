package io.postlude.insights;

import io.postlude.kernel.Database;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.stores.Store;
import io.postlude.stores.Stores;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What each store has learned, in memory: the newest model, and what has arrived since it was made. */
final class Brains {
    private static final Duration FRESH_FOR = Duration.ofSeconds(20);

    private final Database database;
    private final Stores stores;
    private final Map<StoreId, Loaded> loaded = new ConcurrentHashMap<>();
    private final ReentrantLock looking = new ReentrantLock();

    private record Loaded(Brain brain, long seq, int settings, long lookedAtNanos) {}

    Brains(Database database, Stores stores) {
        this.database = database;
        this.stores = stores;
    }

    Brain of(StoreId store) {
        Loaded known = loaded.get(store);
        if (known != null && System.nanoTime() - known.lookedAtNanos() < FRESH_FOR.toNanos()) return known.brain();
        if (known != null && looking.isLocked()) return known.brain();
        return refresh(store);
    }

    /**
     * Looks now. One at a time and on connections of its own: whoever asks mostly holds one of the usual ones already, and if
     * all waited for a second there would be none left.
     */
    Brain refresh(StoreId store) {
        looking.lock();
        try {
            Loaded next = database.spine(tx -> look(tx, stores.get(store), loaded.get(store)));
            loaded.put(store, next);
            return next.brain();
        } finally {
            looking.unlock();
        }
    }

    private Loaded look(Tx tx, Store store, @Nullable Loaded known) {
        int version = ForecastSql.state(tx, store.id()).map(ModelState::version).orElse(0);
        Loaded start = known;
        if (start == null || start.brain().version() != version || start.settings() != store.version())
            start = load(tx, store);
        List<FactSql.Fact> fresh =
                FactSql.since(tx, store.id(), start.seq(), start.brain().days());
        long seq = fresh.isEmpty() ? start.seq() : fresh.getLast().seq();
        Brain brain = start.brain().with(fresh.stream().map(FactSql.Fact::trip).toList());
        return new Loaded(brain, seq, store.version(), System.nanoTime());
    }

    private static Loaded load(Tx tx, Store store) {
        LocalDays days = days(store);
        return ForecastSql.newest(tx, store.id())
                .map(kept ->
                        new Loaded(Brain.read(kept.version(), kept.content(), days), kept.seq(), store.version(), 0))
                .orElseGet(() -> new Loaded(Brain.empty(days), 0, store.version(), 0));
    }

    static LocalDays days(Store store) {
        return new LocalDays(store.zone(), store.calendar());
    }
}
