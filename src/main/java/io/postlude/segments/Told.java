package io.postlude.segments;

import io.postlude.customers.CustomEvents;
import io.postlude.customers.CustomerId;
import io.postlude.kernel.Condition;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what other programs told of people, where a condition counts it: most stores have none that does. */
final class Told {
    private final CustomEvents events;

    Told(CustomEvents events) {
        this.events = events;
    }

    Map<CustomerId, List<CustomEvents.Happened>> of(
            Tx tx, StoreId store, Collection<CustomerId> people, Set<Condition.Count> counts) {
        return counts.stream().anyMatch(Counting::isTold) ? events.each(tx, store, people) : Map.of();
    }
}
