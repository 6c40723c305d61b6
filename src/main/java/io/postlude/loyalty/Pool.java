package io.postlude.loyalty;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What rewards are drawn from.
 *
 * @param key its name in journeys and addresses
 * @param shared the one code for everybody; null where the pool is a list
 * @param lowBelow fewer codes left than this: staff are warned; 0: never
 * @param closedAt since when nothing is given from it any more; what was given stays good
 */
public record Pool(
        PoolId id,
        String key,
        String name,
        Kind kind,
        @Nullable String shared,
        Worth worth,
        Validity validity,
        int lowBelow,
        Instant madeAt,
        String madeBy,
        @Nullable Instant closedAt) {

    public enum Kind {
        /** Each code for one person. */
        LISTED,
        /** One code for everybody. */
        SHARED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** For how long a reward is good: so many days, or up to and with a day of the store's; both null: for ever. */
    public record Validity(@Nullable Integer days, @Nullable LocalDate until) {
        public static final Validity FOR_EVER = new Validity(null, null);

        /** The last day of what is given on this one; null: there is none. */
        @Nullable
        LocalDate lastDay(LocalDate given) {
            return days == null ? until : given.plusDays(days);
        }
    }

    /** Fewer codes are left than staff want. */
    public boolean isLow(PoolFigures figures) {
        return kind == Kind.LISTED && closedAt == null && figures.left() < lowBelow;
    }

    /** Whether something can be given from it on this day of the store's. */
    boolean gives(LocalDate today) {
        LocalDate last = validity.until();
        return closedAt == null && (last == null || !last.isBefore(today));
    }
}
