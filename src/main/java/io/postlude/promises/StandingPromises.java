package io.postlude.promises;

import io.postlude.kernel.BulkRows;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.promises.PromiseEvent.PromiseMade;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Promises known by a reference of whoever makes them: refunds, replies, points, and that an order leaves the house. Each may
 * be told any number of times; under its reference it is made once, settled once, released once.
 */
public final class StandingPromises {
    private final Promises promises;
    private final EventLog log;

    StandingPromises(Promises promises, EventLog log) {
        this.promises = promises;
        this.log = log;
    }

    /** A promise and what it is called. */
    public record Named(PromiseReference reference, NewPromise promise) {
        public Named {
            if (reference.kind() != promise.kind()) {
                throw new IllegalArgumentException("a promise and its reference are of one kind");
            }
        }
    }

    /** Writes down those whose reference is new; answers how many that were. */
    public int make(Tx tx, Collection<Named> wanted) {
        if (wanted.isEmpty()) {
            return 0;
        }
        BulkRows rows = new BulkRows(PromisesSql.PROMISE);
        Map<PromiseId, NewPromise> all =
                wanted.stream().collect(Collectors.toMap(named -> promises.reserve(), Named::promise));
        Map<NewPromise, PromiseReference> names =
                wanted.stream().collect(Collectors.toMap(Named::promise, Named::reference, (one, same) -> one));
        all.forEach((id, promise) ->
                Promises.add(rows, new OldPromise(id, promise, null), Objects.requireNonNull(names.get(promise))));
        List<PromiseId> fresh = rows.list(tx, PromisesSql.MAKE_ONCE, row -> new PromiseId(row.getLong(1)));
        watch(tx, fresh, all);
        log.append(tx, fresh.stream().map(id -> made(id, all)).toList());
        return fresh.size();
    }

    private static PromiseMade made(PromiseId id, Map<PromiseId, NewPromise> all) {
        NewPromise p = Objects.requireNonNull(all.get(id));
        return new PromiseMade(
                p.store(), id, p.order(), p.shipment(), p.kind(), p.window().by(), p.madeAt());
    }

    private static void watch(Tx tx, List<PromiseId> fresh, Map<PromiseId, NewPromise> all) {
        BulkRows due = new BulkRows(PromisesSql.DUE);
        BulkRows watched = new BulkRows(PromisesSql.WATCHED);
        for (PromiseId id : fresh) {
            NewPromise p = Objects.requireNonNull(all.get(id));
            due.add(p.store(), id, p.window().by());
            watched.add(p.store(), id, p.kind(), p.madeAt(), p.window().by());
        }
        due.appendTo(tx, "promises.due");
        watched.appendTo(tx, "promises.watched");
    }

    /** What was promised under these references happened then; references nobody knows are passed over. */
    public void fulfil(Tx tx, StoreId store, Map<PromiseReference, Instant> done) {
        List<Promise> open = find(tx, store, done.keySet());
        promises.settle(
                tx,
                open.stream()
                        .map(promise -> new Settlement(store, promise.id(), done(done, promise), false))
                        .toList());
    }

    private static Instant done(Map<PromiseReference, Instant> done, Promise promise) {
        return Objects.requireNonNull(done.get(Objects.requireNonNull(promise.reference())));
    }

    /** These no longer bind. */
    public void release(Tx tx, StoreId store, Collection<PromiseReference> references) {
        promises.release(
                tx, store, find(tx, store, references).stream().map(Promise::id).toList());
    }

    /** Those there are, in no order. */
    public List<Promise> find(Tx tx, StoreId store, Collection<PromiseReference> references) {
        if (references.isEmpty()) {
            return List.of();
        }
        return tx.list(
                PromisesSql.BY_REFERENCE,
                PromisesSql::promise,
                words(references, reference -> reference.kind().name()),
                words(references, PromiseReference::value),
                store);
    }

    private static String[] words(Collection<PromiseReference> references, Function<PromiseReference, String> word) {
        return references.stream().map(word).toArray(String[]::new);
    }
}
