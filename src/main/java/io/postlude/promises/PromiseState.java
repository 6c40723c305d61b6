package io.postlude.promises;

/**
 * How a promise stands. OPEN becomes KEPT or BROKEN by what happens, and RELEASED when it no longer binds (a cancelled
 * order). KEPT goes back to OPEN only when the proof turns out false; BROKEN becomes KEPT where the deed was in time and only
 * the news of it late.
 */
public enum PromiseState {
    OPEN,
    KEPT,
    BROKEN,
    RELEASED
}
