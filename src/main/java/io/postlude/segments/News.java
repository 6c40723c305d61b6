package io.postlude.segments;

import io.postlude.customers.CustomerEvent;
import io.postlude.customers.CustomerEvent.CustomerErased;
import io.postlude.customers.CustomerEvent.CustomersMerged;
import io.postlude.customers.CustomerEvent.CustomersUnmerged;
import io.postlude.customers.CustomerId;
import io.postlude.kernel.Event;
import io.postlude.kernel.Logged;
import io.postlude.orders.OrderEvent;
import io.postlude.orders.OrderEvent.OrderPlaced;
import io.postlude.orders.OrderId;
import io.postlude.promises.PromiseEvent.PromiseBroken;
import io.postlude.promises.PromiseKind;
import io.postlude.returns.PieceId;
import io.postlude.returns.ReturnEvent;
import io.postlude.returns.ReturnEvent.ReturnRequested;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Some events of one store, sorted by what they ask for. */
final class News {
    /** What happened longer ago than this is history when we hear of it. */
    private static final Duration FRESH = Duration.ofDays(2);

    private final Instant now;
    private final Set<OrderId> orders = new HashSet<>();
    /** Orders whose facts the event itself tells. */
    final Map<OrderId, OrderPlaced> placed = new LinkedHashMap<>();
    /** Orders that changed: what they are now is read. */
    final Set<OrderId> changed = new LinkedHashSet<>();

    final List<ReturnRequested> requested = new ArrayList<>();
    final List<PromiseBroken> late = new ArrayList<>();
    /** Pieces that do not come back after all; later than their request, if that is among these events. */
    final Set<Long> called = new HashSet<>();
    /** Whose portrait is to be read. */
    final Set<CustomerId> people = new LinkedHashSet<>();

    final Set<CustomerId> erased = new HashSet<>();
    final Set<CustomerId> merged = new HashSet<>();
    /** Of whom or of which order something fresh is told. */
    private final Set<CustomerId> livePeople = new HashSet<>();

    private final Map<OrderId, Instant> liveOrders = new HashMap<>();

    private News(Instant now) {
        this.now = now;
    }

    static News of(List<Logged> events, Instant now) {
        News news = new News(now);
        for (Logged logged : events) {
            boolean fresh = !logged.seenBefore() && logged.event().occurredAt().isAfter(news.now.minus(FRESH));
            news.sort(logged.event(), fresh);
        }
        return news;
    }

    private void sort(Event event, boolean fresh) {
        switch (event) {
            case CustomerEvent customer -> sort(customer, fresh);
            case OrderEvent order -> sort(order, fresh && !order.imported());
            case ReturnEvent back -> sort(back, fresh);
            case PromiseBroken broken
            when broken.kind() == PromiseKind.DELIVERY && broken.order() != null -> {
                late.add(broken);
                live(broken.order(), broken.occurredAt(), fresh && !broken.replayed());
            }
            default -> {
                // A promise of another kind.
            }
        }
    }

    private void sort(CustomerEvent event, boolean fresh) {
        people.add(event.customer());
        switch (event) {
            case CustomerErased gone -> erased.add(gone.customer());
            // That two records are one person is no deed of theirs.
            case CustomersMerged both -> merged.addAll(Set.of(both.customer(), both.into()));
            case CustomersUnmerged both -> merged.addAll(Set.of(both.customer(), both.into()));
            default -> {
                if (fresh) livePeople.add(event.customer());
            }
        }
    }

    private void sort(OrderEvent event, boolean fresh) {
        if (event instanceof OrderPlaced one) placed.put(one.order(), one);
        else changed.add(event.order());
        live(event.order(), event.occurredAt(), fresh);
    }

    private void sort(ReturnEvent event, boolean fresh) {
        switch (event) {
            case ReturnRequested one -> {
                requested.add(one);
                one.pieces().forEach(piece -> called.remove(piece.value()));
            }
            case ReturnEvent.ReturnRefused one -> one.pieces().forEach(this::calledOff);
            case ReturnEvent.ReturnCalledOff one -> one.pieces().forEach(this::calledOff);
            default -> {
                // What becomes of it after that does not change that it came back.
            }
        }
        live(event.order(), event.occurredAt(), fresh);
    }

    private void calledOff(PieceId piece) {
        called.add(piece.value());
    }

    private void live(OrderId order, Instant at, boolean fresh) {
        orders.add(order);
        if (fresh) liveOrders.merge(order, at, (a, b) -> a.isAfter(b) ? a : b);
    }

    /** Who did something lately. */
    Set<CustomerId> livePeople() {
        return livePeople;
    }

    /** When the last fresh thing happened to an order. */
    Map<OrderId, Instant> liveOrders() {
        return liveOrders;
    }

    /** All orders anything is told of. */
    Set<OrderId> orders() {
        return orders;
    }
}
