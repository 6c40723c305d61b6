package io.postlude.claims;

import io.postlude.returns.Reason;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What went wrong. */
public enum ClaimKind {
    DAMAGED(Reason.DAMAGED),
    WRONG_ITEM(Reason.WRONG_ITEM),
    /** The parcel came, not all was in it. */
    MISSING(Reason.INCOMPLETE),
    NEVER_ARRIVED(Reason.INCOMPLETE),
    /** It broke or never worked, within its warranty. */
    DEFECT(Reason.DEFECTIVE);

    private final Reason reason;

    ClaimKind(Reason reason) {
        this.reason = reason;
    }

    /** As returns count it. */
    Reason reason() {
        return reason;
    }

    /** Whether it may be the carrier's doing, so that money can be asked of them. */
    public boolean isOnTheWay() {
        return this == DAMAGED || this == MISSING || this == NEVER_ARRIVED;
    }

    /** Whether a thing is with the customer that could be sent in. */
    public boolean leavesThing() {
        return this == DAMAGED || this == WRONG_ITEM || this == DEFECT;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ClaimKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
}
