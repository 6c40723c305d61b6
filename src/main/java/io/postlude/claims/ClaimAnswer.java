package io.postlude.claims;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What became of a wish to make or change a claim. */
public sealed interface ClaimAnswer {
    /** As it stands after it. {@code fresh} is false where the same was done before. */
    record Done(ClaimView view, boolean fresh) implements ClaimAnswer {}

    /**
     * Nothing was changed.
     *
     * @param pointer where in the request, {@code /items/0}; empty for the whole
     * @param day the day that decided it, where one did
     */
    record Denied(Why why, String pointer, @Nullable LocalDate day) implements ClaimAnswer {}

    enum Why {
        NO_SUCH_ORDER,
        NO_SUCH_CLAIM,
        NOTHING_CHOSEN,
        NO_SUCH_LINE,
        TOO_MANY,
        /** All of it is in a claim that is open. */
        CLAIMED_ALREADY,
        NOT_SENT_YET,
        /** It is still to come: {@code day} says by when. */
        TOO_EARLY,
        /** It was to be reported until {@code day}. */
        TOO_LATE,
        /** The warranty ended with {@code day}. */
        OUT_OF_WARRANTY,
        NO_WORDS,
        NO_PICTURE,
        /** As it stands now this cannot be done. */
        NOT_NOW,
        /** Money or another thing for it is under way, or was given. */
        RETURNING_ALREADY,
        MORE_THAN_PAID
    }

    static ClaimAnswer denied(Why why) {
        return new Denied(why, "", null);
    }
}
