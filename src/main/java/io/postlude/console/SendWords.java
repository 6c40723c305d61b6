package io.postlude.console;

import io.postlude.console.Parts.Pill;
import io.postlude.console.Parts.Tone;
import io.postlude.customers.Purpose;
import io.postlude.flows.Medium;
import io.postlude.journeys.Send;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** One-off sends in the words of the store. */
final class SendWords {
    /** What a send may be for, and whom it may reach for that. */
    static final Map<Purpose, String> PURPOSES = new LinkedHashMap<>();

    static {
        PURPOSES.put(Purpose.MARKETING, "News: who said yes");
        PURPOSES.put(Purpose.RESEARCH, "Questions: who said yes");
        PURPOSES.put(Purpose.SERVICE, "Must know: everybody");
    }

    /** The orders of channels a form offers; a journey or program may name any. */
    static final Map<String, String> CHANNELS = new LinkedHashMap<>();

    static {
        CHANNELS.put("email", "E-mail");
        CHANNELS.put("push,email", "Notice in the browser, else e-mail");
        CHANNELS.put("sms,email", "SMS, else e-mail");
        CHANNELS.put("whatsapp,email", "WhatsApp, else e-mail");
        CHANNELS.put("email,sms", "E-mail, else SMS");
        CHANNELS.put("push,whatsapp,sms,email", "Notice, WhatsApp, SMS, e-mail: the first that is open");
    }

    private SendWords() {}

    static List<Medium> channels(String chosen) {
        return CHANNELS.containsKey(chosen)
                ? Arrays.stream(chosen.split(","))
                        .map(one -> Medium.valueOf(one.toUpperCase(Locale.ROOT)))
                        .toList()
                : List.of();
    }

    static String of(List<Medium> channels) {
        String codes = channels.stream().map(Medium::code).collect(Collectors.joining(","));
        return CHANNELS.getOrDefault(
                codes, channels.stream().map(Medium::words).collect(Collectors.joining(", else ")));
    }

    static Pill of(Send.State state) {
        return switch (state) {
            case DRAFT -> new Pill(Tone.WAIT, "Written, not sent");
            case UNDER_WAY -> new Pill(Tone.INFO, "Under way");
            case DONE -> new Pill(Tone.KEPT, "Done");
            case CANCELLED -> new Pill(Tone.VOID, "Called off");
        };
    }

    static String when(Send send, Words words) {
        Send.Said said = send.said();
        if (said.day() != null) return words.day(said.day()) + ", " + said.at() + " by their own clock";
        var begun = send.course().begunAt();
        return begun == null ? "At once, when it is sent" : words.moment(begun);
    }
}
