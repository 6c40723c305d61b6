package io.postlude.flows;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A text that names a reward stands where one may have been given: after an act that awards. */
final class RewardCheck {
    private RewardCheck() {}

    static void of(Flow flow, Set<String> ofRewards, List<FlowMistake> mistakes) {
        Set<String> after = after(flow);
        for (int i = 0; i < flow.steps().size(); i++)
            if (flow.steps().get(i) instanceof Step.Touch touch
                    && ofRewards.contains(touch.message())
                    && !after.contains(touch.id()))
                mistakes.add(
                        new FlowMistake(
                                touch.id(),
                                "/steps/" + i + "/message",
                                "This text names a reward, and no way here comes by an act “award”: put one before it, or take another text."));
    }

    /** Every step that some way leads to on which a reward was awarded. */
    private static Set<String> after(Flow flow) {
        Set<String> after = new HashSet<>();
        Deque<Step> open = new ArrayDeque<>();
        for (Step step : flow.steps()) if (step instanceof Step.Act act && act.awards()) open.push(step);
        while (!open.isEmpty())
            for (@Nullable String way : open.pop().ways())
                if (way != null && after.add(way)) flow.step(way).ifPresent(open::push);
        return after;
    }
}
