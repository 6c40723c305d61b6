package io.postlude.tracking;

import io.postlude.tracking.TrackingEvent.ReopenedAfter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a parcel's journey, as a pure function: what is remembered and one scan give what is remembered after,
 * and what that changed. The memory is a join of latest facts ({@link ParcelState}), so any order and any repetition of
 * the same scans end in the same state.
 */
final class ParcelMachine {

    private ParcelMachine() {}

    /** The memory after a scan, and what it changed. */
    record Step(ParcelState state, List<Outcome> outcomes) {}

    static Step accept(ParcelState before, Sighting scan) {
        ParcelState after = remember(before, scan);
        return after.equals(before) ? new Step(before, List.of()) : new Step(after, changes(before, after, scan.at()));
    }

    /** Whether the parcel is where it was meant to go: for a return, back with the sender is success too. */
    static boolean arrived(Direction direction, StatusDetail detail) {
        return detail.status() == ShipmentStatus.DELIVERED
                || (direction == Direction.INBOUND && detail.status() == ShipmentStatus.RETURNED_TO_SENDER);
    }

    /** Whether it is said to be delivered though no scan shows that the carrier ever held it. */
    static boolean implausible(ParcelState state) {
        return !state.possession() && Standing.of(state).detail().status() == ShipmentStatus.DELIVERED;
    }

    private static ParcelState remember(ParcelState s, Sighting scan) {
        Mark mark = Mark.of(scan.at(), scan.detail());
        if (!scan.mapped()) {
            return new ParcelState(
                    s.direction(),
                    s.label(),
                    s.sighting(),
                    s.returning(),
                    s.note(),
                    s.end(),
                    Mark.later(s.unknown(), mark),
                    s.possession(),
                    s.troubles());
        }
        StatusDetail detail = scan.detail();
        Kind kind = Kind.of(detail);
        return new ParcelState(
                s.direction(),
                kind == Kind.LABEL ? further(s.label(), mark) : s.label(),
                kind == Kind.SIGHTING ? Mark.later(s.sighting(), mark) : s.sighting(),
                kind == Kind.RETURNING ? Mark.later(s.returning(), mark) : s.returning(),
                kind == Kind.NOTE ? Mark.later(s.note(), mark) : s.note(),
                kind == Kind.END ? Mark.later(s.end(), mark) : s.end(),
                s.unknown(),
                s.possession() || provesPossession(detail),
                Troubles.concerns(detail) ? Troubles.with(s.troubles(), mark) : s.troubles());
    }

    /** Which part of the memory a scan belongs to. */
    private enum Kind {
        LABEL,
        SIGHTING,
        RETURNING,
        NOTE,
        END;

        static Kind of(StatusDetail detail) {
            if (detail.paper()) {
                return detail.terminal() ? END : NOTE;
            }
            return switch (detail.status()) {
                case PENDING, INFO_RECEIVED, PICKED_UP -> LABEL;
                case RETURNING_TO_SENDER -> RETURNING;
                case CANCELLED -> END;
                default -> SIGHTING;
            };
        }
    }

    /** Before it moves, the furthest word counts, not the latest: a label is often announced again. */
    private static Mark further(@Nullable Mark known, Mark mark) {
        if (known == null) {
            return mark;
        }
        int step = known.detail().status().step();
        int other = mark.detail().status().step();
        if (step != other) {
            return step > other ? known : mark;
        }
        return known.packed() >= mark.packed() ? known : mark;
    }

    private static boolean provesPossession(StatusDetail detail) {
        return !detail.paper()
                && switch (detail.status()) {
                    case PENDING, INFO_RECEIVED, DELIVERED, CANCELLED -> false;
                    default -> true;
                };
    }

    /** What lies between two memories of one parcel, as one step. */
    static List<Outcome> changes(ParcelState before, ParcelState after, Instant at) {
        List<Outcome> outcomes = new ArrayList<>();
        Standing from = Standing.of(before);
        Standing to = Standing.of(after);
        if (from.detail() != to.detail()) {
            outcomes.add(new Outcome.Moved(from.detail(), to.detail(), to.at() == null ? at : to.at()));
            reopening(from, to).ifPresent(was -> outcomes.add(new Outcome.Reopened(was, at)));
        }
        arrival(before, after, to).ifPresent(outcomes::add);
        problems(before, after, at, outcomes);
        return List.copyOf(outcomes);
    }

    private static Optional<ReopenedAfter> reopening(Standing from, Standing to) {
        if (to.closed()) {
            return Optional.empty();
        }
        return switch (from.detail()) {
            case RETURNED_TO_SENDER_RECEIVED -> Optional.of(ReopenedAfter.RETURNED);
            case CANCELLED_VOIDED -> Optional.of(ReopenedAfter.CANCELLED);
            case EXPIRED_NO_UPDATE -> Optional.of(ReopenedAfter.EXPIRED);
            case EXCEPTION_LOST -> Optional.of(ReopenedAfter.LOST);
            case EXCEPTION_DISPOSED -> Optional.of(ReopenedAfter.DISPOSED);
            default ->
                from.detail().status() == ShipmentStatus.DELIVERED
                        ? Optional.of(ReopenedAfter.FALSE_DELIVERY)
                        : Optional.empty();
        };
    }

    private static Optional<Outcome> arrival(ParcelState before, ParcelState after, Standing to) {
        Instant at = to.at();
        if (at == null || !arrived(after.direction(), to.detail())) {
            return Optional.empty();
        }
        boolean was = arrived(before.direction(), Standing.of(before).detail());
        boolean doubtful = implausible(after);
        if (!was) {
            return Optional.of(doubtful ? new Outcome.ImplausibleDelivery(at) : new Outcome.Arrived(at));
        }
        return implausible(before) && !doubtful ? Optional.of(new Outcome.DeliveryBelieved(at)) : Optional.empty();
    }

    private static void problems(ParcelState before, ParcelState after, Instant at, List<Outcome> outcomes) {
        SequencedMap<StatusDetail, Instant> open = Troubles.open(before);
        SequencedMap<StatusDetail, Instant> openNow = Troubles.open(after);
        for (StatusDetail problem : open.keySet()) {
            if (!openNow.containsKey(problem)) {
                outcomes.add(new Outcome.ProblemResolved(problem, at));
            }
        }
        openNow.forEach((problem, since) -> {
            if (!open.containsKey(problem)) {
                outcomes.add(new Outcome.ProblemOpened(problem, since));
            }
        });
    }
}
