package io.postlude.journeys;

import io.postlude.flows.CustomerDay;
import io.postlude.flows.Flow;
import io.postlude.flows.Span;
import io.postlude.orders.Orders;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** When days of the calendar fall, and whose they are. Values in, values out. */
final class CalendarDays {
    /** No zone is further from UTC than this. */
    private static final int FURTHEST_HOURS = 15;

    private static final int QUARTER_SECONDS = 900;
    private static final int WIDEST_DAYS = 3;
    private static final Set<ZoneId> ZONES =
            ZoneId.getAvailableZoneIds().stream().map(ZoneId::of).collect(Collectors.toUnmodifiableSet());

    private CalendarDays() {}

    /** A span of time without its beginning, with its end. */
    record Window(Instant since, Instant until) {
        boolean holds(Instant at) {
            return at.isAfter(since) && !at.isAfter(until);
        }
    }

    /** Whether that time of day comes anywhere on earth in it; clocks differ by whole quarters of an hour. */
    static boolean strikes(LocalTime at, Window window) {
        return quarters(at, window.since()) < quarters(at, window.until());
    }

    private static long quarters(LocalTime at, Instant moment) {
        return Math.floorDiv(moment.getEpochSecond() - at.toSecondOfDay(), QUARTER_SECONDS);
    }

    /** The days a journey begins on whose hour comes, somewhere on earth, in the window. */
    static List<LocalDate> days(Flow.OfCalendar trigger, Window window) {
        LocalDate first = LocalDate.ofInstant(window.since().minusSeconds(FURTHEST_HOURS * 3600L), ZoneOffset.UTC);
        LocalDate last = LocalDate.ofInstant(window.until().plusSeconds(FURTHEST_HOURS * 3600L), ZoneOffset.UTC);
        return first.datesUntil(last.plusDays(1))
                .filter(day -> begins(trigger, day))
                .toList();
    }

    private static boolean begins(Flow.OfCalendar trigger, LocalDate day) {
        return switch (trigger) {
            case Flow.OnDay _ -> true;
            case Flow.Members(var _, var on, var _) -> day.equals(on);
            case Flow.Weekly(var on, var _) -> on.contains(day.getDayOfWeek());
            case Flow.Monthly(var number, var _) -> day.getDayOfMonth() == Math.min(number, day.lengthOfMonth());
        };
    }

    /** When the hour comes for somebody; one that their clocks skip comes the moment after. */
    static Instant moment(Flow.OfCalendar trigger, LocalDate day, ZoneId zone) {
        return day.atTime(trigger.at()).atZone(zone).toInstant();
    }

    /** The zones in which the hour of that day does not come in the window. */
    static Set<String> zonesOutside(Flow.OfCalendar trigger, LocalDate day, Window window) {
        return ZONES.stream()
                .filter(zone -> !window.holds(moment(trigger, day, zone)))
                .map(ZoneId::getId)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The days that are as far from {@code day} as the journey says: 31 January and 28 February are a month from 28 February. */
    static List<LocalDate> anchors(Span offset, LocalDate day) {
        Period days = offset.days();
        LocalDate near = day.minus(days);
        return Stream.iterate(-WIDEST_DAYS, i -> i <= WIDEST_DAYS, i -> i + 1)
                .map(near::plusDays)
                .filter(anchor -> anchor.plus(days).equals(day))
                .toList();
    }

    /** The birthdays kept on these days: that of 29 February is on the 28th in a year that has no 29th. */
    static Set<MonthDay> birthdays(Collection<LocalDate> days) {
        Set<MonthDay> all = new LinkedHashSet<>();
        for (LocalDate day : days) {
            all.add(MonthDay.from(day));
            if (day.getMonthValue() == 2 && day.getDayOfMonth() == 28 && !day.isLeapYear()) all.add(MonthDay.of(2, 29));
        }
        return all;
    }

    /** When somebody has ordered who may be meant; wider than needed by what zones and leap years may take. */
    static List<Orders.Between> spans(CustomerDay of, Collection<LocalDate> anchors, Instant oldest) {
        LocalDate first = LocalDate.ofInstant(oldest, ZoneOffset.UTC).minusDays(WIDEST_DAYS);
        List<Orders.Between> spans = new ArrayList<>();
        for (LocalDate anchor : anchors) {
            if (of == CustomerDay.LAST_ORDER) spans.add(around(anchor));
            else
                for (int years = 1; !anchor.minusYears(years).isBefore(first); years++)
                    spans.add(around(anchor.minusYears(years)));
        }
        return spans;
    }

    private static Orders.Between around(LocalDate day) {
        return new Orders.Between(
                day.minusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
                day.plusDays(WIDEST_DAYS).atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    /** How many years before one of these days it was; 0: on no such day. */
    static int years(LocalDate first, Collection<LocalDate> anchors) {
        for (LocalDate anchor : anchors) {
            int years = anchor.getYear() - first.getYear();
            if (years > 0 && first.plusYears(years).equals(anchor)) return years;
        }
        return 0;
    }
}
