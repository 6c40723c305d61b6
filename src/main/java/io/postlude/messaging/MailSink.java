package io.postlude.messaging;

import java.util.List;
import java.util.function.BiConsumer;

/** The border to the mail server. */
interface MailSink extends AutoCloseable {
    /**
     * Tries each message and says what became of it, as it happens and from whatever thread; each exactly once before this
     * returns. Starts no further message once {@code mayStart} says no.
     */
    void send(List<DueMail> mails, Deadline mayStart, BiConsumer<DueMail, Delivery> outcome);

    @Override
    void close();

    /** Whether there is time to start another message. */
    @FunctionalInterface
    interface Deadline {
        boolean open();
    }

    /** Where no mail server is configured: the row itself is the letter, to be read in {@code /dev/outbox}. */
    record Outbox() implements MailSink {
        @Override
        public void send(List<DueMail> mails, Deadline mayStart, BiConsumer<DueMail, Delivery> outcome) {
            mails.forEach(mail -> outcome.accept(mail, new Delivery.Taken("kept in /dev/outbox")));
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
