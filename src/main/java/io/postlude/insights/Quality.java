package io.postlude.insights;

import java.util.List;

/** How good forecasts were, in days; shares from 0 to 1. */
record Quality(
        int count,
        double error,
        double bias,
        double held50,
        double held80,
        double held90,
        double width50,
        double width80,
        double width90,
        double pinball) {

    private static final double[] LEVELS = {0.05, 0.5, 0.95};

    static Quality of(List<Walk.Judged> all) {
        double[] sums = new double[9];
        for (Walk.Judged one : all) {
            double took = one.took();
            sums[0] += Math.abs(one.middle() - took);
            sums[1] += took - one.middle();
            sums[2] += one.half().holds(took) ? 1 : 0;
            sums[3] += one.most().holds(took) ? 1 : 0;
            sums[4] += one.nearly().holds(took) ? 1 : 0;
            sums[5] += one.half().width();
            sums[6] += one.most().width();
            sums[7] += one.nearly().width();
            sums[8] += pinball(one);
        }
        for (int i = 0; i < sums.length; i++) sums[i] /= all.size();
        return new Quality(all.size(), sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], sums[6], sums[7], sums[8]);
    }

    /** The mean pinball loss at 5, 50 and 95 percent. */
    private static double pinball(Walk.Judged one) {
        double[] said = {one.early(), one.middle(), one.late()};
        double sum = 0;
        for (int i = 0; i < said.length; i++) {
            double off = one.took() - said[i];
            sum += Math.max(LEVELS[i] * off, (LEVELS[i] - 1) * off);
        }
        return sum / said.length;
    }
}
