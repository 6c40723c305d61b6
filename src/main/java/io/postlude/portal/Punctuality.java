package io.postlude.portal;

import io.postlude.portal.OrderFacts.Window;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** How a promised day stands: what was promised, the verdict, and by how many days it is or was missed. */
record Punctuality(@Nullable Window promised, Verdict verdict, long daysLate) {

    enum Verdict {
        NONE,
        OPEN,
        WILL_MISS,
        MISSED,
        KEPT,
        BROKEN
    }

    /** Judges a parcel that has not come yet. */
    static Punctuality pending(@Nullable Window promised, LocalDate today, @Nullable LocalDate estimate) {
        if (promised == null) {
            return new Punctuality(null, Verdict.NONE, 0);
        }
        long late = ChronoUnit.DAYS.between(promised.to(), today);
        if (late > 0) {
            return new Punctuality(promised, Verdict.MISSED, late);
        }
        boolean will = estimate != null && estimate.isAfter(promised.to());
        return new Punctuality(promised, will ? Verdict.WILL_MISS : Verdict.OPEN, 0);
    }

    /** Judges a parcel that came on a day. */
    static Punctuality settled(@Nullable Window promised, LocalDate came) {
        if (promised == null) {
            return new Punctuality(null, Verdict.NONE, 0);
        }
        long late = ChronoUnit.DAYS.between(promised.to(), came);
        return new Punctuality(promised, late > 0 ? Verdict.BROKEN : Verdict.KEPT, Math.max(0, late));
    }

    boolean isLate() {
        return verdict == Verdict.WILL_MISS || verdict == Verdict.MISSED;
    }
}
