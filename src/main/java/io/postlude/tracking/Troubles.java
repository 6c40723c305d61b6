package io.postlude.tracking;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;

/** Which of a parcel's problems are open, read from what was said of problems and their solving. */
final class Troubles {

    /** A parcel with more marks than this has told its story; later ones are only kept as scans. */
    static final int MARKS_LIMIT = 64;

    private Troubles() {}

    static boolean concerns(StatusDetail detail) {
        return detail == StatusDetail.IN_TRANSIT_PROBLEM_RESOLVED || isProblem(detail);
    }

    static boolean isProblem(StatusDetail detail) {
        return detail.status() == ShipmentStatus.EXCEPTION
                || detail.status() == ShipmentStatus.ATTEMPT_FAILED
                || detail == StatusDetail.AVAILABLE_FOR_PICKUP_MISSED
                || detail == StatusDetail.PENDING_INVALID_NUMBER;
    }

    /** The marks with one more in its place; the same list when it is there already or the list is full. */
    static List<Mark> with(List<Mark> marks, Mark added) {
        if (marks.contains(added) || marks.size() >= MARKS_LIMIT) {
            return marks;
        }
        return Stream.concat(marks.stream(), Stream.of(added)).sorted().toList();
    }

    /**
     * The open problems and since when, oldest first. A problem said again while it is open is one problem; a solving
     * closes exactly one, the latest; the end of the journey closes all. To be given up on, or sent back instead of
     * delivered, is a problem as long as it lasts.
     */
    static SequencedMap<StatusDetail, Instant> open(ParcelState state) {
        Standing standing = Standing.of(state);
        SequencedMap<StatusDetail, Instant> open = new LinkedHashMap<>();
        if (endsAll(standing.detail())) {
            return open;
        }
        if (!state.troubles().isEmpty()) {
            told(state).forEach(problem -> open.put(problem.detail(), problem.at()));
        }
        Instant at = standing.at();
        if (at != null && state.direction() == Direction.OUTBOUND && lasting(standing.detail())) {
            open.put(standing.detail(), at);
        }
        return open;
    }

    private static boolean lasting(StatusDetail detail) {
        return detail == StatusDetail.EXPIRED_NO_UPDATE || detail == StatusDetail.RETURNING_TO_SENDER_EN_ROUTE;
    }

    private static Collection<Mark> told(ParcelState state) {
        Deque<Mark> open = new ArrayDeque<>();
        for (Mark mark : state.troubles()) {
            if (mark.detail() == StatusDetail.IN_TRANSIT_PROBLEM_RESOLVED) {
                open.pollLast();
            } else if (open.stream().noneMatch(other -> other.detail() == mark.detail())) {
                open.addLast(mark);
            }
        }
        return stillStanding(open, state);
    }

    private static boolean endsAll(StatusDetail detail) {
        return detail.terminal() && detail != StatusDetail.EXCEPTION_DISPOSED;
    }

    /** A delay is over once the parcel is seen again; so is a loss, or a failed attempt. */
    private static Collection<Mark> stillStanding(Deque<Mark> open, ParcelState state) {
        Mark seen = Mark.later(state.sighting(), state.returning());
        if (seen == null) {
            return open;
        }
        List<Mark> standing = new ArrayList<>();
        for (Mark problem : open) {
            if (!overtaken(problem, seen)) {
                standing.add(problem);
            }
        }
        return standing;
    }

    private static boolean overtaken(Mark problem, Mark seen) {
        return seen.after(problem)
                && switch (problem.detail()) {
                    case EXCEPTION_DELAY_EXTERNAL,
                            EXCEPTION_DELAY_WEATHER,
                            EXCEPTION_DELAY_PROCESSING,
                            EXCEPTION_DELAY_FLIGHT,
                            EXCEPTION_LOST,
                            ATTEMPT_FAILED_GENERIC,
                            ATTEMPT_FAILED_ABSENT,
                            ATTEMPT_FAILED_CLOSED,
                            ATTEMPT_FAILED_NO_ACCESS,
                            AVAILABLE_FOR_PICKUP_MISSED,
                            PENDING_INVALID_NUMBER -> true;
                    default -> false;
                };
    }
}
