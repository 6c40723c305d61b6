package io.postlude.tracking;

import static io.postlude.tracking.StatusDetail.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.postlude.tracking.TrackingEvent.ReopenedAfter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The twelve rules of the parcel's journey that need no database; each test is one sentence of them. */
class ParcelMachineTest {

    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

    /** A parcel being told its scans, hours after the start. */
    private static final class Parcel {
        private ParcelState state;
        private final List<Outcome> outcomes = new ArrayList<>();

        Parcel(Direction direction) {
            state = ParcelState.unseen(direction);
        }

        @CanIgnoreReturnValue
        Parcel told(int hour, StatusDetail detail) {
            return told(Sighting.of(START.plus(Duration.ofHours(hour)), detail));
        }

        @CanIgnoreReturnValue
        Parcel told(Sighting scan) {
            ParcelMachine.Step step = ParcelMachine.accept(state, scan);
            state = step.state();
            outcomes.addAll(step.outcomes());
            return this;
        }

        StatusDetail detail() {
            return Standing.of(state).detail();
        }

        List<StatusDetail> openProblems() {
            return List.copyOf(Troubles.open(state).keySet());
        }

        <T extends Outcome> List<T> outcomes(Class<T> kind) {
            return outcomes.stream().filter(kind::isInstance).map(kind::cast).toList();
        }
    }

    private static Parcel outbound() {
        return new Parcel(Direction.OUTBOUND);
    }

    private static Parcel moving() {
        return outbound()
                .told(0, INFO_RECEIVED_LABEL_CREATED)
                .told(1, PICKED_UP_ACCEPTED)
                .told(5, IN_TRANSIT_GENERIC);
    }

    @Test
    void a_late_scan_never_downgrades_the_status() {
        Parcel parcel = moving().told(20, OUT_FOR_DELIVERY_ON_VEHICLE);
        parcel.told(10, IN_TRANSIT_ARRIVED_FACILITY)
                .told(2, INFO_RECEIVED_LABEL_CREATED)
                .told(3, PICKED_UP_ACCEPTED);
        assertEquals(OUT_FOR_DELIVERY_ON_VEHICLE, parcel.detail());
    }

    @Test
    void a_label_announced_again_after_the_handover_changes_nothing() {
        Parcel parcel = moving().told(9, INFO_RECEIVED_LABEL_CREATED).told(10, PICKED_UP_ACCEPTED);
        assertEquals(IN_TRANSIT_GENERIC, parcel.detail());
    }

    @Test
    void a_parcel_that_goes_back_to_the_depot_in_truth_is_shown_there() {
        Parcel parcel = moving().told(20, OUT_FOR_DELIVERY_ON_VEHICLE).told(30, IN_TRANSIT_ARRIVED_FACILITY);
        assertEquals(IN_TRANSIT_ARRIVED_FACILITY, parcel.detail());
    }

    @Test
    void a_delivery_before_any_possession_scan_is_implausible() {
        Parcel parcel = outbound().told(0, INFO_RECEIVED_LABEL_CREATED).told(9, DELIVERED_DOOR);
        assertEquals(DELIVERED_DOOR, parcel.detail());
        assertTrue(ParcelMachine.implausible(parcel.state));
        assertEquals(1, parcel.outcomes(Outcome.ImplausibleDelivery.class).size());
        assertTrue(parcel.outcomes(Outcome.Arrived.class).isEmpty());
    }

    @Test
    void an_implausible_delivery_is_believed_once_a_possession_scan_turns_up_late() {
        Parcel parcel = outbound().told(9, DELIVERED_DOOR).told(1, PICKED_UP_ACCEPTED);
        assertFalse(ParcelMachine.implausible(parcel.state));
        assertEquals(1, parcel.outcomes(Outcome.DeliveryBelieved.class).size());
    }

    @Test
    void an_unknown_code_is_no_proof_of_possession() {
        Parcel parcel = outbound().told(Sighting.unmapped(START)).told(9, DELIVERED_DOOR);
        assertTrue(ParcelMachine.implausible(parcel.state));
    }

