package io.postlude.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** How many people an experiment needs. */
class PowerTest {
    @Test
    void two_equal_groups_need_what_the_textbook_says() {
        // 10 % against 15 %: 685.6 in each group.
        assertEquals(1372, Power.people(0.10, 0.05, 0.5));
        assertTrue(Power.people(0.10, 0.05, 0.05) > 4 * 1372, "a small holdout needs many more");
    }

    @Test
    void so_many_people_find_the_effect_four_times_of_five() {
        double heldOut = 0.2;
        long people = Power.people(0.10, 0.05, heldOut);
        long held = Math.round(people * heldOut);
        Random random = new Random(5);
        int found = 0;
        for (int turn = 0; turn < 2_000; turn++) {
            double control = share(random, 0.10, held);
            double group = share(random, 0.15, people - held);
            double mean = (control * held + group * (people - held)) / people;
            double error = Math.sqrt(mean * (1 - mean) * (1.0 / held + 1.0 / (people - held)));
            if (Math.abs(group - control) / error > 1.959964) found++;
        }
        assertEquals(0.80, found / 2_000.0, 0.03);
    }

    /** The normal distribution stands for the binomial: there are hundreds in each group. */
    private static double share(Random random, double chance, long people) {
        return chance + random.nextGaussian() * Math.sqrt(chance * (1 - chance) / people);
    }

    @Test
    void what_is_no_share_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> Power.people(0, 0.05, 0.5));
        assertThrows(IllegalArgumentException.class, () -> Power.people(0.97, 0.05, 0.5));
        assertThrows(IllegalArgumentException.class, () -> Power.people(0.1, 0.05, 0));
    }
}
