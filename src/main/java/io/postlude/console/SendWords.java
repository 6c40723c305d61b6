package io.postlude.console;

import io.postlude.console.Parts.Pill;
import io.postlude.console.Parts.Tone;
import io.postlude.customers.Purpose;
import io.postlude.journeys.Send;
import java.util.LinkedHashMap;
import java.util.Map;

/** One-off sends in the words of the store. */
final class SendWords {
    /** What a send may be for, and whom it may reach for that. */
    static final Map<Purpose, String> PURPOSES = new LinkedHashMap<>();

    static {
        PURPOSES.put(Purpose.MARKETING, "News: who said yes");
        PURPOSES.put(Purpose.RESEARCH, "Questions: who said yes");
        PURPOSES.put(Purpose.SERVICE, "Must know: everybody");
    }

    private SendWords() {}

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
