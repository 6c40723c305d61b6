package io.postlude.journeys;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a touchpoint stood before it was decided anew. */
public record FormerDecision(
        Outcome outcome, @Nullable Rule rule, @Nullable Instant until, Instant at) {}
