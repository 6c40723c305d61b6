package io.postlude.journeys;

import io.postlude.flows.Flow;
import io.postlude.flows.Happening;
import io.postlude.kernel.Event;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Logged;
import io.postlude.messaging.MessagingEvent;
import io.postlude.orders.OrderEvent;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderView;
import io.postlude.promises.PromiseEvent;
import io.postlude.promises.PromiseEvent.PromiseAtRisk;
import io.postlude.promises.PromiseKind;
import io.postlude.returns.ReturnEvent;
import io.postlude.returns.ReturnId;
import io.postlude.tracking.Direction;
import io.postlude.tracking.ShipmentId;
import io.postlude.tracking.TrackingEvent;
import io.postlude.tracking.TrackingEvent.ShipmentDelayed;
import io.postlude.tracking.TrackingEvent.ShipmentDelivered;
import io.postlude.tracking.TrackingEvent.ShipmentProblemOpened;
import io.postlude.tracking.TrackingEvent.ShipmentStalled;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event that journeys may speak of, for an order. History worked out anew is none, nor is what concerns a parcel on its way
 * back.
 */
record Occurrence(
        Happening happening,
        OrderId order,
        @Nullable ShipmentId shipment,
        @Nullable ReturnId returned,
        long event,
        Run.What what) {

    static Optional<Occurrence> of(Logged logged) {
        Event event = logged.event();
        Happening happening = Happening.of(event).orElse(null);
        boolean bought = !(event instanceof OrderEvent.OrderPlaced placed && placed.isExchange());
        if (happening == null || !bought) return Optional.empty();
        return switch (event) {
            case OrderEvent order
            when !order.imported() ->
                Optional.of(new Occurrence(
                        happening, order.order(), null, null, logged.id(), what(happening, event, null, null)));
            case TrackingEvent parcel -> ofParcel(happening, parcel, logged.id());
            case PromiseEvent promise -> ofPromise(happening, promise, logged.id());
            case MessagingEvent.MessageOpened opened
            when opened.order() != null ->
                Optional.of(new Occurrence(
                        happening,
                        new OrderId(opened.order()),
                        null,
                        null,
                        logged.id(),
                        what(happening, event, null, null)));
            case MessagingEvent.MessageClicked clicked
            when clicked.order() != null ->
                Optional.of(new Occurrence(
                        happening,
                        new OrderId(clicked.order()),
                        null,
                        null,
                        logged.id(),
                        what(happening, event, null, null)));
            case ReturnEvent back ->
                Optional.of(new Occurrence(
                        happening,
                        back.order(),
                        null,
                        back.returned(),
                        logged.id(),
                        what(happening, event, null, null)));
            default -> Optional.empty();
        };
    }

    private static Optional<Occurrence> ofParcel(Happening happening, TrackingEvent event, long id) {
        OrderId order = event.order();
        if (order == null || event.direction() == Direction.INBOUND) return Optional.empty();
        String detail = switch (event) {
            case ShipmentDelivered delivered
            when !delivered.replayed() -> delivered.detail().code();
            case ShipmentDelayed delayed
            when !delayed.replayed() -> delayed.cause().code();
            case ShipmentProblemOpened problem
            when !problem.replayed() -> problem.problem().code();
            case ShipmentStalled stalled -> stalled.stall().name();
            case TrackingEvent.ShipmentRegistered _ -> "";
            default -> null;
        };
        return detail == null
                ? Optional.empty()
                : Optional.of(new Occurrence(
                        happening,
                        order,
                        event.shipment(),
                        null,
                        id,
                        what(happening, event, detail.isEmpty() ? null : detail, null)));
    }

    private static Optional<Occurrence> ofPromise(Happening happening, PromiseEvent event, long id) {
        OrderId order = event.order();
        if (order == null) return Optional.empty();
        return switch (event) {
            case PromiseAtRisk risk
            when !risk.replayed() && risk.kind() == PromiseKind.DELIVERY ->
                Optional.of(new Occurrence(
                        happening,
                        order,
                        risk.shipment() == null ? null : new ShipmentId(risk.shipment()),
                        null,
                        id,
                        what(happening, event, risk.cause().name(), risk.chance())));
            case PromiseEvent.PromiseBroken broken
            when !broken.replayed() && broken.kind() == PromiseKind.DELIVERY ->
                Optional.of(new Occurrence(happening, order, null, null, id, what(happening, event, null, null)));
            case PromiseEvent.PromiseKept kept
            when !kept.replayed() && kept.kind() == PromiseKind.DELIVERY ->
                Optional.of(new Occurrence(happening, order, null, null, id, what(happening, event, null, null)));
            default -> Optional.empty();
        };
    }

    private static Run.What what(Happening happening, Event event, @Nullable String detail, @Nullable Double chance) {
        return new Run.What(happening.code(), event.occurredAt(), detail, chance);
    }

    Instant at() {
        return what.at();
    }

    /** Of an order that came with a file, what happened before it came is history. */
    boolean isHistoryOf(@Nullable OrderView known) {
        return known != null && known.imported() && !at().isAfter(Ids.madeAt(known.id()));
    }

    /** Whom it lets in; empty where there is none: an order of nobody known. */
    Optional<Run.Subject> subject(Flow.Per per, OrderView known) {
        return switch (per) {
            case ORDER -> Optional.of(new Run.Subject(order.value(), order, shipment, known.customer()));
            case PARCEL ->
                shipment == null
                        ? Optional.empty()
                        : Optional.of(new Run.Subject(shipment.value(), order, shipment, known.customer()));
            case RETURN ->
                returned == null
                        ? Optional.empty()
                        : Optional.of(new Run.Subject(returned.value(), order, null, returned, known.customer()));
            case CUSTOMER ->
                known.customer() == null
                        ? Optional.empty()
                        : Optional.of(new Run.Subject(known.customer().value(), null, null, known.customer()));
        };
    }

    /** Whether this is what a run awaits: of its own parcel or return where it is about one, of its order, of its person. */
    boolean ends(Run run, OrderView known) {
        if (run.stand().awaits() != happening) return false;
        OrderId own = run.subject().order();
        if (own == null)
            return known.customer() != null
                    && known.customer().equals(run.subject().customer());
        boolean ofParcel = run.subject().shipment() != null
                && run.subject().id() == run.subject().shipment().value();
        ReturnId back = run.subject().returned();
        return own.equals(order)
                && (back == null || returned == null || returned.equals(back))
                && (!ofParcel
                        || shipment == null
                        || shipment.equals(run.subject().shipment()));
    }
}
