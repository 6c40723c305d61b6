package io.postlude.twin;

import java.time.Instant;

/**
 * A carrier saw a parcel, or said something about it.
 *
 * @param lastMile whether it is the second carrier that says it
 */
record Seen(Instant at, Step step, String city, String country3, boolean lastMile) {}
