package io.postlude.messaging;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to the mail server and what its answers mean. Used by one thread at a time. */
final class SmtpLane {
    private static final Logger LOG = LoggerFactory.getLogger(SmtpLane.class);
    private static final Duration IDLE_LIMIT = Duration.ofSeconds(20);
    /** Many servers close after a hundred messages or so; better to do it in good order. */
    private static final int MESSAGES_A_CONNECTION = 500;

    /** What stands beside a message whose copy was refused, so that nobody looks for it. */
    static final String NOT_COPIED = "taken, and no copy of it";

    private static final int PERMANENT = 500;
    private static final int REPLY_LIMIT_CHARS = 300;
    private static final Pattern ADDRESS = Pattern.compile("<?[^\\s<>@]+@[^\\s<>@]+>?");

    private final Session session;
    private final SmtpAddress address;
    private final MailSigner signer;
    private final @Nullable String copies;
    private @Nullable SMTPTransport transport;
    private long usedAt;
    private int sent;

    SmtpLane(Session session, SmtpAddress address, MailSigner signer, @Nullable String copies) {
        this.signer = signer;
        this.session = session;
        this.address = address;
        this.copies = copies;
    }

    /** {@code unreachable}: no connection could be made, so the next message would fare the same. */
    record Attempt(Delivery delivery, boolean unreachable) {}

    Attempt send(DueMail mail, MailSink.Book book) {
        MailBody body;
        Address[] to;
        try {
            body = new MailBody(
                    session, mail, signer.of(mail.store(), mail.from().domain()), () -> book.handingOver(mail));
            to = recipients(mail);
        } catch (MessagingException e) {
            return new Attempt(new Delivery.Never("it could not be put into the form of a mail"), false);
        }
        boolean reused = reusable();
        SMTPTransport open;
        try {
            open = open();
        } catch (MessagingException e) {
            close();
            return new Attempt(new Delivery.Later(unconnected(e)), true);
        }
        try {
            return attempt(open, body, to);
        } catch (MessagingException e) {
            close();
            if (reused && !body.handedOver() && code(e, to[0]) < 0)
                return send(mail, book); // it had closed the idle connection
            return new Attempt(failed(e, body, to[0]), false);
        }
    }

    private Address[] recipients(DueMail mail) throws MessagingException {
        InternetAddress reader = new InternetAddress(mail.to().address());
        return copies == null ? new Address[] {reader} : new Address[] {reader, new InternetAddress(copies)};
    }

    private Attempt attempt(SMTPTransport open, MailBody body, Address[] to) throws MessagingException {
        open.sendMessage(body, to);
        usedAt = System.nanoTime();
        if (++sent >= MESSAGES_A_CONNECTION) close();
        return new Attempt(new Delivery.Taken(clean(open.getLastServerResponse())), false);
    }

    private boolean reusable() {
        if (transport == null) return false;
        if (System.nanoTime() - usedAt < IDLE_LIMIT.toNanos()) return true;
        close();
        return false;
    }

    private SMTPTransport open() throws MessagingException {
        if (transport != null) return transport;
        SMTPTransport fresh = (SMTPTransport) session.getTransport("smtp");
        fresh.setReportSuccess(false);
        fresh.setUseRset(false);
        if (address.user().isEmpty()) fresh.connect(address.host(), address.port(), null, null);
        else fresh.connect(address.host(), address.port(), address.user(), address.password());
        sent = 0;
        transport = fresh;
        return fresh;
    }

    private static String unconnected(MessagingException e) {
        return e instanceof AuthenticationFailedException
                ? "the mail server refused our sign-in"
                : clean("no connection to the mail server: " + deepest(e).getMessage());
    }

    private static Delivery failed(MessagingException e, MailBody body, Address reader) {
        if (e instanceof SendFailedException partly
                && Arrays.asList(sentTo(partly)).contains(reader)) {
            LOG.warn("The mailbox of copies was refused: {}", clean(deepest(e).getMessage()));
            return new Delivery.Taken(NOT_COPIED);
        }
        int code = code(e, reader);
        String reason = reason(e, code);
        if (code >= PERMANENT) return new Delivery.Never(reason);
        if (code > 0) return new Delivery.Later(reason);
        return body.handedOver() ? new Delivery.Unanswered(reason) : new Delivery.Later(reason);
    }

    private static Address[] sentTo(SendFailedException e) {
        Address[] to = e.getValidSentAddresses();
        return to == null ? new Address[0] : to;
    }

    /** The server's code, that of the recipient first; below 0 where it gave none. */
    private static int code(MessagingException e, Address reader) {
        for (Exception at = e; at != null; at = at instanceof MessagingException m ? m.getNextException() : null)
            if (at instanceof SMTPAddressFailedException recipient && reader.equals(recipient.getAddress()))
                return recipient.getReturnCode();
        return e instanceof SMTPSendFailedException refused ? refused.getReturnCode() : -1;
    }

    private static String reason(MessagingException e, int code) {
        if (code > 0) return clean("the mail server answered " + deepest(e).getMessage());
        if (e instanceof SendFailedException) return "the connection to the mail server broke";
        return clean("the connection to the mail server failed: " + deepest(e).getMessage());
    }

    private static Exception deepest(MessagingException e) {
        Exception at = e;
        while (at instanceof MessagingException m && m.getNextException() != null) at = m.getNextException();
        return at;
    }

    /** One line, and without the recipient, whom servers like to repeat: this ends in logs. */
    private static String clean(@Nullable String reply) {
        String line = ADDRESS.matcher(reply == null ? "" : reply)
                .replaceAll("(address)")
                .replaceAll("\\s+", " ")
                .strip();
        return line.length() > REPLY_LIMIT_CHARS ? line.substring(0, REPLY_LIMIT_CHARS) : line;
    }

    void close() {
        SMTPTransport old = transport;
        transport = null;
        if (old == null) return;
        try {
            old.close();
        } catch (MessagingException e) {
            // it is gone already, which is what was wanted
        }
    }
}
