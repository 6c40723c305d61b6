package io.postlude.insights;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one parcel's way; unknown numbers are NaN, unknown words empty.
 *
 * @param origin who sends it: a vendor or a warehouse
 * @param bought the way of shipping the customer chose, known when the order is placed
 * @param carried the carrier and its service, known at hand-over
 */
record Trip(String origin, Place from, Place to, String bought, String carried, Load load, Times times, Legs legs) {
    static final double DAY_MILLIS = 86_400_000;

    /** What is carried: pieces, grams, cubic centimetres, the worth of the goods and the price of shipping (same currency). */
    record Load(double pieces, double grams, double volume, double value, double shipping) {
        static final Load UNKNOWN = new Load(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }

    /** Moments, in days since 1970: placed, to be handed over by the store's own calendar, handed over, delivered, promised. */
    record Times(double placed, double planned, double handedOver, double delivered, double promised) {
        Times handedOver(double at) {
            return new Times(placed, planned, at, delivered, promised);
        }
    }

    /** When it first reached its last depot, went out for delivery, met trouble, lay ready to be picked up. */
    record Legs(double lastMile, double out, double trouble, double ready) {
        static final Legs NONE = new Legs(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

        double at(Leg leg) {
            return switch (leg) {
                case LAST_MILE -> lastMile;
                case OUT -> out;
                case TROUBLE -> trouble;
                case READY -> ready;
            };
        }
    }

    Trip with(Times other) {
        return new Trip(origin, from, to, bought, carried, load, other, legs);
    }

    /** A moment in days since 1970; NaN for null. */
    static double day(@Nullable Instant at) {
        return at == null ? Double.NaN : at.toEpochMilli() / DAY_MILLIS;
    }

    static Instant instant(double day) {
        return Instant.ofEpochMilli(Math.round(day * DAY_MILLIS));
    }

    /** Whether it can teach: it arrived after it was bought, and not absurdly late. */
    boolean teaches() {
        double took = times.delivered - times.placed;
        return took > 0 && took < LONGEST_DAYS;
    }

    /** Whether its hand-over lies between purchase and arrival: late-scanned or mistimed ones teach nothing about transit. */
    boolean handOverTeaches() {
        return teaches() && times.handedOver >= times.placed && times.handedOver < times.delivered;
    }

    /** A year: what takes longer is a fault of the data. */
    static final double LONGEST_DAYS = 366;
}
