package io.postlude.deliveries;

import io.postlude.deliveries.Sentence.Moment;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Days and times as people say them, in the customer's language and zone. */
public final class Days {
    private static final int NEAR_DAYS = 6;
    private static final char UNBREAKABLE = '\u00a0';
    /** A pattern is dear to read, and there are a dozen in each language. */
    private static final Map<Pattern, DateTimeFormatter> FORMATS = new ConcurrentHashMap<>();

    private record Pattern(String text, Locale locale) {
        DateTimeFormatter format() {
            return FORMATS.computeIfAbsent(this, one -> DateTimeFormatter.ofPattern(one.text, one.locale));
        }
    }

    private final Words words;
    private final ZoneId zone;
    private final LocalDate today;
    private final Instant now;

    /** How exactly a carrier says when something happened. */
    public enum Precision {
        TIME,
        DAY
    }

    public Days(Words words, ZoneId zone, Instant now) {
        this.words = words;
        this.zone = zone;
        this.now = now;
        this.today = now.atZone(zone).toLocalDate();
    }

    public LocalDate today() {
        return today;
    }

    public LocalDate of(Instant at) {
        return at.atZone(zone).toLocalDate();
    }

    public Moment now() {
        return new Moment(iso(now), clock(now));
    }

    /** When these words stop being right: the next midnight of the customer. */
    public Instant staleAt() {
        return today.plusDays(1).atStartOfDay(zone).toInstant();
    }

    /** "Friday 6", with the month when it is more than six days off. */
    public Moment day(LocalDate day) {
        long off = Math.abs(ChronoUnit.DAYS.between(today, day));
        String pattern = off <= NEAR_DAYS ? "day.near" : day.getYear() == today.getYear() ? "day.far" : "day.year";
        return moment(day, pattern);
    }

    /** "Friday". */
    public Moment name(LocalDate day) {
        return moment(day, "day.name");
    }

    /** "Friday 6 November", also when it is near. */
    public Moment date(LocalDate day) {
        return moment(day, day.getYear() == today.getYear() ? "day.far" : "day.year");
    }

    /** The first day of a range: without its month if the last day names the same. */
    public Moment from(LocalDate day, LocalDate to) {
        return day.getMonth() == to.getMonth() ? moment(day, "day.from") : day(day);
    }

    public Moment day(Instant at) {
        return day(of(at));
    }

    /** "today at 06:12", "on Friday 6 at 14:20"; without the time where only the day is known. */
    public Moment when(Instant at, Precision precision) {
        LocalDate day = of(at);
        boolean timed = precision == Precision.TIME;
        String key = "when." + (day.equals(today) ? "today" : day.equals(today.minusDays(1)) ? "yesterday" : "day");
        if (!timed) {
            key += ".only";
        }
        if (day.getDayOfWeek().getValue() > 5 && words.has(key + ".weekend")) {
            key += ".weekend";
        }
        String text = words.say(key, Map.of("time", clock(at), "day", day(day).text()));
        return new Moment(timed ? iso(at) : day.toString(), text);
    }

    /** "12 to 14 Nov". */
    public String span(LocalDate from, LocalDate to) {
        String first = from.getMonth() == to.getMonth() ? String.valueOf(from.getDayOfMonth()) : tiny(from);
        return words.say("span", Map.of("from", first, "to", tiny(to)));
    }

    public String by(LocalDate to) {
        return words.say("by.short", Map.of("to", tiny(to)));
    }

    /** "Fri 6 Nov". */
    public Moment shortDay(LocalDate day) {
        return moment(day, "day.short");
    }

    /** "Fri" alone. */
    public String weekday(LocalDate day) {
        return format(day, words.get("day.tiny"));
    }

    /** "Wed 06:12" for a near scan, "6 Nov 06:12" for an older one, without the time if only the day is known. */
    public Moment stamp(Instant at, Precision precision) {
        LocalDate day = of(at);
        boolean near = Math.abs(ChronoUnit.DAYS.between(today, day)) <= NEAR_DAYS;
        boolean timed = precision == Precision.TIME;
        String text =
                near && timed ? weekday(day) : near ? moment(day, "day.short").text() : tiny(day);
        return timed ? new Moment(iso(at), text + UNBREAKABLE + clock(at)) : new Moment(day.toString(), text);
    }

    public String clock(Instant at) {
        return new Pattern(words.get("clock"), words.language().locale())
                .format()
                .format(at.atZone(zone));
    }

    private String tiny(LocalDate day) {
        return format(day, words.get("day.month"));
    }

    private Moment moment(LocalDate day, String pattern) {
        return new Moment(day.toString(), format(day, words.get(pattern)));
    }

    private String format(LocalDate day, String pattern) {
        String text = new Pattern(pattern, words.language().locale()).format().format(day);
        int space = text.indexOf(' ');
        return space < 0 ? text : text.substring(0, space) + UNBREAKABLE + text.substring(space + 1);
    }

    private String iso(Instant at) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                at.truncatedTo(ChronoUnit.MINUTES).atZone(zone).toOffsetDateTime());
    }
}
