package io.postlude.console;

import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Table;
import org.jspecify.annotations.Nullable;

/** All segments of a store. */
public record SegmentsPage(Shell shell, @Nullable Link make, Table table) {}
