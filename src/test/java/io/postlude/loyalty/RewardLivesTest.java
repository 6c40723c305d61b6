package io.postlude.loyalty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.kernel.Money;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Laws of pools over random lives: filled, given, ordered with, cancelled, expired, in any order and told again and again. */
class RewardLivesTest {
    private static final int LIVES = 12;
    private static final int DEEDS = 60;
    private static final long SEED = 20_360;
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** What must hold, kept beside the program by the simplest means. */
    private static final class Book {
        final Set<String> free = new HashSet<>();
        final Set<String> spent = new HashSet<>();
        final Map<String, Given> given = new HashMap<>();
        final Map<Long, String> ofRun = new HashMap<>();
        final Map<String, Ordered> orders = new TreeMap<>();

        record Given(Instant at, LocalDate until) {}

        record Ordered(String code, Instant at, boolean cancelled) {}

        /** Ordered with after it was given, and not cancelled. */
        boolean used(String code) {
            Given one = given.get(code);
            return one != null
                    && orders.values().stream()
                            .anyMatch(order -> order.code().equals(code)
                                    && !order.cancelled()
                                    && !order.at().isBefore(one.at()));
        }

        PoolFigures figures(LocalDate today) {
            long used = given.keySet().stream().filter(this::used).count();
            long expired = given.entrySet().stream()
                    .filter(one -> !used(one.getKey()) && one.getValue().until().isBefore(today))
                    .count();
            long standing =
                    orders.values().stream().filter(one -> !one.cancelled()).count();
            return new PoolFigures(
                    free.size(),
                    spent.size(),
                    given.size(),
                    used,
                    expired,
                    standing,
                    standing == 0 ? List.of() : List.of(Money.of(4_900 * standing, "EUR")));
        }
    }

    @Test
    void a_code_is_given_at_most_once_used_only_where_it_was_given_and_the_counts_add_up() {
        int usedInAll = 0;
        int expiredInAll = 0;
        int spentInAll = 0;
        try (LoyaltyWorld world = new LoyaltyWorld()) {
            for (int life = 0; life < LIVES; life++) {
                PoolFigures end = live(world, life);
                usedInAll += (int) end.used();
                expiredInAll += (int) end.expired();
                spentInAll += (int) end.spent();
            }
        }
        assertTrue(
                usedInAll > 5 && expiredInAll > 5 && spentInAll > 3,
                usedInAll + " used, " + expiredInAll + " expired, " + spentInAll + " spent, seed " + SEED);
    }

    private static PoolFigures live(LoyaltyWorld world, int life) {
        Random chance = new Random(SEED + life);
        Pool pool = world.listed("pool-" + life, 2, new Pool.Validity(2, null));
        Book book = new Book();
        List<Long> runs = new ArrayList<>();
        int codes = 0;
        int orders = 0;
        for (int i = 0; i < DEEDS; i++) {
            switch (chance.nextInt(7)) {
                case 0 -> {
                    String code = "L" + life + "-" + ++codes;
                    world.fill(pool, List.of(code, code.toLowerCase(java.util.Locale.ROOT)));
                    book.free.add(code);
                }
                case 1, 2 -> {
                    long run = runs.isEmpty() || chance.nextInt(4) > 0
                            ? world.nextRun()
                            : runs.get(chance.nextInt(runs.size()));
                    runs.add(run);
                    give(world, pool, run, book);
                }
                case 3, 4 -> order(world, "L" + life + "-" + ++orders, pick(book, chance, codes, life), book);
                case 5 -> cancel(world, book, chance);
                default -> world.clock.move(Duration.ofHours(chance.nextInt(60)));
            }
            if (chance.nextInt(10) == 0) world.replay();
            world.settle();
            PoolFigures figures = world.figures(pool);
            assertEquals(
                    book.figures(LocalDate.ofInstant(world.clock.instant(), BERLIN)),
                    figures,
                    "life " + life + ", deed " + i + ", seed " + SEED);
            assertEquals(codesOf(book), figures.codes());
        }
        return world.figures(pool);
    }

    private static long codesOf(Book book) {
        return book.free.size() + book.spent.size() + book.given.size();
    }

    private static void give(LoyaltyWorld world, Pool pool, long run, Book book) {
        Reward reward = world.give(pool, run, null);
        String had = book.ofRun.get(run);
        if (had != null) {
            assertEquals(had, Objects.requireNonNull(reward).code(), "the same run has the same");
            return;
        }
        assertEquals(book.free.isEmpty(), reward == null, "one is given as long as there are any");
        if (reward == null) return;
        assertTrue(book.free.remove(reward.code()), reward.code() + " was free");
        book.given.put(reward.code(), new Book.Given(world.clock.instant(), Objects.requireNonNull(reward.until())));
        book.ofRun.put(run, reward.code());
    }

    /** Mostly one that was given; now and then one nobody has. */
    private static String pick(Book book, Random chance, int codes, int life) {
        List<String> given = book.given.keySet().stream().sorted().toList();
        if (!given.isEmpty() && chance.nextInt(4) > 0) return given.get(chance.nextInt(given.size()));
        return "L" + life + "-" + (1 + chance.nextInt(codes + 1));
    }

    private static void order(LoyaltyWorld world, String number, String code, Book book) {
        boolean known = book.free.contains(code) || book.spent.contains(code) || book.given.containsKey(code);
        world.clock.move(Duration.ofMinutes(1));
        world.order(number, "anna@example.org", List.of(known ? code : "NOT-" + code));
        world.settle();
        if (!known) return;
        if (book.free.remove(code)) book.spent.add(code);
        book.orders.put(number, new Book.Ordered(code, world.clock.instant(), false));
    }

    private static void cancel(LoyaltyWorld world, Book book, Random chance) {
        if (book.orders.isEmpty()) return;
        List<String> numbers = List.copyOf(book.orders.keySet());
        String number = numbers.get(chance.nextInt(numbers.size()));
        Book.Ordered order = Objects.requireNonNull(book.orders.get(number));
        world.clock.move(Duration.ofMinutes(1));
        world.order(
                number,
                new LoyaltyWorld.Told("anna@example.org", List.of(order.code()), order.at(), world.clock.instant()));
        book.orders.put(number, new Book.Ordered(order.code(), order.at(), true));
    }
}
