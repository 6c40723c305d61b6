package io.postlude.insights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What windows say, they hold: on exchangeable outcomes, and again after the world has changed. */
class CalibrationPropertyTest {
    private static final double A_DAY = 1.0 / 40;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void on_exchangeable_outcomes_windows_hold_what_they_say(long seed) {
        assertEquals(0.9, heldAfter(seed, 3_000, 0), 0.025, "seed " + seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void after_a_drift_coverage_returns(long seed) {
        assertEquals(0.9, heldAfter(seed, 12_000, 0.8), 0.035, "seed " + seed);
    }

    @Test
    void with_nothing_known_windows_are_wide() {
        Arrival.Window window =
                Calibration.of(List.of(), 0).arrival(Math.log(5), 0.5).shortest(0.9);
        assertTrue(window.width() > 8, "width " + window.width());
    }

    @Test
    void what_has_not_come_by_now_comes_later() {
        Arrival arrival = Arrival.ofLogs(Math.log(5), 0.5, Normal.GRID);
        Arrival waiting = arrival.after(9);
        assertTrue(waiting.quantile(0.01) >= 9);
        double expected = (arrival.chanceWithin(12) - arrival.chanceWithin(9)) / (1 - arrival.chanceWithin(9));
        assertEquals(expected, waiting.chanceWithin(12), 0.02);
    }

    /** The share of 90 percent windows that held in the last 1,500 of so many forecasts; a third in, all take longer. */
    private static double heldAfter(long seed, int count, double shift) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Calibration.Outcome> known = new ArrayList<>();
        Calibration calibration = Calibration.of(known, 0);
        int held = 0;
        for (int i = 0; i < count; i++) {
            double day = i * A_DAY;
            if (i % 100 == 0) calibration = Calibration.of(known, day);
            Arrival arrival = calibration.arrival(Math.log(6), 0.4);
            double took = Math.exp(Math.log(6) + 0.4 * random.nextGaussian() + (i > count / 3 ? shift * 0.4 : 0));
            Calibration.Levels levels = calibration.levels();
            boolean nearly = arrival.shortest(levels.nearly()).holds(took);
            known.add(new Calibration.Outcome(
                    (Features.log(took) - Math.log(6)) / 0.4,
                    new Calibration.Held(
                            arrival.shortest(levels.half()).holds(took),
                            arrival.shortest(levels.most()).holds(took),
                            nearly),
                    day));
            if (i >= count - 1_500 && nearly) held++;
        }
        return held / 1_500.0;
    }
}
