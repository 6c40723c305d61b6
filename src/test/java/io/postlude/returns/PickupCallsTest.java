package io.postlude.returns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.orders.OrderId;
import io.postlude.stores.Actor;
import io.postlude.stores.StoreAddress;
import io.postlude.stores.StoreDetails;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The carrier knows of the day that stands, once, and of no other; where no program can say so, a person is told. */
class PickupCallsTest {
    private static final String PICKUP = """
            {"format": 1, "name": "p", "rules": [{"id": "all", "name": "All", "then": {
              "remedies": [{"kind": "refund"}], "methods": ["label", "pickup"]}}], "otherwise": {"refuse": "no_rule"}}""";
    private static final PickupCarrier CARRIER = new PickupCarrier();
    private static ReturnsWorld world;

    @BeforeAll
    static void open() {
        world = new ReturnsWorld(List.of(), List.of(CARRIER));
        StoreAddress home =
                new StoreAddress(StoreAddress.Use.RETURNS, "Returns", List.of("Kai 3"), "20457", "Hamburg", "DE");
        var _ = world.stores
                .saveDetails(
                        world.store,
                        world.stores.get(world.store).version(),
                        new StoreDetails("maren", "Maren", "Maren", "en-GB", "Europe/Berlin", "EUR", List.of(home)),
                        new Actor.Program("test"))
                .orThrow();
        world.policy(PICKUP);
        world.database.runInStore(world.store, tx -> world.returns.pickups().offer(tx, world.store, 500, "test"));
    }

    @AfterAll
    static void close() {
        world.close();
    }

    /** Each test begins on a Monday at ten in Berlin; what tests before it left is over. */
    @BeforeEach
    void nextMonday() {
        LocalDate monday = world.now()
                .atZone(world.stores.zone(world.store))
                .toLocalDate()
                .plusDays(14)
                .with(TemporalAdjusters.next(DayOfWeek.MONDAY));
        world.at(monday + "T09:00:00Z");
        CARRIER.next.clear();
        world.module.workPickupsAcrossStores();
        CARRIER.forget();
    }

    private static ReturnView requested() {
        OrderId order = world.sent("o" + world.ids.next(), new ReturnsWorld.Thing("lamp", 1, 10_000, 0));
        ReturnView view =
                world.requested(new Ask(order, world.ask(order, "lamp", 1).wishes(), Method.PICKUP));
        return view;
    }

    private static ReturnView labelled() {
        ReturnView view = requested();
        var _ = world.database.inStore(world.store, tx -> world.returns.labels().paper(tx, world.store, view.id()));
        world.module.workLabelsAcrossStores();
        return view;
    }

    private static LocalDate day(int which) {
        return world.database
                .inStore(world.store, tx -> world.returns.pickups().slots(tx, world.store))
                .get(which)
                .day();
    }

    private static void book(ReturnView view, LocalDate day) {
        assertInstanceOf(
                Answer.Done.class,
                world.database.<Answer>inStore(
                        world.store, tx -> world.returns.pickups().book(tx, world.store, view.id(), day)));
    }

    private static void cancel(ReturnView view) {
        assertInstanceOf(
                Answer.Done.class,
                world.database.<Answer>inStore(
                        world.store, tx -> world.returns.pickups().cancel(tx, world.store, view.id())));
    }

    private static void work() {
        world.module.workPickupsAcrossStores();
    }

    private static void later(Duration by) {
        world.clock.move(by);
        work();
    }

    private static PickupCall told(ReturnView view) {
        return call(view).orElseThrow();
    }

    private static Optional<PickupCall> call(ReturnView view) {
        return world.database.inStore(world.store, tx -> world.returns.pickups().call(tx, world.store, view.id()));
    }

    private static List<PickupCall.State> toSettle() {
        return world.database.inStore(world.store, tx -> world.returns.pickups().toSettle(tx, world.store, 10)).stream()
                .map(PickupCall::state)
                .toList();
    }

    @Test
    void the_carrier_is_told_once_of_the_day_and_its_number_is_kept() {
        ReturnView view = labelled();
        LocalDate day = day(1);
        book(view, day);
        work();
        later(Duration.ofHours(3));
        assertEquals(List.of(day), CARRIER.days());
        assertEquals(1, CARRIER.calls);
        assertEquals(PickupCall.State.TOLD, told(view).state());
        assertTrue(String.valueOf(told(view).confirmation()).startsWith("WTC"));
        assertEquals(List.of(), toSettle());
    }

    @Test
    void a_day_chosen_before_the_label_is_there_is_told_when_it_is() {
        ReturnView view = requested();
        book(view, day(0));
        work();
        assertTrue(call(view).isEmpty() || CARRIER.calls == 0, "there is nothing to fetch yet");
        var _ = world.database.inStore(world.store, tx -> world.returns.labels().paper(tx, world.store, view.id()));
        world.module.workLabelsAcrossStores();
        work();
        assertEquals(1, CARRIER.days().size());
    }

    @Test
    void another_day_is_told_and_the_first_called_off() {
        ReturnView view = labelled();
        book(view, day(1));
        work();
        LocalDate other = day(3);
        book(view, other);
        work();
        assertEquals(List.of(other), CARRIER.days());
        assertEquals(other, told(view).day());
        cancel(view);
        assertNull(PickupCall.numberOf(
                world.database
                        .inStore(world.store, tx -> world.returns.pickups().of(tx, world.store, view.id()))
                        .orElseThrow(),
                call(view)));
        work();
        assertEquals(List.of(), CARRIER.days());
        assertEquals(PickupCall.State.CANCELLED, told(view).state());
    }

