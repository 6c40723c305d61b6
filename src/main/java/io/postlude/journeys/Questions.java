package io.postlude.journeys;

import io.postlude.journeys.TouchpointSql.Waiting;
import io.postlude.orders.OrderView;
import io.postlude.promises.Outlook;
import io.postlude.promises.PromiseId;
import io.postlude.returns.ReturnId;
import io.postlude.returns.ReturnNews;
import io.postlude.tracking.ShipmentId;
import io.postlude.tracking.ShipmentView;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts together what is looked at for each decision. */
final class Questions {
    private final Surroundings around;
    private final Set<Occasion.Key> arriving = new HashSet<>();
    private final Instant now;

    /** {@code arriving}: what is decided in the same go. */
    Questions(Surroundings around, List<Occasion> arriving, Instant now) {
        this.around = around;
        arriving.forEach(occasion -> this.arriving.add(occasion.key()));
        this.now = now;
    }

    Question about(Occasion occasion) {
        OrderView order = around.order(occasion.order()).orElseThrow();
        Recipient recipient = Recipients.of(around, order, back(occasion));
        Because.Back back = occasion.because().back();
        Because.Risk risk = occasion.because().risk();
        Instant usefulUntil =
                risk == null ? occasion.kind().usefulUntil(occasion.happenedAt(), recipient.zone()) : risk.dueBy();
        if (back != null && back.until() != null) usefulUntil = back.until();
        return question(occasion, order, new Timing(usefulUntil, awaited(occasion, order), false));
    }

    /** Of an order that is gone nobody can be told: then this was not called. */
    Question again(Waiting due) {
        OrderView order = around.order(due.occasion().order()).orElseThrow();
        return question(due.occasion(), order, new Timing(due.usefulUntil(), 0, true));
    }

    private record Timing(Instant usefulUntil, int awaited, boolean waited) {}

    private Question question(Occasion occasion, OrderView order, Timing timing) {
        ShipmentId shipment = occasion.shipment();
        return new Question(
                occasion,
                timing.usefulUntil(),
                order,
                shipment == null
                        ? anyOf(occasion)
                        : around.parcel(order.id(), shipment).orElse(null),
                outlook(occasion),
                back(occasion),
                Recipients.of(around, order, back(occasion)),
                around.rules(),
                around.told(order.id()),
                timing.awaited(),
                timing.waited(),
                now);
    }

    /** Whoever writes by hand about a whole order must not apologise once nothing of it is on its way any more. */
    private @Nullable ShipmentView anyOf(Occasion occasion) {
        if (occasion.kind() != TouchpointKind.BY_HAND) return null;
        List<ShipmentView> parcels = around.parcels(occasion.order());
        return parcels.stream()
                .filter(parcel -> !parcel.detail().terminal())
                .findFirst()
                .orElse(parcels.isEmpty() ? null : parcels.getLast());
    }

    private ReturnNews.@Nullable Stand back(Occasion occasion) {
        ReturnId returned = occasion.returned();
        return returned == null ? null : around.returns().get(returned);
    }

    private @Nullable Outlook outlook(Occasion occasion) {
        Because.Risk risk = occasion.because().risk();
        return risk == null ? null : around.outlooks().get(new PromiseId(risk.promise()));
    }

    /** Parcels, and goods not yet in one, that may bring the same news in a moment; and those that wait already. */
    private int awaited(Occasion occasion, OrderView order) {
        if (!occasion.kind().isToldTogether()) return 0;
        int others = 0;
        for (ShipmentView parcel : around.parcels(order.id()))
            if (!parcel.id().equals(occasion.shipment()) && mayBring(occasion, parcel)) others++;
        if (occasion.kind() == TouchpointKind.SHIPPED && !order.fulfilments().isEmpty())
            for (OrderView.Line line : order.lines())
                if (line.needsShipping() && line.shipped() < line.quantity()) return others + 1;
        return others;
    }

    private boolean mayBring(Occasion occasion, ShipmentView parcel) {
        if (arriving.contains(new Occasion.Key(parcel.id().value(), occasion.milestone()))) return false;
        for (Touchpoint told : around.told(occasion.order()))
            if (told.kind() == occasion.kind() && Objects.equals(told.shipment(), parcel.id()))
                return told.rule() == Rule.TOGETHER;
        return !parcel.detail().terminal();
    }
}
