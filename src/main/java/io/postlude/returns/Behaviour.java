package io.postlude.returns;

import java.util.ArrayList;
import java.util.List;

/**
 * What somebody bought and sent back within a year, and what it says. Only what is the customer's own choice counts: what was
 * broken, wrong or late is the store's doing.
 *
 * @param expected so many pieces others who bought the same would have sent back
 * @param recent returns asked for within {@link #RECENT_DAYS}, of {@code recentOrders} orders placed in the time they may be of
 * @param value share of the money that came back, 0 to 1; negative where it is of several currencies
 * @param missing pieces not in a parcel, or reported as not in it, on {@code missingReturns} returns
 */
record Behaviour(
        long bought,
        long returned,
        double expected,
        long recent,
        long recentOrders,
        double value,
        long missing,
        long missingReturns) {
    static final int RECENT_DAYS = 30;
    static final int ORDERS_DAYS = 60;
    private static final long LEAST_RETURNED = 5;
    /**
     * Among a thousand people who send back as others do, at most one gets the sign of the rate.
     */
    private static final double CHANCE = 0.001;

    private static final double TIMES_USUAL = 2;
    private static final long LEAST_RECENT = 4;
    private static final double MOST_ORDERS = 0.75;
    private static final long LEAST_BOUGHT = 6;
    private static final double MUCH_VALUE = 0.6;
    private static final double VALUE_ABOVE_PIECES = 0.25;
    private static final long LEAST_MISSING_RETURNS = 2;
    private static final int PERCENT = 100;

    /** The signs that need nobody else, in the order of {@link Sign.Kind}. */
    List<Sign> signs() {
        List<Sign> signs = new ArrayList<>();
        if (isRateHigh()) signs.add(new Sign(Sign.Kind.RATE, Sign.Kind.RATE.points(), returned, bought, rounded()));
        if (recent >= LEAST_RECENT && recent >= MOST_ORDERS * recentOrders)
            signs.add(Sign.of(Sign.Kind.VELOCITY, recent, RECENT_DAYS));
        double pieces = bought == 0 ? 0 : (double) returned / bought;
        if (bought >= LEAST_BOUGHT && value >= MUCH_VALUE && value - pieces >= VALUE_ABOVE_PIECES)
            signs.add(Sign.of(Sign.Kind.VALUE, percent(value), percent(pieces)));
        if (missingReturns >= LEAST_MISSING_RETURNS) signs.add(Sign.of(Sign.Kind.MISSING, missing, missingReturns));
        return signs;
    }

    /**
     * The tail of the binomial with the mean of the chances of its pieces, which is never below the true one this far out:
     * W. Hoeffding, On the distribution of the number of successes in independent trials, Ann. Math. Statist. 27 (1956).
     */
    private boolean isRateHigh() {
        return returned >= LEAST_RETURNED
                && returned <= bought
                && returned >= TIMES_USUAL * expected
                && Tails.binomial(bought, Math.min(1, expected / bought), returned) < CHANCE;
    }

    private double rounded() {
        return Math.round(expected * 10) / 10.0;
    }

    private static long percent(double share) {
        return Math.round(share * PERCENT);
    }
}
