package io.postlude.promises;

/**
 * How a promise stands. OPEN becomes KEPT or BROKEN by what happens, and RELEASED when it no longer binds (a cancelled
 * order). KEPT goes back to OPEN only when the proof turns out false.
 */
public enum PromiseState {
    OPEN,
    KEPT,
    BROKEN,
    RELEASED
}
