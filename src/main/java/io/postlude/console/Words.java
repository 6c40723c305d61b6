package io.postlude.console;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.Locale;

/** Numbers, money and times as the console writes them, in the store's zone. */
final class Words {
    private static final Locale LOCALE = Locale.UK;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", LOCALE);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM", LOCALE);
    private static final DateTimeFormatter WEEKDAY = DateTimeFormatter.ofPattern("EEE d", LOCALE);
    private static final DateTimeFormatter DAY_OF_YEAR = DateTimeFormatter.ofPattern("d MMM yyyy", LOCALE);
    private static final DateTimeFormatter LONG_DAY = DateTimeFormatter.ofPattern("EEEE d MMMM", LOCALE);
    private static final DateTimeFormatter LONG_DAY_OF_YEAR = DateTimeFormatter.ofPattern("EEEE d MMMM yyyy", LOCALE);
    private static final int HOURS_SHOWN_AS_HOURS = 72;
    private static final int DAYS_SHOWN_WITH_DECIMAL = 10;
    private static final double HOURS_A_DAY = 24;

    private final InstantSource clock;
    private final ZoneId zone;

    Words(InstantSource clock, ZoneId zone) {
        this.clock = clock;
        this.zone = zone;
    }

    Instant now() {
        return clock.instant();
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone);
    }

    ZoneId zone() {
        return zone;
    }

    LocalDate date(Instant at) {
        return LocalDate.ofInstant(at, zone);
    }

    /** {@code 09:42}. */
    String time(Instant at) {
        return TIME.format(at.atZone(zone));
    }

    /** {@code Fri 20 Nov}, with the year where it is not this one, "today" only for today. */
    String day(Instant at) {
        return day(date(at));
    }

    String day(LocalDate date) {
        if (date.equals(today())) {
            return "today";
        }
        return (date.getYear() == today().getYear() ? DAY : DAY_OF_YEAR).format(date);
    }

    /** {@code Fri 20 – Mon 23 Nov}; the month stands once where both days are in it. */
    String days(LocalDate first, LocalDate last) {
        boolean oneMonth = first.getMonth() == last.getMonth() && first.getYear() == last.getYear();
        return first.equals(last)
                ? day(first)
                : (oneMonth ? WEEKDAY.format(first) : DAY.format(first)) + " – " + DAY.format(last);
    }

    /** {@code today 09:42} or {@code Wed 18 Nov 09:42}. */
    String moment(Instant at) {
        return day(at) + " " + time(at);
    }

    /** {@code Today, Thursday 19 November}, for the headings of a timeline. */
    String heading(LocalDate date) {
        String day = (date.getYear() == today().getYear() ? LONG_DAY : LONG_DAY_OF_YEAR).format(date);
        return date.equals(today()) ? "Today, " + day : day;
    }

    /** {@code Thursday 19 November 2026, 09:42}. */
    String now(ZonedDateTime at) {
        return LONG_DAY_OF_YEAR.format(at) + ", " + TIME.format(at);
    }

    String nowInFull() {
        return now(clock.instant().atZone(zone));
    }

    /** How long something took or lasts: {@code 12 min}, {@code 31 h}, {@code 3.1 days}. */
    static String span(Duration duration) {
        long minutes = duration.toMinutes();
        if (minutes < 60) {
            return Math.max(0, minutes) + " min";
        }
        long hours = duration.toHours();
        if (hours < HOURS_SHOWN_AS_HOURS) {
            return hours + " h";
        }
        double days = hours / HOURS_A_DAY;
        return days < DAYS_SHOWN_WITH_DECIMAL ? "%.1f days".formatted(days) : count(Math.round(days)) + " days";
    }

    /** {@code 4 min ago}. */
    String ago(Instant at) {
        Duration since = Duration.between(at, clock.instant());
        return since.toMinutes() < 1 ? "just now" : span(since) + " ago";
    }

    /** {@code 1,842}. */
    static String count(long number) {
        return NumberFormat.getIntegerInstance(LOCALE).format(number);
    }

    /** {@code 1 order}, {@code 1,842 orders}. */
    static String count(long number, String one, String many) {
        return count(number) + " " + (number == 1 ? one : many);
    }

    /** {@code 97.3}, of a share between 0 and 1. */
    static String percent(double share) {
        return new DecimalFormat("0.0", DecimalFormatSymbols.getInstance(LOCALE)).format(share * 100);
    }

    /** {@code €312.00}, a true minus before what is taken away. */
    static String money(long minor, String code) {
        Currency currency = Currency.getInstance(code);
        int digits = Math.max(0, currency.getDefaultFractionDigits());
        NumberFormat format = NumberFormat.getCurrencyInstance(LOCALE);
        format.setCurrency(currency);
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        String text = format.format(BigDecimal.valueOf(minor, digits).abs());
        return minor < 0 ? "−" + text : text;
    }

    /** {@code MP} of Maren &amp; Pine. */
    static String initials(String name) {
        StringBuilder initials = new StringBuilder();
        for (String word : name.strip().split("[\\s@.]+")) {
            int first = word.isEmpty() ? 0 : word.codePointAt(0);
            if (Character.isLetter(first) && initials.codePointCount(0, initials.length()) < 2) {
                initials.appendCodePoint(Character.toUpperCase(first));
            }
        }
        return initials.isEmpty() ? "?" : initials.toString();
    }
}
