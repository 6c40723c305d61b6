package io.postlude.journeys;

import java.util.List;

/**
 * What one group did otherwise than those who were held back: the difference of two shares, and how sure it is.
 *
 * @param effect in shares: 0.046 is 4.6 points
 * @param low of the interval that holds 95 of 100 times, looked at once, when it was meant to end
 * @param anyLow of the interval that holds 95 of 100 times however often and whenever one looks
 * @param chance how often as much would be seen if nothing were behind it; looked at once
 * @param seen the smallest true effect that would be found four times of five
 */
public record Difference(
        Group control,
        Group group,
        double effect,
        double low,
        double high,
        double anyLow,
        double anyHigh,
        double chance,
        double seen) {
    private static final double Z_95 = 1.959964;
    private static final double Z_80 = 0.841621;
    private static final double ALARM = 0.05;
    /** Effects of some points are what one looks for; the sequence is tightest for those. */
    private static final double LIKELY_EFFECT = 0.04;

    /** So many people, of whom so many did it. */
    public record Group(String name, long people, long did) {
        public Group {
            if (people < 0 || did < 0 || did > people) throw new IllegalArgumentException("some of the people did it");
        }

        public double share() {
            return people == 0 ? 0 : (double) did / people;
        }

        private double variance() {
            // Two more did it and two more did not: a share of none is not sure to be none.
            double share = (did + 2.0) / (people + 4.0);
            return people == 0 ? 1 : share * (1 - share) / people;
        }
    }

    /** True where looking early and often has found something, and it may be believed. */
    public boolean isSure() {
        return anyLow > 0 || anyHigh < 0;
    }

    static Difference between(Group control, Group group) {
        double effect = group.share() - control.share();
        double variance = control.variance() + group.variance();
        double once = Z_95 * Math.sqrt(variance);
        double always = always(variance);
        return new Difference(
                control,
                group,
                effect,
                effect - once,
                effect + once,
                effect - always,
                effect + always,
                chance(control, group, effect),
                (Z_95 + Z_80) * Math.sqrt(variance));
    }

    /** The two shares as one, as the hypothesis says that they are. */
    private static double chance(Group control, Group group, double effect) {
        long people = control.people() + group.people();
        if (control.people() == 0 || group.people() == 0) return 1;
        double pooled = (double) (control.did() + group.did()) / people;
        double variance = pooled * (1 - pooled) * (1.0 / control.people() + 1.0 / group.people());
        return variance == 0 ? 1 : Tails.twoSided(effect / Math.sqrt(variance));
    }

    /** The mixture sequential probability ratio test turned into an interval (Johari, Pekelis, Walsh: Always Valid Inference). */
    private static double always(double variance) {
        double mixed = LIKELY_EFFECT * LIKELY_EFFECT;
        return Math.sqrt(variance
                * (variance + mixed)
                / mixed
                * (2 * Math.log(1 / ALARM) + Math.log((variance + mixed) / variance)));
    }

    /** How often chance alone would share people out so unevenly; {@code shares} are the wanted ones and add up to 1. */
    static double unevenness(List<Long> people, List<Double> shares) {
        double all = people.stream().mapToLong(Long::longValue).sum();
        double distance = 0;
        for (int i = 0; i < people.size(); i++) {
            double wanted = all * shares.get(i);
            if (wanted == 0) return people.get(i) == 0 ? 1 : 0;
            distance += (people.get(i) - wanted) * (people.get(i) - wanted) / wanted;
        }
        return all == 0 ? 1 : Tails.chiSquare(distance, people.size() - 1);
    }
}
