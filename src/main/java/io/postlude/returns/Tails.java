package io.postlude.returns;

/** Chances of at least so many, by the exact sums. */
final class Tails {
    private Tails() {}

    /** Of so many trials with this chance each, at least {@code least} succeed. */
    static double binomial(long trials, double chance, long least) {
        if (least <= 0) return 1;
        if (least > trials || chance <= 0) return 0;
        if (chance >= 1) return 1;
        double odds = Math.log(chance) - Math.log1p(-chance);
        double term = trials * Math.log1p(-chance);
        double sum = 0;
        for (long k = 0; k <= trials; k++) {
            if (k >= least) sum += Math.exp(term);
            if (k < trials) term += Math.log((double) (trials - k) / (k + 1)) + odds;
        }
        return Math.min(1, sum);
    }
}
