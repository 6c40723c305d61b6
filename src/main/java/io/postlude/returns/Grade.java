package io.postlude.returns;

/** In which state a thing came back. */
public enum Grade {
    /** As new. */
    A,
    /** Opened. */
    B,
    /** Worn. */
    C,
    /** Broken. */
    D
}
