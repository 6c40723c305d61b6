package io.postlude.stores;

import io.postlude.kernel.Event;
import io.postlude.kernel.StoreId;
import java.time.Instant;

/** What happens to a store itself. */
public sealed interface StoreEvent extends Event {
    @Override
    default long key() {
        return store().value();
    }

    record StoreOpened(StoreId store, String slug, Instant occurredAt) implements StoreEvent {}

    /** {@code version} is the one that holds from now on. */
    record StoreSettingsChanged(StoreId store, int version, Instant occurredAt) implements StoreEvent {}
}
