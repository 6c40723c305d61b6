package io.postlude.tracking;

import java.time.Instant;

/**
 * A scan after translation: when it happened and what it means.
 *
 * @param mapped false when the raw code is unknown; such a scan proves nothing about where the parcel is
 */
record Sighting(Instant at, StatusDetail detail, boolean mapped) {

    static Sighting of(Instant at, StatusDetail detail) {
        return new Sighting(at, detail, true);
    }

    static Sighting unmapped(Instant at) {
        return new Sighting(at, StatusDetail.IN_TRANSIT_GENERIC, false);
    }
}
