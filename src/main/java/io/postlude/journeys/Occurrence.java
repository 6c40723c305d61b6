package io.postlude.journeys;

import io.postlude.customers.CustomerEvent.CustomEventTold;
import io.postlude.customers.CustomerId;
import io.postlude.flows.Flow;
import io.postlude.flows.Signal;
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
 * An event that journeys may speak of. History worked out anew is none, nor is what concerns a parcel on its way back.
 *
 * @param event its id in the log
 */
record Occurrence(Signal signal, About about, long event, Run.What what) {

    /** What it happened to: an order, or somebody of whom another program told it. */
    record About(
            @Nullable OrderId order,
            @Nullable ShipmentId shipment,
            @Nullable ReturnId returned,
            @Nullable CustomerId person) {
        static About of(OrderId order, @Nullable ShipmentId shipment) {
            return new About(order, shipment, null, null);
        }
    }

    static Optional<Occurrence> of(Logged logged) {
        Event event = logged.event();
        Signal signal = Signal.of(event).orElse(null);
        boolean bought = !(event instanceof OrderEvent.OrderPlaced placed && placed.isExchange());
        if (signal == null || !bought) return Optional.empty();
        Taken taken = new Taken(signal, logged);
        return switch (event) {
            case OrderEvent order when !order.imported() -> taken.of(About.of(order.order(), null));
            case TrackingEvent parcel -> ofParcel(taken, parcel);
            case PromiseEvent promise -> ofPromise(taken, promise);
            case MessagingEvent.MessageOpened opened
            when opened.order() != null -> taken.of(About.of(new OrderId(opened.order()), null));
            case MessagingEvent.MessageClicked clicked
            when clicked.order() != null -> taken.of(About.of(new OrderId(clicked.order()), null));
            case ReturnEvent back -> taken.of(new About(back.order(), null, back.returned(), null));
            case CustomEventTold told
            when !told.old() ->
                Optional.of(new Occurrence(
                        signal,
                        new About(told.order() == null ? null : new OrderId(told.order()), null, null, told.customer()),
                        logged.id(),
                        new Run.What(signal.happening().code(), told.occurredAt(), told.name(), null, told.told())));
            default -> Optional.empty();
        };
    }

    /** An event on its way to be one. */
    private record Taken(Signal signal, Logged logged) {
        Optional<Occurrence> of(About about) {
            return of(about, null, null);
        }

        Optional<Occurrence> of(About about, @Nullable String detail, @Nullable Double chance) {
            Run.What what =
                    new Run.What(signal.happening().code(), logged.event().occurredAt(), detail, chance);
            return Optional.of(new Occurrence(signal, about, logged.id(), what));
        }
    }

    private static Optional<Occurrence> ofParcel(Taken taken, TrackingEvent event) {
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
                : taken.of(About.of(order, event.shipment()), detail.isEmpty() ? null : detail, null);
    }

    private static Optional<Occurrence> ofPromise(Taken taken, PromiseEvent event) {
        OrderId order = event.order();
        if (order == null) return Optional.empty();
        return switch (event) {
            case PromiseAtRisk risk
            when !risk.replayed() && risk.kind() == PromiseKind.DELIVERY ->
                taken.of(
                        About.of(order, risk.shipment() == null ? null : new ShipmentId(risk.shipment())),
                        risk.cause().name(),
                        risk.chance());
            case PromiseEvent.PromiseBroken broken
            when !broken.replayed() && broken.kind() == PromiseKind.DELIVERY -> taken.of(About.of(order, null));
            case PromiseEvent.PromiseKept kept
            when !kept.replayed() && kept.kind() == PromiseKind.DELIVERY -> taken.of(About.of(order, null));
            default -> Optional.empty();
        };
    }

    Instant at() {
        return what.at();
    }

    @Nullable
    OrderId order() {
        return about.order();
    }

    @Nullable
    ReturnId returned() {
        return about.returned();
    }

    /** Of an order that came with a file, what happened before it came is history. */
    boolean isHistoryOf(@Nullable OrderView known) {
        return known != null && known.imported() && !at().isAfter(Ids.madeAt(known.id()));
    }

    /** Whose it is: of whom it was told, else whose order it is. */
    @Nullable
    CustomerId person(@Nullable OrderView known) {
        return about.person() != null || known == null ? about.person() : known.customer();
    }

    /** Whom it lets in; empty where there is none: an order of nobody known, or none at all. */
    Optional<Run.Subject> subject(Flow.Per per, @Nullable OrderView known) {
        CustomerId person = person(known);
        if (per == Flow.Per.CUSTOMER)
            return person == null ? Optional.empty() : Optional.of(new Run.Subject(person.value(), null, null, person));
        if (known == null) return Optional.empty();
        OrderId order = known.id();
        ShipmentId shipment = about.shipment();
        ReturnId returned = about.returned();
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
            case CUSTOMER -> Optional.empty();
        };
    }

    /**
     * Whether this is what a run awaits: of its own parcel or return where it is about one, of its order, of its person. What
     * was told of a person without an order, any run of theirs may await.
     */
    boolean ends(Run run, @Nullable OrderView known) {
        if (!signal.equals(run.stand().awaits())) return false;
        OrderId own = run.subject().order();
        if (own == null || about.order() == null) {
            CustomerId person = person(known);
            return person != null && person.equals(run.subject().customer());
        }
        boolean ofParcel = run.subject().shipment() != null
                && run.subject().id() == run.subject().shipment().value();
        ReturnId back = run.subject().returned();
        return own.equals(about.order())
                && (back == null || returned() == null || returned().equals(back))
                && (!ofParcel
                        || about.shipment() == null
                        || about.shipment().equals(run.subject().shipment()));
    }
}
