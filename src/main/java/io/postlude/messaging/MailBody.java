package io.postlude.messaging;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Map;

/** A message in the form of the wire: text and HTML as alternatives, our own Message-ID; it knows how far it got. */
final class MailBody extends MimeMessage {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final String messageId;
    private boolean handedOver;

    MailBody(Session session, DueMail mail) throws MessagingException {
        super(session);
        this.messageId = mail.messageId();
        setFrom(address(mail.from()));
        setRecipient(Message.RecipientType.TO, address(mail.to()));
        if (mail.replyTo() != null) setReplyTo(new InternetAddress[] {address(mail.replyTo())});
        setSubject(mail.subject(), UTF_8);
        setSentDate(Date.from(mail.createdAt()));
        for (Map.Entry<String, String> header : mail.headers().entrySet())
            setHeader(header.getKey(), header.getValue());
        MimeMultipart alternatives = new MimeMultipart("alternative");
        alternatives.addBodyPart(part(mail.text(), "plain"));
        alternatives.addBodyPart(part(mail.html(), "html"));
        setContent(alternatives);
        saveChanges();
    }

    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, UTF_8, subtype);
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
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }

    @Override
    public void writeTo(OutputStream out, String[] ignored) throws IOException, MessagingException {
        super.writeTo(out, ignored);
        handedOver = true;
    }

    /** All of the text was written; what is missing is the server's answer. */
    boolean handedOver() {
        return handedOver;
    }
}
