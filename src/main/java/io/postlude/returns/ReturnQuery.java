package io.postlude.returns;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which returns to list; no stage stands for all, {@code cursor} comes from the page before.
 *
 * @param only null: without further conditions
 */
public record ReturnQuery(
        Set<Stage> stages, @Nullable Only only, @Nullable String cursor, int limit) {
    private static final int ROWS_LIMIT = 200;

    public ReturnQuery {
        stages = Set.copyOf(stages);
        limit = Math.clamp(limit, 1, ROWS_LIMIT);
    }

    public ReturnQuery(Set<Stage> stages, @Nullable String cursor, int limit) {
        this(stages, null, cursor, limit);
    }

    /** Further conditions; null: any. {@code trouble}: a thing is missing, is another, or waits undecided. */
    public record Only(@Nullable Reason reason, @Nullable Method method, boolean trouble) {}

    /** The page after. */
    public ReturnQuery after(@Nullable String next) {
        return new ReturnQuery(stages, only, next, limit);
    }
}
