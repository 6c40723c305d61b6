package io.postlude.returns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.orders.OrderId;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The carrier at the door: a day with places, and each way back from the wish to the money. */
class PickupsTest {
    private static final String ALL_WAYS = """
            {"format": 1, "name": "All ways", "presumed_delivered_days": 7, "refund_working_days": 3,
             "sending_back": {"fee": {}, "free_from": {}}, "holidays": [],
             "asked": [{"reasons": ["changed_mind"]}],
             "rules": [{"id": "all", "name": "All", "window": {"days": 300, "from": "order"},
               "then": {"remedies": [{"kind": "refund"}, {"kind": "keep", "keeps": 30}],
                 "methods": ["label", "drop_off", "pickup", "own_carrier", "in_store"]}}],
             "otherwise": {"refuse": "no_rule"}}""";

    private static ReturnsWorld world;

    @BeforeAll
    static void open() {
        world = new ReturnsWorld();
        world.policy(ALL_WAYS);
    }

    @AfterAll
    static void close() {
        world.close();
    }

    /** Each test begins on a Monday at ten in Berlin, with days of its own. */
    @BeforeEach
    void nextMonday() {
        LocalDate monday = today().with(TemporalAdjusters.next(DayOfWeek.MONDAY));
        world.at(monday + "T09:00:00Z");
        offer(3);
    }

    private static void offer(int aDay) {
        world.database.runInStore(world.store, tx -> world.returns.pickups().offer(tx, world.store, aDay, "test"));
    }

    private static ReturnView requested(Method method) {
        OrderId order = world.sent("o" + world.ids.next(), new ReturnsWorld.Thing("lamp", 1, 10_000, 0));
        return world.requested(new Ask(order, world.ask(order, "lamp", 1).wishes(), method));
    }

    private static List<Pickups.Slot> slots() {
        return world.database.inStore(world.store, tx -> world.returns.pickups().slots(tx, world.store));
    }

    private static Answer book(ReturnView view, LocalDate day) {
        return world.database.inStore(world.store, tx -> world.returns.pickups().book(tx, world.store, view.id(), day));
    }

    private static Answer cancel(ReturnView view) {
        return world.database.inStore(world.store, tx -> world.returns.pickups().cancel(tx, world.store, view.id()));
    }

    private static Pickup pickup(ReturnView view) {
        return world.database
                .inStore(world.store, tx -> world.returns.pickups().of(tx, world.store, view.id()))
                .orElseThrow();
    }

    private static int left(LocalDate day) {
        return slots().stream()
                .filter(slot -> slot.day().equals(day))
                .findFirst()
                .orElseThrow()
                .left();
    }

    private static LocalDate today() {
        return world.now().atZone(world.stores.zone(world.store)).toLocalDate();
    }

    @Test
    void a_day_that_is_over_where_the_store_is_is_not_given_back() {
        ReturnView view = requested(Method.PICKUP);
        LocalDate day = slots().getFirst().day();
        assertInstanceOf(Answer.Done.class, book(view, day));
        world.at(day + "T23:30:00Z"); // half past midnight in Berlin
        assertInstanceOf(
                Answer.Done.class,
                world.database.<Answer>inStore(
                        world.store,
                        tx -> world.returns.callOff(tx, world.store, view.id(), Returns.Word.all("test"))));
        assertTrue(pickup(view).isBooked(), "the carrier came yesterday");
    }

    @Test
    void days_are_the_working_days_from_tomorrow_on_and_after_the_cut_off_from_the_day_after() {
        List<LocalDate> days = slots().stream().map(Pickups.Slot::day).toList();
        assertEquals(today().plusDays(1), days.getFirst());
        assertFalse(days.contains(today().plusDays(5)), "a Saturday");
        assertEquals(10, days.size());
        world.clock.move(Duration.ofHours(3));
        assertEquals(today().plusDays(2), slots().getFirst().day(), "after noon");
        offer(0);
        assertEquals(List.of(), slots());
    }

    @Test
    void of_many_who_want_the_same_day_exactly_as_many_get_it_as_there_are_places() throws Exception {
        LocalDate day = today().plusDays(2);
        List<ReturnView> views =
                IntStream.range(0, 8).mapToObj(i -> requested(Method.PICKUP)).toList();
        int got = 0;
        try (ExecutorService people = Executors.newFixedThreadPool(4)) {
            List<Future<Answer>> answers = views.stream()
                    .map(view -> people.submit(() -> book(view, day)))
                    .toList();
            for (Future<Answer> answer : answers) if (answer.get() instanceof Answer.Done) got++;
        }
        assertEquals(3, got);
        assertEquals(0, left(day));
        assertEquals(
                3,
                world.database
                        .inStore(world.store, tx -> world.returns.pickups().on(tx, world.store, day))
                        .size());
    }

