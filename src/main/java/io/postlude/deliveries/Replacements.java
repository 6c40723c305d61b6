package io.postlude.deliveries;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.Ids;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.stores.PersonId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Goods that are to be sent again, and who sees to it. Customers hear of it once a parcel has left, never before. */
public final class Replacements {
    public static final int WORDS_LIMIT_CHARS = 2_000;

    private final EventLog log;
    private final Ids ids;
    private final InstantSource clock;

    Replacements(EventLog log, Ids ids, InstantSource clock) {
        this.log = log;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * What is wanted.
     *
     * @param key made by the page that offers it: sending it twice wants it once
     * @param owner who is to see to it
     */
    public record Wish(
            String key,
            OrderId order,
            @Nullable CustomerId customer,
            @Nullable Long shipment,
            @Nullable String words,
            PersonId askedBy,
            PersonId owner) {
        public Wish {
            if (words != null && words.length() > WORDS_LIMIT_CHARS) {
                throw new IllegalArgumentException("What is to be sent again has at most 2,000 characters");
            }
        }
    }

    public enum State {
        WANTED,
        SENT,
        DROPPED
    }

    /** A replacement as it stands; {@code reference} is the new order's or parcel's number. */
    public record Replacement(
            ReplacementId id,
            OrderId order,
            @Nullable Long shipment,
            @Nullable String words,
            PersonId askedBy,
            PersonId owner,
            State state,
            Instant wantedAt,
            @Nullable Instant settledAt,
            @Nullable String reference) {}

    /** Writes it down; empty where it was before under the same key. */
    public Optional<ReplacementId> want(Tx tx, StoreId store, Wish wish) {
        ReplacementId id = new ReplacementId(ids.next());
        Instant now = clock.instant();
        int added = tx.update(
                ReplacementSql.ADD,
                store,
                id,
                wish.key(),
                wish.order(),
                wish.shipment(),
                wish.customer(),
                wish.words(),
                wish.askedBy(),
                wish.owner(),
                now);
        if (added == 0) {
            return Optional.empty();
        }
        log.append(tx, new DeliveryEvent.ReplacementWanted(store, wish.order(), id, now));
        return Optional.of(id);
    }

    /** It has left under this number; false where it is not waited for (any more). */
    public boolean sent(Tx tx, StoreId store, ReplacementId id, @Nullable String reference) {
        Instant now = clock.instant();
        if (tx.update(ReplacementSql.SETTLE, State.SENT, reference, now, store, id) == 0) {
            return false;
        }
        Replacement sent = replacement(tx, store, id).orElseThrow();
        log.append(tx, new DeliveryEvent.ReplacementSent(store, sent.order(), id, now));
        return true;
    }

    /** It will not be sent; false where it is not waited for (any more). */
    public boolean drop(Tx tx, StoreId store, ReplacementId id) {
        return tx.update(ReplacementSql.SETTLE, State.DROPPED, null, clock.instant(), store, id) == 1;
    }

    public Optional<Replacement> replacement(Tx tx, StoreId store, ReplacementId id) {
        return tx.first(
                "select * from deliveries.replacement where store_id = ? and id = ?", ReplacementSql::read, store, id);
    }

    /** Those to be sent, the oldest first. */
    public List<Replacement> wanted(Tx tx, StoreId store, int limit) {
        return tx.list(ReplacementSql.WANTED, ReplacementSql::read, store, limit);
    }

    /** Those of an order, the oldest first. */
    public List<Replacement> ofOrder(Tx tx, StoreId store, OrderId order) {
        return tx.list(ReplacementSql.OF_ORDER, ReplacementSql::read, store, order);
    }
}
