package io.postlude.returns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.customers.CustomerId;
import io.postlude.customers.Customers;
import io.postlude.customers.MergeId;
import io.postlude.customers.Merged;
import io.postlude.kernel.Money;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Laws of store credit over random lives: given, spent, given back, corrected, merged and taken apart, in any order. */
class CreditLivesTest {
    private static final int LIVES = 8;
    private static final int DEEDS = 90;
    private static final long SEED = 20_370;

    private final CreditWorld world = new CreditWorld();
    private int spentInAll;
    private int refusedInAll;
    private int restoredInAll;
    private int apartInAll;

    @Test
    void a_balance_is_the_sum_of_its_entries_and_of_what_a_simple_book_says_at_any_time() {
        try (world) {
            for (int life = 0; life < LIVES; life++) new Life(life).run();
        }
        assertTrue(
                spentInAll > 50 && refusedInAll > 20 && restoredInAll > 20 && apartInAll > 5,
                spentInAll + " spent, " + refusedInAll + " refused, " + restoredInAll + " restored, " + apartInAll
                        + " taken apart, seed " + SEED);
    }

    /** Three people of which two may be one; what must hold is kept beside the program by the simplest means. */
    private final class Life {
        private final Random chance;
        private final int life;
        private final List<CustomerId> people = new ArrayList<>();
        private final Map<CustomerId, Long> book = new LinkedHashMap<>();
        private final Map<CreditSpendId, Map<CustomerId, Long>> spends = new HashMap<>();
        private @Nullable MergeId merge;

        Life(int life) {
            this.life = life;
            this.chance = new Random(SEED + life);
            for (int i = 0; i < 3; i++) {
                people.add(world.credited(email(i)));
                book.put(people.get(i), 2520L);
            }
        }

        private String email(int person) {
            return "p" + person + "-" + life + "@example.org";
        }

        /** The first two may be one; the third is always alone. */
        private List<CustomerId> family(CustomerId one) {
            return merge != null && !one.equals(people.get(2)) ? people.subList(0, 2) : List.of(one);
        }

        private long has(CustomerId one) {
            return family(one).stream().mapToLong(book::get).sum();
        }

        void run() {
            for (int deed = 0; deed < DEEDS; deed++) {
                CustomerId one = people.get(chance.nextInt(3));
                switch (chance.nextInt(10)) {
                    case 0 -> give();
                    case 1, 2, 3 -> spend(one);
                    case 4, 5, 6 -> restore(one);
                    case 7 -> correct(one);
                    default -> mergeOrApart();
                }
                String where = "life " + life + ", deed " + deed + ", seed " + SEED;
                for (CustomerId person : people) assertEquals(has(person), world.balance(person), where);
                assertEquals(0, world.wrong(), where);
            }
            assertEquals(0, world.untied(), "the books say the same, life " + life);
        }

        private void give() {
            int person = chance.nextInt(3);
            CustomerId whose = world.credited(email(person));
            assertEquals(people.get(person), whose);
            book.merge(whose, 2520L, Long::sum);
        }

        private void spend(CustomerId one) {
            long minor = 1 + chance.nextInt(4000);
            CreditChange change = world.spend(one, minor);
            if (minor > has(one)) {
                assertEquals(new CreditChange.NotEnough(ReturnsWorld.eur(has(one))), change);
                refusedInAll++;
                return;
            }
            spentInAll++;
            Map<CustomerId, Long> from = new HashMap<>();
            long open = minor;
            for (CustomerId record : family(one)) {
                long part = Math.min(open, book.getOrDefault(record, 0L));
                if (part > 0) from.put(record, part);
                book.merge(record, -part, Long::sum);
                open -= part;
            }
            spends.put(assertInstanceOf(CreditChange.Spent.class, change).spend(), from);
        }

        private void restore(CustomerId one) {
            if (spends.isEmpty()) return;
            CreditSpendId spend = List.copyOf(spends.keySet()).get(chance.nextInt(spends.size()));
            Map<CustomerId, Long> from = spends.getOrDefault(spend, Map.of());
            List<CustomerId> own =
                    family(one).stream().filter(from::containsKey).toList();
            long left = own.stream()
                    .mapToLong(record -> from.getOrDefault(record, 0L))
                    .sum();
            long minor = 1 + chance.nextInt(2000);
            CreditChange change = world.restore(one, spend, minor);
            if (own.isEmpty()) {
                assertEquals(new CreditChange.NoSuchSpend(), change);
            } else if (minor > left) {
                assertEquals(new CreditChange.NotEnough(ReturnsWorld.eur(left)), change);
            } else {
                restoredInAll++;
                long open = minor;
                for (CustomerId record : own) {
                    long part = Math.min(open, from.getOrDefault(record, 0L));
                    from.merge(record, -part, Long::sum);
                    book.merge(record, part, Long::sum);
                    open -= part;
                }
                Money now = ReturnsWorld.eur(has(one));
                assertEquals(new CreditChange.Moved(ReturnsWorld.eur(minor), now), change);
            }
        }

        private void correct(CustomerId one) {
            long minor = chance.nextInt(2000) - 1000;
            if (minor == 0) return;
            CreditChange change = world.correct(one, minor);
            if (has(one) + minor < 0) {
                assertInstanceOf(CreditChange.NotEnough.class, change);
                return;
            }
            if (minor > 0) book.merge(family(one).getFirst(), minor, Long::sum);
            long open = -minor;
            for (CustomerId record : minor > 0 ? List.<CustomerId>of() : family(one)) {
                long part = Math.min(open, book.getOrDefault(record, 0L));
                book.merge(record, -part, Long::sum);
                open -= part;
            }
        }

        private void mergeOrApart() {
            ReturnsWorld below = world.below;
            if (merge == null) {
                var wish = new Customers.MergeWish(people.get(1), people.get(0), "Ada", "the same");
                Merged done = below.database.inStore(below.store, tx -> below.customers.merge(tx, below.store, wish));
                merge = assertInstanceOf(Merged.Done.class, done).merge();
            } else {
                MergeId old = merge;
                var _ = below.database.inStore(
                        below.store, tx -> below.customers.undoMerge(tx, below.store, old, "Ada"));
                merge = null;
                apartInAll++;
            }
        }
    }
}
