package io.postlude.returns;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which returns to list; no stage stands for all, {@code cursor} comes from the page before. */
public record ReturnQuery(Set<Stage> stages, @Nullable String cursor, int limit) {
    private static final int ROWS_LIMIT = 200;

    public ReturnQuery {
        stages = Set.copyOf(stages);
        limit = Math.clamp(limit, 1, ROWS_LIMIT);
    }
}
