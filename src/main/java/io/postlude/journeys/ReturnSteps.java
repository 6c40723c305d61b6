package io.postlude.journeys;

import io.postlude.returns.Payout;
import io.postlude.returns.ReturnNews;
import io.postlude.returns.ReturnView;
import io.postlude.returns.Stage;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The rules for what is told of something that goes back. Values in, a value out. */
final class ReturnSteps {
    /** A return with two payouts may still be open when the first was given long ago. */
    private static final Duration LOOK_AGAIN = Duration.ofDays(3);

    private ReturnSteps() {}

    /** Whether the return still stands where the news says it stands. */
    static boolean stillTrue(Question q) {
        ReturnNews.Stand back = q.back();
        if (back == null) return false;
        ReturnView view = back.view();
        Stage stage = view.stage();
        return switch (q.kind()) {
            case RETURN_ASKED -> stage == Stage.ASKED;
            case RETURN_READY -> stage == Stage.AWAITED;
            case RETURN_REFUSED -> has(view, "REFUSED");
            case RETURN_TO_PAY, RETURN_PAY_SOON ->
                view.charge() != null && view.charge().state().isOpen();
            case RETURN_ON_ITS_WAY -> stage == Stage.UNDER_WAY;
            case RETURN_HERE -> stage == Stage.ARRIVED;
            case RETURN_INSPECTED -> isDeclined(q) ? has(view, "DECLINED") : has(view, "ACCEPTED") && !isAnyGiven(view);
            case RETURN_AFTER -> stage.isOpen() || stage == Stage.DONE;
            default -> true;
        };
    }

    /** What was taken and what was not are two news, told in one message where they come in one go. */
    private static boolean isDeclined(Question q) {
        return q.occasion().milestone().endsWith(ReturnOccasions.DECLINED);
    }

    /** The verdict by its name: this module has a verdict of its own. */
    private static boolean has(ReturnView view, String verdict) {
        return view.pieces().stream().anyMatch(piece -> piece.verdict().name().equals(verdict));
    }

    private static boolean isAnyGiven(ReturnView view) {
        return view.payouts().stream().anyMatch(payout -> payout.state() == Payout.State.GIVEN);
    }

    /** A reminder and what comes after it is done have a day of their own. */
    static @Nullable Verdict notYet(Question q) {
        Because.Back told = q.occasion().because().back();
        if (told == null) return null;
        if (told.from() != null && q.now().isBefore(told.from())) return new Verdict.Defer(Rule.NOT_YET, told.from());
        boolean open = q.kind() == TouchpointKind.RETURN_AFTER
                && q.back() != null
                && q.back().view().stage().isOpen();
        if (!open) return null;
        Instant again = q.now().plus(LOOK_AGAIN);
        return again.isBefore(q.usefulUntil())
                ? new Verdict.Defer(Rule.NOT_YET, again)
                : new Verdict.Expire(Rule.NOT_YET);
    }

    /** What comes back is often looked at and paid for in one go: the last of it is what is worth telling. */
    static @Nullable Verdict settling(Question q) {
        int minutes = q.rules().rhythm().togetherMinutes();
        if (!settles(q.kind()) || q.waited() || minutes == 0) return null;
        Instant until = q.now().plus(Duration.ofMinutes(minutes));
        return until.isBefore(q.usefulUntil()) ? new Verdict.Defer(Rule.SETTLING, until) : null;
    }

    private static boolean settles(TouchpointKind kind) {
        return kind.compareTo(TouchpointKind.RETURN_ON_ITS_WAY) >= 0
                && kind.compareTo(TouchpointKind.RETURN_EXCHANGED) <= 0;
    }
}
