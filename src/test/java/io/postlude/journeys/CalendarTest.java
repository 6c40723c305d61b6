package io.postlude.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.customers.CustomerDetails;
import io.postlude.flows.Flow;
import io.postlude.flows.FlowId;
import io.postlude.flows.FlowParser;
import io.postlude.flows.Flows;
import io.postlude.flows.Span;
import io.postlude.flows.UnderWay;
import io.postlude.journeys.JourneysWorld.Sample;
import io.postlude.kernel.Tx;
import io.postlude.orders.Arrival;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Journeys that begin on a day of the customer's, of the week or of the month. The store is in Berlin, it is Wednesday 5 March 2031, ten o'clock. */
class CalendarTest {
    private static final String TOUCH =
            "{\"id\": \"greet\", \"do\": \"touchpoint\", \"message\": \"birthday\", \"purpose\": \"service\"}";

    private JourneysWorld world;

    @BeforeEach
    void open() {
        world = new JourneysWorld();
    }

    @AfterEach
    void close() {
        world.close();
    }

    private static String journey(String entry) {
        return "{\"format\": 1, \"key\": \"day\", \"name\": \"Day\", \"entry\": {" + entry + "}, \"steps\": [" + TOUCH
                + "]}";
    }

    private FlowId publish(String entry) {
        return world.database.<FlowId>inStore(world.store, tx -> {
            Flows.Kept kept =
                    assertInstanceOf(Flows.Kept.class, world.flows.save(tx, world.store, journey(entry), "test"));
            assertEquals(List.of(), kept.mistakes());
            assertInstanceOf(
                    Flows.Live.class,
                    world.journeys.publish(
                            tx, world.store, kept.id(), new Flows.Publishing(kept.turn(), UnderWay.KEEP, "test")));
            return kept.id();
        });
    }

    private void person(String email, @Nullable String zone, @Nullable String birthday) {
        world.database.runInStore(
                world.store,
                tx -> assertEquals(
                        1,
                        world.customers
                                .resolve(
                                        tx,
                                        world.store,
                                        List.of(new CustomerDetails(
                                                "api",
                                                null,
                                                email,
                                                null,
                                                "Anna",
                                                null,
                                                "en",
                                                zone,
                                                null,
                                                birthday,
                                                List.of(),
                                                List.of(),
                                                world.now())))
                                .size()));
    }

    /** Lets days pass as the recurring work sees them. */
    private void hours(int hours, int step) {
        for (int hour = 0; hour < hours; hour += step) {
            world.clock.move(Duration.ofHours(step));
            world.settle();
        }
    }

    /** {@code email moment name detail} of all who came in. */
    private List<String> came() {
        return world.database.inStore(
                world.store,
                tx -> tx.list(
                        """
                select c.email, r.at, r.event ->> 'name' as name, r.event ->> 'detail' as detail
                from journeys.run r join customers.customer c on c.store_id = r.store_id and c.id = r.customer_id
                order by r.at, c.email""",
                        row -> row.getString("email").replaceFirst("@.*", "")
                                + " " + Tx.instantNotNull(row, "at")
                                + " " + row.getString("name")
                                + (row.getString("detail") == null ? "" : " " + row.getString("detail"))));
    }

    @Test
    void a_birthday_comes_at_nine_where_each_lives_and_a_missing_one_never() {
        person("berlin@example.org", null, "1990-03-07");
        person("auckland@example.org", "Pacific/Auckland", "--03-07");
        person("hawaii@example.org", "Pacific/Honolulu", "1971-03-07");
        person("offset@example.org", "+05:30", "1971-03-07");
        person("other@example.org", null, "1990-03-09");
        person("none@example.org", null, null);
        FlowId flow = publish("\"date\": \"birthday\", \"at\": \"09:00\"");
        hours(72, 4);
        List<String> expected = List.of(
                "auckland 2031-03-06T20:00:00Z birthday",
                "offset 2031-03-07T03:30:00Z birthday",
                "berlin 2031-03-07T08:00:00Z birthday",
                "hawaii 2031-03-07T19:00:00Z birthday");
        assertEquals(expected, came());
        world.module.releaseAcrossStores();
        assertEquals(expected, came(), "once");
        assertEquals(
                4, world.outbox().stream().filter("journey_birthday"::equals).count());
        world.database.runInStore(world.store, tx -> CalendarSql.begin(tx, world.store, flow, JourneysWorld.START));
        world.settle();
        assertEquals(expected, came(), "a day that is looked at again lets nobody in twice");
    }

