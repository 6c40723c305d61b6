package io.postlude.messaging;

import io.postlude.kernel.DatabaseException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** A message in the form of the wire: text and HTML as alternatives, our own Message-ID; it knows how far it got. */
final class MailBody extends MimeMessage {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final String messageId;
    private final String boundary;
    private final byte[] text;
    private final byte[] html;
    private final List<Dkim> signers;
    private final Instant madeAt;
    private final Announcement announcement;
    private boolean handedOver;

    /** Says that the text is about to go over the wire, and throws where it must not. */
    @FunctionalInterface
    interface Announcement {
        void make() throws MailSink.LostClaim;
    }

    MailBody(Session session, DueMail mail, List<Dkim> signers, Announcement announcement) throws MessagingException {
        super(session);
        this.signers = signers;
        this.madeAt = mail.createdAt();
        this.announcement = announcement;
        this.messageId = mail.messageId();
        setFrom(address(mail.from()));
        setRecipient(Message.RecipientType.TO, address(mail.to()));
        if (mail.replyTo() != null) setReplyTo(new InternetAddress[] {address(mail.replyTo())});
        setSubject(mail.subject(), UTF_8);
        setSentDate(Date.from(mail.createdAt()));
        for (Map.Entry<String, String> header : mail.headers().entrySet())
            setHeader(header.getKey(), header.getValue());
        this.text = part(mail.text(), "plain");
        this.html = part(mail.html(), "html");
        // Told from the rows' ids apart: it must not stand in the text, and quoted-printable has no "=_".
        this.boundary = "=_" + mail.id() + "." + mail.store().value();
        saveChanges();
    }

    private static byte[] part(String text, String subtype) {
        byte[] head = ("Content-Type: text/" + subtype
                        + "; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] body = QuotedPrintable.encode(text);
        byte[] part = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, part, head.length, body.length);
        return part;
    }

    private static InternetAddress address(Mailbox mailbox) throws MessagingException {
        try {
            return mailbox.name() == null
                    ? new InternetAddress(mailbox.address(), true)
                    : new InternetAddress(mailbox.address(), mailbox.name(), UTF_8);
        } catch (UnsupportedEncodingException e) {
            throw new MessagingException("every Java platform has UTF-8", e);
        }
    }

    @Override
    protected synchronized void updateHeaders() throws MessagingException {
        setHeader("MIME-Version", "1.0");
        setHeader("Content-Type", "multipart/alternative;\r\n boundary=\"" + boundary + '"');
        setHeader("Message-ID", messageId);
    }

    @Override
    public void writeTo(OutputStream out, String[] ignored) throws IOException, MessagingException {
        try {
            announcement.make();
        } catch (MailSink.LostClaim | DatabaseException e) {
            throw new IOException("it was not handed over", e); // ends the connection without the last dot
        }
        List<String> lines = Collections.list(getNonMatchingHeaderLines(ignored));
        byte[] body = body();
        StringBuilder head = new StringBuilder(1_000);
        for (Dkim signer : signers)
            head.append(signer.header(lines, body, madeAt)).append("\r\n");
        for (String line : lines) head.append(line).append("\r\n");
        out.write(ascii(head + "\r\n"));
        out.write(body);
        out.flush();
        handedOver = true;
    }

    private byte[] body() {
        ByteArrayOutputStream body = new ByteArrayOutputStream(text.length + html.length + 300);
        body.writeBytes(ascii("--" + boundary + "\r\n"));
        body.writeBytes(text);
        body.writeBytes(ascii("\r\n--" + boundary + "\r\n"));
        body.writeBytes(html);
        body.writeBytes(ascii("\r\n--" + boundary + "--\r\n"));
        return body.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** All of the text was written; what is missing is the server's answer. */
    boolean handedOver() {
        return handedOver;
    }
}
