package io.postlude.messaging;

import io.postlude.kernel.CleanText;
import io.postlude.kernel.PublicId;
import io.postlude.kernel.StoreId;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a mail system says of a mail of ours: it came back (delivery status notification, RFC 3464) or its reader called it
 * unwanted (feedback report, RFC 5965). Only these forms are read; a bounce in plain words is left for people.
 *
 * @param status the enhanced status code (RFC 3463) of what came back: {@code 5.1.1}; empty for a complaint
 * @param why what the far server said, in one line without addresses; empty where it said nothing
 */
record MailReport(Kind kind, StoreId store, MessageId message, String status, String why) {
    enum Kind {
        CAME_BACK,
        COMPLAINT
    }

    private static final int PARTS_DEEP = 5;
    private static final int HEAD_LIMIT_BYTES = 65_536;
    private static final int WHY_LIMIT_CHARS = 200;
    private static final Pattern OURS = Pattern.compile("<(msg_[0-9a-z]+)\\.(\\d{1,9})@[^<>\\s]+>");
    private static final Pattern STATUS = Pattern.compile("\\b([245]\\.\\d{1,3}\\.\\d{1,3})\\b");
    private static final Pattern ADDRESS = Pattern.compile("<?[^\\s<>@;]+@[^\\s<>@;]+>?");

    /** Empty where the mail is no report, or of no mail of ours, or of one that is only late. */
    static Optional<MailReport> read(MimeMessage mail) throws MessagingException, IOException {
        if (!mail.isMimeType("multipart/report")) return Optional.empty();
        Findings found = new Findings();
        walk(mail, found, 0);
        return found.report();
    }

    private static void walk(Part part, Findings found, int depth) throws MessagingException, IOException {
        if (part.isMimeType("message/delivery-status")) found.status(part);
        else if (part.isMimeType("message/feedback-report")) found.feedback(part);
        else if (part.isMimeType("text/rfc822-headers") || part.isMimeType("message/rfc822")) found.original(part);
        else if (part.isMimeType("multipart/*") && depth < PARTS_DEEP && part.getContent() instanceof Multipart parts)
            for (int i = 0; i < parts.getCount(); i++) walk(parts.getBodyPart(i), found, depth + 1);
    }

    /** What the parts of a report say, gathered. */
    private static final class Findings {
        private @Nullable Kind kind;
        private String status = "";
        private String why = "";
        private @Nullable StoreId store;
        private @Nullable MessageId message;

        /** Groups of headers: one of the message, then one of each recipient; ours have a single one. */
        void status(Part part) throws MessagingException, IOException {
            InputStream in = head(part);
            while (in.available() > 0 && kind == null) {
                InternetHeaders group = new InternetHeaders(in, true);
                if (!"failed".equals(word(group, "Action"))) continue;
                kind = Kind.CAME_BACK;
                Matcher code = STATUS.matcher(text(group, "Status"));
                status = code.find() ? code.group(1) : "";
                why = oneLine(text(group, "Diagnostic-Code"));
            }
        }

        void feedback(Part part) throws MessagingException, IOException {
            String type = word(new InternetHeaders(head(part), true), "Feedback-Type");
            if (type.equals("abuse") || type.equals("fraud") || type.equals("opt-out")) kind = Kind.COMPLAINT;
        }

        void original(Part part) throws MessagingException, IOException {
            Matcher ours = OURS.matcher(text(new InternetHeaders(head(part), true), "Message-ID"));
            if (!ours.find()) return;
            OptionalLong id = PublicId.parse(MessageId.PREFIX, ours.group(1));
            if (id.isEmpty()) return;
            message = new MessageId(id.getAsLong());
            store = new StoreId(Integer.parseInt(ours.group(2)));
        }

        Optional<MailReport> report() {
            return kind == null || store == null || message == null
                    ? Optional.empty()
                    : Optional.of(new MailReport(kind, store, message, status, why));
        }
    }

    private static InputStream head(Part part) throws MessagingException, IOException {
        try (InputStream in = part.getInputStream()) {
            return new ByteArrayInputStream(in.readNBytes(HEAD_LIMIT_BYTES));
        }
    }

    private static String text(InternetHeaders headers, String name) {
        String value = headers.getHeader(name, " ");
        return value == null ? "" : value;
    }

    private static String word(InternetHeaders headers, String name) {
        return text(headers, name).strip().toLowerCase(Locale.ROOT);
    }

    private static String oneLine(String said) {
        String line = ADDRESS.matcher(said).replaceAll("(address)").replaceAll("\\s+", " ");
        return CleanText.orEmpty(line.replaceFirst("(?i)^smtp;\\s*", ""), WHY_LIMIT_CHARS);
    }
}
