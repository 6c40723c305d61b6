package io.postlude.returns;

import io.postlude.kernel.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of somebody's store credit; none is ever changed.
 *
 * @param amount below zero where it was taken off
 * @param cause what it came from or went to
 * @param reason why a person corrected it; for staff
 * @param by the program, person or job that made it
 */
public record CreditEntry(
        CreditEntryId id,
        What what,
        Money amount,
        Cause cause,
        @Nullable String reason,
        String by,
        Instant at) {

    /** As stored. */
    public enum What {
        /** For a return, by its payout. */
        GIVEN,
        SPENT,
        /** Given back of what was spent. */
        RESTORED,
        /** By a person. */
        CORRECTED,
        /** What was left when the person was erased. */
        ENDED
    }

    /**
     * All of it null where a person corrected it.
     *
     * @param code of the return
     * @param order the shop's own name of the order it was spent on
     */
    public record Cause(
            @Nullable PayoutId payout,
            @Nullable ReturnId returned,
            @Nullable String code,
            @Nullable CreditSpendId spend,
            @Nullable String order) {}
}