    @Test
    void a_physical_scan_after_the_delivery_reopens_it_as_a_false_delivery_once() {
        Parcel parcel = moving().told(20, DELIVERED_DOOR).told(22, IN_TRANSIT_ARRIVED_FACILITY);
        parcel.told(22, IN_TRANSIT_ARRIVED_FACILITY)
                .told(23, IN_TRANSIT_DEPARTED_FACILITY)
                .told(20, DELIVERED_DOOR);
        assertEquals(IN_TRANSIT_DEPARTED_FACILITY, parcel.detail());
        List<Outcome.Reopened> reopened = parcel.outcomes(Outcome.Reopened.class);
        assertEquals(1, reopened.size());
        assertEquals(ReopenedAfter.FALSE_DELIVERY, reopened.getFirst().was());
    }

    @Test
    void paper_after_the_delivery_does_not_reopen_it() {
        Parcel parcel = moving().told(20, DELIVERED_DOOR);
        parcel.told(21, EXCEPTION_DELAY_EXTERNAL).told(22, EXPIRED_NO_UPDATE).told(23, INFO_RECEIVED_LABEL_CREATED);
        parcel.told(Sighting.unmapped(START.plus(Duration.ofHours(24)))).told(25, PICKED_UP_ACCEPTED);
        assertEquals(DELIVERED_DOOR, parcel.detail());
        assertTrue(parcel.outcomes(Outcome.Reopened.class).isEmpty());
    }

    @Test
    void a_scan_from_before_the_delivery_that_comes_late_does_not_reopen_it() {
        Parcel parcel = moving().told(20, DELIVERED_DOOR).told(19, OUT_FOR_DELIVERY_ON_VEHICLE);
        assertEquals(DELIVERED_DOOR, parcel.detail());
        assertTrue(parcel.outcomes(Outcome.Reopened.class).isEmpty());
    }

    @Test
    void a_solved_problem_closes_exactly_one_open_exception() {
        Parcel parcel = moving().told(6, EXCEPTION_ADDRESS).told(7, EXCEPTION_CUSTOMS_HOLD);
        assertEquals(List.of(EXCEPTION_ADDRESS, EXCEPTION_CUSTOMS_HOLD), parcel.openProblems());
        parcel.told(8, IN_TRANSIT_PROBLEM_RESOLVED);
        assertEquals(List.of(EXCEPTION_ADDRESS), parcel.openProblems());
        assertEquals(1, parcel.outcomes(Outcome.ProblemResolved.class).size());
        parcel.told(8, IN_TRANSIT_PROBLEM_RESOLVED);
        assertEquals(List.of(EXCEPTION_ADDRESS), parcel.openProblems());
    }

    @Test
    void a_problem_told_again_while_open_is_one_problem() {
        Parcel parcel = moving().told(6, EXCEPTION_DELAY_WEATHER).told(7, EXCEPTION_DELAY_WEATHER);
        assertEquals(List.of(EXCEPTION_DELAY_WEATHER), parcel.openProblems());
    }

    @Test
    void a_delay_is_over_when_the_parcel_is_seen_again_and_a_delivery_ends_all_problems() {
        Parcel parcel = moving().told(6, EXCEPTION_DELAY_WEATHER).told(7, EXCEPTION_DOCUMENTS);
        parcel.told(9, IN_TRANSIT_ARRIVED_FACILITY);
        assertEquals(List.of(EXCEPTION_DOCUMENTS), parcel.openProblems());
        assertEquals(List.of(), parcel.told(30, DELIVERED_DOOR).openProblems());
    }

