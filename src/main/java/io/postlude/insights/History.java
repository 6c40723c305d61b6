package io.postlude.insights;

import java.util.Arrays;
import java.util.List;

/**
 * Lives through past deliveries in the order things happened: each trip is looked at when it was bought and when it was handed
 * over, with the pools as they stood then, and is learned from only when it arrives.
 */
final class History {
    private static final int KINDS = 3;
    private static final int NUMBERS = (1 << 28) - 1;
    private static final int ARRIVES = 0;

    private final Features features;
    private final Samples order;
    private final Samples handOver;

    private History(Features features, int expected) {
        this.features = features;
        this.order = new Samples(Features.ORDER_COUNT, expected);
        this.handOver = new Samples(Features.HAND_OVER_COUNT, expected);
    }

    /** Lives through all of them; {@code pools} are as after the last arrival then. */
    static History live(List<Trip> trips, Pools pools, LocalDays days) {
        History history = new History(new Features(pools, days), trips.size());
        for (long moment : moments(trips)) {
            int number = (int) ((moment >>> 2) & NUMBERS);
            history.take((int) (moment & KINDS), trips.get(number), number);
        }
        return history;
    }

    /** Seconds, number and kind in one: sorted, they are the past in order; an arrival comes before a question. */
    private static long[] moments(List<Trip> trips) {
        long[] moments = new long[trips.size() * 3];
        int count = 0;
        for (int i = 0; i < trips.size(); i++) {
            Trip trip = trips.get(i);
            if (!trip.teaches()) continue;
            moments[count++] = moment(trip.times().delivered(), i, ARRIVES);
            moments[count++] = moment(trip.times().placed(), i, 1);
            if (trip.handOverTeaches()) moments[count++] = moment(trip.times().handedOver(), i, 2);
        }
        long[] all = Arrays.copyOf(moments, count);
        Arrays.sort(all);
        return all;
    }

    private static long moment(double day, int number, int kind) {
        return ((long) (day * 86_400) << 30) | ((long) number << 2) | kind;
    }

    private void take(int kind, Trip trip, int number) {
        if (kind == ARRIVES) {
            features.learn(trip);
            return;
        }
        Stage stage = kind == 1 ? Stage.ORDER : Stage.HAND_OVER;
        double start = stage.start(trip);
        samples(stage).add(features.of(stage, trip, start), start, trip.times().delivered(), number);
    }

    Samples samples(Stage stage) {
        return stage == Stage.ORDER ? order : handOver;
    }
}
