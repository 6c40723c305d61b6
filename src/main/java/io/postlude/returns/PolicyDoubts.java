package io.postlude.returns;

import io.postlude.kernel.Problem.FieldError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds where a policy contradicts itself: rules that can never decide because one before them always does, and rules that offer a
 * repair for longer than claims would agree to one.
 */
final class PolicyDoubts {
    private static final double DAYS_A_MONTH = 365 / 12.0;

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

    /**
     * A repair is asked for as a claim, and claims agree to one inside the warranty only. No mistake of the policy: a product may
     * have a term of its own.
     */
    static List<FieldError> repairs(Policy policy, int warrantyMonths) {
        List<FieldError> doubts = new ArrayList<>();
        long warrantyDays = (long) (warrantyMonths * DAYS_A_MONTH);
        for (int i = 0; i < policy.rules().size(); i++) {
            Rule rule = policy.rules().get(i);
            Rule.Window window = rule.window();
            if (repairs(rule.then()) && (window == null || window.days() > warrantyDays))
                doubts.add(new FieldError(
                        "/rules/" + i, longer("the rule “" + rule.name() + "”", window, warrantyMonths)));
        }
        if (repairs(policy.otherwise()))
            doubts.add(new FieldError("/otherwise", longer("where no rule fits", null, warrantyMonths)));
        return doubts;
    }

    private static boolean repairs(Rule.Then then) {
        return then instanceof Rule.Allow allow && allow.repair();
    }

    private static String longer(String what, Rule.@Nullable Window window, int warrantyMonths) {
        return what + " offers a repair " + (window == null ? "without limit" : "for " + window.days() + " days")
                + ", but a repair is a claim, and the usual warranty is " + warrantyMonths
                + " months: later ones would be refused. Shorten the window, or lengthen the warranty under Claims.";
    }

    /** Without a condition and a window it fits whatever the later one would. */
    private static boolean alwaysBefore(Rule earlier, Rule later) {
        boolean everything = earlier.when() == null && earlier.window() == null;
        boolean sameReasons = earlier.reasons().isEmpty()
                || (!later.reasons().isEmpty() && earlier.reasons().containsAll(later.reasons()));
        return everything && sameReasons;
    }
}
