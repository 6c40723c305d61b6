package io.postlude.connectors;

/** How a delivery stands. RECEIVED becomes one of the others; a replay makes it RECEIVED again. */
public enum InboxState {
    RECEIVED,
    /** Its effect is there. */
    DONE,
    /** A person must look: it was tried often enough, or cannot be read. */
    FAILED,
    /** Understood, and nothing of ours changes. */
    IGNORED
}
