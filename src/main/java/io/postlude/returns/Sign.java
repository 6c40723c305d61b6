package io.postlude.returns;

import java.util.Locale;

/**
 * One reason of a score, with the figures a person can follow.
 *
 * @param points what it adds
 * @param count and {@code of}: as {@link Kind} says
 * @param usual for {@link Kind#RATE}: what others who bought the same would have sent back
 */
public record Sign(Kind kind, int points, long count, long of, double usual) {

    /** What is looked at. None of them reaches {@link Conduct#LINE} alone. */
    public enum Kind {
        /** {@code count} pieces of {@code of} bought came back, far more than with others who bought the same. */
        RATE(40),
        /** {@code count} returns within {@code of} days, most of the orders of that time. */
        VELOCITY(15),
        /** {@code count} others with signs of their own are reached, or supplied, at the same place. */
        LINKED(20),
        /** {@code count} per cent of the value came back, but {@code of} per cent of the pieces. */
        VALUE(15),
        /** {@code count} things were not in the parcel, or reported as not in it, on {@code of} returns. */
        MISSING(30);

        private final int points;

        Kind(int points) {
            this.points = points;
        }

        public int points() {
            return points;
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static int score(Iterable<Sign> signs) {
        int sum = 0;
        for (Sign sign : signs) sum += sign.points();
        return Math.min(sum, Conduct.MOST);
    }

    static Sign of(Kind kind, long count, long of) {
        return new Sign(kind, kind.points(), count, of, 0);
    }
}
