package io.postlude.messaging;

import java.util.Collection;
import java.util.Set;

/** The border to a mailbox that gets a copy of everything that is sent: what is there was taken by the mail server. */
interface SentCopies {
    /**
     * Which of these are there.
     *
     * @throws Unreadable where nobody can say
     */
    Set<String> holding(Collection<String> messageIds) throws Unreadable;

    /** The mailbox could not be read. */
    final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String why, Throwable cause) {
            super(why, cause);
        }
    }
}
