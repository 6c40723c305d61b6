package io.postlude.messaging;

import io.postlude.customers.Channel;
import io.postlude.customers.CustomerId;
import io.postlude.kernel.StoreId;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One rendered e-mail, ready to be sent.
 *
 * @param kind what it is about in one word of ours: {@code lookup_link}
 * @param dedupeKey the same key in the same store is the same message: it is sent once
 * @param customer the person it is written to, where known: an erasure empties the message
 * @param usefulFor after so long it is not sent any more
 */
public record OutgoingMail(
        StoreId store,
        String kind,
        String dedupeKey,
        Envelope envelope,
        @Nullable CustomerId customer,
        Content content,
        WhenInDoubt whenInDoubt,
        Duration usefulFor)
        implements Outgoing {
    private static final Pattern KIND = Pattern.compile("[a-z0-9_]{1,40}");
    private static final int KEY_LIMIT_CHARS = 200;

    public OutgoingMail {
        check(kind, dedupeKey, usefulFor);
    }

    static void check(String kind, String dedupeKey, Duration usefulFor) {
        if (!KIND.matcher(kind).matches()) throw new IllegalArgumentException("a kind is one word like lookup_link");
        if (dedupeKey.isBlank() || dedupeKey.length() > KEY_LIMIT_CHARS)
            throw new IllegalArgumentException("a dedupe key has 1 to 200 characters");
        if (usefulFor.isNegative() || usefulFor.isZero())
            throw new IllegalArgumentException("a message is useful for some time");
    }

    @Override
    public Channel channel() {
        return Channel.EMAIL;
    }

    /** What to do when the server may have taken the message, its answer was lost, and no mailbox of copies can be asked. */
    public enum WhenInDoubt {
        /** Send it again under the same Message-ID: twice is harmless, never is not. For links and news of a parcel. */
        RESEND,
        /** Leave it to a person: twice would be wrong. */
        ASK
    }

    public record Envelope(Mailbox from, @Nullable Mailbox replyTo, Mailbox to) {}

    /** Subject, both bodies, and headers beside those every mail has. */
    public record Content(String subject, String html, String text, Map<String, String> headers) {
        private static final int SUBJECT_LIMIT_CHARS = 400;
        private static final int BODY_LIMIT_CHARS = 500_000;
        private static final int HEADER_LIMIT_CHARS = 900;
        private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,60}");
        private static final Set<String> OURS = Set.of(
                "from",
                "to",
                "cc",
                "bcc",
                "sender",
                "reply-to",
                "subject",
                "date",
                "message-id",
                "mime-version",
                "return-path",
                "received");

        public Content {
            if (subject.isBlank() || subject.length() > SUBJECT_LIMIT_CHARS || HeaderText.breaksLine(subject))
                throw new IllegalArgumentException("a subject is one line of 1 to 400 characters");
            if (html.length() > BODY_LIMIT_CHARS || text.length() > BODY_LIMIT_CHARS)
                throw new IllegalArgumentException("a body has at most 500,000 characters");
            headers.forEach(Content::check);
            headers = Map.copyOf(new TreeMap<>(headers));
        }

        private static void check(String name, String value) {
            String lower = name.toLowerCase(java.util.Locale.ROOT);
            if (!HEADER_NAME.matcher(name).matches() || OURS.contains(lower) || lower.startsWith("content-"))
                throw new IllegalArgumentException(
                        "the header " + HeaderText.printable(name) + " is not the caller's to set");
            if (value.length() > HEADER_LIMIT_CHARS || HeaderText.breaksLine(value))
                throw new IllegalArgumentException("the header " + name + " is one line of at most 900 characters");
        }
    }
}
