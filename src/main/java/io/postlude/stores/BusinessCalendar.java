package io.postlude.stores;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When a store works: pure functions over days of its zone.
 *
 * @param week opening hours of each working weekday; a weekday that is absent is free; at least one is there
 * @param region whose public holidays are free: {@code DE}, a part of a country {@code DE-HH}, or empty for none
 * @param ownDays days that differ from all of that; they win
 * @param cutOff orders placed before it are handled the same working day
 * @param handlingDays working days from an order's first one to handing it over, 0 to 60
 */
public record BusinessCalendar(
        Map<DayOfWeek, Hours> week, String region, List<OwnDay> ownDays, LocalTime cutOff, int handlingDays) {
    /** Far beyond any run of free days: a calendar that long without work is a fault. */
    private static final int MOST_FREE_DAYS = 400;

    static final int MOST_HANDLING_DAYS = 60;
    static final int MOST_OWN_DAYS = 400;

    public BusinessCalendar {
        if (week.isEmpty()) throw new IllegalArgumentException("a week has at least one working day");
        if (handlingDays < 0 || handlingDays > MOST_HANDLING_DAYS)
            throw new IllegalArgumentException("handling takes 0 to 60 working days");
        week = Map.copyOf(week);
        ownDays = List.copyOf(ownDays);
    }

    /** Opening hours of one day; {@code to} is later than {@code from}. */
    public record Hours(LocalTime from, LocalTime to) {
        public Hours {
            if (!to.isAfter(from)) throw new IllegalArgumentException("hours end after they begin");
        }
    }

    /** A day the store decided about itself. An open day has the week's usual hours, or those of the first working weekday. */
    public record OwnDay(LocalDate date, String name, Kind kind) {
        /** What holds on that day. */
        public enum Kind {
            CLOSED,
            OPEN
        }
    }

    /** Monday to Friday from nine to five, cut-off at noon, handed over the same day. */
    public static BusinessCalendar usual(String region) {
        Map<DayOfWeek, Hours> week = new EnumMap<>(DayOfWeek.class);
        for (int day = 1; day <= 5; day++)
            week.put(DayOfWeek.of(day), new Hours(LocalTime.of(9, 0), LocalTime.of(17, 0)));
        return new BusinessCalendar(week, region, List.of(), LocalTime.NOON, 0);
    }

    public boolean isWorkingDay(LocalDate day) {
        for (OwnDay own : ownDays) if (own.date().equals(day)) return own.kind() == OwnDay.Kind.OPEN;
        return week.containsKey(day.getDayOfWeek()) && !Holidays.isHoliday(region, day);
    }

    /** This day where it is worked, else the next one that is. */
    public LocalDate workingDayFrom(LocalDate day) {
        LocalDate at = day;
        for (int i = 0; i < MOST_FREE_DAYS; i++, at = at.plusDays(1)) if (isWorkingDay(at)) return at;
        throw new IllegalStateException("no working day for " + MOST_FREE_DAYS + " days after " + day);
    }

    /** The {@code count}th working day after this one (before it, where negative); with 0 the day itself, worked or not. */
    public LocalDate addWorkingDays(LocalDate day, int count) {
        LocalDate at = day;
        int step = Integer.signum(count);
        for (int left = Math.abs(count), free = 0; left > 0; ) {
            at = at.plusDays(step);
            if (isWorkingDay(at)) {
                left--;
                free = 0;
            } else if (++free > MOST_FREE_DAYS) {
                throw new IllegalStateException("no working day around " + at);
            }
        }
        return at;
    }

    /** Working days after {@code from} up to and with {@code to}; 0 where {@code to} is not later. */
    public int workingDaysBetween(LocalDate from, LocalDate to) {
        int count = 0;
        for (LocalDate day = from.plusDays(1); !day.isAfter(to); day = day.plusDays(1)) if (isWorkingDay(day)) count++;
        return count;
    }

    /** The day an order placed then is handed to the carrier. */
    public LocalDate handedOverOn(Instant placed, ZoneId zone) {
        ZonedDateTime local = placed.atZone(zone);
        LocalDate day = local.toLocalDate();
        boolean inTime = isWorkingDay(day) && local.toLocalTime().isBefore(cutOff);
        return addWorkingDays(workingDayFrom(inTime ? day : day.plusDays(1)), handlingDays);
    }

    /** The hours of that day; empty where it is free. */
    public Optional<Hours> hours(LocalDate day) {
        if (!isWorkingDay(day)) return Optional.empty();
        Hours usual = week.get(day.getDayOfWeek());
        if (usual != null) return Optional.of(usual);
        return week.entrySet().stream().min(Map.Entry.comparingByKey()).map(Map.Entry::getValue);
    }

    public boolean isOpen(Instant at, ZoneId zone) {
        LocalDate day = at.atZone(zone).toLocalDate();
        return hours(day)
                .filter(hours -> !at.isBefore(start(day, hours, zone)) && at.isBefore(end(day, hours, zone)))
                .isPresent();
    }

    /** The moment at which so much opening time has passed; real time counts, also over a change of the clocks. */
    public Instant addOpenTime(Instant from, Duration time, ZoneId zone) {
        Duration left = time;
        LocalDate day = from.atZone(zone).toLocalDate();
        for (int free = 0; free < MOST_FREE_DAYS; day = day.plusDays(1)) {
            Optional<Hours> hours = hours(day);
            free = hours.isPresent() ? 0 : free + 1;
            if (hours.isEmpty()) continue;
            Instant start = start(day, hours.get(), zone);
            Instant begin = from.isAfter(start) ? from : start;
            Duration here = Duration.between(begin, end(day, hours.get(), zone));
            if (here.isNegative()) continue;
            if (here.compareTo(left) >= 0) return begin.plus(left);
            left = left.minus(here);
        }
        throw new IllegalStateException("no opening hours around " + day);
    }

    private static Instant start(LocalDate day, Hours hours, ZoneId zone) {
        return day.atTime(hours.from()).atZone(zone).toInstant();
    }

    private static Instant end(LocalDate day, Hours hours, ZoneId zone) {
        return day.atTime(hours.to()).atZone(zone).toInstant();
    }
}
