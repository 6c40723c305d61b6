package io.postlude.insights;

import static io.postlude.insights.Lane.Level.ALL;
import static io.postlude.insights.Lane.Level.AREA;
import static io.postlude.insights.Lane.Level.LANE;
import static io.postlude.insights.Lane.Level.ORIGIN;
import static io.postlude.insights.Lane.Level.PATH;
import static io.postlude.insights.Lane.Level.REGION;
import static io.postlude.insights.Lane.Level.SPOT;
import static io.postlude.insights.Lane.Level.ZONE;

import io.postlude.insights.Lane.Level;
import io.postlude.insights.Lane.Measure;
import java.util.List;

/**
 * What the trees see of a trip at a moment. Pools come in as differences from the mean of all parcels: the level of the day
 * stays out, because a feature that dates a row would teach the trees that recent parcels were quick (of the recent ones only
 * the quick have arrived so far).
 */
final class Features {
    /** Before anything was delivered: a week from order to door, half of it on the road. */
    static final double PRIOR_TOTAL = Math.log(7);

    static final double PRIOR_TRANSIT = Math.log(4);
    private static final double PRIOR_HANDLING = Math.log(2);
    /** None above the region: where all parcels go one way, a coarser pool is all of them, and the remainder tells the date. */
    private static final List<Level> TOTALS = List.of(PATH, ORIGIN, AREA, ZONE, LANE, SPOT);

    private static final List<Level> RECENT_TOTALS = List.of(PATH, REGION, ORIGIN);
    private static final List<Level> TRANSITS = List.of(PATH, AREA);
    private static final List<Level> ROAD = List.of(PATH, ORIGIN, AREA, ZONE, LANE, SPOT);
    private static final int PLAIN = 12;
    static final int ORDER_COUNT = PLAIN + TOTALS.size() + RECENT_TOTALS.size() + TRANSITS.size() + 2;
    static final int HAND_OVER_COUNT = PLAIN + 1 + 2 * ROAD.size();

    private final Pools pools;
    private final LocalDays days;

    Features(Pools pools, LocalDays days) {
        this.pools = pools;
        this.days = days;
    }

    /** A row and the logarithm of days it starts from. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Row(float[] values, double base) {}

    static int count(Stage stage) {
        return stage == Stage.ORDER ? ORDER_COUNT : HAND_OVER_COUNT;
    }

    Row of(Stage stage, Trip trip, double now) {
        return stage == Stage.ORDER ? atOrder(trip, now) : atHandOver(trip, now);
    }

    private Row atOrder(Trip trip, double now) {
        Fill fill = new Fill(ORDER_COUNT);
        plain(fill, trip, now);
        Lane lane = new Lane(trip, trip.bought());
        double[] total = lane.means(pools, Measure.TOTAL.usually(), now, PRIOR_TOTAL);
        fill.differences(total, TOTALS);
        fill.differences(lane.means(pools, Measure.TOTAL.lately(), now, PRIOR_TOTAL), RECENT_TOTALS);
        fill.differences(lane.means(pools, Measure.TRANSIT_AS_BOUGHT.usually(), now, PRIOR_TRANSIT), TRANSITS);
        for (Lane.Sought sought : List.of(Measure.HANDLING.lately(), Measure.HANDLING.usually()))
            fill.differences(lane.means(pools, sought, now, PRIOR_HANDLING), List.of(ORIGIN));
        return new Row(fill.row, total[PATH.place()]);
    }

    private Row atHandOver(Trip trip, double now) {
        Fill fill = new Fill(HAND_OVER_COUNT);
        plain(fill, trip, now);
        fill.add(now - trip.times().placed());
        Lane lane = new Lane(trip, trip.carried());
        double[] slow = lane.means(pools, Measure.TRANSIT.usually(), now, PRIOR_TRANSIT);
        fill.differences(slow, ROAD);
        fill.differences(lane.means(pools, Measure.TRANSIT.lately(), now, PRIOR_TRANSIT), ROAD);
        return new Row(fill.row, slow[PATH.place()]);
    }

    private void plain(Fill fill, Trip trip, double now) {
        Trip.Load load = trip.load();
        fill.add(load.pieces());
        fill.add(Math.log(load.grams() + 1));
        fill.add(Math.log(load.volume() + 1));
        fill.add(Math.log(load.value() + 1));
        fill.add(Math.log(load.shipping() + 1));
        fill.add(trip.to().number());
        fill.add(trip.from().number());
        fill.add(days.weekday(now));
        fill.add(days.hour(now));
        fill.add(trip.times().promised() - now);
        fill.add(trip.times().planned() - now);
        fill.add(trip.from().country().equals(trip.to().country()) ? 1 : 0);
    }

    /** Lets a delivered trip be remembered on the day it arrived. */
    void learn(Trip trip) {
        if (!trip.teaches()) return;
        Trip.Times times = trip.times();
        double day = times.delivered();
        Lane bought = new Lane(trip, trip.bought());
        double total = log(day - times.placed());
        bought.add(pools, Measure.TOTAL, day, total);
        bought.add(pools, Measure.TOTAL_SQUARE, day, total * total);
        if (!trip.handOverTeaches()) return;
        double transit = log(day - times.handedOver());
        bought.add(pools, Measure.HANDLING, day, Math.log(times.handedOver() - times.placed() + 0.5));
        bought.add(pools, Measure.TRANSIT_AS_BOUGHT, day, transit);
        Lane carried = new Lane(trip, trip.carried());
        carried.add(pools, Measure.TRANSIT, day, transit);
        carried.add(pools, Measure.TRANSIT_SQUARE, day, transit * transit);
        for (Leg leg : Leg.values()) {
            double at = trip.legs().at(leg);
            if (!(at >= times.placed() && at <= day)) continue;
            double left = log(day - at);
            carried.add(pools, leg.measure(), day, left);
            carried.add(pools, leg.measure().square(), day, left * left);
        }
    }

    /** The logarithm of days; anything under two hours counts as two hours. */
    static double log(double days) {
        return Math.log(Math.max(days, 1 / 12.0));
    }

    private static final class Fill {
        private final float[] row;
        private int next;

        Fill(int count) {
            row = new float[count];
        }

        void add(double value) {
            row[next++] = (float) value;
        }

        void differences(double[] means, List<Level> levels) {
            for (Level level : levels) add(means[level.place()] - means[ALL.place()]);
        }
    }
}
