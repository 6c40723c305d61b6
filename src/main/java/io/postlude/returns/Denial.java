package io.postlude.returns;

import org.jspecify.annotations.Nullable;

/**
 * Why something was not done.
 *
 * @param pointer where in the request, {@code /items/0/quantity}; empty for the whole
 * @param cause for {@link Kind#NOT_TAKEN_BACK}: why the policy says no
 */
public record Denial(String pointer, Kind kind, @Nullable Cause cause) {
    public static Denial of(String pointer, Kind kind) {
        return new Denial(pointer, kind, null);
    }

    public static Denial whole(Kind kind) {
        return new Denial("", kind, null);
    }

    public enum Kind {
        NO_SUCH_ORDER,
        /** The policy takes nothing back from those who were given it. */
        NO_GIFTS,
        NOTHING_CHOSEN,
        NO_SUCH_LINE,
        LINE_TWICE,
        /** More than were bought, sent, and not returned before. */
        TOO_MANY,
        NOT_SENT_YET,
        /** All pieces are in a return already. */
        RETURNING_ALREADY,
        NOT_TAKEN_BACK,
        NO_REMEDY,
        REMEDY_NOT_OFFERED,
        NO_METHOD,
        METHOD_NOT_OFFERED,
        NO_SUCH_DETAIL,
        NO_SUCH_VARIANT,
        OUT_OF_STOCK,
        /** Another request came under this key. */
        KEY_USED,
        NO_SUCH_RETURN,
        /** As it stands now this cannot be done. */
        NOT_NOW,
        MORE_THAN_PAID,
        DEDUCTION_TOO_HIGH
    }
}
