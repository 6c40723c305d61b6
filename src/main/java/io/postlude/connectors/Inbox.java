package io.postlude.connectors;

import io.postlude.kernel.Database;
import io.postlude.kernel.StoreId;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What came in from outside, raw, with what became of it: to look at, search and work again. */
public final class Inbox {
    public static final int REPLAY_LIMIT = 1_000;

    private final Database database;
    private final Mentions mentions;
    private final InboxWorker worker;
    private final InstantSource clock;

    Inbox(Database database, Mentions mentions, InboxWorker worker, InstantSource clock) {
        this.database = database;
        this.mentions = mentions;
        this.worker = worker;
        this.clock = clock;
    }

    /** Newest first, without bodies. */
    public List<InboxEntry> search(StoreId store, InboxSearch search) {
        String text = search.text();
        byte[] digest = text == null ? null : mentions.digest(store, text);
        return database.inStore(store, tx -> InboxSql.search(tx, store, search, digest));
    }

    /** One delivery with its body. */
    public Optional<InboxEntry> find(StoreId store, InboxId id) {
        return database.inStore(store, tx -> InboxSql.find(tx, store, id));
    }

    /** Deliveries that wait to be worked, and those that need a person. */
    public record Counts(long waiting, long failed) {}

    public Counts counts(StoreId store) {
        return database.inStore(store, tx -> InboxSql.counts(tx, store));
    }

    /** Works these again from the start; answers how many: not those that wait anyway or whose body was erased. */
    public int replay(StoreId store, Collection<InboxId> ids) {
        if (ids.size() > REPLAY_LIMIT) throw new IllegalArgumentException("at most " + REPLAY_LIMIT + " at once");
        long[] numbers = ids.stream().mapToLong(InboxId::value).toArray();
        int replayed = database.inStore(store, tx -> InboxSql.replay(tx, store, numbers, clock.instant()));
        worker.wake();
        return replayed;
    }

    /** Works everything again that a search finds, at most {@link #REPLAY_LIMIT}. */
    public int replayAll(StoreId store, InboxSearch search) {
        return replay(store, search(store, search).stream().map(InboxEntry::id).toList());
    }
}
