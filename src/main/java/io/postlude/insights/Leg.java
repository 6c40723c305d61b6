package io.postlude.insights;

import io.postlude.insights.Lane.Measure;
import io.postlude.tracking.StatusDetail;
import java.util.Optional;

/** The last stretches of a way, each with its own time to the door; before the first of them the whole transit speaks. */
enum Leg {
    LAST_MILE(Measure.LAST_MILE, 1.0, 0.7),
    OUT(Measure.OUT, 0.3, 0.8),
    TROUBLE(Measure.TROUBLE, 3.0, 1.0),
    READY(Measure.READY, 1.5, 1.0);

    private final Measure measure;
    private final double priorMean;
    private final double priorSpread;

    /** {@code priorDays} and {@code priorSpread}: what carriers usually need, for stores that have not seen it yet. */
    Leg(Measure measure, double priorDays, double priorSpread) {
        this.measure = measure;
        this.priorMean = Math.log(priorDays);
        this.priorSpread = priorSpread;
    }

    Measure measure() {
        return measure;
    }

    double priorMean() {
        return priorMean;
    }

    double priorSpread() {
        return priorSpread;
    }

    /** The stretch a parcel is on by its status, if it is on one. */
    static Optional<Leg> of(StatusDetail detail) {
        return switch (detail.status()) {
            case OUT_FOR_DELIVERY -> Optional.of(OUT);
            case ATTEMPT_FAILED, EXCEPTION -> Optional.of(TROUBLE);
            case AVAILABLE_FOR_PICKUP -> Optional.of(READY);
            case IN_TRANSIT ->
                detail == StatusDetail.IN_TRANSIT_DESTINATION_FACILITY
                                || detail == StatusDetail.IN_TRANSIT_HANDED_TO_LAST_MILE
                        ? Optional.of(LAST_MILE)
                        : Optional.empty();
            default -> Optional.empty();
        };
    }
}
