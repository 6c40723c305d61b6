package io.postlude.journeys;

import io.postlude.journeys.Occasion.About;
import io.postlude.kernel.Event;
import io.postlude.kernel.Logged;
import io.postlude.orders.OrderEvent;
import io.postlude.orders.OrderEvent.FulfilmentChanged;
import io.postlude.orders.OrderEvent.FulfilmentShipped;
import io.postlude.orders.OrderEvent.OrderPlaced;
import io.postlude.orders.OrderId;
import io.postlude.promises.PromiseEvent.PromiseAtRisk;
import io.postlude.promises.PromiseEvent.PromiseBackOnTrack;
import io.postlude.promises.PromiseKind;
import io.postlude.tracking.Direction;
import io.postlude.tracking.ShipmentId;
import io.postlude.tracking.ShipmentStatus;
import io.postlude.tracking.StatusDetail;
import io.postlude.tracking.TrackingEvent;
import io.postlude.tracking.TrackingEvent.ReopenedAfter;
import io.postlude.tracking.TrackingEvent.ShipmentDelayed;
import io.postlude.tracking.TrackingEvent.ShipmentDelivered;
import io.postlude.tracking.TrackingEvent.ShipmentMoved;
import io.postlude.tracking.TrackingEvent.ShipmentProblemOpened;
import io.postlude.tracking.TrackingEvent.ShipmentRegistered;
import io.postlude.tracking.TrackingEvent.ShipmentReopened;
import io.postlude.tracking.TrackingEvent.ShipmentStalled;
import io.postlude.tracking.TrackingEvent.Stall;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which events are an occasion to write to somebody, and which never are: history, replays, parcels on their way back. */
final class Occasions {
    static final Set<Class<? extends Event>> WANTED = Set.of(
            OrderPlaced.class,
            FulfilmentShipped.class,
            FulfilmentChanged.class,
            ShipmentRegistered.class,
            ShipmentMoved.class,
            ShipmentDelivered.class,
            ShipmentDelayed.class,
            ShipmentStalled.class,
            ShipmentProblemOpened.class,
            ShipmentReopened.class,
            PromiseAtRisk.class,
            PromiseBackOnTrack.class);

    private static final About WHOLE = new Occasion.WholeOrder();

    private Occasions() {}

    /** Empty where nobody is to be told: what was told once is not news when the log is read again. */
    static Optional<Occasion> of(Logged logged) {
        if (logged.seenBefore()) return Optional.empty();
        return switch (logged.event()) {
            case OrderEvent event -> event.imported() ? Optional.empty() : ofOrder(logged, event);
            case TrackingEvent event -> ofParcel(logged, event);
            case PromiseAtRisk event
            when !event.replayed() && event.kind() == PromiseKind.DELIVERY ->
                Optional.ofNullable(event.order())
                        .flatMap(order -> told(logged, order, TouchpointKind.RUNNING_LATE, parcel(event.shipment())))
                        .map(late -> late.because(Because.risk(event)));
            case PromiseBackOnTrack event
            when !event.replayed() && event.kind() == PromiseKind.DELIVERY ->
                Optional.ofNullable(event.order())
                        .flatMap(order -> told(logged, order, TouchpointKind.CORRECTION, parcel(event.shipment())))
                        .map(correction -> correction.because(
                                TouchpointKind.RUNNING_LATE.name(), Because.corrects(TouchpointKind.RUNNING_LATE)));
            default -> Optional.empty();
        };
    }

    private static About parcel(@Nullable Long shipment) {
        return shipment == null ? WHOLE : new Occasion.OneParcel(new ShipmentId(shipment));
    }

    private static Optional<Occasion> ofOrder(Logged logged, OrderEvent event) {
        return switch (event) {
            // Who asked for an exchange is told of that, and placed no order.
            case OrderPlaced placed when placed.isExchange() -> Optional.empty();
            case OrderPlaced _ -> told(logged, event.order(), TouchpointKind.ORDER_CONFIRMED, WHOLE);
            case FulfilmentShipped shipped ->
                told(logged, event.order(), TouchpointKind.SHIPPED, new Occasion.ParcelsOf(shipped.fulfilment()));
            case FulfilmentChanged changed ->
                told(logged, event.order(), TouchpointKind.SHIPPED, new Occasion.ParcelsOf(changed.fulfilment()));
            default -> Optional.empty();
        };
    }

    private static Optional<Occasion> ofParcel(Logged logged, TrackingEvent event) {
        OrderId order = event.order();
        if (order == null || event.direction() == Direction.INBOUND) return Optional.empty();
        About parcel = new Occasion.OneParcel(event.shipment());
        return switch (event) {
            case ShipmentRegistered _ -> told(logged, order, TouchpointKind.SHIPPED, parcel);
            case ShipmentMoved moved
            when !moved.replayed() ->
                switch (moved.to()) {
                    case OUT_FOR_DELIVERY_ON_VEHICLE -> told(logged, order, TouchpointKind.OUT_FOR_DELIVERY, parcel);
                    case AVAILABLE_FOR_PICKUP_READY -> told(logged, order, TouchpointKind.READY_FOR_PICKUP, parcel);
                    default -> Optional.empty();
                };
            case ShipmentDelivered delivered
            when !delivered.replayed() -> told(logged, order, TouchpointKind.DELIVERED, parcel);
            case ShipmentDelayed delayed
            when !delayed.replayed() ->
                told(logged, order, TouchpointKind.RUNNING_LATE, parcel)
                        .map(late -> late.because(Because.code(delayed.cause().code())));
            // A label nobody handed over is the store's to mend, not the customer's to know.
            case ShipmentStalled stalled
            when stalled.stall() == Stall.NO_SCAN -> told(logged, order, TouchpointKind.STALLED, parcel);
            case ShipmentProblemOpened opened
            when !opened.replayed() && isToldOf(opened.problem()) ->
                told(logged, order, TouchpointKind.PROBLEM, parcel)
                        .map(problem -> problem.because(
                                opened.problem().code(),
                                Because.code(opened.problem().code())));
            case ShipmentReopened reopened
            when !reopened.replayed() && reopened.after() == ReopenedAfter.FALSE_DELIVERY ->
                told(logged, order, TouchpointKind.CORRECTION, parcel)
                        .map(correction -> correction.because(
                                TouchpointKind.DELIVERED.name(), Because.corrects(TouchpointKind.DELIVERED)));
            default -> Optional.empty();
        };
    }

    /** A delay is told as running late, a long silence as stalled. */
    private static boolean isToldOf(StatusDetail problem) {
        return switch (problem) {
            case EXCEPTION_DELAY_EXTERNAL,
                    EXCEPTION_DELAY_WEATHER,
                    EXCEPTION_DELAY_PROCESSING,
                    EXCEPTION_DELAY_FLIGHT -> false;
            default -> problem.status() != ShipmentStatus.EXPIRED;
        };
    }

    private static Optional<Occasion> told(Logged logged, OrderId order, TouchpointKind kind, About about) {
        return Optional.of(Occasion.of(logged, order, kind, about));
    }
}
