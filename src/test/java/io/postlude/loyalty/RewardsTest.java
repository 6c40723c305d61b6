package io.postlude.loyalty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.customers.PersonalData;
import io.postlude.kernel.Money;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pools, what is given out of them and what is used of it, on the real database. */
class RewardsTest {
    private final LoyaltyWorld world = new LoyaltyWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void a_run_is_given_one_code_and_has_the_same_however_often_it_asks() {
        Pool pool = world.listed("thanks", 0, new Pool.Validity(30, null));
        world.fill(pool, LoyaltyWorld.codes("THX", 3));
        Reward first = Objects.requireNonNull(world.give(pool, 1, null));
        assertEquals(first, world.give(pool, 1, null));
        assertEquals(LocalDate.of(2031, 4, 4), first.until(), "30 days from the 5th of March");
        assertEquals("10 % Rabatt", first.worth().says(Locale.GERMAN));
        Reward second = Objects.requireNonNull(world.give(pool, 2, null));
        assertTrue(!second.code().equals(first.code()));
        assertEquals(2, world.figures(pool).given());
        assertEquals(1, world.figures(pool).left());
    }

    @Test
    void a_hundred_at_once_on_ten_codes_get_exactly_ten_and_the_others_go_without() throws Exception {
        Pool pool = world.listed("thanks", 3, Pool.Validity.FOR_EVER);
        world.fill(pool, LoyaltyWorld.codes("THX", 10));
        List<@Nullable Reward> got = new ArrayList<>();
        try (ExecutorService many = Executors.newFixedThreadPool(8)) {
            List<Callable<@Nullable Reward>> asks = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                long run = world.nextRun();
                asks.add(() -> world.give(pool, run, null));
            }
            for (Future<@Nullable Reward> one : many.invokeAll(asks)) got.add(one.get());
        }
        List<Reward> given = got.stream().filter(Objects::nonNull).toList();
        assertEquals(10, given.size());
        assertEquals(10, given.stream().map(Reward::code).distinct().count());
        assertEquals(new PoolFigures(0, 0, 10, 0, 0, 0, List.of()), world.figures(pool));
        assertEquals(
                1,
                world.told().stream()
                        .filter(RewardEvent.PoolRanLow.class::isInstance)
                        .count(),
                "that few are left is told once");
    }

    @Test
    void what_is_undone_was_never_given() {
        Pool pool = world.listed("thanks", 0, Pool.Validity.FOR_EVER);
        world.fill(pool, List.of("ONLY-ONE"));
        assertThrows(
                IllegalStateException.class,
                () -> world.database.runInStore(world.store, tx -> {
                    world.rewards.give(tx, world.store, "thanks", List.of(new Rewards.Wish(1, null, null)));
                    throw new IllegalStateException("killed");
                }));
        assertEquals(
                "ONLY-ONE", Objects.requireNonNull(world.give(pool, 2, null)).code());
    }

    @Test
    void each_code_that_cannot_be_taken_in_is_named_with_its_reason_and_no_other_is_lost() {
        Pool other = world.listed("other", 0, Pool.Validity.FOR_EVER);
        world.fill(other, List.of("THERE-1"));
        world.order("0", "anna@example.org", List.of("used-1"));
        Pool pool = world.listed("thanks", 0, Pool.Validity.FOR_EVER);
        Pools.Filled filled = world.fill(
                pool, List.of("GOOD-1", " GOOD-2 ", "", "good-1", "there-1", "USED-1", "a b c", "x", "GOOD-3"));
        assertEquals(3, filled.taken());
        assertEquals(
                Set.of("good-1", "there-1", "USED-1", "a b c", "x"),
                filled.refused().keySet());
        assertTrue(filled.refused().get("USED-1").contains("used in an order"), filled.toString());
        assertTrue(filled.refused().get("there-1").contains("in a pool already"), filled.toString());
        assertEquals(3, world.figures(pool).left());
    }

    @Test
    void an_order_that_carries_the_code_marks_it_as_used_once_and_lets_go_when_it_is_cancelled() {
        Pool pool = world.listed("thanks", 0, Pool.Validity.FOR_EVER);
        world.fill(pool, List.of("THX-1"));
        Reward reward = Objects.requireNonNull(world.give(pool, 1, null));
        world.clock.move(Duration.ofDays(3));
        world.order("1", "anna@example.org", List.of(reward.code().toLowerCase(Locale.ROOT), reward.code()));
        world.settle();
        world.replay();
        PoolFigures used = world.figures(pool);
        assertEquals(1, used.used());
        assertEquals(List.of(Money.of(4_900, "EUR")), used.money());
        assertTrue(Objects.requireNonNull(world.give(pool, 1, null)).used());
        assertEquals(
                1,
                world.told().stream()
                        .filter(RewardEvent.RewardUsed.class::isInstance)
                        .count());
        world.clock.move(Duration.ofHours(1));
        world.order(
                "1",
                new LoyaltyWorld.Told(
                        "anna@example.org",
                        List.of(reward.code()),
                        world.clock.instant().minus(Duration.ofHours(1)),
                        world.clock.instant()));
        world.settle();
        assertEquals(new PoolFigures(0, 0, 1, 0, 0, 0, List.of()), world.figures(pool));
    }

    @Test
    void a_code_that_comes_with_an_order_before_it_was_given_is_spent_and_never_given() {
        Pool pool = world.listed("thanks", 0, Pool.Validity.FOR_EVER);
        world.fill(pool, List.of("THX-1"));
        world.order("1", "anna@example.org", List.of("THX-1"));
        world.settle();
        assertNull(world.give(pool, 1, null));
        assertEquals(1, world.figures(pool).spent());
        assertEquals(0, world.figures(pool).used(), "nobody was given it, so nobody used what we gave");
    }

    @Test
    void one_code_for_everybody_is_used_by_whom_it_was_given_and_counted_apart_for_the_others() {
        Pool pool = world.shared("welcome", "HELLO10");
        world.order("1", "anna@example.org", List.of());
        world.settle();
        Reward reward = Objects.requireNonNull(world.give(pool, 1, world.customer("anna@example.org")));
        assertEquals("HELLO10", reward.code());
        assertNotNull(world.give(pool, 2, null));
        world.clock.move(Duration.ofDays(1));
        world.order("2", "anna@example.org", List.of("hello10"));
        world.order("3", "ben@example.org", List.of("HELLO10"));
        world.settle();
        PoolFigures figures = world.figures(pool);
        assertEquals(2, figures.given());
        assertEquals(1, figures.used());
        assertEquals(2, figures.orders());
        assertEquals(List.of(Money.of(9_800, "EUR")), figures.money());
    }

    @Test
    void a_pool_that_is_closed_or_over_gives_nothing_and_what_was_given_stays() {
        Pool pool = world.listed("thanks", 0, new Pool.Validity(null, LocalDate.of(2031, 3, 7)));
        world.fill(pool, LoyaltyWorld.codes("THX", 5));
        assertNotNull(world.give(pool, 1, null));
        world.clock.move(Duration.ofDays(2));
        assertNotNull(world.give(pool, 2, null), "the last day is still one");
        world.clock.move(Duration.ofDays(1));
        assertNull(world.give(pool, 3, null));
        assertEquals(2, world.figures(pool).expired());
        Pool closed = world.listed("closed", 0, Pool.Validity.FOR_EVER);
        world.fill(closed, LoyaltyWorld.codes("CLO", 2));
        assertNotNull(world.give(closed, 4, null));
        world.database.runInStore(world.store, tx -> assertTrue(world.pools.close(tx, world.store, closed.id())));
        assertNull(world.give(closed, 5, null));
        assertNotNull(world.give(closed, 4, null));
    }

    @Test
    void what_is_wrong_with_a_new_pool_is_said_at_its_field() {
        world.shared("welcome", "HELLO10");
        Map<String, Pools.Wanted> wrong = Map.of(
                "/key", wanted("Not a key", "Name", null, Pool.Validity.FOR_EVER, 0),
                "/name", wanted("a", "  ", null, Pool.Validity.FOR_EVER, 0),
                "/code", wanted("b", "Name", "hello10", Pool.Validity.FOR_EVER, 0),
                "/days", wanted("c", "Name", null, new Pool.Validity(0, null), 0),
                "/until", wanted("d", "Name", null, new Pool.Validity(null, LocalDate.of(2031, 3, 4)), 0),
                "/lowBelow", wanted("e", "Name", null, Pool.Validity.FOR_EVER, -1));
        wrong.forEach((pointer, wanted) -> assertEquals(List.of(pointer), pointers(wanted)));
        assertEquals(List.of("/key"), pointers(wanted("welcome", "Name", null, Pool.Validity.FOR_EVER, 0)));
    }

    private static Pools.Wanted wanted(
            String key, String name, @Nullable String shared, Pool.Validity validity, int low) {
        return new Pools.Wanted(key, name, shared, new Worth.Percent(10), validity, low, "test");
    }

    private List<String> pointers(Pools.Wanted wanted) {
        return world.database.inStore(
                world.store,
                tx ->
                        assertInstanceOf(Pools.Mistaken.class, world.pools.make(tx, world.store, wanted))
                                .errors()
                                .stream()
                                .map(error -> error.pointer())
                                .toList());
    }

    @Test
    void few_left_is_told_once_and_again_only_after_the_pool_was_filled_up() {
        Pool pool = world.listed("thanks", 2, Pool.Validity.FOR_EVER);
        world.fill(pool, LoyaltyWorld.codes("A", 3));
        for (int i = 0; i < 3; i++) assertNotNull(world.give(pool, world.nextRun(), null));
        assertEquals(1, low());
        world.fill(pool, LoyaltyWorld.codes("B", 2));
        assertNotNull(world.give(pool, world.nextRun(), null));
        assertEquals(2, low());
    }

    private long low() {
        return world.told().stream()
                .filter(RewardEvent.PoolRanLow.class::isInstance)
                .count();
    }

    @Test
    void an_erasure_takes_the_name_off_what_was_given_and_counts_on() {
        Pool pool = world.listed("thanks", 0, Pool.Validity.FOR_EVER);
        world.fill(pool, List.of("THX-1"));
        world.order("1", "anna@example.org", List.of());
        assertNotNull(world.give(pool, 1, world.customer("anna@example.org")));
        RewardPersonalData data = new RewardPersonalData();
        var anna = new PersonalData.Person(
                List.of(world.customer("anna@example.org")), List.of("anna@example.org"), List.of());
        world.database.runInStore(world.store, tx -> {
            assertEquals(
                    "THX-1", data.export(tx, world.store, anna).at("/0/code").asText());
            data.erase(tx, world.store, anna);
            data.erase(tx, world.store, anna);
            assertEquals(0, data.export(tx, world.store, anna).size());
        });
        assertEquals(1, world.figures(pool).given());
    }

    @Test
    void every_worth_is_said_in_five_languages() {
        Set<String> said = new HashSet<>();
        for (Worth worth : List.of(new Worth.Percent(15), new Worth.Amount(Money.of(500, "EUR"))))
            Stream.of("en", "de", "fr", "es", "pt")
                    .map(Locale::of)
                    .map(worth::says)
                    .forEach(said::add);
        assertEquals(10, said.size(), said.toString());
        Worth own = new Worth.Said(Map.of("en", "a free mug", "de", "eine Tasse geschenkt"));
        assertEquals("eine Tasse geschenkt", own.says(Locale.GERMAN));
        assertEquals("a free mug", own.says(Locale.FRENCH));
    }
}
