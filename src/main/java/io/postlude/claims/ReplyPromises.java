package io.postlude.claims;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.promises.NewPromise;
import io.postlude.promises.Promise;
import io.postlude.promises.PromiseKind;
import io.postlude.promises.PromiseReference;
import io.postlude.promises.PromisedWindow;
import io.postlude.promises.Promises;
import io.postlude.promises.StandingPromises.Named;
import io.postlude.stores.Store;
import io.postlude.stores.Stores;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The answers that are owed to claims: promised each time it is our turn, kept when we said something. */
final class ReplyPromises {
    private final Stores stores;
    private final Promises promises;

    ReplyPromises(Stores stores, Promises promises) {
        this.stores = stores;
        this.promises = promises;
    }

    /** Which claim, and the how manieth time it is our turn. */
    record Turn(StoreId store, ClaimId claim, OrderId order, int round) {
        static Turn of(StoreId store, ClaimView view) {
            return new Turn(store, view.id(), view.order(), view.round());
        }

        PromiseReference reference() {
            return new PromiseReference(PromiseKind.REPLY, claim + ":" + round);
        }
    }

    /** Until when an answer is promised from now on. */
    Instant promise(Tx tx, Turn turn, Instant now) {
        Store store = stores.get(turn.store());
        LocalDate today = now.atZone(store.zone()).toLocalDate();
        LocalDate last = store.calendar()
                .addWorkingDays(today, ClaimSettings.of(tx, turn.store()).replyDays());
        PromisedWindow window = PromisedWindow.days(today, last, store.zone());
        NewPromise promise = new NewPromise(
                turn.store(),
                turn.order(),
                null,
                PromiseKind.REPLY,
                new PromisedWindow(null, window.by(), null, last),
                "claim",
                null,
                now);
        int _ = promises.standing().make(tx, List.of(new Named(turn.reference(), promise)));
        return window.by();
    }

    void kept(Tx tx, Turn turn, Instant now) {
        promises.standing().fulfil(tx, turn.store(), Map.of(turn.reference(), now));
    }

    /** The customer asks no more. */
    void release(Tx tx, Turn turn) {
        promises.standing().release(tx, turn.store(), List.of(turn.reference()));
    }

    /** Those of several claims, as far as there are any. */
    Map<ClaimView, Promise> of(Tx tx, StoreId store, List<ClaimView> claims) {
        Map<String, ClaimView> named = new HashMap<>();
        claims.forEach(claim -> named.put(Turn.of(store, claim).reference().value(), claim));
        Map<ClaimView, Promise> all = new HashMap<>();
        promises.standing()
                .find(
                        tx,
                        store,
                        claims.stream()
                                .map(claim -> Turn.of(store, claim).reference())
                                .toList())
                .forEach(promise -> {
                    PromiseReference reference = promise.reference();
                    ClaimView claim = reference == null ? null : named.get(reference.value());
                    if (claim != null) all.put(claim, promise);
                });
        return all;
    }

    Optional<Promise> of(Tx tx, Turn turn) {
        return promises.standing().find(tx, turn.store(), List.of(turn.reference())).stream()
                .findFirst();
    }
}
