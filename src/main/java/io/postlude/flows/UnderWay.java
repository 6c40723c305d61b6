package io.postlude.flows;

import java.util.Locale;

/** What becomes of those who are in the version before when a new one is published. */
public enum UnderWay {
    /** They go on in the version they came in under. */
    KEEP,
    /** They go on in the new version where it still has their step; those whose step is gone leave. */
    MOVE,
    /** They leave. */
    END;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
