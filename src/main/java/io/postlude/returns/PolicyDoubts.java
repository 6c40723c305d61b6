package io.postlude.returns;

import io.postlude.kernel.Problem.FieldError;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds where a policy contradicts itself: rules that can never decide because one before them always does, and rules that offer a
 * repair for longer than claims would agree to one.
 */
final class PolicyDoubts {
    private PolicyDoubts() {}

    static List<FieldError> of(Policy policy) {
        List<FieldError> doubts = new ArrayList<>();
        List<Rule> rules = policy.rules();
        for (int later = 1; later < rules.size(); later++)
            for (int earlier = 0; earlier < later; earlier++)
                if (alwaysBefore(rules.get(earlier), rules.get(later))) {
                    doubts.add(new FieldError(
                            "/rules/" + later,
                            "never decides: the rule “" + rules.get(earlier).name() + "” before it always fits first"));
                    break;
                }
        return doubts;
    }

    /** Without a condition and a window it fits whatever the later one would. */
    private static boolean alwaysBefore(Rule earlier, Rule later) {
        boolean everything = earlier.when() == null && earlier.window() == null;
        boolean sameReasons = earlier.reasons().isEmpty()
                || (!later.reasons().isEmpty() && earlier.reasons().containsAll(later.reasons()));
        return everything && sameReasons;
    }
}
