package io.postlude.connectors;

import io.postlude.connectors.InboxSql.Settled;
import io.postlude.connectors.InboxSql.Work;
import io.postlude.kernel.Database;
import io.postlude.kernel.DatabaseException;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.stores.Source;
import io.postlude.tracking.StoreScan;
import io.postlude.tracking.Tracking;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works the inbox: one store at a time, in sets, in the order things came. Effects and the rows' states are one transaction;
 * scans, which tracking takes in transactions of its own and only once, come after it and before their rows are done.
 */
final class InboxWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InboxWorker.class);
    static final int ATTEMPTS_LIMIT = 8;
    private static final int BATCH_ROWS = 200;
    /** How the result of a row begins that waits for something else, or gave up waiting. */
    static final String WAITS = "Waits: ";

    private static final int LOCK_SPACE = 0x1b0c;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            Duration.ofHours(6),
            Duration.ofHours(24));

    private final Database database;
    private final Effects effects;
    private final Mentions mentions;
    private final Tracking tracking;
    private final InstantSource clock;
    private final Semaphore news = new Semaphore(0);
    private @Nullable Thread thread;
    private volatile boolean stopping;

    InboxWorker(Database database, Effects effects, Mentions mentions, Following following) {
        this.database = database;
        this.effects = effects;
        this.mentions = mentions;
        this.tracking = following.tracking();
        this.clock = following.clock();
    }

    /** Who follows parcels, by which clock. */
    record Following(Tracking tracking, InstantSource clock) {}

    void start() {
        thread = Thread.ofPlatform().daemon().name("inbox-worker").start(this::run);
    }

    /** There is something to do; asked a hundred times in a moment it looks once. */
    void wake() {
        if (news.availablePermits() == 0) news.release();
    }

    private void run() {
        while (!stopping) {
            try {
                int worked = workDue();
                if (worked == 0 && news.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) news.drainPermits();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (!stopping) LOG.warn("The inbox could not be worked, trying again: {}", e.toString());
                pauseAfterFailure();
            }
        }
    }

    private void pauseAfterFailure() {
        try {
            boolean _ = news.tryAcquire(2, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            stopping = true;
        }
    }

    /** Works one batch of every store that has something due; answers how many rows were settled. */
    int workDue() {
        List<StoreId> stores = database.acrossStores(tx -> InboxSql.waitingAcrossStores(tx, clock.instant()));
        int worked = 0;
        for (StoreId store : stores) worked += work(store);
        return worked;
    }

    private int work(StoreId store) {
        try {
            return workSet(store, tx -> InboxSql.claim(tx, store, clock.instant(), BATCH_ROWS));
        } catch (RuntimeException e) {
            if (DatabaseException.isTransient(e)) throw e;
            LOG.warn("A set of store {} failed, working it one by one: {}", store, e.toString());
            return workOneByOne(store);
        }
    }

    private int workOneByOne(StoreId store) {
        List<InboxId> due =
                database.inStore(store, tx -> InboxSql.claim(tx, store, clock.instant(), BATCH_ROWS)).stream()
                        .map(Work::id)
                        .toList();
        int worked = 0;
        for (InboxId id : due) worked += workAlone(store, id);
        return worked;
    }

    private int workAlone(StoreId store, InboxId id) {
        try {
            return workSet(
                    store, tx -> InboxSql.claimOne(tx, store, id).stream().toList());
        } catch (RuntimeException e) {
            if (DatabaseException.isTransient(e)) throw e;
            LOG.warn("Delivery {} of store {} failed", id, store, e);
            String reason = "It failed: " + e.getClass().getSimpleName() + ". The log of the server says more.";
            return database.inStore(store, tx -> {
                Optional<Work> work = InboxSql.claimOne(tx, store, id);
                work.ifPresent(row -> InboxSql.settle(tx, store, List.of(later(row, reason)), clock.instant()));
                return work.isPresent() ? 1 : 0;
            });
        }
    }

    private int workSet(StoreId store, Database.Work<List<Work>> claim) {
        List<WithScans> scans = new ArrayList<>();
        int settled = database.inStore(store, tx -> {
            if (tx.number(
                            "select case when pg_try_advisory_xact_lock(?, ?) then 1 else 0 end",
                            LOCK_SPACE,
                            store.value())
                    == 0) return 0; // another node is at this store
            return settleAll(tx, store, claim.run(tx), scans);
        });
        return settled + (scans.isEmpty() ? 0 : handIn(store, scans));
    }

    /** A row whose scans are still to be handed in. */
    private record WithScans(InboxId id, Effects.Result result) {}

    private int settleAll(Tx tx, StoreId store, List<Work> claimed, List<WithScans> scans) {
        if (claimed.isEmpty()) return 0;
        List<Settled> settled = new ArrayList<>();
        List<Effects.Read> read = new ArrayList<>();
        Map<InboxId, Work> rows = new HashMap<>();
        for (Work row : claimed) {
            rows.put(row.id(), row);
            read(row).ifPresentOrElse(read::add, () -> settled.add(unreadable(row)));
        }
        Map<InboxId, Set<String>> terms = new HashMap<>();
        for (Effects.Read one : read) terms.put(one.id(), terms(one));
        mentions.write(tx, store, terms);
        Map<InboxId, Set<String>> about = new HashMap<>();
        Set<InboxId> waiting = new HashSet<>();
        effects.apply(tx, store, read).forEach((id, result) -> {
            about.put(id, result.about);
            if (result.later != null) waiting.add(id);
            Work row = java.util.Objects.requireNonNull(rows.get(id));
            if (!result.scans.isEmpty() && result.refused.isEmpty()) scans.add(new WithScans(id, result));
            else settled.add(settled(row, result));
        });
        mentions.write(tx, store, about);
        InboxSql.settle(tx, store, settled, clock.instant());
        hasten(
                tx,
                store,
                read.stream().filter(one -> !waiting.contains(one.id())).toList());
        return settled.size();
    }

    /**
     * What waits for an order, or for a return of the shop, is worked when that has come and not when its pause is over. What waits
     * itself has not come: it would hasten itself for ever.
     */
    private void hasten(Tx tx, StoreId store, List<Effects.Read> read) {
        Set<String> came = new HashSet<>();
        for (Effects.Read one : read)
            for (Statement statement : one.statements())
                switch (statement) {
                    case Statement.OrderStands(var order) -> came.add(order.reference());
                    case Statement.FulfilmentStands(String order, var _) -> came.add(order);
                    case Statement.ReturnStands(var news) -> {
                        if (news.order() != null) came.add(news.reference());
                    }
                    default -> {}
                }
        mentions.hasten(tx, store, came, clock.instant());
    }

    private static Set<String> terms(Effects.Read read) {
        Set<String> terms = new HashSet<>();
        read.statements().forEach(statement -> terms.addAll(Mentions.of(statement)));
        return terms;
    }

    private static Optional<Effects.Read> read(Work row) {
        return switch (reading(row)) {
            case Mappings.Reading.Says(List<Statement> statements) ->
                Optional.of(new Effects.Read(row.id(), Source.of(row.source()).orElseThrow(), statements));
            case Mappings.Reading.Unreadable _ -> Optional.empty();
        };
    }

    private static Mappings.Reading reading(Work row) {
        return Mappings.read(row.envelope(), row.body());
    }

    private Settled unreadable(Work row) {
        if (row.body().length == 0)
            return new Settled(
                    row.id(), InboxState.IGNORED, "The body is empty or was erased.", clock.instant(), row.attempts());
        String reason = reading(row) instanceof Mappings.Reading.Unreadable(String why) ? why : "";
        return new Settled(row.id(), InboxState.FAILED, reason, clock.instant(), row.attempts() + 1);
    }

    private Settled settled(Work row, Effects.Result result) {
        if (result.later != null && result.refused.isEmpty()) return later(row, WAITS + result.later + ".");
        return new Settled(row.id(), result.state(), result.words(), clock.instant(), row.attempts() + 1);
    }

    private Settled later(Work row, String reason) {
        int attempts = row.attempts() + 1;
        if (attempts >= ATTEMPTS_LIMIT)
            return new Settled(row.id(), InboxState.FAILED, reason, clock.instant(), attempts);
        Instant due = clock.instant().plus(PAUSES.get(attempts - 1));
        return new Settled(row.id(), InboxState.RECEIVED, reason, due, attempts);
    }

    private int handIn(StoreId store, List<WithScans> rows) {
        List<StoreScan> scans = rows.stream()
                .flatMap(row -> row.result().scans.stream())
                .map(scan -> new StoreScan(store, scan))
                .toList();
        var taken = tracking.take(scans);
        LOG.debug("Store {}: {}", store, taken);
        return database.inStore(store, tx -> {
            List<Settled> settled = new ArrayList<>();
            for (WithScans row : rows)
                InboxSql.claimOne(tx, store, row.id()).ifPresent(work -> settled.add(handedIn(work, row.result())));
            InboxSql.settle(tx, store, settled, clock.instant());
            return settled.size();
        });
    }

    private Settled handedIn(Work row, Effects.Result result) {
        int n = result.scans.size();
        result.done.add(n + (n == 1 ? " scan handed in" : " scans handed in"));
        return new Settled(row.id(), InboxState.DONE, result.words(), clock.instant(), row.attempts() + 1);
    }

    @Override
    public void close() {
        stopping = true;
        if (thread != null) thread.interrupt();
    }
}
