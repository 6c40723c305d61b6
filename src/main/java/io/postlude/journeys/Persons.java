package io.postlude.journeys;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Pure: whether it was a person that asked for a picture or followed a link. Scanners of mail servers follow every link within
 * seconds, Apple's privacy protection fetches every picture whether the mail is read or not, browsers fetch ahead,
 * messengers look at what stands behind a link before anybody taps it.
 */
final class Persons {
    /** Nobody has read a mail and tapped so soon after it left. */
    private static final Duration TOO_SOON = Duration.ofSeconds(10);

    private static final Pattern PROGRAM = Pattern.compile(
            "bot\\b|crawl|spider|preview|scan|safelinks|barracuda|proofpoint|mimecast|symantec|headless|python|curl|wget|"
                    + "whatsapp|facebookexternalhit|go-http|java/|okhttp|apache-http|libwww|node-fetch|axios");
    /** All that Apple's proxy says of itself. */
    private static final String APPLE_PRIVACY = "Mozilla/5.0";

    private Persons() {}

    static boolean isPerson(Visitor visitor, @Nullable Instant sentAt, Instant now) {
        String agent = visitor.agent() == null ? "" : visitor.agent().strip();
        return visitor.method().equals("GET")
                && !visitor.objects()
                && (visitor.purpose() == null
                        || !visitor.purpose().toLowerCase(Locale.ROOT).contains("pre"))
                && !agent.isEmpty()
                && !agent.equals(APPLE_PRIVACY)
                && !PROGRAM.matcher(agent.toLowerCase(Locale.ROOT)).find()
                && sentAt != null
                && !now.isBefore(sentAt.plus(TOO_SOON));
    }
}
