package io.postlude.returns;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody's returns look like against others who bought the same.
 *
 * @param score 1 to 100
 * @param version of the rules it was worked out by
 * @param aside until when a person set it aside: so long it counts for nothing
 */
public record Conduct(
        int score,
        int version,
        List<Sign> signs,
        Instant weighedAt,
        @Nullable LocalDate aside) {
    /** From here on it is worth a person's look. */
    public static final int LINE = 50;

    /** Of the rules; another number, other scores. */
    public static final int RULES_VERSION = 1;

    static final int MOST = 100;

    public Conduct {
        signs = List.copyOf(signs);
    }

    /** What the policy is asked with. */
    public int counting() {
        return aside == null ? score : 0;
    }
}
