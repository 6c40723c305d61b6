package io.postlude.journeys;

import io.postlude.journeys.TouchpointKind.Duty;
import io.postlude.tracking.ShipmentStatus;
import io.postlude.tracking.ShipmentView;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules, in their order: the first that objects decides. Values in, a value out; no clock, no database. */
final class Deciding {
    /** A later rule may take for granted what an earlier one has looked at. */
    private static final List<Check> CHECKS = List.of(
            Deciding::tooLate,
            Deciding::switchedOff,
            Deciding::cancelled,
            Deciding::testOrder,
            Deciding::boughtInPerson,
            Deciding::erased,
            Deciding::withoutSender,
            Deciding::withoutAddress,
            Deciding::bounced,
            Deciding::nothingToCorrect,
            Deciding::toldBefore,
            Deciding::toldByClaim,
            Deciding::overtaken,
            ReturnSteps::notYet,
            Deciding::unsure,
            Deciding::unsubscribed,
            Deciding::quiet,
            Deciding::together,
            ReturnSteps::settling);

    /** From this chance on it is more likely late than not. */
    private static final double LIKELY = 0.5;
    /** Below it nobody need worry any more. */
    private static final double HARDLY = 0.2;
    /** So long before the end of the promised time the last word must be said. */
    private static final Duration LAST_HOURS = Duration.ofHours(6);

    private static final Duration LOOK_AGAIN = Duration.ofHours(1);

    private Deciding() {}

    /** Null: no objection. */
    private interface Check {
        @Nullable
        Verdict look(Question question);
    }

    static Verdict decide(Question question) {
        for (Check check : CHECKS) {
            Verdict verdict = check.look(question);
            if (verdict != null) return verdict;
        }
        return new Verdict.Send();
    }

    private static @Nullable Verdict tooLate(Question q) {
        return q.now().isBefore(q.usefulUntil()) ? null : new Verdict.Expire(Rule.TOO_LATE);
    }

    private static @Nullable Verdict switchedOff(Question q) {
        return withheldIf(q.rules().off().contains(q.kind()), Rule.SWITCHED_OFF);
    }

    private static @Nullable Verdict cancelled(Question q) {
        return withheldIf(q.back() == null && q.order().cancellation() != null, Rule.CANCELLED);
    }

    private static @Nullable Verdict testOrder(Question q) {
        return withheldIf(q.order().context().tags().stream().anyMatch("test"::equalsIgnoreCase), Rule.TEST_ORDER);
    }

    /** Whoever stood at the till has the goods and the receipt. */
    private static @Nullable Verdict boughtInPerson(Question q) {
        return withheldIf(
                q.back() == null
                        && q.occasion().shipment() == null
                        && "pos".equals(q.order().context().channel()),
                Rule.IN_PERSON);
    }

    private static @Nullable Verdict erased(Question q) {
        return withheldIf(q.recipient().standing() == Recipient.Standing.ERASED, Rule.ERASED);
    }

    private static @Nullable Verdict withoutSender(Question q) {
        return withheldIf(q.rules().sender() == null, Rule.NO_SENDER);
    }

    private static @Nullable Verdict withoutAddress(Question q) {
        return withheldIf(q.recipient().mailbox() == null, Rule.NO_ADDRESS);
    }

    private static @Nullable Verdict bounced(Question q) {
        return withheldIf(q.recipient().standing() == Recipient.Standing.BOUNCED, Rule.BOUNCED);
    }

    private static @Nullable Verdict nothingToCorrect(Question q) {
        TouchpointKind corrects = q.occasion().because().corrects();
        return withheldIf(corrects != null && !q.wasTold(corrects), Rule.NOTHING_TO_CORRECT);
    }

    private static @Nullable Verdict toldByClaim(Question q) {
        return withheldIf(q.back() != null && !q.back().isTelling(), Rule.CLAIM_TELLS);
    }

    private static @Nullable Verdict overtaken(Question q) {
        if (q.kind().isOfReturn()) return withheldIf(!ReturnSteps.stillTrue(q), Rule.OVERTAKEN);
        ShipmentView parcel = q.parcel();
        return withheldIf(parcel != null && !stillTrue(q, parcel), Rule.OVERTAKEN);
    }

