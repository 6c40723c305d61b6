package io.postlude.returns;

import java.util.Collection;
import java.util.List;

/** Where a return as a whole stands: read off its pieces, never set by itself. The first that fits from the top. */
public enum Stage {
    /** A person has to decide. */
    ASKED,
    /** Something has arrived and waits to be looked at. */
    ARRIVED,
    UNDER_WAY,
    /** To be sent by the customer. */
    AWAITED,
    /** Something is missing that was to come, and nobody decided what that means. */
    MISSING,
    /** Looked at; what is owed is on its way. */
    OWED,
    DONE,
    REFUSED,
    CALLED_OFF;

    /** The two answers about one piece. */
    public record Standing(Travel travel, Verdict verdict) {}

    public static Stage of(Collection<Standing> pieces) {
        for (Stage stage : List.of(ASKED, ARRIVED, UNDER_WAY, AWAITED, MISSING, OWED, DONE, REFUSED)) {
            if (pieces.stream().anyMatch(stage::fits)) return stage;
        }
        return CALLED_OFF;
    }

    private boolean fits(Standing piece) {
        Travel travel = piece.travel();
        Verdict verdict = piece.verdict();
        return switch (this) {
            case ASKED -> verdict == Verdict.ASKED;
            case ARRIVED -> travel == Travel.RECEIVED || (verdict == Verdict.APPROVED && travel == Travel.GRADED);
            case UNDER_WAY -> travel == Travel.UNDER_WAY;
            case AWAITED -> travel == Travel.AWAITED && verdict.holds();
            case MISSING -> travel == Travel.MISSING && verdict == Verdict.APPROVED;
            case OWED -> verdict == Verdict.ACCEPTED;
            case DONE -> verdict == Verdict.SETTLED || verdict == Verdict.DECLINED;
            case REFUSED -> verdict == Verdict.REFUSED;
            case CALLED_OFF -> verdict == Verdict.CALLED_OFF;
        };
    }

    public boolean isOpen() {
        return this != DONE && this != REFUSED && this != CALLED_OFF;
    }
}
