package io.postlude.journeys;

import io.postlude.kernel.Event;
import io.postlude.kernel.LogReader;
import io.postlude.kernel.Logged;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.returns.ReturnEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Turns the log's events into touchpoints, in the transaction that moves its place in the log. */
final class TouchpointReader implements LogReader {
    private final TouchpointDesk desk;

    TouchpointReader(TouchpointDesk desk) {
        this.desk = desk;
    }

    @Override
    public String name() {
        return "journeys";
    }

    @Override
    public Set<Class<? extends Event>> wants() {
        Set<Class<? extends Event>> all = new HashSet<>(Occasions.WANTED);
        all.addAll(ReturnOccasions.WANTED);
        return all;
    }

    /** What happened before this reader was there was told, or not told, by somebody else. */
    @Override
    public boolean startsAtTheEnd() {
        return true;
    }

    @Override
    public void take(Tx tx, List<Logged> events) {
        Map<StoreId, List<Occasion>> byStore = new TreeMap<>(Comparator.comparingInt(StoreId::value));
        for (Logged logged : events)
            for (Occasion occasion : of(logged))
                byStore.computeIfAbsent(occasion.store(), store -> new ArrayList<>())
                        .add(occasion);
        byStore.forEach((store, occasions) -> desk.notice(tx, store, occasions));
    }

    private static List<Occasion> of(Logged logged) {
        if (!(logged.event() instanceof ReturnEvent event))
            return Occasions.of(logged).stream().toList();
        return logged.seenBefore() ? List.of() : ReturnOccasions.of(logged, event);
    }
}
