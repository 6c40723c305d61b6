package io.postlude.journeys;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * What a touchpoint tells, and how it may do so.
 *
 * <p>Service news is part of what was bought: it goes to everybody, and by day and evening. Courtesy news is welcome to
 * most: whoever does not want it says so once, and the quiet hours hold it back.
 */
public enum TouchpointKind {
    ORDER_CONFIRMED(Duty.SERVICE, Hours.ANY, Duration.ofDays(1)),
    SHIPPED(Duty.COURTESY, Hours.DAY, Duration.ofDays(2)),
    /** Useful as long as the van is on its way: to the end of the customer's day. */
    OUT_FOR_DELIVERY(Duty.COURTESY, Hours.ANY, Duration.ofDays(1)),
    DELIVERED(Duty.COURTESY, Hours.DAY, Duration.ofDays(1)),
    READY_FOR_PICKUP(Duty.SERVICE, Hours.EVENING, Duration.ofDays(5)),
    RUNNING_LATE(Duty.SERVICE, Hours.EVENING, Duration.ofDays(2)),
    STALLED(Duty.SERVICE, Hours.EVENING, Duration.ofDays(2)),
    PROBLEM(Duty.SERVICE, Hours.EVENING, Duration.ofDays(2)),
    CORRECTION(Duty.SERVICE, Hours.EVENING, Duration.ofDays(2)),
    /** A person looks at it before anything is sent. */
    RETURN_ASKED(Duty.SERVICE, Hours.ANY, Duration.ofDays(3)),
    /** It may come: the label, the code or the address is there. */
    RETURN_READY(Duty.SERVICE, Hours.ANY, Duration.ofDays(3)),
    RETURN_REFUSED(Duty.SERVICE, Hours.EVENING, Duration.ofDays(7)),
    /** Something dearer was chosen, and what it costs on top is to be paid; useful until it lapses. */
    RETURN_TO_PAY(Duty.SERVICE, Hours.ANY, Duration.ofDays(3)),
    RETURN_PAY_SOON(Duty.SERVICE, Hours.EVENING, Duration.ofDays(3)),
    RETURN_ON_ITS_WAY(Duty.COURTESY, Hours.DAY, Duration.ofDays(3)),
    RETURN_HERE(Duty.COURTESY, Hours.DAY, Duration.ofDays(3)),
    RETURN_INSPECTED(Duty.SERVICE, Hours.EVENING, Duration.ofDays(7)),
    RETURN_REFUNDED(Duty.SERVICE, Hours.EVENING, Duration.ofDays(7)),
    RETURN_CREDITED(Duty.SERVICE, Hours.EVENING, Duration.ofDays(7)),
    RETURN_EXCHANGED(Duty.SERVICE, Hours.EVENING, Duration.ofDays(7)),
    /** Some days after all of it is done. */
    RETURN_AFTER(Duty.COURTESY, Hours.DAY, Duration.ofDays(30)),
    /** A person of the staff writes about one delivery: by the same rules as all the others, but when they say so. */
    BY_HAND(Duty.SERVICE, Hours.EVENING, Duration.ofDays(2)),
    /** A step of a journey; the step itself says what it may do and how long it is of use. */
    JOURNEY(Duty.COURTESY, Hours.DAY, Duration.ofDays(7));

    /** Whether a person can do without it. */
    public enum Duty {
        SERVICE,
        COURTESY
    }

    /** When it may reach a person. */
    public enum Hours {
        /** At once: the person waits for it, or it is worth nothing later. */
        ANY,
        /** Outside the night. */
        EVENING,
        /** Outside the store's quiet hours. */
        DAY
    }

    private final Duty duty;
    private final Hours hours;
    private final Duration usefulFor;

    TouchpointKind(Duty duty, Hours hours, Duration usefulFor) {
        this.duty = duty;
        this.hours = hours;
        this.usefulFor = usefulFor;
    }

    public Duty duty() {
        return duty;
    }

    public Hours hours() {
        return hours;
    }

    /** Whether news of several parcels of one order is told in one message where it comes in one go. */
    public boolean isToldTogether() {
        return switch (this) {
            case SHIPPED, OUT_FOR_DELIVERY, DELIVERED, READY_FOR_PICKUP, RUNNING_LATE, STALLED -> true;
            default -> false;
        };
    }

    /** Whether it is about something that goes back. */
    public boolean isOfReturn() {
        return compareTo(RETURN_ASKED) >= 0 && compareTo(RETURN_AFTER) <= 0;
    }

    /** Whether it is news of a delivery, which can be shown for any order. */
    public boolean isOfDelivery() {
        return !isOfReturn() && this != BY_HAND && this != JOURNEY;
    }

    /** Until when news of something that happened then helps somebody who lives in this zone. */
    Instant usefulUntil(Instant happenedAt, ZoneId zone) {
        if (this != OUT_FOR_DELIVERY) return happenedAt.plus(usefulFor);
        return happenedAt
                .atZone(zone)
                .toLocalDate()
                .plusDays(1)
                .atStartOfDay(zone)
                .toInstant();
    }
}
