package io.postlude.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.postlude.flows.Span;
import io.postlude.flows.Step;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When a wait ends, on calendars with gaps and folds. */
class WalkingTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId APIA = ZoneId.of("Pacific/Apia");

    private static Instant due(String span, String at, Set<DayOfWeek> on, String from, ZoneId zone) {
        return Walking.due(
                new Step.After(Span.parse(span).orElseThrow(), LocalTime.parse(at), on), Instant.parse(from), zone);
    }

    @Test
    void a_time_of_day_is_the_persons_own_also_after_the_clocks_have_changed() {
        assertEquals(
                Instant.parse("2026-04-08T07:00:00Z"), // 9:00 in summer time
                due("P14D", "09:00", Set.of(), "2026-03-25T08:00:00Z", BERLIN));
    }

    @Test
    void a_time_that_the_clocks_skip_is_the_moment_after() {
        // 2:30 does not exist in Berlin on 29 March 2026.
        assertEquals(
                Instant.parse("2026-03-29T01:30:00Z"), due("P1D", "02:30", Set.of(), "2026-03-28T00:30:00Z", BERLIN));
    }

    @Test
    void of_a_time_that_the_clocks_show_twice_the_first_counts() {
        assertEquals(
                Instant.parse("2026-10-25T00:30:00Z"), due("P1D", "02:30", Set.of(), "2026-10-23T23:00:00Z", BERLIN));
    }

    @Test
    void a_day_that_a_country_left_out_is_passed_over() {
        // Samoa went from 29 to 31 December 2011.
        assertEquals(
                Instant.parse("2011-12-30T19:00:00Z"), due("P1D", "09:00", Set.of(), "2011-12-29T18:00:00Z", APIA));
    }

    @Test
    void a_weekday_is_waited_for() {
        assertEquals(
                Instant.parse("2026-06-09T08:00:00Z"), // Tuesday
                due("P1D", "10:00", Set.of(DayOfWeek.TUESDAY), "2026-06-03T08:00:00Z", BERLIN));
        assertEquals(
                Instant.parse("2026-06-09T08:00:00Z"),
                due("P6D", "10:00", Set.of(DayOfWeek.TUESDAY), "2026-06-03T08:00:00Z", BERLIN),
                "the very moment counts");
    }
}
