package io.postlude.loyalty;

import io.postlude.kernel.Event;
import io.postlude.kernel.LogReader;
import io.postlude.kernel.Logged;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderEvent;
import io.postlude.orders.OrderId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Sees which orders carry a code of a pool. It looks at the order as it is now, so the same news again changes nothing. */
final class UseReader implements LogReader {
    private final UseDesk desk;

    UseReader(UseDesk desk) {
        this.desk = desk;
    }

    @Override
    public String name() {
        return "rewards";
    }

    @Override
    public Set<Class<? extends Event>> wants() {
        return Set.of(OrderEvent.OrderPlaced.class, OrderEvent.OrderChanged.class, OrderEvent.OrderCancelled.class);
    }

    @Override
    public void take(Tx tx, List<Logged> events) {
        Map<StoreId, Set<OrderId>> byStore = new TreeMap<>(Comparator.comparingInt(StoreId::value));
        for (Logged logged : events)
            if (logged.event() instanceof OrderEvent event)
                byStore.computeIfAbsent(
                                logged.store(), store -> new TreeSet<>(Comparator.comparingLong(OrderId::value)))
                        .add(event.order());
        byStore.forEach((store, orders) -> desk.look(tx, store, orders));
    }
}
