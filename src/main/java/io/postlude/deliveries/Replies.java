package io.postlude.deliveries;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.promises.NewPromise;
import io.postlude.promises.Promise;
import io.postlude.promises.PromiseKind;
import io.postlude.promises.PromiseReference;
import io.postlude.promises.Promises;
import io.postlude.promises.StandingPromises.Named;
import io.postlude.stores.Store;
import io.postlude.stores.Stores;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The replies that are owed: promised when a question comes in writing, kept when somebody has answered it. */
final class Replies {
    /** What is told later than this is history: a help desk that hands in last month promises nobody anything. */
    private static final Duration NEWS_FOR = Duration.ofDays(2);

    /** Clocks differ a little; what is asked further in the future was told in a wrong zone, and counts from now. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    private final Stores stores;
    private final Promises promises;
    private final InstantSource clock;

    Replies(Stores stores, Promises promises, InstantSource clock) {
        this.stores = stores;
        this.promises = promises;
        this.clock = clock;
    }

    static PromiseReference reference(ContactId contact) {
        return new PromiseReference(PromiseKind.REPLY, contact.toString());
    }

    void promise(Tx tx, StoreId id, ContactId contact, Contact told) {
        Instant now = clock.instant();
        Store store = stores.find(id).orElse(null);
        if (store == null || !told.channel().isWritten() || told.at().isBefore(now.minus(NEWS_FOR))) {
            return;
        }
        Instant asked = told.at().isAfter(now.plus(CLOCKS_DIFFER)) ? now : told.at();
        Instant by = PromiseRule.of(tx, id).replyBy(store.calendar(), asked, store.zone());
        // What was handed in when its time was over already cannot be promised for then any more.
        Instant fair = by.isBefore(now) ? PromiseRule.of(tx, id).replyBy(store.calendar(), now, store.zone()) : by;
        int _ = promises.standing()
                .make(
                        tx,
                        List.of(new Named(
                                reference(contact),
                                NewPromise.plain(
                                        id, told.order(), PromiseKind.REPLY, new NewPromise.Term(asked, fair)))));
    }

    void kept(Tx tx, StoreId store, ContactId contact, Instant at) {
        promises.standing().fulfil(tx, store, Map.of(reference(contact), at));
    }

    Optional<Promise> of(Tx tx, StoreId store, ContactId contact) {
        return promises.standing().find(tx, store, List.of(reference(contact))).stream()
                .findFirst();
    }
}
