package io.postlude.returns;

import io.postlude.kernel.Event;
import io.postlude.kernel.StoreId;
import java.time.Instant;

/** What returns taught changed: about a store, not about one order. */
public sealed interface LessonEvent extends Event {
    /** Customers are told something else about sizes now: their pages are written anew. */
    record SizesChanged(StoreId store, Instant occurredAt) implements LessonEvent {
        @Override
        public long key() {
            return store.value();
        }
    }
}