    @Test
    void who_was_born_on_29_february_has_it_on_the_28th_where_there_is_no_29th() {
        person("leap@example.org", null, "1992-02-29");
        // Kept on 28 February 2031; a week later.
        publish("\"date\": \"birthday\", \"offset\": \"P1W\", \"at\": \"09:00\"");
        hours(72, 12);
        assertEquals(List.of("leap 2031-03-07T08:00:00Z birthday"), came());
        assertEquals(
                Set.of(MonthDay.of(2, 28), MonthDay.of(2, 29)),
                CalendarDays.birthdays(List.of(LocalDate.of(2031, 2, 28))));
        assertEquals(Set.of(MonthDay.of(2, 28)), CalendarDays.birthdays(List.of(LocalDate.of(2032, 2, 28))));
        assertEquals(3, CalendarDays.years(LocalDate.of(2028, 2, 29), List.of(LocalDate.of(2031, 2, 28))));
        assertEquals(0, CalendarDays.years(LocalDate.of(2028, 2, 29), List.of(LocalDate.of(2032, 2, 28))));
    }

    @Test
    void the_first_order_is_remembered_each_year_and_the_last_once_after_it() {
        world.take(Sample.order("1", Instant.parse("2029-03-07T22:30:00Z")).email("two@example.org"), Arrival.HISTORY);
        world.take(Sample.order("2", Instant.parse("2030-03-07T12:00:00Z")).email("two@example.org"), Arrival.HISTORY);
        world.take(Sample.order("3", Instant.parse("2030-03-07T12:00:00Z")).email("one@example.org"), Arrival.HISTORY);
        world.take(
                Sample.order("4", Instant.parse("2029-03-07T12:00:00Z"))
                        .email("gone@example.org")
                        .cancelled(Instant.parse("2029-03-08T12:00:00Z")),
                Arrival.HISTORY);
        publish("\"date\": \"first_order\", \"at\": \"10:00\"");
        hours(72, 12);
        assertEquals(
                List.of("one 2031-03-07T09:00:00Z first_order 1", "two 2031-03-07T09:00:00Z first_order 2"), came());
    }

    @Test
    void who_orders_again_moves_the_day_that_counts_from_the_last_order() {
        world.place(Sample.order("1", world.now()).email("quiet@example.org"));
        world.place(Sample.order("2", world.now()).email("again@example.org"));
        publish("\"date\": \"last_order\", \"offset\": \"P3D\", \"at\": \"10:00\"");
        hours(48, 12);
        world.place(Sample.order("3", world.now()).email("again@example.org"));
        hours(48, 12);
        assertEquals(List.of("quiet 2031-03-08T09:00:00Z last_order"), came());
        hours(48, 12);
        assertEquals(List.of("quiet 2031-03-08T09:00:00Z last_order", "again 2031-03-10T09:00:00Z last_order"), came());
    }

    @Test
    void every_monday_calls_those_of_whom_the_condition_holds_and_a_pause_calls_nobody() {
        world.place(Sample.order("1", world.now()).email("buyer@example.org"));
        person("visitor@example.org", null, null);
        FlowId flow = publish(
                "\"every\": \"week\", \"on\": [\"mon\"], \"at\": \"10:00\", \"when\": \"customer.orders >= 1\"");
        hours(7 * 24, 21);
        assertEquals(List.of("buyer 2031-03-10T09:00:00Z week"), came());
        world.database.runInStore(world.store, tx -> assertTrue(world.flows.pause(tx, world.store, flow)));
        hours(7 * 24, 21);
        world.database.runInStore(world.store, tx -> assertTrue(world.flows.resume(tx, world.store, flow)));
        hours(7 * 24, 21);
        assertEquals(
                List.of("buyer 2031-03-10T09:00:00Z week", "buyer 2031-03-24T09:00:00Z week"),
                came(),
                "Monday the 17th fell into the pause");
    }

    @Test
    void a_program_that_was_down_calls_up_the_days_it_missed_and_too_late_is_too_late() {
        person("anna@example.org", null, "1990-03-07");
        publish("\"date\": \"birthday\", \"at\": \"09:00\"");
        world.settle();
        world.clock.move(Duration.ofDays(20));
        world.settle();
        assertEquals(List.of("anna 2031-03-07T08:00:00Z birthday"), came(), "by the journey's own time");
        assertEquals(List.of(), world.outbox(), "of no use any more after a week");
    }

