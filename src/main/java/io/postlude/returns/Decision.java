package io.postlude.returns;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a policy says of one piece and one reason, and how it came to that.
 *
 * @param rule the id of the rule that decided, or {@link Policy#OTHERWISE}
 * @param until the last day on which the same is allowed, in the store's zone; null without limit or where it is refused
 * @param trace each rule that was looked at, in order, and what came of it
 */
public record Decision(
        int policyVersion,
        String rule,
        Rule.Then then,
        @Nullable LocalDate until,
        List<Step> trace) {
    public Decision {
        trace = List.copyOf(trace);
    }

    /** {@code day} is the last day of the rule's window, where that was looked at. */
    public record Step(String rule, Look look, @Nullable LocalDate day) {}

    /** What came of looking at a rule. */
    public enum Look {
        OTHER_REASON,
        CONDITION_FAILS,
        /** The condition could not be answered from what is known; then the rule does not fit. */
        CONDITION_UNKNOWN,
        /** Its window has not begun: nothing was sent so far. */
        NOT_BEGUN,
        WINDOW_OVER,
        FITS
    }

    public boolean isAllowed() {
        return then instanceof Rule.Allow;
    }

    public boolean needsPerson() {
        return then instanceof Rule.Allow allow && (allow.person() || allow.photos() > 0);
    }
}
