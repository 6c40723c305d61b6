package io.postlude.flows;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A length of time as ISO 8601 writes it: days, weeks and months are counted on the calendar of whoever it is about, hours and
 * minutes on the clock. {@code P14D} after a day on which the clocks change is the same time of day; {@code PT336H} is not.
 */
public record Span(Period days, Duration time) {
    public static final Span NONE = new Span(Period.ZERO, Duration.ZERO);
    /** Nothing waits longer. */
    public static final int MOST_DAYS = 1_100;

    private static final Pattern FORM = Pattern.compile("(-)?P((?:\\d{1,4}[YMWD])*)(T(?:\\d{1,5}[HMS])+)?");

    /** Empty where it is not of this form, is empty, or is longer than {@value #MOST_DAYS} days. */
    public static Optional<Span> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || (form.group(2).isEmpty() && form.group(3) == null)) return Optional.empty();
        try {
            Period days = form.group(2).isEmpty() ? Period.ZERO : Period.parse("P" + form.group(2));
            Duration time = form.group(3) == null ? Duration.ZERO : Duration.parse("P" + form.group(3));
            Span span = new Span(days, time);
            if (span.isLongerThan(MOST_DAYS)) return Optional.empty();
            boolean back = form.group(1) != null;
            return Optional.of(back ? new Span(days.negated(), time.negated()) : span);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private boolean isLongerThan(int most) {
        LocalDateTime start = LocalDateTime.of(2001, 1, 1, 0, 0);
        return start.plus(days).plus(time).isAfter(start.plusDays(most));
    }

    public boolean isNegative() {
        return days.isNegative() || time.isNegative();
    }

    /** Where the clocks skip that hour, the moment after; where they show it twice, the first. */
    public Instant after(Instant start, ZoneId zone) {
        return on(start.atZone(zone)).toInstant();
    }

    ZonedDateTime on(ZonedDateTime start) {
        return (days.isZero() ? start : start.plus(days)).plus(time);
    }

    /** As it is written. */
    @Override
    public String toString() {
        if (isNegative()) return "-" + new Span(days.negated(), time.negated());
        if (days.isZero()) return time.toString();
        return days + (time.isZero() ? "" : time.toString().substring(1));
    }

    /** In words for staff: {@code 14 days}, {@code 3 hours}. */
    public String words() {
        if (isNegative()) return new Span(days.negated(), time.negated()).words() + " before";
        StringBuilder words = new StringBuilder();
        add(words, days.getYears(), "year");
        add(words, days.getMonths(), "month");
        add(words, days.getDays(), "day");
        add(words, time.toHours(), "hour");
        add(words, time.toMinutesPart(), "minute");
        add(words, time.toSecondsPart(), "second");
        return words.isEmpty() ? "no time" : words.toString();
    }

    private static void add(StringBuilder words, long count, String unit) {
        if (count == 0) return;
        if (!words.isEmpty()) words.append(' ');
        words.append(count).append(' ').append(unit).append(count == 1 ? "" : "s");
    }
}
