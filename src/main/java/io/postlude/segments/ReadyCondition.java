package io.postlude.segments;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Conditions for who does not want to write CEL: a sentence with gaps, and what it is as CEL. Both ways. */
public enum ReadyCondition {
    ORDERS_IN("bought at least {n} times in {d} days", "orders_in({d}) >= {n}", "2", "90"),
    ORDERS("bought at least {n} times ever", "orders >= {n}", "2"),
    NO_ORDER_FOR("bought, but not in the last {d} days", "days_since_last_order > {d}", "120"),
    NEW_IN("bought for the first time in the last {d} days", "days_since_first_order < {d}", "30"),
    SPENT_IN("spent at least {m} in {d} days", "spent_in({d}) >= {m}", "200", "365"),
    SPENT("spent at least {m} ever", "spent >= {m}", "500"),
    RETURN_RATE("sent back more than {p} % of what they bought", "return_rate > {p}", "30"),
    RETURNS_IN("sent something back at least {n} times in {d} days", "returns_in({d}) >= {n}", "2", "365"),
    NEVER_RETURNED("never sent anything back", "returned_items == 0"),
    LATE_IN("had at least {n} orders come late in {d} days", "late_orders_in({d}) >= {n}", "1", "90"),
    TOLD_IN("did {t} at least {n} times in {d} days", "events_in(\"{t}\", {d}) >= {n}", "tier_reached", "1", "90"),
    BIRTHDAY_MONTH("have their birthday this month", "birthday_this_month"),
    BIRTHDAY_IN("have their birthday in the next {d} days", "birthday_in_days <= {d}", "7"),
    COUNTRY("live in {t}", "customer.country == \"{t}\"", "DE"),
    LANGUAGE("read {t}", "customer.language == \"{t}\"", "de"),
    TAGGED("have the tag {t}", "\"{t}\" in customer.tags", "vip"),
    AGREED("said yes to marketing by e-mail", "\"marketing\" in customer.agreed"),
    NOT_REFUSED("have not said no to marketing by e-mail", "!(\"marketing\" in customer.refused)"),
    KNOWN_FOR("known for at least {d} days", "days_known >= {d}", "365");

    /** Apart, because the constants need it before the enum's own statics are there. */
    private static final class Template {
        private static final Pattern GAP = Pattern.compile("\\{([ndmpt])}");
    }

    private final String sentence;
    private final String condition;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> usual;

    private final Pattern form;

    @SuppressWarnings("ImmutableEnumChecker") // made by Stream.toList
    private final List<String> order;

    /** {@code usual}: what stands in the gaps at first, in the sentence's order. */
    ReadyCondition(String sentence, String condition, String... usual) {
        this.sentence = sentence;
        this.condition = condition;
        this.usual = List.of(usual);
        this.form = Pattern.compile(pattern(condition));
        this.order = gaps(condition);
    }

    /** What stands in a gap. */
    public enum Gap {
        NUMBER("n", "\\d{1,9}"),
        DAYS("d", "\\d{1,4}"),
        MONEY("m", "\\d{1,9}(?:\\.\\d{1,2})?"),
        /** Of a hundred. */
        PERCENT("p", "\\d{1,3}(?:\\.\\d{1,2})?"),
        TEXT("t", "[^\"\\\\]{1,60}");

        private final String letter;
        private final Pattern takes;

        Gap(String letter, String takes) {
            this.letter = letter;
            this.takes = Pattern.compile(takes);
        }

        private static Gap of(String letter) {
            return Arrays.stream(values())
                    .filter(gap -> gap.letter.equals(letter))
                    .findFirst()
                    .orElseThrow();
        }

        public boolean takes(String text) {
            return takes.matcher(text).matches();
        }
    }

    /** A piece of the sentence: words, or a gap. */
    public sealed interface Piece {}

    public record Said(String words) implements Piece {}

    public record Open(Gap gap) implements Piece {}

    /** The sentence in its pieces. */
    public List<Piece> pieces() {
        List<Piece> pieces = new ArrayList<>();
        Matcher gap = Template.GAP.matcher(sentence);
        int from = 0;
        while (gap.find()) {
            if (gap.start() > from)
                pieces.add(new Said(sentence.substring(from, gap.start()).strip()));
            pieces.add(new Open(Gap.of(gap.group(1))));
            from = gap.end();
        }
        if (from < sentence.length())
            pieces.add(new Said(sentence.substring(from).strip()));
        return pieces;
    }

