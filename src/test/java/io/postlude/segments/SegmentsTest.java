package io.postlude.segments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.customers.CustomerId;
import io.postlude.customers.Customers;
import io.postlude.customers.Merged;
import io.postlude.kernel.Condition;
import io.postlude.kernel.TestDatabase;
import io.postlude.orders.Arrival;
import io.postlude.orders.OrderId;
import io.postlude.returns.PieceId;
import io.postlude.returns.ReturnEvent;
import io.postlude.returns.ReturnId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SegmentsTest {
    private static final TestDatabase TEST = TestDatabase.fresh();

    private final SegmentsWorld world = new SegmentsWorld(TEST);

    @AfterAll
    static void close() {
        TEST.close();
    }

    @Test
    void who_buys_twice_within_the_days_comes_in_and_leaves_when_the_days_are_over() {
        SegmentId repeat = world.segment("repeat", "orders_in(90) >= 2");
        world.buys("Anna", "1");
        world.days(60);
        assertEquals(List.of(), world.in(repeat));
        world.buys("Anna", "2");
        assertEquals(List.of("Anna"), world.in(repeat));
        world.days(29.9);
        assertEquals(List.of("Anna"), world.in(repeat));
        world.days(0.2);
        assertEquals(List.of(), world.in(repeat), "the first order is 90 days old");
        assertEquals(List.of("joined repeat Anna", "left repeat Anna"), world.news);
        Segments.Belonging was = of("Anna").getFirst();
        assertEquals(SegmentsWorld.START.plus(Duration.ofDays(60)), was.enteredAt());
        assertEquals(world.now(), was.leftAt());
    }

    @Test
    void time_alone_lets_somebody_in() {
        SegmentId lapsed = world.segment("lapsed", "days_since_last_order > 120");
        world.buys("Anna", "1");
        world.days(120.5);
        assertEquals(List.of(), world.in(lapsed));
        world.days(1);
        assertEquals(List.of("Anna"), world.in(lapsed));
        world.buys("Anna", "2");
        assertEquals(List.of(), world.in(lapsed));
        assertEquals(List.of("joined lapsed Anna", "left lapsed Anna"), world.news);
    }

    @Test
    void history_from_a_file_makes_members_and_no_news() {
        SegmentId repeat = world.segment("repeat", "orders >= 2");
        SegmentId lapsed = world.segment("lapsed", "days_since_last_order >= 100");
        Instant then = world.now().minus(Duration.ofDays(95));
        world.take(SegmentsWorld.order("Anna", "1", then.minus(Duration.ofDays(9)), 1), Arrival.HISTORY);
        world.take(SegmentsWorld.order("Anna", "2", then, 1), Arrival.HISTORY);
        assertEquals(List.of("Anna"), world.in(repeat));
        assertEquals(List.of(), world.news);
        world.days(6);
        assertEquals(List.of("Anna"), world.in(lapsed));
        assertEquals(List.of("joined lapsed Anna"), world.news, "what happens after the file came is news");
    }

    @Test
    void a_new_or_changed_condition_finds_its_members_without_news() {
        world.buys("Anna", "1");
        world.buys("Ben", "2");
        world.buys("Ben", "3");
        SegmentId some = world.segment("some", "orders >= 2");
        assertEquals(List.of("Ben"), world.in(some));
        world.database.runInStore(world.store, tx -> {
            Segments.Saved saved = world.segments.change(
                    tx, world.store, some, new Segments.Wish(null, "Some", "", "orders >= 1", 1, "Jonas"));
            assertInstanceOf(Segments.Kept.class, saved);
            assertInstanceOf(
                    Segments.Overtaken.class,
                    world.segments.change(
                            tx, world.store, some, new Segments.Wish(null, "Late", "", "orders >= 1", 1, "Kim")));
        });
        world.settle();
        assertEquals(List.of("Anna", "Ben"), world.in(some));
        assertEquals(List.of(), world.news);
        assertEquals(
                List.of("orders >= 1", "orders >= 2"),
                world.database.inStore(world.store, tx -> world.segments.versions(tx, world.store, some)).stream()
                        .map(Segment.Version::condition)
                        .toList());
    }

    @Test
    void what_comes_back_is_counted_once_and_not_when_it_was_called_off() {
        SegmentId many = world.segment("many", "items >= 3 && return_rate > 0.3");
        OrderId order = world.take(SegmentsWorld.order("Anna", "1", world.now(), 4), Arrival.LIVE);
        List<PieceId> back = world.returns(order, 2);
        assertEquals(List.of("Anna"), world.in(many));
        world.happened(
                new ReturnEvent.ReturnCalledOff(world.store, new ReturnId(1), order, back.subList(0, 1), world.now()));
        assertEquals(List.of(), world.in(many), "one of four");
        world.returns(order, 1);
        assertEquals(List.of("Anna"), world.in(many));
        world.replay();
        assertEquals(List.of("Anna"), world.in(many), "a log that is read again counts nothing twice");
    }

    @Test
    void a_cancelled_order_counts_nowhere() {
        SegmentId late = world.segment("late", "late_orders_in(30) > 0");
        SegmentId spent = world.segment("spent", "spent > 40");
        Instant placed = world.now();
        OrderId order = world.buys("Anna", "1");
        world.isLate(order);
        assertEquals(List.of("Anna"), world.in(late));
        assertEquals(List.of("Anna"), world.in(spent));
        world.clock.move(Duration.ofHours(1));
        world.cancel("Anna", "1", placed);
        assertEquals(List.of(), world.in(late));
        assertEquals(List.of(), world.in(spent));
    }

    @Test
    void a_birthday_comes_with_the_day_of_the_store() {
        SegmentId month = world.segment("month", "birthday_this_month");
        SegmentId soon = world.segment("soon", "birthday_in_days <= 7");
        world.person("Anna", "1990-04-05");
        world.person("Ben", "--02-29");
        assertEquals(List.of(), world.in(month));
        world.days(24);
        assertEquals(List.of("Anna"), world.in(soon), "on the 29th of March it is in seven days");
        assertEquals(List.of(), world.in(month));
        world.days(2.6);
        assertEquals(List.of("Anna"), world.in(month), "April has begun in Berlin");
        world.days(330);
        assertEquals(List.of("Ben"), world.in(soon), "in a year without a 29th of February it is the 28th");
    }

    @Test
    void what_is_known_of_a_person_counts_when_it_changes() {
        SegmentId tagged = world.segment("vip", "'vip' in customer.tags && customer.country == 'DE'");
        world.person("Anna", null, "new");
        assertEquals(List.of(), world.in(tagged));
        world.days(1);
        world.person("Anna", null, "vip");
        assertEquals(List.of("Anna"), world.in(tagged));
        assertEquals(List.of("joined vip Anna"), world.news);
    }

    @Test
    void two_records_of_one_person_count_together_until_they_are_told_apart() {
        SegmentId repeat = world.segment("repeat", "orders >= 2");
        world.buys("Anna", "1");
        world.buys("Anneke", "2");
        CustomerId anna = customer("Anna");
        Merged merged = world.database.inStore(
                world.store,
                tx -> world.customers.merge(
                        tx, world.store, new Customers.MergeWish(customer("Anneke"), anna, "Jonas", "same person")));
        world.settle();
        assertEquals(List.of("Anna"), world.in(repeat));
        world.buys("Anneke", "3");
        assertEquals(List.of(), world.news, "a merge is no deed of theirs");
        assertEquals(List.of("repeat"), names("Anneke"));
        world.database.runInStore(world.store, tx -> {
            var undone = world.customers.undoMerge(tx, world.store, ((Merged.Done) merged).merge(), "Jonas");
            assertTrue(undone != null);
        });
        world.settle();
        assertEquals(List.of("Anneke"), world.in(repeat), "two of the three orders are hers");
    }

    @Test
    void who_is_erased_is_in_nothing_and_the_size_says_so() {
        SegmentId all = world.segment("all", "orders >= 1");
        world.buys("Anna", "1");
        CustomerId anna = customer("Anna");
        String export = world.database
                .inStore(world.store, tx -> world.privacy.export(tx, world.store, anna))
                .orElseThrow();
        assertTrue(export.contains("\"name\" : \"all\"") || export.contains("\"name\":\"all\""), export);
        world.database.runInStore(world.store, tx -> assertTrue(world.privacy.erase(tx, world.store, anna)));
        world.settle();
        assertEquals(List.of(), world.in(all));
        assertEquals(0, size(all));
        assertEquals(
                0,
                world.database.<Long>inStore(
                        world.store,
                        tx -> tx.number(
                                "select (select count(*) from segments.person) + (select count(*) from segments.fact)"
                                        + " + (select count(*) from segments.membership)")));
    }

    @Test
    void a_mistake_is_told_where_it_is() {
        assertEquals(List.of(), world.segments.check("orders_in(90) >= 2 && spent_in(365) > 100"));
        assertTrue(mistake("orders_in(90) >").contains("at character"), mistake("orders_in(90) >"));
        assertTrue(mistake("orders_in(many) > 1").contains("needs a number of days"), mistake("orders_in(many) > 1"));
        assertTrue(mistake("orders_in(0) > 1").contains("from 1 to"), mistake("orders_in(0) > 1"));
        assertTrue(mistake("ordes > 1").contains("ordes"), mistake("ordes > 1"));
        assertTrue(mistake("customer.country == 3").contains("overload"));
        Segments.Saved saved = world.database.inStore(
                world.store,
                tx -> world.segments.add(tx, world.store, new Segments.Wish(null, " ", "", "orders", 0, "Jonas")));
        assertEquals(
                List.of("name", "condition"),
                assertInstanceOf(Segments.Mistaken.class, saved).mistakes().stream()
                        .map(Segments.Mistake::field)
                        .toList());
    }

    @Test
    void the_size_is_known_before_saving_and_over_time_after() {
        world.buys("Anna", "1");
        world.buys("Ben", "2");
        Segments.Preview preview = world.database
                .inStore(world.store, tx -> world.segments.preview(tx, world.store, "orders >= 1"))
                .orElseThrow();
        assertEquals(2, preview.count());
        assertTrue(preview.exact());
        assertEquals(2, preview.examples().size());
        SegmentId all = world.segment("all", "orders_in(10) >= 1");
        world.days(3);
        world.buys("Carla", "3");
        world.days(8);
        List<Segment.Size> sizes =
                world.database.inStore(world.store, tx -> world.segments.sizes(tx, world.store, all, 12));
        assertEquals(
                List.of(2L, 2L, 2L, 3L, 3L, 3L, 3L, 3L, 3L, 3L, 3L, 1L),
                sizes.stream().map(Segment.Size::members).toList());
        assertEquals(1, size(all));
    }

    @Test
    void an_archived_segment_is_empty_and_lets_nobody_in() {
        SegmentId all = world.segment("all", "orders >= 1");
        world.buys("Anna", "1");
        world.database.runInStore(world.store, tx -> {
            assertTrue(world.segments.archive(tx, world.store, all, "Jonas"));
            assertFalse(world.segments.archive(tx, world.store, all, "Jonas"));
        });
        world.buys("Ben", "2");
        assertEquals(List.of(), world.in(all));
        assertEquals(0, size(all));
        assertEquals(List.of(), names("Anna"));
    }

    /** Whatever happens in whatever order: who was let in step by step is who fits when everybody is asked. */
    @Test
    void step_by_step_comes_to_the_same_as_asking_everybody() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<String> conditions = List.of(
                "orders_in(20) >= 2",
                "days_since_last_order > 15 || days_since_first_order == 9",
                "return_rate > 0.3 && items_in(40) > 1",
                "late_orders_in(12) > 0 || spent_in(25) >= 98.0",
                "days_known >= 30 && orders < 3",
                "birthday_in_days <= 3",
                "days_since_last_order % 7 == 0");
        List<SegmentId> ids = new java.util.ArrayList<>();
        for (int i = 0; i < conditions.size(); i++) ids.add(world.segment("s" + i, conditions.get(i)));
        List<OrderId> orders = new java.util.ArrayList<>();
        List<String> people = List.of("Anna", "Ben", "Carla", "Dario");
        for (int i = 0; i < people.size(); i++) world.person(people.get(i), "--03-" + (10 + 5 * i));
        for (int step = 0; step < 40; step++) {
            world.days(random.nextDouble() * 4);
            switch (random.nextInt(4)) {
                case 0, 1 -> orders.add(world.buys(people.get(random.nextInt(4)), "o" + step));
                case 2 -> {
                    if (!orders.isEmpty()) world.returns(orders.get(random.nextInt(orders.size())), 1);
                }
                default -> {
                    if (!orders.isEmpty()) world.isLate(orders.get(random.nextInt(orders.size())));
                }
            }
            for (int i = 0; i < ids.size(); i++)
                assertEquals(
                        fitting(conditions.get(i)),
                        Set.copyOf(world.in(ids.get(i))),
                        conditions.get(i) + " at step " + step + ", seed " + seed);
        }
    }

    private Set<String> fitting(String source) {
        Condition condition = SegmentWords.condition(source);
        return world.database.inStore(world.store, tx -> {
            Moment moment = Moment.of(world.stores.get(world.store), world.now());
            Set<String> fitting = new HashSet<>();
            for (Person person :
                    PersonSql.read(tx, world.store, PersonSql.after(tx, world.store, 0, 100), java.util.Map.of()))
                if (condition.holds(person.values(moment, condition.counts())))
                    fitting.add(world.customers
                            .customer(tx, world.store, person.id())
                            .orElseThrow()
                            .givenName());
            return fitting;
        });
    }

    private CustomerId customer(String name) {
        return world.database
                .inStore(world.store, tx -> world.customers.byEmail(tx, world.store, name + "@example.org"))
                .orElseThrow();
    }

    private List<Segments.Belonging> of(String name) {
        return world.database.inStore(world.store, tx -> world.segments.of(tx, world.store, customer(name)));
    }

    private List<String> names(String name) {
        CustomerId who = customer(name);
        return List.copyOf(world.database
                .inStore(world.store, tx -> world.segments.names(tx, world.store, List.of(who)))
                .getOrDefault(who, Set.of()));
    }

    private String mistake(String condition) {
        return world.segments.check(condition).getFirst().toString();
    }

    private long size(SegmentId id) {
        return world.database
                .inStore(world.store, tx -> world.segments.find(tx, world.store, id))
                .orElseThrow()
                .members();
    }
}