    @Test
    void an_hour_that_the_clocks_skip_comes_the_moment_after() {
        world.at("2031-03-28T09:00:00Z");
        person("anna@example.org", null, "1990-03-30");
        publish("\"date\": \"birthday\", \"at\": \"02:30\"");
        hours(72, 12);
        assertEquals(List.of("anna 2031-03-30T01:30:00Z birthday"), came());
    }

    @Test
    void days_of_months_and_offsets_are_reckoned_on_the_calendar() {
        CalendarDays.Window april =
                new CalendarDays.Window(Instant.parse("2031-04-01T00:00:00Z"), Instant.parse("2031-05-01T00:00:00Z"));
        assertEquals(
                List.of(LocalDate.of(2031, 3, 31), LocalDate.of(2031, 4, 30)),
                CalendarDays.days(new Flow.Monthly(31, LocalTime.of(9, 0)), april));
        assertEquals(
                5,
                CalendarDays.days(new Flow.Weekly(Set.of(DayOfWeek.MONDAY), LocalTime.of(9, 0)), april)
                        .size());
        assertEquals(
                List.of(
                        LocalDate.of(2031, 1, 28),
                        LocalDate.of(2031, 1, 29),
                        LocalDate.of(2031, 1, 30),
                        LocalDate.of(2031, 1, 31)),
                CalendarDays.anchors(Span.parse("P1M").orElseThrow(), LocalDate.of(2031, 2, 28)));
        assertEquals(
                List.of(LocalDate.of(2031, 3, 3)),
                CalendarDays.anchors(Span.parse("-P3D").orElseThrow(), LocalDate.of(2031, 2, 28)));
    }

    @Test
    void a_rehearsal_over_past_weeks_lets_in_exactly_who_came_in() {
        for (int i = 0; i < 12; i++) {
            String zone = List.of("Europe/Berlin", "Pacific/Auckland", "America/Los_Angeles")
                    .get(i % 3);
            person("p" + i + "@example.org", zone, "1990-03-" + (i < 3 ? "0" + (i + 7) : i + 7));
        }
        world.place(Sample.order("1", world.now()).email("p1@example.org"));
        FlowId birthdays = publish("\"date\": \"birthday\", \"at\": \"09:00\", \"when\": \"customer.orders == 0\"");
        hours(14 * 24, 12);
        assertEquals(11, came().size());
        assertEquals(
                came(),
                rehearsed(birthdays, "\"date\": \"birthday\", \"at\": \"09:00\", \"when\": \"customer.orders == 0\""));
        List<String> weekly = rehearsed(
                new FlowId(7),
                "\"every\": \"week\", \"on\": [\"sun\"], \"at\": \"18:00\", \"when\": \"customer.orders > 0\"");
        assertEquals(List.of("p1 2031-03-09T05:00:00Z week", "p1 2031-03-16T05:00:00Z week"), weekly);
    }

    private List<String> rehearsed(FlowId id, String entry) {
        List<String> came = new ArrayList<>();
        world.database.runInStore(world.store, tx -> {
            FlowParser.Whole whole =
                    assertInstanceOf(FlowParser.Whole.class, world.flows.read(tx, world.store, journey(entry)));
            world.journeys
                    .rehearsals()
                    .walk(
                            tx,
                            world.store,
                            new Rehearsals.Wanted(id, whole.flow(), JourneysWorld.START, world.now()),
                            new Rehearsals.Audience() {
                                @Override
                                public void entered(Run run, boolean heldOut) {
                                    if (run.stand().at().isBefore(JourneysWorld.START)) return;
                                    String email = world.customers
                                            .customer(
                                                    tx,
                                                    world.store,
                                                    java.util.Objects.requireNonNull(
                                                            run.subject().customer()))
                                            .orElseThrow()
                                            .email();
                                    came.add(java.util.Objects.requireNonNull(email)
                                                    .replaceFirst("@.*", "") + " "
                                            + run.stand().at() + " "
                                            + run.came().what().name());
                                }

                                @Override
                                public void decided(RehearsedDecision decision) {}
                            });
        });
        return came.stream()
                .sorted(java.util.Comparator.<String, String>comparing(line -> line.split(" ")[1])
                        .thenComparing(line -> line))
                .toList();
    }
}
