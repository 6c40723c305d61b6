package io.postlude.twin;

import io.postlude.twin.Place.Country;
import org.jspecify.annotations.Nullable;

/**
 * A carrier's way to one country.
 *
 * @param share how many of a hundred orders go this way
 * @param hours a carrier's working hours from taking the parcel over to the depot near the customer
 * @param spread of that time, as the standard deviation of its logarithm
 * @param saturdays whether it works on Saturdays as on other days; else slowly
 * @param customs whether a border with papers lies in between
 * @param lastMile who carries the last part under a number of its own; null where the carrier does it
 * @param window days after the order the shop promises: the first and the last
 */
record TransitLane(
        Carrier carrier,
        Country to,
        int share,
        double hours,
        double spread,
        boolean saturdays,
        boolean customs,
        @Nullable Carrier lastMile,
        Window window) {

    /** Calendar days after the order. */
    record Window(int first, int last) {}

    /** The plain lane: no customs, one carrier to the door. */
    static TransitLane plain(Carrier carrier, Country to, int share, double hours) {
        boolean saturdays = carrier == Carrier.DHL || carrier == Carrier.POSTNL;
        return new TransitLane(carrier, to, share, hours, 0.16, saturdays, false, null, new Window(2, 5));
    }

    TransitLane promised(int first, int last) {
        return new TransitLane(
                carrier, to, share, hours, spread, saturdays, customs, lastMile, new Window(first, last));
    }

    TransitLane withCustoms() {
        return new TransitLane(carrier, to, share, hours, 0.24, saturdays, true, lastMile, window);
    }

    TransitLane handedOnTo(Carrier last) {
        return new TransitLane(carrier, to, share, hours, 0.22, saturdays, customs, last, window);
    }

    /** What troubles are told by: {@code dhl:DE}. */
    String key() {
        return carrier.slug() + ":" + to.name();
    }
}