    public List<String> usual() {
        return usual;
    }

    /** For a list to choose from. */
    public String title() {
        return Template.GAP.matcher(sentence).replaceAll("…");
    }

    /** As code names it in forms. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ReadyCondition> of(String code) {
        return Arrays.stream(values()).filter(one -> one.code().equals(code)).findFirst();
    }

    /** A sentence with its gaps filled, in the sentence's order. */
    public record Filled(ReadyCondition ready, List<String> values) {
        public Filled {
            values = List.copyOf(values);
        }

        /** The sentence. */
        public String words() {
            return ready.fill(ready.sentence, values, false);
        }

        /** As CEL. Every gap must take its value. */
        public String condition() {
            return ready.fill(ready.condition, values, true);
        }

        /** The places of values that their gap does not take. */
        public List<Integer> wrong() {
            List<Integer> wrong = new ArrayList<>();
            List<String> gaps = gaps(ready.sentence);
            for (int i = 0; i < gaps.size(); i++)
                if (i >= values.size() || !Gap.of(gaps.get(i)).takes(values.get(i))) wrong.add(i);
            return wrong;
        }
    }

    private String fill(String template, List<String> values, boolean celwards) {
        List<String> gaps = gaps(sentence);
        return Template.GAP.matcher(template).replaceAll(gap -> {
            int place = gaps.indexOf(gap.group(1));
            String value = values.get(place);
            return Matcher.quoteReplacement(celwards && gap.group(1).equals("p") ? share(value) : value);
        });
    }

    /** A whole condition as sentences. {@code any}: one of them is enough. */
    public record Reading(boolean any, List<Filled> all) {
        public Reading {
            all = List.copyOf(all);
        }

        public String condition() {
            return String.join(
                    any ? " || " : " && ", all.stream().map(Filled::condition).toList());
        }

        /** For a list. */
        public String words() {
            return String.join(
                    any ? ", or " : ", and ", all.stream().map(Filled::words).toList());
        }
    }

    /** Reads CEL back into sentences; empty where it says more than they can. */
    public static Optional<Reading> read(String condition) {
        String source = condition.strip();
        boolean any = source.contains(" || ");
        if (any && source.contains(" && ")) return Optional.empty();
        List<Filled> all = new ArrayList<>();
        for (String part : source.split(any ? " \\|\\| " : " && ", -1)) {
            Filled one = Arrays.stream(values())
                    .flatMap(ready -> ready.match(part.strip()).stream())
                    .findFirst()
                    .orElse(null);
            if (one == null) return Optional.empty();
            all.add(one);
        }
        return Optional.of(new Reading(any, all));
    }

    private Optional<Filled> match(String part) {
        Matcher matcher = form.matcher(part);
        if (!matcher.matches()) return Optional.empty();
        List<String> values = new ArrayList<>();
        for (String gap : gaps(sentence)) {
            String value = matcher.group(order.indexOf(gap) + 1);
            values.add(gap.equals("p") ? percent(value) : value);
        }
        Filled filled = new Filled(this, values);
        return filled.wrong().isEmpty() ? Optional.of(filled) : Optional.empty();
    }

    private static List<String> gaps(String template) {
        return Template.GAP.matcher(template).results().map(gap -> gap.group(1)).toList();
    }

    private static String pattern(String condition) {
        StringBuilder pattern = new StringBuilder();
        Matcher gap = Template.GAP.matcher(condition);
        int from = 0;
        while (gap.find()) {
            pattern.append(Pattern.quote(condition.substring(from, gap.start())));
            pattern.append(gap.group(1).equals("t") ? "([^\"\\\\]+)" : "([0-9.]+)");
            from = gap.end();
        }
        return pattern.append(Pattern.quote(condition.substring(from))).toString();
    }

    private static String share(String percent) {
        BigDecimal share = new BigDecimal(percent).movePointLeft(2).stripTrailingZeros();
        return share.scale() < 1 ? share.setScale(1).toPlainString() : share.toPlainString();
    }

    private static String percent(String share) {
        return new BigDecimal(share).movePointRight(2).stripTrailingZeros().toPlainString();
    }
}
