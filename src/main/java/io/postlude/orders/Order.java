package io.postlude.orders;

import io.postlude.kernel.Ids;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All we know of one order, as a value. News gives a new value; what happened is the difference ({@link Happenings}).
 *
 * @param updatedAt when the source told the newest snapshot we took; null while PENDING
 * @param completeAsOf the newest snapshot that told the whole order
 * @param hash of the last snapshot that was taken in
 * @param content null while PENDING
 */
record Order(
        OrderId id,
        String source,
        String reference,
        OrderState state,
        boolean imported,
        @Nullable Instant updatedAt,
        @Nullable Instant completeAsOf,
        long hash,
        int version,
        @Nullable OrderContent content,
        Map<String, LineRow> lines,
        Map<String, FulfilmentRow> fulfilments,
        Map<String, RefundRow> refunds) {

    static Order pending(OrderId id, String source, String reference, Arrival arrival) {
        return new Order(
                id,
                source,
                reference,
                OrderState.PENDING,
                arrival == Arrival.HISTORY,
                null,
                null,
                0,
                0,
                null,
                Map.of(),
                Map.of(),
                Map.of());
    }

    boolean placed() {
        return state != OrderState.PENDING;
    }

    boolean olderThanKnown(Instant told) {
        return updatedAt != null && told.isBefore(updatedAt);
    }

    FulfilmentState fulfilment() {
        return placed()
                ? FulfilmentState.of(lines.values(), fulfilments.values(), refunds.values())
                : FulfilmentState.NOT;
    }

    /** Pieces in it. */
    int units() {
        return (int) Math.min(
                Integer.MAX_VALUE,
                lines.values().stream()
                        .filter(l -> !l.removed())
                        .mapToLong(LineRow::quantity)
                        .sum());
    }

    Order with(
            Map<String, LineRow> newLines,
            Map<String, FulfilmentRow> newFulfilments,
            Map<String, RefundRow> newRefunds) {
        return new Order(
                id,
                source,
                reference,
                state,
                imported,
                updatedAt,
                completeAsOf,
                hash,
                version,
                content,
                newLines,
                newFulfilments,
                newRefunds);
    }

    /** Takes a snapshot in: its head and lines where they are news, its fulfilments and refunds in any case. */
    Order with(Whole whole, Ids ids) {
        Order order = withHead(whole, ids);
        for (FulfilmentSnapshot told : whole.snapshot().fulfilments()) order = order.with(told, ids);
        for (RefundSnapshot told : whole.snapshot().refunds()) order = order.with(told, ids);
        return order;
    }

    private Order withHead(Whole whole, Ids ids) {
        OrderSnapshot told = whole.snapshot();
        OrderContent now = whole.content();
        if (!olderThanKnown(told.updatedAt())) {
            OrderContent content = told.complete() || this.content == null ? now : now.over(this.content);
            Instant complete = told.complete() ? told.updatedAt() : completeAsOf;
            return head(new Head(content, told.updatedAt(), complete, whole.hash()), linesOf(whole, ids));
        }
        if (told.complete() && completeAsOf == null && content != null && updatedAt != null) {
            // A part came before the whole: the whole goes below it.
            Map<String, LineRow> below = new LinkedHashMap<>(linesOf(whole, ids));
            below.putAll(lines);
            return head(new Head(content.over(now), updatedAt, told.updatedAt(), hash), below);
        }
        return this;
    }

    /** What is known of the order itself, apart from its lines and what became of them. */
    private record Head(
            OrderContent content,
            Instant updatedAt,
            @Nullable Instant completeAsOf,
            long hash) {}

    private Order head(Head head, Map<String, LineRow> newLines) {
        OrderState next = state.to(head.content.cancellation() == null ? OrderState.OPEN : OrderState.CANCELLED);
        return new Order(
                id,
                source,
                reference,
                next,
                imported,
                head.updatedAt,
                head.completeAsOf,
                head.hash,
                version,
                head.content,
                newLines,
                fulfilments,
                refunds);
    }

    private Map<String, LineRow> linesOf(Whole whole, Ids ids) {
        Map<String, LineRow> after = new LinkedHashMap<>(lines);
        if (whole.snapshot().complete()) after.replaceAll((reference, line) -> line.takenAway());
        List<LineRow> told = whole.lines();
        for (LineRow line : told) {
            LineRow before = lines.get(line.reference());
            after.put(line.reference(), line.withId(before == null ? new LineId(ids.next()) : before.id()));
        }
        return after;
    }

    Order with(FulfilmentSnapshot told, Ids ids) {
        FulfilmentRow before = fulfilments.get(told.reference());
        FulfilmentRow now = FulfilmentRow.of(told, before == null ? new FulfilmentId(ids.next()) : before.id());
        FulfilmentRow after = before == null ? now : before.or(now);
        if (after.equals(before)) return this;
        Map<String, FulfilmentRow> all = new LinkedHashMap<>(fulfilments);
        all.put(told.reference(), after);
        return with(lines, all, refunds);
    }

    Order with(RefundSnapshot told, Ids ids) {
        RefundRow before = refunds.get(told.reference());
        RefundRow now = RefundRow.of(told, before == null ? new RefundId(ids.next()) : before.id());
        RefundRow after = before == null ? now : before.or(now);
        if (after.equals(before)) return this;
        Map<String, RefundRow> all = new LinkedHashMap<>(refunds);
        all.put(told.reference(), after);
        return with(lines, fulfilments, all);
    }
}
