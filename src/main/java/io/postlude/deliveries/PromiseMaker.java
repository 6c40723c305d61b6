package io.postlude.deliveries;

import io.postlude.kernel.Event;
import io.postlude.kernel.LogReader;
import io.postlude.kernel.Logged;
import io.postlude.kernel.Money;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.FulfilmentState;
import io.postlude.orders.OrderEvent;
import io.postlude.orders.OrderEvent.FulfilmentShipped;
import io.postlude.orders.OrderEvent.OrderCancelled;
import io.postlude.orders.OrderEvent.OrderChanged;
import io.postlude.orders.OrderEvent.OrderPlaced;
import io.postlude.orders.OrderEvent.OrderRefunded;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderState;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders;
import io.postlude.promises.NewPromise;
import io.postlude.promises.PromiseKind;
import io.postlude.promises.PromiseReference;
import io.postlude.promises.PromisedWindow;
import io.postlude.promises.Promises;
import io.postlude.promises.StandingPromises.Named;
import io.postlude.stores.Store;
import io.postlude.stores.Stores;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a store's working days promise of an order: that it leaves the house when the calendar says, and that the money of a
 * cancelled one comes back. Read from orders as they stand, so that news in any order end the same.
 */
final class PromiseMaker implements LogReader {
    /** What happened longer ago is history, and nobody was promised anything by us. */
    private static final Duration NEWS_FOR = Duration.ofDays(2);

    private static final int BATCH = 500;

    /** Words of shops for money they do not have. */
    private static final Set<String> UNPAID =
            Set.of("pending", "unpaid", "authorized", "voided", "expired", "on-hold", "failed");

    private final Stores stores;
    private final Orders orders;
    private final Promises promises;
    private final InstantSource clock;

    PromiseMaker(Deliveries.Faces faces, InstantSource clock) {
        this.stores = faces.stores();
        this.orders = faces.orders();
        this.promises = faces.promises();
        this.clock = clock;
    }

    static PromiseReference handOver(OrderId order) {
        return new PromiseReference(PromiseKind.HANDOVER, order.toString());
    }

    static PromiseReference refund(OrderId order) {
        return new PromiseReference(PromiseKind.REFUND, "cancelled " + order);
    }

    @Override
    public String name() {
        return "deliveries-promises";
    }

    @Override
    public Set<Class<? extends Event>> wants() {
        return Set.of(
                OrderPlaced.class,
                OrderCancelled.class,
                OrderChanged.class,
                FulfilmentShipped.class,
                OrderRefunded.class);
    }

    @Override
    public int batch() {
        return BATCH;
    }

    @Override
    public boolean startsAtTheEnd() {
        return true;
    }

    @Override
    public void take(Tx tx, List<Logged> events) {
        Map<StoreId, Set<OrderId>> touched = new TreeMap<>(Comparator.comparingInt(StoreId::value));
        for (Logged logged : events) {
            if (!logged.seenBefore() && logged.event() instanceof OrderEvent event && counts(event)) {
                touched.computeIfAbsent(logged.store(), _ -> new LinkedHashSet<>())
                        .add(event.order());
            }
        }
        touched.forEach((id, some) -> stores.find(id).ifPresent(store -> look(tx, store, List.copyOf(some))));
    }

    private boolean counts(OrderEvent event) {
        if (event instanceof OrderChanged changed) {
            return changed.aspects().contains(OrderEvent.Aspect.REOPENED);
        }
        return !event.imported() && event.occurredAt().isAfter(clock.instant().minus(NEWS_FOR));
    }

    private void look(Tx tx, Store store, List<OrderId> some) {
        PromiseRule rule = PromiseRule.of(tx, store.id());
        List<Named> made = new ArrayList<>();
        Map<PromiseReference, Instant> done = new HashMap<>();
        Set<PromiseReference> over = new HashSet<>();
        for (OrderView order : orders.orders(tx, store.id(), some)) {
            handOver(store, order).ifPresent(made::add);
            handedOver(order).ifPresent(at -> done.put(handOver(order.id()), at));
            refund(store, order, rule).ifPresent(made::add);
            refunded(order).ifPresent(at -> done.put(refund(order.id()), at));
            if (order.cancellation() == null) over.add(refund(order.id()));
            else over.add(handOver(order.id()));
        }
        int _ = promises.standing().make(tx, made);
        promises.standing().fulfil(tx, store.id(), done);
        promises.standing().release(tx, store.id(), over);
    }

    private Optional<Named> handOver(Store store, OrderView order) {
        if (order.state() != OrderState.OPEN
                || order.imported()
                || order.lines().stream().noneMatch(OrderView.Line::needsShipping)) {
            return Optional.empty();
        }
        LocalDate day = store.calendar().handedOverOn(order.placedAt(), store.zone());
        return named(handOver(order.id()), order, new Term(order.placedAt(), day), store);
    }

    /** When the last of it had left; empty while some is still here. */
    private static Optional<Instant> handedOver(OrderView order) {
        if (order.fulfilment() != FulfilmentState.FULFILLED) {
            return Optional.empty();
        }
        return order.fulfilments().stream()
                .filter(fulfilment -> !fulfilment.cancelled())
                .map(OrderView.Fulfilment::shippedAt)
                .max(Comparator.naturalOrder());
    }

    private Optional<Named> refund(Store store, OrderView order, PromiseRule rule) {
        var cancellation = order.cancellation();
        String paid = order.context().paymentStatus();
        if (cancellation == null
                || order.imported()
                || owed(order).minor() <= 0
                || (paid != null && UNPAID.contains(paid.toLowerCase(Locale.ROOT)))) {
            return Optional.empty();
        }
        LocalDate day = rule.refundBy(store.calendar(), cancellation.at(), store.zone());
        return named(refund(order.id()), order, new Term(cancellation.at(), day), store);
    }

    private static Money owed(OrderView order) {
        Money owed = order.totals().total();
        for (OrderView.Refund refund : order.refunds()) owed = owed.minus(refund.amount());
        return owed;
    }

    private static Optional<Instant> refunded(OrderView order) {
        if (order.refunds().isEmpty() || owed(order).minor() > 0) {
            return Optional.empty();
        }
        return order.refunds().stream().map(OrderView.Refund::at).max(Comparator.naturalOrder());
    }

    /** From when to which day, in the store's zone. */
    private record Term(Instant from, LocalDate until) {}

    /** Empty where the day is over: nothing is promised for the past. */
    private Optional<Named> named(PromiseReference reference, OrderView order, Term term, Store store) {
        Instant by =
                PromisedWindow.days(term.until(), term.until(), store.zone()).by();
        if (!by.isAfter(clock.instant())) {
            return Optional.empty();
        }
        var window = new PromisedWindow(null, by, null, term.until());
        return Optional.of(new Named(
                reference,
                new NewPromise(
                        store.id(), order.id(), null, reference.kind(), window, "order_page", null, term.from())));
    }
}
