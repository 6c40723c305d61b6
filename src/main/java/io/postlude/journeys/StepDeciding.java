package io.postlude.journeys;

import io.postlude.orders.OrderView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules for steps of journeys, in their order: the first that objects decides. Values in, a value out. */
final class StepDeciding {
    private static final List<Check> CHECKS = List.of(
            StepDeciding::tooLate,
            StepDeciding::archived,
            StepDeciding::unwanted,
            StepDeciding::unrewarded,
            StepDeciding::cancelled,
            StepDeciding::testOrder,
            StepDeciding::erased,
            StepDeciding::closed,
            StepDeciding::heldOut,
            StepDeciding::worried,
            StepDeciding::quiet,
            StepDeciding::capped,
            StepDeciding::paused);
    private static final Duration LOOK_AGAIN = Duration.ofHours(24);

    private StepDeciding() {}

    /** Null: no objection. */
    private interface Check {
        @Nullable
        Verdict look(StepQuestion question);
    }

    static Verdict decide(StepQuestion question) {
        for (Check check : CHECKS) {
            Verdict verdict = check.look(question);
            if (verdict != null) return verdict;
        }
        return new Verdict.Send();
    }

    private static @Nullable Verdict tooLate(StepQuestion q) {
        return q.now().isBefore(q.usefulUntil()) ? null : new Verdict.Expire(Rule.TOO_LATE);
    }

    private static @Nullable Verdict archived(StepQuestion q) {
        return withheldIf(!q.live(), Rule.SWITCHED_OFF);
    }

    private static @Nullable Verdict unwanted(StepQuestion q) {
        return withheldIf(!q.wanted(), Rule.NOT_WANTED);
    }

    private static @Nullable Verdict cancelled(StepQuestion q) {
        return withheldIf(q.order() != null && q.order().cancellation() != null && !q.isService(), Rule.CANCELLED);
    }

    private static @Nullable Verdict testOrder(StepQuestion q) {
        OrderView order = q.order();
        return withheldIf(order != null && isTest(order), Rule.TEST_ORDER);
    }

    static boolean isTest(OrderView order) {
        return order.context().tags().stream().anyMatch("test"::equalsIgnoreCase);
    }

    private static @Nullable Verdict unrewarded(StepQuestion q) {
        return withheldIf(!q.rewarded(), Rule.NO_REWARD);
    }

    private static @Nullable Verdict erased(StepQuestion q) {
        return withheldIf(q.recipient().standing() == Recipient.Standing.ERASED, Rule.ERASED);
    }

    /** Address, provider and consent, channel by channel. */
    private static @Nullable Verdict closed(StepQuestion q) {
        Media media = Media.of(q);
        return media.open().isEmpty() ? new Verdict.Withhold(media.objection()) : null;
    }

    /** After all that would have kept the message back anyway: those held out are like those who were sent it. */
    private static @Nullable Verdict heldOut(StepQuestion q) {
        return withheldIf(!q.isService() && q.isHeldOut(), Rule.HOLDOUT);
    }

    /** Nobody wants to be asked for praise while something is wrong. */
    private static @Nullable Verdict worried(StepQuestion q) {
        if (q.isService() || q.worries().isEmpty()) return null;
        return deferred(q, Rule.CARE, q.now().plus(LOOK_AGAIN));
    }

    private static @Nullable Verdict quiet(StepQuestion q) {
        Rhythm hours = q.rules().rhythm().of(q.isService() ? TouchpointKind.Hours.EVENING : TouchpointKind.Hours.DAY);
        var local = q.now().atZone(q.recipient().zone());
        return hours.isQuiet(local.toLocalTime()) ? deferred(q, Rule.QUIET_HOURS, hours.end(local)) : null;
    }

    private static @Nullable Verdict capped(StepQuestion q) {
        if (q.isService()) return null;
        Instant room = q.pace().roomAt(q.rules().caps(), q.now());
        return room == null ? null : deferred(q, Rule.CAP, room);
    }

    private static @Nullable Verdict paused(StepQuestion q) {
        if (q.isService()) return null;
        Instant ends = q.pace().pauseEnds(q.rules().caps(), q.now());
        return ends == null ? null : deferred(q, Rule.PAUSE, ends);
    }

    /** What would be useless by then has expired by the rule that holds it. */
    private static Verdict deferred(StepQuestion q, Rule rule, Instant until) {
        return until.isBefore(q.usefulUntil()) ? new Verdict.Defer(rule, until) : new Verdict.Expire(rule);
    }

    private static @Nullable Verdict withheldIf(boolean objection, Rule rule) {
        return objection ? new Verdict.Withhold(rule) : null;
    }
}
