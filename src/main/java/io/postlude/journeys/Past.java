package io.postlude.journeys;

import io.postlude.customers.CustomEventId;
import io.postlude.customers.CustomerId;
import io.postlude.customers.Reach;
import io.postlude.customers.ReachOverTime;
import io.postlude.flows.FlowId;
import io.postlude.kernel.StoreId;
import io.postlude.loyalty.Rewards;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders;
import io.postlude.orders.Orders.Bought;
import io.postlude.returns.ReturnId;
import io.postlude.returns.ReturnNews;
import io.postlude.returns.ReturnOverTime;
import io.postlude.returns.ReturnView;
import io.postlude.segments.Segments;
import io.postlude.tracking.ShipmentView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was known of some people, their orders and parcels at any moment of the past. */
record Past(
        Surroundings now,
        FlowId flow,
        Map<CustomerId, ReachOverTime> people,
        Map<CustomerId, List<Orders.Purchase>> purchases,
        Map<CustomerId, List<Segments.Belonging>> belongings,
        Map<CustomerId, Pace> paces,
        ParcelsOverTime parcels,
        PromisesOverTime promises,
        Map<ReturnId, ReturnOverTime> returns,
        Map<CustomEventId, Map<String, Object>> details,
        Reaching.Read reaching,
        OtherJourneys others,
        Map<Long, Before> before,
        Giving giving) {

    /** What pools would give, and which messages name it. */
    record Giving(Map<String, Rewards.Offer> offers, Set<String> naming) {
        static final Giving NOTHING = new Giving(Map.of(), Set.of());
    }

    /** How a subject stood before the rehearsal; {@code turn} 0: it was never in. {@code run}: one of the rehearsal's own. */
    record Before(int turn, boolean underWay, @Nullable RunId run) {
        static final Before NEVER = new Before(0, false, null);
    }

    StoreId store() {
        return now.store().id();
    }

    @Nullable
    OrderView order(OrderId id) {
        return now.order(id).orElse(null);
    }

    Before before(long subject) {
        return before.getOrDefault(subject, Before.NEVER);
    }

    /** What a person was sent until then: by other journeys for real, by this one in the rehearsal. */
    Pace pace(CustomerId person, Instant at, Map<CustomerId, Pace> rehearsed) {
        List<Pace.Sent> all = new ArrayList<>();
        for (Pace.Sent one : paces.getOrDefault(person, Pace.NOTHING).sent())
            if (!one.at().isAfter(at)) all.add(one);
        all.addAll(rehearsed.getOrDefault(person, Pace.NOTHING).sent());
        all.sort(Comparator.comparing(Pace.Sent::at));
        return all.isEmpty() ? Pace.NOTHING : new Pace(List.copyOf(all));
    }

    /** All one run may ask about, as it was. */
    RunReading.Round at(Run run, Instant at, Map<CustomerId, Pace> rehearsed) {
        OrderId id = run.subject().order();
        OrderView order = id == null ? null : order(id);
        Map<CustomerId, Reach> known = new HashMap<>();
        know(run.subject().customer(), at, known);
        if (order != null) know(order.customer(), at, known);
        Map<CustomerId, Bought> bought = new HashMap<>();
        Map<CustomerId, Pace> sent = new HashMap<>();
        Map<CustomerId, Set<String>> segments = new HashMap<>();
        for (Reach one : known.values()) {
            Bought until = bought(one.id(), at);
            if (until != null) bought.put(one.id(), until);
            sent.put(one.id(), pace(one.id(), at, rehearsed));
            segments.put(one.id(), segments(one.id(), at));
        }
        List<ShipmentView> shipments = id == null ? List.of() : parcels.at(now.parcels(id), at);
        Surroundings then = new Surroundings(
                now.store(),
                now.rules(),
                order == null ? Map.of() : Map.of(order.id(), before(order, at)),
                id == null ? Map.of() : Map.of(id, shipments),
                Map.of(),
                known,
                now.bounced(),
                Map.of(),
                returns(run, at));
        List<String> open = id == null ? List.of() : RunReading.problems(then, id);
        return new RunReading.Round(
                then,
                bought,
                segments,
                sent,
                open.isEmpty() || id == null ? Map.of() : Map.of(id, open),
                promises,
                details,
                new RunReading.Awards(Map.of(), giving.naming()),
                Set.of(flow),
                at);
    }

    private Map<ReturnId, ReturnNews.Stand> returns(Run run, Instant at) {
        ReturnId id = run.subject().returned();
        ReturnNews.Stand stand = id == null ? null : now.returns().get(id);
        if (id == null || stand == null) return Map.of();
        ReturnView then = returns.getOrDefault(id, ReturnOverTime.UNMOVED).at(stand.view(), at);
        return Map.of(id, stand.standing(then));
    }

    private void know(@Nullable CustomerId person, Instant at, Map<CustomerId, Reach> known) {
        ReachOverTime reach = person == null ? null : people.get(person);
        if (person != null && reach != null) known.put(person, reach.at(at));
    }

    private Set<String> segments(CustomerId person, Instant at) {
        return belongings.getOrDefault(person, List.of()).stream()
                .filter(one -> !one.enteredAt().isAfter(at)
                        && (one.leftAt() == null || one.leftAt().isAfter(at)))
                .map(Segments.Belonging::key)
                .collect(Collectors.toSet());
    }

    private @Nullable Bought bought(CustomerId person, Instant at) {
        List<Orders.Purchase> standing = purchases.getOrDefault(person, List.of()).stream()
                .filter(one -> !one.placedAt().isAfter(at)
                        && (one.cancelledAt() == null || one.cancelledAt().isAfter(at)))
                .toList();
        return standing.isEmpty()
                ? null
                : new Bought(
                        standing.size(),
                        standing.stream().mapToLong(Orders.Purchase::units).sum(),
                        standing.stream()
                                .map(Orders.Purchase::placedAt)
                                .max(Instant::compareTo)
                                .orElseThrow());
    }

    private static OrderView before(OrderView order, Instant at) {
        var cancellation = order.cancellation();
        boolean later = cancellation != null && cancellation.at().isAfter(at);
        List<OrderView.Refund> refunds =
                order.refunds().stream().filter(one -> !one.at().isAfter(at)).toList();
        return later || refunds.size() != order.refunds().size()
                ? order.asOf(later ? null : cancellation, refunds)
                : order;
    }
}