    @Test
    void on_the_way_back_returned_and_delivered_are_both_the_good_end() {
        for (StatusDetail end : List.of(RETURNED_TO_SENDER_RECEIVED, DELIVERED_DOOR)) {
            Parcel parcel =
                    new Parcel(Direction.INBOUND).told(1, PICKED_UP_ACCEPTED).told(30, end);
            assertEquals(1, parcel.outcomes(Outcome.Arrived.class).size());
        }
        Parcel refused = moving().told(30, RETURNED_TO_SENDER_RECEIVED);
        assertTrue(refused.outcomes(Outcome.Arrived.class).isEmpty());
    }

    @Test
    void a_parcel_turned_round_stays_on_its_way_back_until_the_sender_has_it() {
        Parcel parcel = moving().told(10, RETURNING_TO_SENDER_EN_ROUTE).told(12, IN_TRANSIT_ARRIVED_FACILITY);
        assertEquals(RETURNING_TO_SENDER_EN_ROUTE, parcel.detail());
        assertEquals(
                RETURNED_TO_SENDER_RECEIVED, parcel.told(40, DELIVERED_DOOR).detail());
    }

    @Test
    void an_expired_parcel_is_reopened_by_a_scan() {
        Parcel parcel = moving().told(900, EXPIRED_NO_UPDATE).told(901, IN_TRANSIT_ARRIVED_FACILITY);
        assertEquals(IN_TRANSIT_ARRIVED_FACILITY, parcel.detail());
        assertEquals(
                ReopenedAfter.EXPIRED,
                parcel.outcomes(Outcome.Reopened.class).getFirst().was());
    }

    @Test
    void a_lost_parcel_is_reopened_by_a_scan_even_of_an_unknown_code() {
        Parcel parcel = moving().told(90, EXCEPTION_LOST);
        assertEquals(List.of(EXCEPTION_LOST), parcel.openProblems());
        parcel.told(Sighting.unmapped(START.plus(Duration.ofHours(95))));
        assertEquals(IN_TRANSIT_GENERIC, parcel.detail());
        assertEquals(
                ReopenedAfter.LOST,
                parcel.outcomes(Outcome.Reopened.class).getFirst().was());
        assertEquals(List.of(), parcel.told(96, IN_TRANSIT_ARRIVED_FACILITY).openProblems());
    }

    @Test
    void a_voided_label_that_is_scanned_after_all_is_on_its_way() {
        Parcel parcel = outbound().told(0, INFO_RECEIVED_LABEL_CREATED).told(1, CANCELLED_VOIDED);
        assertEquals(CANCELLED_VOIDED, parcel.told(2, EXPIRED_NO_UPDATE).detail());
        assertEquals(IN_TRANSIT_GENERIC, parcel.told(3, IN_TRANSIT_GENERIC).detail());
    }

    @Test
    void an_unknown_code_never_takes_the_place_of_a_better_word() {
        Parcel parcel = moving().told(20, OUT_FOR_DELIVERY_ON_VEHICLE);
        parcel.told(Sighting.unmapped(START.plus(Duration.ofHours(21))));
        assertEquals(OUT_FOR_DELIVERY_ON_VEHICLE, parcel.detail());
    }

    @Test
    void the_status_of_an_order_is_that_of_its_worst_open_parcel() {
        assertEquals(worst(DELIVERED_DOOR, IN_TRANSIT_GENERIC, OUT_FOR_DELIVERY_ON_VEHICLE), IN_TRANSIT_GENERIC);
        assertEquals(worst(DELIVERED_DOOR, EXCEPTION_DAMAGED, INFO_RECEIVED_LABEL_CREATED), EXCEPTION_DAMAGED);
        assertEquals(worst(DELIVERED_DOOR, CANCELLED_VOIDED), DELIVERED_DOOR);
        assertEquals(worst(DELIVERED_DOOR, RETURNED_TO_SENDER_RECEIVED), RETURNED_TO_SENDER_RECEIVED);
        assertEquals(Optional.empty(), OrderProgress.of(List.of()));
    }

    private static StatusDetail worst(StatusDetail... parcels) {
        return OrderProgress.of(List.of(parcels)).orElseThrow();
    }
}
