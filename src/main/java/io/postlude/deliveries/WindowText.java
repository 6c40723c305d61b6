package io.postlude.deliveries;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A window as people say it: "Thursday 12 to Saturday 14, most likely Friday". The only place that says one. */
public final class WindowText {
    private static final int WEEK_DAYS = 7;
    private static final int WIDE_DAYS = 10;
    private static final double LEAST_SAID = 0.05;

    /** From which chance up which words are used: halfway between two that people say. */
    private static final NavigableMap<Double, String> CHANCES = new TreeMap<>(Map.of(
            LEAST_SAID,
            "chance.10",
            0.15,
            "chance.20",
            0.265,
            "chance.33",
            0.415,
            "chance.50",
            0.55,
            "chance.60",
            0.7,
            "chance.80",
            0.85,
            "chance.90"));

    private final Words words;
    private final Days days;

    public WindowText(Words words, Days days) {
        this.words = words;
        this.days = days;
    }

    /** The whole of it. */
    public Sentence say(Expectation expected) {
        var names = new HashMap<String, Object>();
        return add(names, expected);
    }

    /** How likely a day is, in words; empty for a day that is hardly possible. */
    public String chance(double share) {
        Map.Entry<Double, String> said = CHANCES.floorEntry(share);
        return said == null ? "" : words.get(said.getValue());
    }

    /** The names sentences fill in about a window: first, last, likely, best, window, between. */
    void addTo(Map<String, Object> names, @Nullable Expectation expected) {
        if (expected != null) {
            Sentence _ = add(names, expected);
        }
    }

    private Sentence add(Map<String, Object> names, Expectation expected) {
        LocalDate likely = expected.likely().orElse(null);
        boolean oneDay = expected.from().equals(expected.to());
        names.put("first", days.from(expected.from(), expected.to()));
        names.put("last", days.day(expected.to()));
        if (likely != null) {
            names.put("likely", inside(likely, expected) ? days.name(likely) : days.day(likely));
            names.put("best", days.day(likely));
        }
        String window = oneDay ? "window.one" : likely == null ? "window.plain" : "window.likely";
        Sentence said = words.sentence(window, names);
        names.put("window", said);
        names.put("between", words.sentence(oneDay ? "window.between.one" : "window.between", names));
        return said;
    }

    /** Within a week the day's name alone says which day it is. */
    private static boolean inside(LocalDate day, Expectation expected) {
        return !day.isBefore(expected.from())
                && !day.isAfter(expected.to())
                && ChronoUnit.DAYS.between(expected.from(), expected.to()) < WEEK_DAYS;
    }

    /** So many days that it is honest to say so. */
    public static boolean isWide(Expectation expected) {
        return ChronoUnit.DAYS.between(expected.from(), expected.to()) >= WIDE_DAYS;
    }
}
