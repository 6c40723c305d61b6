package io.postlude.tracking;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a parcel stands now, read from what is remembered of it.
 *
 * @param at when it came to stand there; null before anything is known
 */
record Standing(StatusDetail detail, @Nullable Instant at) {

    private static final Standing UNSEEN = new Standing(StatusDetail.PENDING_NOT_FOUND, null);

    /** Reads the standing: a sighting places the parcel, and what is said later may lie over it. */
    static Standing of(ParcelState state) {
        Mark base = base(state);
        Mark seen = overlaid(base, state);
        return seen == null ? UNSEEN : new Standing(seen.detail(), seen.at());
    }

    /** The end of the journey; a lost or expired parcel is not there yet. */
    boolean closed() {
        return detail.terminal();
    }

    private static @Nullable Mark base(ParcelState state) {
        Mark sighting = state.sighting();
        Mark returning = state.returning();
        if (returning == null) {
            return sighting == null ? state.label() : sighting;
        }
        if (sighting == null || returning.after(sighting)) {
            boolean alreadyBack = sighting != null && sighting.detail() == StatusDetail.RETURNED_TO_SENDER_RECEIVED;
            return alreadyBack ? sighting : returning;
        }
        return onTheWayBack(state.direction(), sighting);
    }

    /** A parcel once turned round stays on its way back, and its delivery is one to the sender. */
    private static Mark onTheWayBack(Direction direction, Mark sighting) {
        return switch (sighting.detail().status()) {
            case RETURNED_TO_SENDER -> sighting;
            case DELIVERED ->
                direction == Direction.INBOUND
                        ? sighting
                        : Mark.of(sighting.at(), StatusDetail.RETURNED_TO_SENDER_RECEIVED);
            default -> Mark.of(sighting.at(), StatusDetail.RETURNING_TO_SENDER_EN_ROUTE);
        };
    }

    private static @Nullable Mark overlaid(@Nullable Mark base, ParcelState state) {
        if (base != null && base.detail().terminal()) {
            return base;
        }
        Mark end = state.end();
        if (end != null && (base == null || end.notBefore(base))) {
            return end;
        }
        Mark known = base;
        Mark note = state.note();
        if (note != null && (base == null || (note.notBefore(base) && changes(note, base)))) {
            known = note;
        }
        Mark unknown = state.unknown();
        return unknown != null && (known == null || (unknown.after(known) && yieldsToUnknown(known.detail())))
                ? unknown
                : known;
    }

    /** Words of the ordinary way never lead back on it: a solved problem does not call the van back to the depot. */
    private static boolean changes(Mark note, Mark base) {
        int said = note.detail().status().step();
        int stands = base.detail().status().step();
        return said < 0 || (stands >= 0 && stands <= said);
    }

    /** An unknown word says only that the parcel is alive: it wakes the given-up, and takes no better word's place. */
    private static boolean yieldsToUnknown(StatusDetail detail) {
        return switch (detail.status()) {
            case PENDING, INFO_RECEIVED, PICKED_UP, IN_TRANSIT, EXPIRED -> true;
            case EXCEPTION -> detail == StatusDetail.EXCEPTION_LOST;
            default -> false;
        };
    }
}
