package io.postlude.twin;

/** The page of the demo's clock. */
public record DevClock(String now, String moved) {}
