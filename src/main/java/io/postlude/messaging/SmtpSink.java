package io.postlude.messaging;

import jakarta.mail.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Sends over a few connections that are kept open between messages and batches. */
final class SmtpSink implements MailSink {
    private static final int CONNECTIONS = 6;

    private final List<SmtpLane> lanes = new ArrayList<>();

    SmtpSink(SmtpAddress address) {
        this(address, MailSigner.NOBODY);
    }

    SmtpSink(SmtpAddress address, MailSigner signer) {
        Session session = Session.getInstance(address.properties());
        for (int i = 0; i < CONNECTIONS; i++) lanes.add(new SmtpLane(session, address, signer));
    }

    @Override
    public void send(List<DueMail> mails, Deadline mayStart, BiConsumer<DueMail, Delivery> outcome) {
        ConcurrentLinkedQueue<DueMail> waiting = new ConcurrentLinkedQueue<>(mails);
        List<Thread> threads = new ArrayList<>();
        for (SmtpLane lane : lanes.subList(0, Math.min(lanes.size(), mails.size())))
            threads.add(Thread.ofVirtual().name("smtp").start(() -> work(lane, waiting, mayStart, outcome)));
        for (Thread thread : threads) join(thread);
        drain(waiting, "there was no time left for it", outcome);
    }

    private static void work(
            SmtpLane lane,
            ConcurrentLinkedQueue<DueMail> waiting,
            Deadline mayStart,
            BiConsumer<DueMail, Delivery> outcome) {
        while (mayStart.open()) {
            @Nullable DueMail mail = waiting.poll();
            if (mail == null) return;
            SmtpLane.Attempt attempt = lane.send(mail);
            outcome.accept(mail, attempt.delivery());
            // Nobody answers there: the rest would only wait for the same time-out one by one.
            if (attempt.unreachable()) drain(waiting, "the mail server could not be reached", outcome);
        }
    }

    private static void drain(
            ConcurrentLinkedQueue<DueMail> waiting, String reason, BiConsumer<DueMail, Delivery> outcome) {
        for (@Nullable DueMail mail = waiting.poll(); mail != null; mail = waiting.poll())
            outcome.accept(mail, new Delivery.NotTried(reason));
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
