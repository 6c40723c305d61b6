package io.postlude.promises;

import io.postlude.kernel.StoreId;
import io.postlude.orders.OrderId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A promise to be written down.
 *
 * @param shipment the number of the shipment it is about, where it is about one parcel
 * @param where the place it was made: {@code checkout}, {@code shipping_mail}, {@code api}
 * @param words what the customer read, where that is known
 */
public record NewPromise(
        StoreId store,
        OrderId order,
        @Nullable Long shipment,
        PromiseKind kind,
        PromisedWindow window,
        String where,
        @Nullable String words,
        Instant madeAt) {}
