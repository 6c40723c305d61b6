package io.postlude.tracking;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a parcel. Each field is the latest fact of one kind, and the latest of a set does not depend on
 * the order in which the set was read: so scans may come late, twice and in any order, and the state is the same.
 *
 * @param label how far it was before it moved: announced, labelled, accepted
 * @param sighting the latest scan that proves where it was
 * @param returning the latest scan that says it travels back to the sender
 * @param note the latest thing said without a sighting: a problem, an appointment, an expiry
 * @param end the latest end on paper: voided or disposed of
 * @param unknown the latest scan whose code nobody has mapped
 * @param possession whether any scan proves that the carrier held it
 * @param troubles the problems and their resolutions, oldest first
 */
record ParcelState(
        Direction direction,
        @Nullable Mark label,
        @Nullable Mark sighting,
        @Nullable Mark returning,
        @Nullable Mark note,
        @Nullable Mark end,
        @Nullable Mark unknown,
        boolean possession,
        List<Mark> troubles) {

    static ParcelState unseen(Direction direction) {
        return new ParcelState(direction, null, null, null, null, null, null, false, List.of());
    }
}
