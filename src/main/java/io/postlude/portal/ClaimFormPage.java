package io.postlude.portal;

import io.postlude.deliveries.Sentence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The page on which a customer says what went wrong, and registers what they bought. */
public record ClaimFormPage(
        Frame frame,
        Sentence eyebrow,
        Sentence start,
        Sentence answer,
        Sentence lead,
        List<Frame.Link> others,
        List<String> problems,
        String action,
        String key,
        List<Way> kinds,
        List<Pick> picks,
        List<Way> wishes,
        String words,
        boolean isPossible,
        Register register) {
    public ClaimFormPage {
        others = List.copyOf(others);
        problems = List.copyOf(problems);
        kinds = List.copyOf(kinds);
        picks = List.copyOf(picks);
        wishes = List.copyOf(wishes);
    }

    /** One of several; {@code can} is false where only its reason is shown. */
    public record Way(String value, String name, String hint, boolean selected, boolean can) {}

    /** One thing; {@code not} says why it cannot be chosen. */
    public record Pick(
            String id,
            String title,
            String hint,
            @Nullable String picture,
            boolean checked,
            List<Integer> quantities,
            int quantity,
            String serial,
            @Nullable String not) {
        public String initial() {
            return title.isEmpty() ? "" : title.substring(0, title.offsetByCodePoints(0, 1));
        }
    }

    /** Where numbers on things are told; {@code wrong} is what could not be taken. */
    public record Register(
            String action, List<Thing> things, @Nullable String wrong) {
        public Register {
            things = List.copyOf(things);
        }
    }

    /** One kind of thing, and the numbers that are known of it. */
    public record Thing(String id, String title, List<String> known, boolean more) {
        public Thing {
            known = List.copyOf(known);
        }
    }
}
