package io.postlude.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.journeys.Difference.Group;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The arithmetic of read-outs against what others have published, and against chance. */
class DifferenceTest {
    private static final double A_HUNDREDTH_OF_A_POINT = 0.0001;

    /** Hillstrom's e-mail test of 64,000 customers: 10.617 / 18.276 / 15.140 % visited, .573 / 1.253 / .884 % bought. */
    @Test
    void the_published_email_experiment_has_its_published_effects() {
        Group control = new Group("control", 21_306, 2_262);
        Difference mens = Difference.between(control, new Group("mens", 21_307, 3_894));
        Difference womens = Difference.between(control, new Group("womens", 21_387, 3_238));
        assertEquals(0.18276 - 0.10617, mens.effect(), A_HUNDREDTH_OF_A_POINT);
        assertEquals(0.15140 - 0.10617, womens.effect(), A_HUNDREDTH_OF_A_POINT);
        assertTrue(mens.low() > womens.high(), "the two do not overlap");
        assertTrue(mens.isSure() && womens.isSure());
        Group none = new Group("control", 21_306, 122);
        Difference bought = Difference.between(none, new Group("mens", 21_307, 267));
        assertEquals(0.01253 - 0.00573, bought.effect(), A_HUNDREDTH_OF_A_POINT);
        assertTrue(bought.chance() < 1e-12 && bought.chance() > 1e-14, bought.chance() + "");
        Difference less = Difference.between(none, new Group("womens", 21_387, 189));
        assertEquals(0.00884 - 0.00573, less.effect(), A_HUNDREDTH_OF_A_POINT);
        assertTrue(less.low() > 0 && less.high() < 0.005, less.toString());
    }

    @Test
    void an_uneven_lot_is_found_as_published() {
        assertEquals(0.0015, Difference.unevenness(List.of(50_000L, 49_000L), List.of(0.5, 0.5)), 0.00005);
        assertTrue(Difference.unevenness(List.of(500L, 9_500L), List.of(0.05, 0.95)) > 0.99);
        assertEquals(0, Difference.unevenness(List.of(1L, 10L), List.of(0.0, 1.0)));
    }

    @Test
    void tails_are_those_of_the_tables() {
        assertEquals(0.05, Tails.twoSided(1.959964), 1e-6);
        assertEquals(2.8665e-7 * 2, Tails.twoSided(5), 1e-10);
        assertEquals(0.05, Tails.chiSquare(3.841459, 1), 1e-6);
        assertEquals(0.05, Tails.chiSquare(5.991465, 2), 1e-6);
        assertEquals(0.05, Tails.chiSquare(18.307038, 10), 1e-6);
        assertEquals(0.95, Tails.chiSquare(3.940299, 10), 1e-6);
    }

    /** Two groups that differ by nothing, looked at after each hundred people for as long as one likes. */
    @Test
    void where_nothing_differs_looking_at_every_hour_cries_wolf_in_less_than_five_of_a_hundred() {
        long seed = 4_711;
        Random random = new Random(seed);
        int experiments = 1_000;
        int always = 0;
        int once = 0;
        for (int i = 0; i < experiments; i++) {
            long[] did = new long[2];
            boolean cried = false;
            boolean criedOnce = false;
            for (int people = 100; people <= 5_000; people += 100) {
                for (int arm = 0; arm < 2; arm++)
                    for (int one = 0; one < 100; one++) if (random.nextDouble() < 0.2) did[arm]++;
                Difference now = Difference.between(new Group("a", people, did[0]), new Group("b", people, did[1]));
                cried |= now.isSure();
                criedOnce |= now.low() > 0 || now.high() < 0;
            }
            if (cried) always++;
            if (criedOnce) once++;
        }
        assertTrue(always <= experiments * 0.05, always + " of " + experiments + ", seed " + seed);
        assertTrue(
                once > experiments * 0.15, "the usual interval, looked at so often, is wrong far more often: " + once);
    }

    @Test
    void a_true_effect_lies_within_its_interval_95_times_of_100_and_is_found() {
        long seed = 815;
        Random random = new Random(seed);
        int within = 0;
        int found = 0;
        for (int i = 0; i < 400; i++) {
            Difference one = Difference.between(draw(random, 4_000, 0.20), draw(random, 4_000, 0.26));
            if (one.low() <= 0.06 && one.high() >= 0.06) within++;
            if (one.isSure()) found++;
        }
        assertTrue(within >= 368 && within <= 392, within + " of 400, seed " + seed);
        assertTrue(found > 380, found + " of 400");
    }

    private static Group draw(Random random, int people, double share) {
        long did = 0;
        for (int i = 0; i < people; i++) if (random.nextDouble() < share) did++;
        return new Group("drawn", people, did);
    }

    @Test
    void few_people_say_nothing() {
        assertFalse(
                Difference.between(new Group("a", 3, 0), new Group("b", 60, 9)).isSure());
        assertFalse(
                Difference.between(new Group("a", 0, 0), new Group("b", 0, 0)).isSure());
    }
}
