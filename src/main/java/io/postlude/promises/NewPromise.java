package io.postlude.promises;

import io.postlude.kernel.StoreId;
import io.postlude.orders.OrderId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A promise to be written down.
 *
 * @param order the order it is about, where it is about one
 * @param shipment the number of the shipment it is about, where it is about one parcel
 * @param where the place it was made: {@code checkout}, {@code order_page}, {@code return_page}, {@code api}
 * @param words what the customer read, where that is known
 */
public record NewPromise(
        StoreId store,
        @Nullable OrderId order,
        @Nullable Long shipment,
        PromiseKind kind,
        PromisedWindow window,
        String where,
        @Nullable String words,
        Instant madeAt,
        Way way) {

    public NewPromise(
            StoreId store,
            @Nullable OrderId order,
            @Nullable Long shipment,
            PromiseKind kind,
            PromisedWindow window,
            String where,
            @Nullable String words,
            Instant madeAt) {
        this(store, order, shipment, kind, window, where, words, madeAt, Way.UNKNOWN);
    }

    /** A promise about an order, or about none, to be done by then: a refund, a reply, points. */
    public static NewPromise plain(StoreId store, @Nullable OrderId order, PromiseKind kind, Term term) {
        return new NewPromise(
                store, order, null, kind, PromisedWindow.by(term.by()), "order_page", null, term.madeAt());
    }

    /** From when to when. */
    public record Term(Instant madeAt, Instant by) {}
}
