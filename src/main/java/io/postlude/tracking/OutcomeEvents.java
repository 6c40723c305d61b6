package io.postlude.tracking;

import io.postlude.tracking.TrackingEvent.DeliveryImplausible;
import io.postlude.tracking.TrackingEvent.ReopenedAfter;
import io.postlude.tracking.TrackingEvent.ShipmentDelayed;
import io.postlude.tracking.TrackingEvent.ShipmentDelivered;
import io.postlude.tracking.TrackingEvent.ShipmentMoved;
import io.postlude.tracking.TrackingEvent.ShipmentProblemOpened;
import io.postlude.tracking.TrackingEvent.ShipmentProblemResolved;
import io.postlude.tracking.TrackingEvent.ShipmentReopened;
import io.postlude.tracking.TrackingEvent.ShipmentResumed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what the machine found out about one parcel into events, problems and settled promises. */
final class OutcomeEvents {

    static final String IMPLAUSIBLE = "IMPLAUSIBLE_DELIVERY";
    static final String STALLED = "STALLED";
    static final String NOT_HANDED_OVER = "NOT_HANDED_OVER";
    private static final Duration LOOK_AGAIN = Duration.ofHours(24);

    private final Changes changes;
    private final Parcel parcel;
    private final @Nullable StatusDetail orderStatus;

    OutcomeEvents(Changes changes, Parcel parcel, @Nullable StatusDetail orderStatus) {
        this.changes = changes;
        this.parcel = parcel;
        this.orderStatus = orderStatus;
    }

    void tell(List<Outcome> outcomes) {
        for (Outcome outcome : outcomes) {
            switch (outcome) {
                case Outcome.Moved moved -> moved(moved);
                case Outcome.Arrived(Instant at) -> arrived(at);
                case Outcome.ImplausibleDelivery(Instant at) -> implausible(at);
                case Outcome.DeliveryBelieved(Instant at) -> believed(at);
                case Outcome.Reopened(ReopenedAfter was, Instant at) -> reopened(was, at);
                case Outcome.ProblemOpened(StatusDetail detail, Instant at) -> opened(detail, at);
                case Outcome.ProblemResolved(StatusDetail detail, Instant at) -> resolved(detail, at);
            }
        }
    }

    /** A scan came after the parcel had gone silent. */
    void resumed(Instant at) {
        changes.closed(parcel, STALLED, at);
        changes.closed(parcel, NOT_HANDED_OVER, at);
        add(new ShipmentResumed(parcel.store(), parcel.id(), parcel.order(), direction(), at, changes.replayed));
    }

    private void moved(Outcome.Moved moved) {
        if (moved.to() == StatusDetail.CANCELLED_VOIDED) {
            changes.handBackPromise(parcel);
        }
        add(new ShipmentMoved(
                parcel.store(),
                parcel.id(),
                parcel.order(),
                direction(),
                moved.from(),
                moved.to(),
                orderStatus,
                moved.at(),
                changes.replayed));
    }

    private void arrived(Instant at) {
        if (direction() == Direction.OUTBOUND) {
            changes.keepPromise(parcel, at);
        }
        add(new ShipmentDelivered(
                parcel.store(), parcel.id(), parcel.order(), direction(), parcel.detail(), at, changes.replayed));
    }

    private void implausible(Instant at) {
        changes.opened(parcel, IMPLAUSIBLE, at);
        add(new DeliveryImplausible(parcel.store(), parcel.id(), parcel.order(), direction(), at, changes.replayed));
    }

    private void believed(Instant at) {
        changes.closed(parcel, IMPLAUSIBLE, at);
        arrived(at);
    }

    private void reopened(ReopenedAfter was, Instant at) {
        if (was == ReopenedAfter.FALSE_DELIVERY) {
            changes.closed(parcel, IMPLAUSIBLE, at);
            changes.reopenPromise(parcel);
        }
        changes.watch.put(new Changes.ParcelKey(parcel.store(), parcel.id()), at.plus(LOOK_AGAIN));
        add(new ShipmentReopened(
                parcel.store(), parcel.id(), parcel.order(), direction(), was, parcel.detail(), at, changes.replayed));
    }

    private void opened(StatusDetail problem, Instant at) {
        changes.opened(parcel, problem.code(), at);
        add(new ShipmentProblemOpened(
                parcel.store(), parcel.id(), parcel.order(), direction(), problem, at, changes.replayed));
        switch (problem) {
            case EXCEPTION_DELAY_EXTERNAL,
                    EXCEPTION_DELAY_WEATHER,
                    EXCEPTION_DELAY_PROCESSING,
                    EXCEPTION_DELAY_FLIGHT ->
                add(new ShipmentDelayed(
                        parcel.store(), parcel.id(), parcel.order(), direction(), problem, at, changes.replayed));
            default -> {}
        }
    }

    private void resolved(StatusDetail problem, Instant at) {
        changes.closed(parcel, problem.code(), at);
        add(new ShipmentProblemResolved(
                parcel.store(), parcel.id(), parcel.order(), direction(), problem, at, changes.replayed));
    }

    private Direction direction() {
        return parcel.state().direction();
    }

    private void add(TrackingEvent event) {
        changes.events.add(event);
    }
}
