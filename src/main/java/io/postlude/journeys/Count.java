package io.postlude.journeys;

import org.jspecify.annotations.Nullable;

/** How many touchpoints of a kind stand so, and by which rule. */
public record Count(
        TouchpointKind kind, Outcome outcome, @Nullable Rule rule, long touchpoints) {}
