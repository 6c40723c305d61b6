package io.postlude.journeys;

import io.postlude.flows.Flow;
import io.postlude.flows.Step;
import io.postlude.orders.OrderView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is looked at before a journey's step writes to somebody: the facts as they are now.
 *
 * @param order absent where the journey is about a person
 * @param live its journey has not been archived
 * @param wanted its own condition holds
 * @param rewarded its text names no reward, or one was given
 * @param worries what is open about the order and should be over first
 */
record StepQuestion(
        TouchpointId id,
        Run run,
        Flow flow,
        Step.Touch step,
        Instant at,
        Instant usefulUntil,
        @Nullable OrderView order,
        Recipient recipient,
        Reachable reachable,
        StoreRules rules,
        Pace pace,
        boolean live,
        boolean wanted,
        boolean rewarded,
        List<String> worries,
        Instant now) {

    boolean isService() {
        return step.purpose() == io.postlude.customers.Purpose.SERVICE;
    }

    /** By lot: out of this journey, or out of all. */
    boolean isHeldOut() {
        return Lots.isHeldOut(run, flow)
                || Lots.isHeldOutOfAll(run, rules.caps().holdoutPercent());
    }

    /** The same, with what the person was sent. */
    StepQuestion paced(Pace other) {
        return with(reachable, other, wanted);
    }

    /** The same, with what is known beside mail. */
    StepQuestion reachable(Reachable other) {
        return with(other, pace, wanted);
    }

    /** The same, and nobody wants it. */
    StepQuestion unwanted() {
        return with(reachable, pace, false);
    }

    private StepQuestion with(Reachable reaching, Pace paced, boolean asked) {
        return new StepQuestion(
                id,
                run,
                flow,
                step,
                at,
                usefulUntil,
                order,
                recipient,
                reaching,
                rules,
                paced,
                live,
                asked,
                rewarded,
                worries,
                now);
    }
}
