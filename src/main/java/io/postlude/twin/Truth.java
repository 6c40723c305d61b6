package io.postlude.twin;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the world knows of an order when it is over, and nobody in it: how likely the buyer was to ask and to come back, with
 * what they were told and had they been told nothing. Both are settled by the same draws, so their difference is the effect.
 *
 * @param deliveredAt when the last of its parcels was in the customer's hands; null where one never was
 * @param questions how often they asked
 * @param askChance that they asked at least once
 */
record Truth(
        long order,
        Instant settledAt,
        String lane,
        @Nullable Instant deliveredAt,
        boolean late,
        int questions,
        int questionsUntold,
        double askChance,
        double askChanceUntold,
        double againChance,
        double againChanceUntold,
        boolean again,
        boolean againUntold) {}
