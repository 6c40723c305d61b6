package io.postlude.insights;

import java.time.Instant;

/**
 * What a store's forecasts come from.
 *
 * @param parcels how many delivered parcels it was learned from
 * @param metrics JSON: for each stage learned, how many forecasts calibrate it, and the levels asked for
 */
public record ModelState(int version, Instant trainedAt, int parcels, int tookMillis, String metrics) {}
