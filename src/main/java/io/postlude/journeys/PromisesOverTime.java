package io.postlude.journeys;

import io.postlude.kernel.EventLog;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.promises.PromiseEvent;
import io.postlude.promises.PromiseEvent.PromiseAtRisk;
import io.postlude.promises.PromiseEvent.PromiseBackOnTrack;
import io.postlude.promises.PromiseEvent.PromiseBroken;
import io.postlude.promises.PromiseEvent.PromiseKept;
import io.postlude.promises.PromiseEvent.PromiseMade;
import io.postlude.promises.PromiseEvent.PromiseReleased;
import io.postlude.promises.PromiseEvent.PromiseReopened;
import io.postlude.promises.PromiseId;
import io.postlude.promises.PromiseKind;
import io.postlude.tracking.ShipmentId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the promised deliveries of orders stood at a moment, read off their news: a rehearsal then finds exactly what the journey
 * found.
 */
record PromisesOverTime(Map<OrderId, List<PromiseEvent>> events) {
    static final PromisesOverTime NOTHING = new PromisesOverTime(Map.of());

    private static final Set<Class<? extends io.postlude.kernel.Event>> NEWS = Set.of(
            PromiseMade.class,
            PromiseAtRisk.class,
            PromiseBackOnTrack.class,
            PromiseBroken.class,
            PromiseKept.class,
            PromiseReopened.class,
            PromiseReleased.class);

    /** The gravest last: of several it is told. */
    enum State {
        KEPT,
        OPEN,
        AT_RISK,
        BROKEN
    }

    /**
     * One promise at a moment.
     *
     * @param chance of missing it, as last told; null where nothing was
     */
    record Standing(
            State state,
            Instant by,
            @Nullable Long shipment,
            @Nullable Double chance) {
        Standing become(State other, @Nullable Double told) {
            return new Standing(other, by, shipment, told);
        }
    }

    static PromisesOverTime read(EventLog log, Tx tx, StoreId store, Collection<OrderId> orders) {
        if (orders.isEmpty()) return NOTHING;
        Map<OrderId, List<PromiseEvent>> events = new HashMap<>();
        long[] keys = orders.stream().mapToLong(OrderId::value).toArray();
        log.ofKeys(tx, store, new EventLog.Keys(keys, NEWS), logged -> {
            if (logged.event() instanceof PromiseEvent event && event.order() != null)
                events.computeIfAbsent(event.order(), id -> new ArrayList<>()).add(event);
        });
        return new PromisesOverTime(events);
    }

    /** The gravest of an order's; of one parcel that parcel's, or the order's while no parcel has taken it over. */
    Optional<Standing> at(OrderId order, @Nullable ShipmentId parcel, Instant at) {
        Map<PromiseId, Standing> standing = new LinkedHashMap<>();
        for (PromiseEvent event : events.getOrDefault(order, List.of()))
            if (!event.occurredAt().isAfter(at)) take(standing, event);
        List<Standing> own = parcel == null
                ? List.of()
                : standing.values().stream()
                        .filter(one -> one.shipment() != null && one.shipment() == parcel.value())
                        .toList();
        return (own.isEmpty() ? standing.values() : own)
                .stream().max(Comparator.comparing(Standing::state).thenComparing(Standing::by));
    }

    private static void take(Map<PromiseId, Standing> standing, PromiseEvent event) {
        PromiseId id = event.promise();
        switch (event) {
            case PromiseMade made -> {
                if (made.kind() == PromiseKind.DELIVERY)
                    standing.put(id, new Standing(State.OPEN, made.dueBy(), made.shipment(), null));
            }
            case PromiseAtRisk risk -> {
                if (risk.kind() == PromiseKind.DELIVERY)
                    standing.put(id, new Standing(State.AT_RISK, risk.dueBy(), risk.shipment(), risk.chance()));
            }
            case PromiseBackOnTrack back ->
                standing.computeIfPresent(id, (_, one) -> one.become(State.OPEN, back.chance()));
            case PromiseBroken _ -> standing.computeIfPresent(id, (_, one) -> one.become(State.BROKEN, one.chance()));
            case PromiseKept _ -> standing.computeIfPresent(id, (_, one) -> one.become(State.KEPT, one.chance()));
            case PromiseReopened _ -> standing.computeIfPresent(id, (_, one) -> one.become(State.OPEN, one.chance()));
            case PromiseReleased _ -> standing.remove(id);
        }
    }
}
