package io.postlude.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BusinessCalendarTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final BusinessCalendar GERMAN = BusinessCalendar.usual("DE");

    @ParameterizedTest
    @CsvSource({
        "DE, 2026-04-03, false, Good Friday",
        "DE, 2026-04-07, true, the day after Easter Monday",
        "DE, 2026-05-14, false, Ascension",
        "DE, 2026-10-31, false, a Saturday",
        "US, 2026-11-26, false, fourth Thursday of November",
        "US, 2026-11-25, true, the day before it",
        "US, 2026-07-03, false, Independence Day falls on a Saturday",
        "GB-ENG, 2026-08-31, false, Summer Bank Holiday",
        "GB-SCT, 2026-08-31, true, not in Scotland",
        "DE-BY, 2026-01-06, false, Epiphany in Bavaria",
        "DE-HH, 2026-01-06, true, not in Hamburg",
        "'', 2026-12-25, true, no holidays at all"
    })
    void holidays_follow_the_country_and_its_part(String region, LocalDate day, boolean worked, String why) {
        assertEquals(worked, BusinessCalendar.usual(region).isWorkingDay(day), why);
    }

    @Test
    void own_days_win_over_week_and_holidays() {
        BusinessCalendar calendar = with(
                new BusinessCalendar.OwnDay(
                        LocalDate.parse("2026-05-14"), "Ascension, open", BusinessCalendar.OwnDay.Kind.OPEN),
                new BusinessCalendar.OwnDay(
                        LocalDate.parse("2026-05-15"), "Bridge day", BusinessCalendar.OwnDay.Kind.CLOSED),
                new BusinessCalendar.OwnDay(
                        LocalDate.parse("2026-05-16"), "Stocktaking", BusinessCalendar.OwnDay.Kind.OPEN));
        assertTrue(calendar.isWorkingDay(LocalDate.parse("2026-05-14")));
        assertFalse(calendar.isWorkingDay(LocalDate.parse("2026-05-15")));
        assertTrue(calendar.isWorkingDay(LocalDate.parse("2026-05-16")));
        assertEquals(
                LocalTime.of(9, 0),
                calendar.hours(LocalDate.parse("2026-05-16")).orElseThrow().from());
    }

    @Test
    void working_days_are_counted_over_weekends_and_holidays_both_ways() {
        LocalDate thursday = LocalDate.parse("2026-04-02");
        assertEquals(LocalDate.parse("2026-04-07"), GERMAN.addWorkingDays(thursday, 1));
        assertEquals(LocalDate.parse("2026-04-08"), GERMAN.addWorkingDays(thursday, 2));
        assertEquals(thursday, GERMAN.addWorkingDays(LocalDate.parse("2026-04-08"), -2));
        assertEquals(LocalDate.parse("2026-04-04"), GERMAN.addWorkingDays(LocalDate.parse("2026-04-04"), 0));
        assertEquals(LocalDate.parse("2026-04-07"), GERMAN.workingDayFrom(LocalDate.parse("2026-04-04")));
    }

    @Test
    void adding_working_days_and_counting_them_agree_on_every_day_of_four_years() {
        LocalDate day = LocalDate.parse("2024-01-01");
        for (int i = 0; i < 4 * 366; i++, day = day.plusDays(1)) {
            int count = 1 + i % 17;
            LocalDate later = GERMAN.addWorkingDays(day, count);
            assertEquals(count, GERMAN.workingDaysBetween(day, later), day + " and " + count);
            assertTrue(GERMAN.isWorkingDay(later));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2026-05-04T09:59:59Z, 2026-05-06, before the cut-off at noon in Berlin",
        "2026-05-04T10:00:00Z, 2026-05-07, at the cut-off",
        "2026-05-02T06:00:00Z, 2026-05-06, on a Saturday",
        "2026-03-27T10:59:59Z, 2026-03-31, before noon in winter time",
        "2026-03-27T11:00:00Z, 2026-04-01, at noon in winter time; the clocks change on the way",
        "2026-10-23T10:00:00Z, 2026-10-28, at noon in summer time; the clocks change back on the way"
    })
    void an_order_is_handed_over_after_cut_off_and_handling_days(Instant placed, LocalDate expected, String why) {
        BusinessCalendar calendar = new BusinessCalendar(GERMAN.week(), "DE", List.of(), LocalTime.NOON, 2);
        assertEquals(expected, calendar.handedOverOn(placed, BERLIN), why);
    }

    @Test
    void a_night_shop_loses_an_hour_when_the_clocks_go_forward_and_gains_one_when_they_go_back() {
        var night = new BusinessCalendar.Hours(LocalTime.of(1, 0), LocalTime.of(5, 0));
        BusinessCalendar sundays =
                new BusinessCalendar(Map.of(DayOfWeek.SUNDAY, night), "", List.of(), LocalTime.NOON, 0);
        Instant spring = Instant.parse("2026-03-29T00:00:00Z");
        assertEquals(Instant.parse("2026-03-29T03:00:00Z"), sundays.addOpenTime(spring, Duration.ofHours(3), BERLIN));
        assertEquals(Instant.parse("2026-04-05T00:00:00Z"), sundays.addOpenTime(spring, Duration.ofHours(4), BERLIN));
        Instant autumn = Instant.parse("2026-10-24T23:00:00Z");
        assertEquals(Instant.parse("2026-10-25T04:00:00Z"), sundays.addOpenTime(autumn, Duration.ofHours(5), BERLIN));
        assertTrue(sundays.isOpen(Instant.parse("2026-10-25T03:59:59Z"), BERLIN));
        assertFalse(sundays.isOpen(Instant.parse("2026-10-25T04:00:00Z"), BERLIN));
    }

    @Test
    void opening_time_runs_on_the_next_working_day() {
        Instant fridayAtFour = Instant.parse("2026-04-02T14:00:00Z");
        assertEquals(
                Instant.parse("2026-04-07T08:30:00Z"),
                GERMAN.addOpenTime(fridayAtFour, Duration.ofMinutes(150), BERLIN));
    }

    @Test
    void a_calendar_without_work_is_refused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new BusinessCalendar(Map.of(), "DE", List.of(), LocalTime.NOON, 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> new BusinessCalendar(GERMAN.week(), "DE", List.of(), LocalTime.NOON, 61));
        assertThrows(
                IllegalArgumentException.class,
                () -> new BusinessCalendar.Hours(LocalTime.of(9, 0), LocalTime.of(9, 0)));
    }

    private static BusinessCalendar with(BusinessCalendar.OwnDay... days) {
        return new BusinessCalendar(GERMAN.week(), "DE", List.of(days), LocalTime.NOON, 0);
    }
}
