package io.postlude.deliveries;

import io.postlude.deliveries.OrderFacts.Window;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** How a promised day stands: what was promised, the verdict, and by how many days it is or was missed. */
public record Punctuality(@Nullable Window promised, Verdict verdict, long daysLate) {

    public enum Verdict {
        NONE,
        OPEN,
        WILL_MISS,
        MISSED,
        KEPT,
        BROKEN
    }

    /** Judges a parcel that has not come yet. */
    public static Punctuality pending(@Nullable Window promised, LocalDate today, @Nullable LocalDate estimate) {
        if (promised == null) {
            return new Punctuality(null, Verdict.NONE, 0);
        }
        long late = ChronoUnit.DAYS.between(promised.to(), today);
        if (late > 0) {
            return new Punctuality(promised, Verdict.MISSED, late);
        }
        boolean will = estimate != null && estimate.isAfter(promised.to());
        return will
                ? new Punctuality(promised, Verdict.WILL_MISS, ChronoUnit.DAYS.between(promised.to(), estimate))
                : new Punctuality(promised, Verdict.OPEN, 0);
    }

    /** Judges a parcel that came on a day. */
    public static Punctuality settled(@Nullable Window promised, LocalDate came) {
        if (promised == null) {
            return new Punctuality(null, Verdict.NONE, 0);
        }
        long late = ChronoUnit.DAYS.between(promised.to(), came);
        return new Punctuality(promised, late > 0 ? Verdict.BROKEN : Verdict.KEPT, Math.max(0, late));
    }

    public boolean isLate() {
        return verdict == Verdict.WILL_MISS || verdict == Verdict.MISSED;
    }
}
