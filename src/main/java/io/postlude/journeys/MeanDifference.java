package io.postlude.journeys;

import java.util.Collection;
import java.util.List;

/**
 * What one group had more or less of, per person or per order, than those who were held back, and how sure that is.
 *
 * @param control so much the ones held back had
 * @param group so much the others had
 * @param low of the interval that holds 95 of 100 times, looked at once
 * @param anyLow of the interval that holds 95 of 100 times however often and whenever one looks
 * @param spread what is left of the uncertainty once what was known of the people before is taken into account: 1 is all
 */
public record MeanDifference(
        long controlPeople,
        long groupPeople,
        double control,
        double group,
        double effect,
        double low,
        double high,
        double anyLow,
        double anyHigh,
        double spread) {
    private static final double Z_95 = 1.959964;
    private static final double ALARM = 0.05;
    /** A tenth of what people differ by is an effect one looks for; the sequence is tightest for those. */
    private static final double LIKELY_SHARE_OF_SPREAD = 0.1;

    private static final int FEWEST = 2;

    /**
     * One person's figures.
     *
     * @param outcome what is looked at, from the moment they came in
     * @param base what it is counted by: 1 for each person, or the number of their orders
     * @param before the same kind of figure from as long before, which no message can have changed
     */
    record Figure(double outcome, double base, double before) {
        static Figure ofPerson(double outcome, double before) {
            return new Figure(outcome, 1, before);
        }
    }

    /** True where looking early and often has found something, and it may be believed. */
    public boolean isSure() {
        return anyLow > 0 || anyHigh < 0;
    }

    /** Of each order (or whatever the bases count): the ratio of two sums, its variance by the delta method. */
    static MeanDifference ofRatios(List<Figure> control, List<Figure> group) {
        return of(new Side(control, 0, 0), new Side(group, 0, 0), 1);
    }

    /** Per person, with what is explained by the time before taken out (CUPED: Deng, Xu, Kohavi, Walker 2013). */
    static MeanDifference ofPeople(List<Figure> control, List<Figure> group) {
        double slope = slope(control, group);
        double mean = (sumBefore(control) + sumBefore(group)) / Math.max(1, control.size() + group.size());
        Side plain = new Side(control, 0, 0);
        Side plainGroup = new Side(group, 0, 0);
        Side adjusted = new Side(control, slope, mean);
        Side adjustedGroup = new Side(group, slope, mean);
        double all = plain.variance() + plainGroup.variance();
        double left = adjusted.variance() + adjustedGroup.variance();
        return of(adjusted, adjustedGroup, all == 0 ? 1 : left / all);
    }

    private static MeanDifference of(Side control, Side group, double spread) {
        double effect = group.ratio() - control.ratio();
        double variance = control.variance() + group.variance();
        double once = Z_95 * Math.sqrt(variance);
        double always = always(variance, Math.max(control.deviation(), group.deviation()));
        return new MeanDifference(
                control.figures().size(),
                group.figures().size(),
                control.ratio(),
                group.ratio(),
                effect,
                effect - once,
                effect + once,
                effect - always,
                effect + always,
                spread);
    }

    /** As {@link Difference} has it, with a likely effect on the scale of the figures. */
    private static double always(double variance, double deviation) {
        if (variance == 0 || deviation == 0) return 0;
        double mixed = LIKELY_SHARE_OF_SPREAD * LIKELY_SHARE_OF_SPREAD * deviation * deviation;
        return Math.sqrt(variance
                * (variance + mixed)
                / mixed
                * (2 * Math.log(1 / ALARM) + Math.log((variance + mixed) / variance)));
    }

    /** One slope for both groups: where they differ must not be explained away. */
    private static double slope(List<Figure> control, List<Figure> group) {
        double covariance = 0;
        double variance = 0;
        for (List<Figure> side : List.of(control, group)) {
            double meanOutcome = sum(side) / Math.max(1, side.size());
            double meanBefore = sumBefore(side) / Math.max(1, side.size());
            for (Figure one : side) {
                covariance += (one.outcome() - meanOutcome) * (one.before() - meanBefore);
                variance += (one.before() - meanBefore) * (one.before() - meanBefore);
            }
        }
        return variance == 0 ? 0 : covariance / variance;
    }

    private static double sum(Collection<Figure> figures) {
        return figures.stream().mapToDouble(Figure::outcome).sum();
    }

    private static double sumBefore(Collection<Figure> figures) {
        return figures.stream().mapToDouble(Figure::before).sum();
    }

    /** One group; {@code slope} times what somebody had more before than {@code mean} is taken off. */
    private record Side(List<Figure> figures, double slope, double mean) {
        private double adjusted(Figure one) {
            return one.outcome() - slope * (one.before() - mean);
        }

        private double bases() {
            return figures.stream().mapToDouble(Figure::base).sum();
        }

        double ratio() {
            double bases = bases();
            return bases == 0 ? 0 : figures.stream().mapToDouble(this::adjusted).sum() / bases;
        }

        /** Of one figure around what its base lets expect. */
        double deviation() {
            if (figures.size() < FEWEST) return 0;
            double ratio = ratio();
            double squares = 0;
            for (Figure one : figures) {
                double rest = adjusted(one) - ratio * one.base();
                squares += rest * rest;
            }
            return Math.sqrt(squares / (figures.size() - 1));
        }

        double variance() {
            double perPerson = bases() / Math.max(1, figures.size());
            if (perPerson == 0) return 0;
            double deviation = deviation() / perPerson;
            return deviation * deviation / Math.max(1, figures.size());
        }
    }
}
