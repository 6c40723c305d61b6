package io.postlude.orders;

import io.postlude.kernel.StoreId;
import io.postlude.orders.FulfilmentSnapshot.LineQuantity;
import io.postlude.orders.OrderEvent.Aspect;
import io.postlude.orders.OrderEvent.FulfilmentCancelled;
import io.postlude.orders.OrderEvent.FulfilmentChanged;
import io.postlude.orders.OrderEvent.FulfilmentShipped;
import io.postlude.orders.OrderEvent.Item;
import io.postlude.orders.OrderEvent.OrderCancelled;
import io.postlude.orders.OrderEvent.OrderChanged;
import io.postlude.orders.OrderEvent.OrderPlaced;
import io.postlude.orders.OrderEvent.OrderRefunded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What happened between two states of an order. A PENDING order has no events; they come when it is placed. */
final class Happenings {
    private final StoreId store;
    private final Order before;
    private final Order after;
    private final OrderContent content;
    private final boolean imported;
    private final List<OrderEvent> events = new ArrayList<>(3);

    private Happenings(StoreId store, Order before, Order after, OrderContent content, Arrival arrival) {
        this.store = store;
        this.before = before;
        this.after = after;
        this.content = content;
        this.imported = arrival == Arrival.HISTORY;
    }

    static List<OrderEvent> between(StoreId store, Order before, Order after, Arrival arrival) {
        OrderContent content = after.content();
        if (content == null || before.equals(after)) return List.of();
        Happenings happenings = new Happenings(store, before, after, content, arrival);
        happenings.order();
        happenings.fulfilments();
        happenings.refunds();
        return happenings.events;
    }

    private void order() {
        OrderId id = after.id();
        if (!before.placed()) {
            events.add(new OrderPlaced(
                    store,
                    id,
                    content.placedAt(),
                    imported,
                    content.customer(),
                    content.totals().total(),
                    after.units(),
                    content.context().channel()));
        } else {
            Set<Aspect> aspects = aspects();
            if (!aspects.isEmpty()) events.add(new OrderChanged(store, id, changedAt(), imported, aspects));
        }
        if (content.cancellation() != null && before.state() != OrderState.CANCELLED)
            events.add(new OrderCancelled(store, id, content.cancellation().at(), imported, content.customer()));
    }

    private Instant changedAt() {
        return after.updatedAt() == null ? content.placedAt() : after.updatedAt();
    }

    private Set<Aspect> aspects() {
        EnumSet<Aspect> aspects = EnumSet.noneOf(Aspect.class);
        OrderContent old = Objects.requireNonNull(before.content(), "a placed order has content");
        if (!after.lines().equals(before.lines())) aspects.add(Aspect.LINES);
        if (!content.totals().equals(old.totals())) aspects.add(Aspect.TOTALS);
        if (!Objects.equals(content.shipTo(), old.shipTo()) || !Objects.equals(content.billTo(), old.billTo()))
            aspects.add(Aspect.ADDRESS);
        if (!Objects.equals(content.promised(), old.promised())) aspects.add(Aspect.PROMISE);
        if (!Objects.equals(content.customer(), old.customer())
                || !Objects.equals(content.email(), old.email())
                || !Objects.equals(content.buyer(), old.buyer())) aspects.add(Aspect.CUSTOMER);
        if (!content.context().tags().equals(old.context().tags())) aspects.add(Aspect.TAGS);
        if (!Objects.equals(content.context().paymentStatus(), old.context().paymentStatus()))
            aspects.add(Aspect.PAYMENT);
        if (before.state() == OrderState.CANCELLED && after.state() == OrderState.OPEN) aspects.add(Aspect.REOPENED);
        if (after.refunds().values().stream()
                .anyMatch(r -> before.refunds().containsKey(r.reference())
                        && !r.equals(before.refunds().get(r.reference())))) aspects.add(Aspect.REFUND);
        if (aspects.isEmpty() && after.state() == before.state() && !content.equals(old)) aspects.add(Aspect.OTHER);
        return aspects;
    }

    private void fulfilments() {
        after.fulfilments().values().stream()
                .sorted(Comparator.comparing(FulfilmentRow::shippedAt).thenComparing(FulfilmentRow::reference))
                .forEach(this::fulfilment);
    }

    private void fulfilment(FulfilmentRow now) {
        FulfilmentRow old = before.placed() ? before.fulfilments().get(now.reference()) : null;
        boolean was = old != null && !old.cancelled();
        if (now.cancelled()) {
            if (was) events.add(new FulfilmentCancelled(store, after.id(), now.updatedAt(), imported, now.id()));
        } else if (old == null || !was) {
            events.add(new FulfilmentShipped(
                    store, after.id(), now.shippedAt(), imported, now.id(), now.parcels(), items(now)));
        } else if (!now.sameGoods(old)) {
            events.add(new FulfilmentChanged(
                    store, after.id(), now.updatedAt(), imported, now.id(), now.parcels(), items(now)));
        }
    }

    private void refunds() {
        after.refunds().values().stream()
                .filter(r -> !before.placed() || !before.refunds().containsKey(r.reference()))
                .sorted(Comparator.comparing(RefundRow::at).thenComparing(RefundRow::reference))
                .forEach(r -> events.add(
                        new OrderRefunded(store, after.id(), r.at(), imported, r.id(), r.amount(), items(r.lines()))));
    }

    private List<Item> items(FulfilmentRow fulfilment) {
        return items(fulfilment.lines().isEmpty() ? allThatWasOpen(after, fulfilment) : fulfilment.lines());
    }

    /** What no other fulfilment names is in the one that names nothing. */
    static List<LineQuantity> allThatWasOpen(Order order, FulfilmentRow fulfilment) {
        Map<String, Integer> named = new HashMap<>();
        for (FulfilmentRow other : order.fulfilments().values())
            if (!other.cancelled() && !other.reference().equals(fulfilment.reference()))
                other.lines().forEach(l -> named.merge(l.lineReference(), l.quantity(), Integer::sum));
        return order.lines().values().stream()
                .filter(l -> !l.removed() && l.needsShipping())
                .map(l -> new LineQuantity(l.reference(), l.quantity() - named.getOrDefault(l.reference(), 0)))
                .filter(l -> l.quantity() > 0)
                .toList();
    }

    private List<Item> items(List<LineQuantity> lines) {
        List<Item> items = new ArrayList<>(lines.size());
        for (LineQuantity told : lines) {
            LineRow line = after.lines().get(told.lineReference());
            if (line != null) items.add(new Item(line.id(), told.quantity()));
        }
        return items;
    }
}
