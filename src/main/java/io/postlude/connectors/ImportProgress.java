package io.postlude.connectors;

/** Hears how an import gets on; called from several threads, one at a time. */
@FunctionalInterface
public interface ImportProgress {
    /** {@code orders} are written so far; {@code share} of the main file is read, 0 to 1. */
    void at(long orders, double share);
}
