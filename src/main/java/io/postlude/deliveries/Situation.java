package io.postlude.deliveries;

import io.postlude.deliveries.OrderFacts.Flag;
import io.postlude.deliveries.OrderFacts.Parcel;

/**
 * What a customer has to know about a parcel, worst first: the page is about the first one that holds.
 *
 * <p>Each has a headline, a lead and a short form in every language.
 */
public enum Situation {
    LOST(2, Mood.TROUBLE),
    DAMAGED(2, Mood.TROUBLE),
    UNDELIVERABLE(2, Mood.TROUBLE),
    NUMBER_WRONG(1, Mood.TROUBLE),
    REFUSED(3, Mood.TROUBLE),
    RETURNING(2, Mood.TROUBLE),
    RETURNED(2, Mood.TROUBLE),
    PAYMENT_DUE(2, Mood.TROUBLE),
    ADDRESS(3, Mood.TROUBLE),
    CUSTOMS(2, Mood.TROUBLE),
    PICKUP_MISSED(3, Mood.TROUBLE),
    ATTEMPT_FAILED(3, Mood.TROUBLE),
    PICKUP_READY(3, Mood.GOOD),
    UNPROVEN(4, Mood.TROUBLE),
    SILENT(2, Mood.TROUBLE),
    HELD(2, Mood.TROUBLE),
    STALLED(2, Mood.TROUBLE),
    DELAYED(2, Mood.TROUBLE),
    FALSE_DELIVERY(2, Mood.TROUBLE),
    NOT_HANDED_OVER(1, Mood.TROUBLE),
    OUT_FOR_DELIVERY(3, Mood.GOOD),
    APPOINTMENT(3, Mood.GOOD),
    MOVING(2, Mood.GOOD),
    LABEL_MADE(1, Mood.GOOD),
    PACKED(1, Mood.GOOD),
    PLACED(0, Mood.GOOD),
    RETURN_MOVING(0, Mood.CLOSED),
    RETURN_ARRIVED(0, Mood.CLOSED),
    DELIVERED(4, Mood.CLOSED),
    VOIDED(1, Mood.CLOSED),
    CANCELLED(0, Mood.CLOSED);

    private enum Mood {
        GOOD,
        TROUBLE,
        CLOSED
    }

    private final int step;
    private final Mood mood;

    Situation(int step, Mood mood) {
        this.step = step;
        this.mood = mood;
    }

    public static Situation of(Parcel parcel) {
        String code = parcel.code();
        if (code == null) {
            return PACKED;
        }
        if (parcel.flags().contains(Flag.INBOUND)) {
            return code.startsWith("DELIVERED") || code.startsWith("RETURNED") ? RETURN_ARRIVED : RETURN_MOVING;
        }
        Situation plain = of(code);
        if (plain == DELIVERED && parcel.flags().contains(Flag.IMPLAUSIBLE_DELIVERY)) {
            return UNPROVEN;
        }
        if (plain == MOVING && parcel.flags().contains(Flag.STALLED)) {
            return STALLED;
        }
        return plain == MOVING && parcel.flags().contains(Flag.FALSE_DELIVERY) ? FALSE_DELIVERY : plain;
    }

    private static Situation of(String code) {
        return switch (code) {
            case "PENDING.invalid_number" -> NUMBER_WRONG;
            case "INFO_RECEIVED.not_handed_over" -> NOT_HANDED_OVER;
            case "OUT_FOR_DELIVERY.appointment" -> APPOINTMENT;
            case "AVAILABLE_FOR_PICKUP.missed" -> PICKUP_MISSED;
            case "EXCEPTION.moved", "EXCEPTION.address" -> ADDRESS;
            case "EXCEPTION.refused" -> REFUSED;
            case "EXCEPTION.customs_hold", "EXCEPTION.documents" -> CUSTOMS;
            case "EXCEPTION.payment_due" -> PAYMENT_DUE;
            case "EXCEPTION.delay_external",
                    "EXCEPTION.delay_weather",
                    "EXCEPTION.delay_processing",
                    "EXCEPTION.delay_flight" -> DELAYED;
            case "EXCEPTION.damaged" -> DAMAGED;
            case "EXCEPTION.lost" -> LOST;
            case "EXCEPTION.rejected_by_carrier", "EXCEPTION.disposed", "EXCEPTION.undeliverable" -> UNDELIVERABLE;
            case "EXCEPTION.generic" -> HELD;
            default -> ofStatus(code.substring(0, Math.max(0, code.indexOf('.'))));
        };
    }

    private static Situation ofStatus(String status) {
        return switch (status) {
            case "PENDING", "INFO_RECEIVED" -> LABEL_MADE;
            case "PICKED_UP", "IN_TRANSIT" -> MOVING;
            case "OUT_FOR_DELIVERY" -> OUT_FOR_DELIVERY;
            case "ATTEMPT_FAILED" -> ATTEMPT_FAILED;
            case "AVAILABLE_FOR_PICKUP" -> PICKUP_READY;
            case "DELIVERED" -> DELIVERED;
            case "RETURNING_TO_SENDER" -> RETURNING;
            case "RETURNED_TO_SENDER" -> RETURNED;
            case "CANCELLED" -> VOIDED;
            case "EXPIRED" -> SILENT;
            default -> HELD;
        };
    }

    /** Which of the five milestones is the present one, from 0. */
    public int step() {
        return step;
    }

    public boolean isTrouble() {
        return mood == Mood.TROUBLE;
    }

    /** Nothing more is expected of this parcel. */
    public boolean isClosed() {
        return mood == Mood.CLOSED;
    }

    /** A promise of a day still means something. */
    public boolean isUnderWay() {
        return switch (this) {
            case STALLED, DELAYED, FALSE_DELIVERY, NOT_HANDED_OVER, MOVING, LABEL_MADE, PACKED, PLACED -> true;
            case LOST,
                    DAMAGED,
                    UNDELIVERABLE,
                    NUMBER_WRONG,
                    REFUSED,
                    RETURNING,
                    RETURNED,
                    PAYMENT_DUE,
                    ADDRESS,
                    CUSTOMS,
                    PICKUP_MISSED,
                    ATTEMPT_FAILED,
                    PICKUP_READY,
                    UNPROVEN,
                    SILENT,
                    HELD,
                    OUT_FOR_DELIVERY,
                    APPOINTMENT,
                    VOIDED,
                    RETURN_MOVING,
                    RETURN_ARRIVED,
                    DELIVERED,
                    CANCELLED -> false;
        };
    }
}
