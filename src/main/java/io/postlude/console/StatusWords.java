package io.postlude.console;

import io.postlude.console.Parts.Pill;
import io.postlude.console.Parts.Tone;
import io.postlude.tracking.ShipmentStatus;
import io.postlude.tracking.ShipmentView;
import io.postlude.tracking.StatusDetail;
import java.util.List;
import java.util.Map;

/** Says in plain words how a parcel stands. */
final class StatusWords {
    private static final Map<String, String> DETAILS = Map.ofEntries(
            Map.entry("PENDING.not_found", "Not known to the carrier yet"),
            Map.entry("PENDING.invalid_number", "Number refused by the carrier"),
            Map.entry("INFO_RECEIVED.label_created", "Label made"),
            Map.entry("INFO_RECEIVED.not_handed_over", "Label made, never handed over"),
            Map.entry("PICKED_UP.accepted", "Handed over"),
            Map.entry("IN_TRANSIT.generic", "On its way"),
            Map.entry("IN_TRANSIT.arrived_facility", "Arrived at a depot"),
            Map.entry("IN_TRANSIT.departed_facility", "Left a depot"),
            Map.entry("IN_TRANSIT.destination_country", "In the destination country"),
            Map.entry("IN_TRANSIT.destination_facility", "At the destination depot"),
            Map.entry("IN_TRANSIT.handed_to_last_mile", "Handed to the last carrier"),
            Map.entry("IN_TRANSIT.customs_started", "In customs"),
            Map.entry("IN_TRANSIT.customs_cleared", "Cleared by customs"),
            Map.entry("IN_TRANSIT.forwarded_new_address", "Sent on to a new address"),
            Map.entry("IN_TRANSIT.problem_resolved", "Problem solved"),
            Map.entry("OUT_FOR_DELIVERY.on_vehicle", "Out for delivery"),
            Map.entry("OUT_FOR_DELIVERY.customer_contacted", "Carrier has contacted the customer"),
            Map.entry("OUT_FOR_DELIVERY.appointment", "Delivery by appointment"),
            Map.entry("ATTEMPT_FAILED.generic", "Delivery failed"),
            Map.entry("ATTEMPT_FAILED.absent", "Nobody at home"),
            Map.entry("ATTEMPT_FAILED.closed", "Business closed"),
            Map.entry("ATTEMPT_FAILED.no_access", "No way in"),
            Map.entry("AVAILABLE_FOR_PICKUP.ready", "Ready for pick-up"),
            Map.entry("AVAILABLE_FOR_PICKUP.missed", "Not picked up"),
            Map.entry("DELIVERED.door", "Delivered"),
            Map.entry("DELIVERED.collected", "Collected"),
            Map.entry("DELIVERED.signed", "Delivered, signed for"),
            Map.entry("DELIVERED.cod", "Delivered, paid on delivery"),
            Map.entry("DELIVERED.neighbour", "Delivered to a neighbour"),
            Map.entry("EXCEPTION.generic", "Problem on the way"),
            Map.entry("EXCEPTION.moved", "Customer has moved"),
            Map.entry("EXCEPTION.refused", "Refused by the customer"),
            Map.entry("EXCEPTION.customs_hold", "Held by customs"),
            Map.entry("EXCEPTION.documents", "Papers are missing"),
            Map.entry("EXCEPTION.payment_due", "Duties to be paid"),
            Map.entry("EXCEPTION.delay_external", "Late"),
            Map.entry("EXCEPTION.delay_weather", "Late, weather"),
            Map.entry("EXCEPTION.delay_processing", "Late, at the carrier"),
            Map.entry("EXCEPTION.delay_flight", "Late, flight"),
            Map.entry("EXCEPTION.address", "Address incomplete"),
            Map.entry("EXCEPTION.rejected_by_carrier", "Rejected by the carrier"),
            Map.entry("EXCEPTION.damaged", "Damaged"),
            Map.entry("EXCEPTION.lost", "Lost"),
            Map.entry("EXCEPTION.disposed", "Disposed of"),
            Map.entry("EXCEPTION.undeliverable", "Cannot be delivered"),
            Map.entry("RETURNING_TO_SENDER.en_route", "On its way back"),
            Map.entry("RETURNED_TO_SENDER.received", "Back with the sender"),
            Map.entry("CANCELLED.voided", "Label cancelled"),
            Map.entry("EXPIRED.no_update", "No news for long"),
            Map.entry("STALLED", "Stalled"),
            Map.entry("NOT_HANDED_OVER", "Never handed over"),
            Map.entry("IMPLAUSIBLE_DELIVERY", "Delivery in doubt"));

    private StatusWords() {}

    static String of(StatusDetail detail) {
        return of(detail.code());
    }

    /** Of a detail's code or a kind of problem; one that is new here is shown as it is called. */
    static String of(String kind) {
        return DETAILS.getOrDefault(kind, kind);
    }

    static Pill pill(StatusDetail detail) {
        return new Pill(tone(detail.status()), of(detail));
    }

    /** Its worst open problem, else where it is. */
    static Pill pill(ShipmentView shipment) {
        List<ShipmentView.Problem> problems = shipment.problems();
        return problems.isEmpty()
                ? pill(shipment.detail())
                : trouble(problems.getFirst().kind());
    }

    static Pill trouble(String kind) {
        boolean grave =
                kind.equals("EXCEPTION.lost") || kind.equals("EXCEPTION.damaged") || kind.equals("EXCEPTION.disposed");
        return new Pill(grave ? Tone.BROKEN : Tone.RISK, of(kind));
    }

    private static Tone tone(ShipmentStatus status) {
        return switch (status) {
            case PENDING, INFO_RECEIVED -> Tone.WAIT;
            case PICKED_UP, IN_TRANSIT, OUT_FOR_DELIVERY -> Tone.MOVE;
            case AVAILABLE_FOR_PICKUP -> Tone.INFO;
            case ATTEMPT_FAILED, EXCEPTION, EXPIRED, RETURNING_TO_SENDER -> Tone.RISK;
            case RETURNED_TO_SENDER -> Tone.BROKEN;
            case CANCELLED -> Tone.VOID;
            case DELIVERED -> Tone.KEPT;
        };
    }
}
