package io.postlude.console;

import io.postlude.console.Parts.Link;
import org.jspecify.annotations.Nullable;

/** A page that says no: not found, not allowed, gone stale. {@code shell} is null for strangers. */
public record RefusalPage(@Nullable Shell shell, int status, String title, String text, Link way) {}
