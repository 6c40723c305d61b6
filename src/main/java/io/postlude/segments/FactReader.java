package io.postlude.segments;

import io.postlude.customers.CustomerEvent;
import io.postlude.kernel.Event;
import io.postlude.kernel.LogReader;
import io.postlude.kernel.Logged;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderEvent.OrderCancelled;
import io.postlude.orders.OrderEvent.OrderChanged;
import io.postlude.orders.OrderEvent.OrderPlaced;
import io.postlude.orders.OrderEvent.OrderRefunded;
import io.postlude.promises.PromiseEvent.PromiseBroken;
import io.postlude.returns.ReturnEvent.ReturnCalledOff;
import io.postlude.returns.ReturnEvent.ReturnRefused;
import io.postlude.returns.ReturnEvent.ReturnRequested;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Keeps what is counted as events come, and looks at those they are about, in the transaction that moves its place in the log. */
final class FactReader implements LogReader {
    private final FactDesk desk;

    FactReader(FactDesk desk) {
        this.desk = desk;
    }

    @Override
    public String name() {
        return "segments";
    }

    @Override
    public Set<Class<? extends Event>> wants() {
        return Set.of(
                CustomerEvent.class,
                OrderPlaced.class,
                OrderChanged.class,
                OrderCancelled.class,
                OrderRefunded.class,
                PromiseBroken.class,
                ReturnRequested.class,
                ReturnRefused.class,
                ReturnCalledOff.class);
    }

    @Override
    public void take(Tx tx, List<Logged> events) {
        // Stores in the order of their numbers: readers that hold some of one wait only for those further on.
        Map<StoreId, List<Logged>> byStore = new TreeMap<>(Comparator.comparingInt(StoreId::value));
        for (Logged logged : events)
            byStore.computeIfAbsent(logged.store(), store -> new ArrayList<>()).add(logged);
        byStore.forEach((store, all) -> desk.take(tx, store, all));
    }
}
