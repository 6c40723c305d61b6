package io.postlude.kernel;

/** A value of a list whose numbers stand in the database and in the log for ever, so that names may be mended. */
public interface Numbered {
    /** Never another value's, never changed. */
    short number();
}
