package io.postlude.journeys;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a journey changed: of those who came in, how many bought again within some days.
 *
 * @param days after coming in
 * @param holdout against those who by lot got none of its messages; null: nobody was held out, or nobody has had that long
 * @param uneven how often chance alone would share people out so unevenly; below 0.001 something is wrong with the lots
 * @param splits the arms of each split, each against its first
 * @param figures what else they had more or less of; empty where nobody can be compared
 * @param lastTouch bought within {@link Effects#LAST_TOUCH_DAYS} days of a message: who would have bought anyway is among them
 */
public record EffectReport(
        int days,
        @Nullable Difference holdout,
        double uneven,
        List<SplitEffect> splits,
        List<Figured> figures,
        long told,
        long lastTouch) {
    private static final double ALARM = 0.001;

    /** {@code name} says of what, and for each whom. */
    public record Figured(String name, MeanDifference found) {}

    public record SplitEffect(String step, double uneven, List<Difference> arms) {
        public boolean isUneven() {
            return uneven < ALARM;
        }
    }

    EffectReport with(List<Figured> all) {
        return new EffectReport(days, holdout, uneven, splits, List.copyOf(all), told, lastTouch);
    }

    /** Figures of an uneven lot mean nothing, whatever they say. */
    public boolean isUneven() {
        return uneven < ALARM;
    }
}
