package io.postlude.twin;

import java.util.List;

/** How requests come in: over HTTP at the same addresses as a real sender's. */
@FunctionalInterface
interface Door {
    /** Hands in all of them; throws where one is not taken. */
    void deliver(List<Sending> sendings);
}
