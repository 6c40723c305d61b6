package io.postlude.journeys;

import io.postlude.flows.Medium;

/** A channel of a step's list that was not taken, and why. */
public record Passed(Medium medium, Rule rule) {}
