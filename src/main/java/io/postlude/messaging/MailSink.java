package io.postlude.messaging;

import java.util.List;

/** The border to the mail server. */
interface MailSink extends AutoCloseable {
    /**
     * Tries each message and tells the book what became of it, as it happens and from whatever thread; each exactly once
     * before this returns. Starts no further message once {@code mayStart} says no.
     */
    void send(List<DueMail> mails, Deadline mayStart, Book book);

    @Override
    void close();

    /** Whether there is time to start another message. */
    @FunctionalInterface
    interface Deadline {
        boolean open();
    }

    /** Where a sink writes down how far each message has got, before a crash can make anybody guess. */
    interface Book {
        /**
         * Returns when it is on the disk that this message may arrive from now on: to be called before its last byte leaves.
         *
         * @throws LostClaim where it is not this worker's message any more; then it must not go
         */
        void handingOver(DueMail mail) throws LostClaim;

        void ended(DueMail mail, Delivery delivery);
    }

    /** The message belongs to another worker by now, or a person has taken it back. */
    final class LostClaim extends Exception {
        private static final long serialVersionUID = 1L;

        LostClaim() {
            super("the message is no longer this worker's");
        }
    }

    /** Where no mail server is configured: the row itself is the letter, to be read in {@code /dev/outbox}. */
    record Outbox() implements MailSink {
        @Override
        public void send(List<DueMail> mails, Deadline mayStart, Book book) {
            mails.forEach(mail -> book.ended(mail, new Delivery.Taken("kept in /dev/outbox")));
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