    /** Whether the parcel is still where the news says it is. */
    private static boolean stillTrue(Question q, ShipmentView parcel) {
        ShipmentStatus status = parcel.detail().status();
        return switch (q.kind()) {
            case SHIPPED -> !parcel.detail().terminal() && status.step() < ShipmentStatus.OUT_FOR_DELIVERY.step();
            case OUT_FOR_DELIVERY -> status == ShipmentStatus.OUT_FOR_DELIVERY;
            case DELIVERED -> parcel.arrived();
            case READY_FOR_PICKUP -> status == ShipmentStatus.AVAILABLE_FOR_PICKUP;
            case RUNNING_LATE, CORRECTION, BY_HAND -> !parcel.detail().terminal();
            case STALLED -> parcel.times().stalled() != null && !parcel.detail().terminal();
            case PROBLEM ->
                parcel.problems().stream()
                        .anyMatch(problem ->
                                problem.kind().equals(q.occasion().because().code()));
            default -> true;
        };
    }

    /** A promise passes from the order to its parcels; who knows that the order is late need not hear it of each. */
    private static @Nullable Verdict toldBefore(Question q) {
        boolean told = q.kind() == TouchpointKind.RUNNING_LATE
                && q.occasion().shipment() != null
                && q.told().stream()
                        .anyMatch(other -> other.kind() == TouchpointKind.RUNNING_LATE
                                && other.outcome() == Outcome.SENT
                                && other.shipment() == null);
        return withheldIf(told, Rule.TOLD_BEFORE);
    }

    /**
     * Staff look at a promise from a low chance of missing it on; a customer is told when missing it is the likelier end, or
     * when the promised time is nearly over and the parcel is not even on the van. Until then it is watched.
     */
    private static @Nullable Verdict unsure(Question q) {
        Because.Risk risk = q.occasion().because().risk();
        if (risk == null) return null;
        double chance = q.outlook() == null ? risk.chance() : q.outlook().chance();
        if (chance >= LIKELY) return null;
        if (chance < HARDLY) return new Verdict.Withhold(Rule.CALM);
        ShipmentView parcel = q.parcel();
        boolean onTheVan = parcel != null && parcel.detail().status() == ShipmentStatus.OUT_FOR_DELIVERY;
        Instant last = risk.dueBy().minus(LAST_HOURS);
        if (!q.now().isBefore(last)) return onTheVan ? new Verdict.Withhold(Rule.CALM) : null;
        Instant again = q.now().plus(LOOK_AGAIN);
        return new Verdict.Defer(Rule.UNSURE, again.isBefore(last) ? again : last);
    }

    private static @Nullable Verdict unsubscribed(Question q) {
        return withheldIf(q.kind().duty() == Duty.COURTESY && q.recipient().refusesCourtesy(), Rule.UNSUBSCRIBED);
    }

    /** Service news that would be useless by the end of the quiet hours goes at once: better a late mail than none. */
    private static @Nullable Verdict quiet(Question q) {
        Rhythm hours = q.rules().rhythm().of(q.kind().hours());
        ZonedDateTime local = q.now().atZone(q.recipient().zone());
        if (!hours.isQuiet(local.toLocalTime())) return null;
        Instant until = hours.end(local);
        if (until.isBefore(q.usefulUntil())) return new Verdict.Defer(Rule.QUIET_HOURS, until);
        return q.kind().duty() == Duty.SERVICE ? null : new Verdict.Expire(Rule.QUIET_HOURS);
    }

    private static @Nullable Verdict together(Question q) {
        int minutes = q.rules().rhythm().togetherMinutes();
        if (!q.kind().isToldTogether() || q.waited() || q.awaited() == 0 || minutes == 0) return null;
        Instant until = q.now().plus(Duration.ofMinutes(minutes));
        return until.isBefore(q.usefulUntil()) ? new Verdict.Defer(Rule.TOGETHER, until) : null;
    }

    private static @Nullable Verdict withheldIf(boolean objection, Rule rule) {
        return objection ? new Verdict.Withhold(rule) : null;
    }
}
