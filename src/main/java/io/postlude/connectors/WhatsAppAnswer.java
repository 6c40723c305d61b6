package io.postlude.connectors;

import io.postlude.messaging.ChannelProvider.Sending;
import java.time.Duration;
import java.util.Set;

/** What an answer of the Cloud API to a message means; codes as Meta documents them. */
record WhatsAppAnswer(OutsideHttp.Answer.Answered answer) {
    /**
     * The message or this reader, for good, as far as WhatsApp goes: undeliverable (no WhatsApp there), not allowed to be
     * written to, window closed, unsupported, held back by their limits on marketing, refused marketing, and all that is
     * wrong with a template: number of values, missing, too long, wrong format, paused, switched off.
     */
    private static final Set<Integer> NEVER = Set.of(
            100, 131008, 131009, 131021, 131026, 131030, 131047, 131049, 131050, 131051, 130472, 132000, 132001, 132005,
            132007, 132012, 132015, 132016, 132068, 132069);
    /** Too much at once: for the account, the number, or this pair. */
    private static final Set<Integer> BUSY = Set.of(4, 80007, 130429, 131048, 131056, 131057);

    Sending meaning(Duration shortRest, Duration refusedRest) {
        int status = answer.status();
        String id = answer.json().path("messages").path(0).path("id").asText("");
        if (status / 100 == 2)
            return id.isEmpty()
                    ? new Sending.Unanswered("they answered " + status + " without naming the message")
                    : new Sending.Taken(id);
        if (BUSY.contains(code()) || status == 429 || status == 503) return new Sending.Later(reason(), shortRest);
        if (status >= 500) return new Sending.Unanswered(reason());
        if (NEVER.contains(code())) return new Sending.Never(reason(), null);
        return new Sending.Later(reason(), refusedRest); // our token, our account, our bill: another number may take it
    }

    private int code() {
        return answer.json().path("error").path("code").asInt(0);
    }

    /** Without their text, which may repeat the recipient. */
    String reason() {
        int code = code();
        String meaning = switch (code) {
            case 132001 -> " (the template does not exist in this language)";
            case 132000, 132012 -> " (the values do not fit the template)";
            case 132015, 132016 -> " (the template is paused or switched off)";
            case 131047 -> " (the 24 hours for an answer in own words are over)";
            case 131026 -> " (no WhatsApp at this number)";
            case 131050 -> " (the reader stopped marketing messages)";
            case 190 -> " (the access token has expired)";
            default -> "";
        };
        return "they answered " + answer.status() + (code == 0 ? "" : ", code " + code) + meaning;
    }
}