    @Test
    void calling_the_return_off_calls_the_carrier_off() {
        ReturnView view = labelled();
        book(view, day(1));
        work();
        ReturnsWorld.done(world.database.inStore(
                world.store, tx -> world.returns.callOff(tx, world.store, view.id(), Returns.Word.all("test"))));
        work();
        assertEquals(List.of(), CARRIER.days());
    }

    @Test
    void a_day_given_up_before_anybody_was_told_is_told_to_nobody() {
        ReturnView view = labelled();
        book(view, day(1));
        cancel(view);
        later(Duration.ofHours(1));
        assertEquals(0, CARRIER.calls);
        assertEquals(PickupCall.State.DROPPED, told(view).state());
    }

    @Test
    void a_lost_answer_is_asked_about_and_never_told_again() {
        ReturnView view = labelled();
        CARRIER.next.add("loses the answer");
        book(view, day(1));
        work();
        assertEquals(PickupCall.State.ASKING, told(view).state());
        later(Duration.ofMinutes(5));
        assertEquals(PickupCall.State.TOLD, told(view).state());
        assertEquals(1, CARRIER.calls);
    }

    @Test
    void a_crash_before_or_after_the_call_tells_once() {
        for (String crash : List.of("falls over after", "falls over before")) {
            ReturnView view = labelled();
            CARRIER.next.add(crash);
            book(view, day(1));
            assertThrows(StackOverflowError.class, PickupCallsTest::work);
            work();
            assertEquals(PickupCall.State.ASKING, told(view).state(), "somebody may still be at it");
            later(Duration.ofMinutes(6));
            assertEquals(PickupCall.State.TOLD, told(view).state(), crash);
        }
        assertEquals(2, CARRIER.days().size());
    }

    @Test
    void what_is_given_up_while_it_is_in_doubt_is_found_out_and_called_off() {
        ReturnView view = labelled();
        CARRIER.next.add("loses the answer");
        book(view, day(1));
        work();
        cancel(view);
        assertEquals(1, CARRIER.days().size());
        later(Duration.ofMinutes(5));
        work();
        assertEquals(List.of(), CARRIER.days());
        assertEquals(PickupCall.State.CANCELLED, told(view).state());
    }

    @Test
    void what_no_program_can_settle_is_shown_to_a_person_until_the_day_is_over() {
        ReturnView refused = labelled();
        CARRIER.next.add("never");
        book(refused, day(1));
        work();
        assertEquals(PickupCall.State.FAILED, told(refused).state());
        assertEquals("no driver there", told(refused).trouble());
        ReturnView unsure = labelled();
        CARRIER.next.add("nobody says");
        book(unsure, day(1));
        work();
        ReturnView late = labelled();
        book(late, day(1));
        work();
        CARRIER.cancels = false;
        cancel(late);
        work();
        assertEquals("the driver is on the way", told(late).trouble());
        assertEquals(
                List.of(PickupCall.State.FAILED, PickupCall.State.UNSURE, PickupCall.State.NOT_CANCELLED), toSettle());
        cancel(unsure);
        assertEquals(PickupCall.State.NOT_CANCELLED, told(unsure).state(), "somebody may come");
        later(Duration.ofDays(5));
        assertEquals(List.of(), toSettle());
    }

    @Test
    void a_carrier_that_cannot_be_reached_until_the_day_is_over_is_for_a_person() {
        ReturnView view = labelled();
        for (int i = 0; i < 20; i++) CARRIER.next.add("later");
        book(view, day(0));
        for (int i = 0; i < 9; i++) later(Duration.ofHours(1));
        assertEquals(PickupCall.State.FAILED, told(view).state());
        assertEquals(List.of(), CARRIER.days());
    }

    /** Days chosen, changed and given up, answers lost: at the end drivers come on the days that stand and on no other. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatever_is_lost_the_carrier_ends_with_the_days_that_stand(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> moods = List.of("works", "works", "later", "loses the answer", "no answer");
        List<ReturnView> views = new ArrayList<>();
        for (int i = 0; i < 5; i++) views.add(labelled());
        Map<ReturnId, LocalDate> stands = new HashMap<>();
        for (int step = 0; step < 60; step++) {
            ReturnView view = views.get(random.nextInt(views.size()));
            CARRIER.next.clear();
            CARRIER.next.add(moods.get(random.nextInt(moods.size())));
            if (stands.containsKey(view.id()) && random.nextInt(3) == 0) {
                cancel(view);
                stands.remove(view.id());
            } else {
                LocalDate day = day(2 + random.nextInt(6));
                book(view, day);
                stands.put(view.id(), day);
            }
            if (random.nextBoolean()) later(Duration.ofMinutes(random.nextInt(8)));
        }
        CARRIER.next.clear();
        for (int i = 0; i < 12; i++) later(Duration.ofMinutes(30));
        assertEquals(
                stands.values().stream().sorted().toList(),
                CARRIER.days(),
                () -> "seed " + seed + ": " + CARRIER.comes);
        for (List<LocalDate> once : CARRIER.comes.values()) assertEquals(1, once.size(), () -> "seed " + seed);
        assertEquals(new TreeSet<>(CARRIER.days()), new TreeSet<>(stands.values()));
    }
}