    @Test
    void a_day_can_be_changed_and_cancelled_until_the_day_before_and_each_change_counts() {
        ReturnView view = requested(Method.PICKUP);
        LocalDate first = today().plusDays(1);
        LocalDate second = today().plusDays(3);
        assertInstanceOf(Answer.Done.class, book(view, second));
        assertInstanceOf(Answer.Done.class, book(view, first));
        assertEquals(3, left(second), "given back");
        assertEquals(2, left(first));
        assertEquals(1, pickup(view).sequence());
        assertInstanceOf(Answer.Done.class, book(view, first), "the same again is no change");
        assertEquals(1, pickup(view).sequence());
        assertInstanceOf(Answer.Done.class, cancel(view));
        assertEquals(Pickup.State.CANCELLED, pickup(view).state());
        assertEquals(2, pickup(view).sequence());
        assertEquals(3, left(first));
        assertInstanceOf(Answer.Denied.class, cancel(view));
        assertInstanceOf(Answer.Done.class, book(view, first));
        world.days(1);
        assertInstanceOf(Answer.Denied.class, cancel(view), "on the day itself");
        assertInstanceOf(Answer.Denied.class, book(view, second), "on the day itself");
    }

    @Test
    void a_return_that_is_called_off_gives_its_place_to_somebody_else() {
        ReturnView view = requested(Method.PICKUP);
        LocalDate day = today().plusDays(1);
        assertInstanceOf(Answer.Done.class, book(view, day));
        Answer _ = world.database.inStore(
                world.store, tx -> world.returns.callOff(tx, world.store, view.id(), Returns.Word.all("test")));
        assertEquals(Pickup.State.CANCELLED, pickup(view).state());
        assertEquals(3, left(day));
    }

    @Test
    void nobody_gets_a_sunday_a_day_long_ago_or_one_for_another_way_back() {
        ReturnView view = requested(Method.PICKUP);
        assertInstanceOf(Answer.Denied.class, book(view, today().plusDays(6)));
        assertInstanceOf(Answer.Denied.class, book(view, today()));
        assertInstanceOf(Answer.Denied.class, book(view, today().plusYears(3)));
        assertInstanceOf(Answer.Denied.class, book(requested(Method.LABEL), today().plusDays(1)));
        assertEquals(
                Optional.empty(),
                world.database.inStore(
                        world.store, tx -> world.returns.pickups().of(tx, world.store, view.id())));
    }

    @ParameterizedTest
    @EnumSource(value = Method.class, names = "KEEP", mode = EnumSource.Mode.EXCLUDE)
    void each_way_back_leads_from_the_wish_to_the_money(Method method) {
        ReturnView view = requested(method);
        assertEquals(Stage.AWAITED, view.stage());
        assertEquals(
                method.isPaidByStore(),
                world.database
                        .inStore(world.store, tx -> world.returns.labels().paper(tx, world.store, view.id()))
                        .isPresent(),
                "what there is to hand in");
        if (method == Method.PICKUP) assertInstanceOf(Answer.Done.class, book(view, today().plusDays(1)));
        if (method == Method.OWN_CARRIER) travels(view);
        ReturnView arrived = world.received(view.id());
        assertEquals(Stage.ARRIVED, arrived.stage());
        money(world.taken(view.id()), 10_000);
    }

    private static void travels(ReturnView view) {
        String number = "OWN" + view.id().value();
        assertInstanceOf(
                Answer.Done.class,
                world.database.inStore(world.store, tx -> world.returns.parcelIs(tx, world.store, view.id(), number)));
        world.scan(number, "IN_TRANSIT.arrived_facility");
        world.settle();
        assertEquals(Stage.UNDER_WAY, world.view(view.id()).stage());
    }

    @Test
    void what_is_kept_is_paid_for_at_once_and_nothing_travels() {
        OrderId order = world.sent("k" + world.ids.next(), new ReturnsWorld.Thing("lamp", 1, 10_000, 0));
        Wish keep = world.wish(order, "lamp", 1, Reason.CHANGED_MIND, Remedy.Kind.KEEP);
        money(world.requested(new Ask(order, List.of(keep), Method.KEEP)), 3_000);
    }

    private static void money(ReturnView taken, long minor) {
        Payout payout = taken.payouts().getFirst();
        assertEquals(minor, payout.amount().minor());
        assertEquals(Payout.State.BY_HAND, payout.state());
        ReturnView done = world.given(payout);
        assertEquals(Stage.DONE, done.stage());
        assertTrue(done.pieces().stream().allMatch(piece -> piece.verdict() == Verdict.SETTLED));
    }
}
