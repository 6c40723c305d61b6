package io.postlude.portal;

import io.postlude.deliveries.Sentence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Choosing what to send back.
 *
 * @param action where the form goes
 * @param key the request's own: the same form sent twice is one return
 * @param total what it comes to; null before anything was chosen
 * @param recipient who they are, where they were given it
 * @param problems what stands in the way, as a whole
 */
public record ReturnFormPage(
        Frame frame,
        Sentence eyebrow,
        Sentence start,
        Sentence answer,
        Sentence lead,
        String action,
        String key,
        List<Pick> picks,
        List<Way> ways,
        @Nullable Total total,
        List<String> problems,
        List<Frame.Link> others,
        @Nullable Right right,
        @Nullable Recipient recipient) {
    public ReturnFormPage {
        picks = List.copyOf(picks);
        ways = List.copyOf(ways);
        problems = List.copyOf(problems);
        others = List.copyOf(others);
    }

    public boolean isPossible() {
        return picks.stream().anyMatch(pick -> pick.not() == null);
    }

    /**
     * A thing of the order.
     *
     * @param wear in what state it may be; empty where that is not asked
     * @param advice what others kept for whom the size did not fit
     * @param not why it cannot come back; null where it can
     * @param why how it was decided
     * @param wrong what is wrong with what was chosen for it
     * @param repair where a repair is asked for; null where the policy has none for this reason
     */
    public record Pick(
            String id,
            String title,
            String hint,
            @Nullable String picture,
            String price,
            boolean checked,
            List<Option> quantities,
            List<Option> reasons,
            List<Option> wear,
            List<Way> remedies,
            List<Option> variants,
            List<String> advice,
            String words,
            @Nullable String not,
            List<String> why,
            List<String> wrong,
            @Nullable String repair) {
        public Pick {
            quantities = List.copyOf(quantities);
            reasons = List.copyOf(reasons);
            wear = List.copyOf(wear);
            remedies = List.copyOf(remedies);
            variants = List.copyOf(variants);
            advice = List.copyOf(advice);
            why = List.copyOf(why);
            wrong = List.copyOf(wrong);
        }

        public String initial() {
            return title.isEmpty() ? "" : title.substring(0, title.offsetByCodePoints(0, 1));
        }
    }

    public record Option(String value, String text, boolean selected) {}

    /** One of several ways, with what it comes to; {@code shop} where something of the catalogue is chosen for it. */
    public record Way(
            String value,
            String name,
            String sum,
            String hint,
            boolean selected,
            @Nullable Shop shop) {
        Way(String value, String name, String sum, String hint, boolean selected) {
            this(value, name, sum, hint, selected, null);
        }
    }

    /** What was chosen of the catalogue so far, or nothing. */
    public record Shop(@Nullable String variant, @Nullable String name) {}

    public record Total(List<Sum> sums, @Nullable String note) {
        public Total {
            sums = List.copyOf(sums);
        }
    }

    public record Sum(String name, String amount, boolean end) {}

    /** Who was given it, and where to tell them. */
    public record Recipient(LookupPage.Field email, LookupPage.Field name) {}

    /** The withdrawal the law gives: what is filled in already, and what is wrong with it. */
    public record Right(
            Sentence lead,
            String action,
            String name,
            String things,
            String email,
            @Nullable String wrong) {}
}
