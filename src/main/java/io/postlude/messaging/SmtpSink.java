package io.postlude.messaging;

import jakarta.mail.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Sends over a few connections that are kept open between messages and batches. */
final class SmtpSink implements MailSink {
    /** As many as any mail server allows one sender. */
    static final int USUAL_CONNECTIONS = 6;

    private final List<SmtpLane> lanes = new ArrayList<>();

    SmtpSink(SmtpAddress address) {
        this(address, MailSigner.NOBODY, Manner.USUAL);
    }

    SmtpSink(SmtpAddress address, MailSigner signer) {
        this(address, signer, Manner.USUAL);
    }

    /**
     * How mails go out.
     *
     * @param copies a mailbox that gets everything too, in the same delivery: what is there has arrived
     * @param returns a mailbox that what cannot be delivered comes back to; null: to the sender
     * @param connections at once: each message is written down before it is handed over, in one transaction with those of the
     *     other connections, so that more of them send faster and leave more in doubt after a crash
     */
    record Manner(@Nullable String copies, @Nullable String returns, int connections) {
        static final Manner USUAL = new Manner(null, null, USUAL_CONNECTIONS);
    }

    SmtpSink(SmtpAddress address, MailSigner signer, Manner manner) {
        String copies = manner.copies();
        String returnsTo = manner.returns();
        Properties properties = address.properties();
        if (returnsTo != null) properties.setProperty("mail.smtp.from", returnsTo);
        // A mailbox of copies that is full or gone must not keep mails from customers.
        properties.setProperty("mail.smtp.sendpartial", Boolean.toString(copies != null));
        Session session = Session.getInstance(properties);
        for (int i = 0; i < manner.connections(); i++) lanes.add(new SmtpLane(session, address, signer, copies));
    }

    @Override
    public void send(List<DueMail> mails, Deadline mayStart, Book book) {
        ConcurrentLinkedQueue<DueMail> waiting = new ConcurrentLinkedQueue<>(mails);
        List<Thread> threads = new ArrayList<>();
        for (SmtpLane lane : lanes.subList(0, Math.min(lanes.size(), mails.size())))
            threads.add(Thread.ofVirtual().name("smtp").start(() -> work(lane, waiting, mayStart, book)));
        for (Thread thread : threads) join(thread);
        drain(waiting, "there was no time left for it", book);
    }

    private static void work(SmtpLane lane, ConcurrentLinkedQueue<DueMail> waiting, Deadline mayStart, Book book) {
        while (mayStart.open()) {
            @Nullable DueMail mail = waiting.poll();
            if (mail == null) return;
            SmtpLane.Attempt attempt = lane.send(mail, book);
            book.ended(mail, attempt.delivery());
            // Nobody answers there: the rest would only wait for the same time-out one by one.
            if (attempt.unreachable()) drain(waiting, "the mail server could not be reached", book);
        }
    }

    private static void drain(ConcurrentLinkedQueue<DueMail> waiting, String reason, Book book) {
        for (@Nullable DueMail mail = waiting.poll(); mail != null; mail = waiting.poll())
            book.ended(mail, new Delivery.NotTried(reason));
    }

    /** Waits as long as it takes: each lane ends within the time-outs of one message. */
    private static void join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    @Override
    public void close() {
        lanes.forEach(SmtpLane::close);
    }
}
