package io.postlude.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.journeys.MeanDifference.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Effects on money, contacts and returns: no more false alarms than promised, and what is true is found. */
class MeanDifferenceTest {
    private static final long SEED = Long.getLong("mean.seed", 5);

    /** Somebody who spends about as much after as before; {@code effect} comes on top. */
    private static Figure spender(Random random, double effect) {
        double habit = Math.max(0, 60 + 40 * random.nextGaussian());
        double before = Math.max(0, habit + 25 * random.nextGaussian());
        return Figure.ofPerson(Math.max(0, habit + 25 * random.nextGaussian()) + effect, before);
    }

    /** Somebody with some orders, of each of which some come back. */
    private static Figure returner(Random random, double share) {
        int orders = 1 + random.nextInt(4);
        int back = 0;
        for (int i = 0; i < orders; i++) if (random.nextDouble() < share) back++;
        return new Figure(back, orders, 0);
    }

    private static List<Figure> people(int count, Function<Random, Figure> kind, Random random) {
        List<Figure> people = new ArrayList<>();
        for (int i = 0; i < count; i++) people.add(kind.apply(random));
        return people;
    }

    private interface Reading {
        MeanDifference of(List<Figure> control, List<Figure> group);
    }

    /** Alarms of a hundred-day experiment without an effect that is looked at each day: {once at the end, ever}. */
    private static double[] alarms(Function<Random, Figure> kind, Reading reading) {
        Random random = new Random(SEED);
        int experiments = 400;
        int once = 0;
        int ever = 0;
        for (int e = 0; e < experiments; e++) {
            List<Figure> control = new ArrayList<>();
            List<Figure> group = new ArrayList<>();
            boolean cried = false;
            for (int day = 0; day < 20; day++) {
                control.addAll(people(20, kind, random));
                group.addAll(people(60, kind, random));
                cried |= reading.of(control, group).isSure();
            }
            MeanDifference last = reading.of(control, group);
            if (last.low() > 0 || last.high() < 0) once++;
            if (cried) ever++;
        }
        return new double[] {(double) once / experiments, (double) ever / experiments};
    }

    @Test
    void where_nothing_differs_fewer_than_five_of_a_hundred_cry_wolf() {
        double[] spent = alarms(random -> spender(random, 0), MeanDifference::ofPeople);
        double[] back = alarms(random -> returner(random, 0.2), MeanDifference::ofRatios);
        for (double[] one : List.of(spent, back)) {
            assertTrue(one[1] <= 0.05, one[1] + " however often one looks, seed " + SEED);
            // Once at the end: five of a hundred, give or take three standard errors of 400 experiments.
            assertTrue(Math.abs(one[0] - 0.05) < 0.033, one[0] + " looked at once, seed " + SEED);
        }
    }

    @Test
    void a_true_effect_lies_within_its_interval_and_what_was_before_makes_it_narrower() {
        Random random = new Random(SEED);
        int within = 0;
        double spread = 0;
        for (int e = 0; e < 200; e++) {
            MeanDifference found = MeanDifference.ofPeople(
                    people(300, r -> spender(r, 0), random), people(900, r -> spender(r, 4), random));
            if (found.low() <= 4 && found.high() >= 4) within++;
            spread += found.spread() / 200;
        }
        assertTrue(within >= 181 && within <= 199, within + " of 200, seed " + SEED);
        // The habit explains 40^2 of 40^2 + 25^2 of the variance before and after: 1 - (0.72)^2 is left, about a half.
        assertEquals(0.48, spread, 0.05);
        MeanDifference sure = MeanDifference.ofPeople(
                people(5_000, r -> spender(r, 0), random), people(20_000, r -> spender(r, 4), random));
        assertTrue(sure.isSure() && sure.effect() > 2 && sure.effect() < 6, sure.toString());
    }

    @Test
    void a_share_of_orders_is_counted_by_orders_and_not_by_people() {
        Random random = new Random(SEED);
        MeanDifference found = MeanDifference.ofRatios(
                people(8_000, r -> returner(r, 0.25), random), people(8_000, r -> returner(r, 0.15), random));
        assertEquals(0.25, found.control(), 0.01);
        assertEquals(0.15, found.group(), 0.01);
        assertTrue(found.isSure() && found.high() < -0.08 && found.low() > -0.12, found.toString());
        assertEquals(1, found.spread());
    }

    @Test
    void nobody_and_no_orders_say_nothing() {
        MeanDifference none = MeanDifference.ofPeople(List.of(), List.of());
        assertEquals(0, none.effect());
        assertTrue(!none.isSure());
        MeanDifference noOrders = MeanDifference.ofRatios(
                List.of(new Figure(0, 0, 0), new Figure(0, 0, 0)), List.of(new Figure(0, 0, 0)));
        assertTrue(!noOrders.isSure());
        assertEquals(0, noOrders.control());
    }
}
