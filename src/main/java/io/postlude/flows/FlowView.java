package io.postlude.flows;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A journey with its versions that matter.
 *
 * @param live the version that lets people in
 * @param draft the version that is worked on
 * @param pausedAt since when nobody is let in while those under way go on
 */
public record FlowView(
        FlowId id,
        String key,
        @Nullable Version live,
        @Nullable Version draft,
        @Nullable Instant pausedAt,
        @Nullable Instant archivedAt) {

    /** One version. {@code turn} counts the savings of a draft. */
    public record Version(
            int number,
            String document,
            Instant savedAt,
            String savedBy,
            @Nullable Instant publishedAt,
            int turn) {}

    /** The draft, else what is live. */
    public @Nullable Version newest() {
        return draft == null ? live : draft;
    }
}
