package io.postlude.tracking;

import io.postlude.tracking.TrackingEvent.ReopenedAfter;
import java.time.Instant;

/** What one scan changed. A repeated or late scan that changes nothing has no outcome. */
sealed interface Outcome {

    /** The parcel stands somewhere else now. */
    record Moved(StatusDetail from, StatusDetail to, Instant at) implements Outcome {}

    /** It reached its good end: the customer, or on the way back the warehouse. */
    record Arrived(Instant at) implements Outcome {}

    /** Said to be delivered though nobody ever saw it move: not to be passed on as news yet. */
    record ImplausibleDelivery(Instant at) implements Outcome {}

    /** A scan of its journey came after all: the delivery that was held back is believed. */
    record DeliveryBelieved(Instant at) implements Outcome {}

    /** What counted as ended goes on. */
    record Reopened(ReopenedAfter was, Instant at) implements Outcome {}

    record ProblemOpened(StatusDetail detail, Instant at) implements Outcome {}

    record ProblemResolved(StatusDetail detail, Instant at) implements Outcome {}
}
