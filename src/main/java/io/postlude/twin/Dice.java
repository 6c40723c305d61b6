package io.postlude.twin;

import java.util.List;

/**
 * Chance that hangs on names, not on the order of asking: the same seed and the same names give the same draw, whatever was
 * drawn before. So two worlds that differ in one thing differ only in what follows from it, and what would have happened
 * without a message is found by drawing again without it.
 *
 * <p>The mixing is that of SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014).
 */
record Dice(long seed) {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;
    private static final double UNIT = 0x1.0p-53;

    Dice on(long name) {
        return new Dice(mixed(seed + GOLDEN * (name + 1)));
    }

    Dice on(String name) {
        return on(name.hashCode() * 0x100000001b3L);
    }

    private static long mixed(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** From 0 to 1, without 1. */
    double uniform() {
        return (mixed(seed + GOLDEN) >>> 11) * UNIT;
    }

    double between(double from, double to) {
        return from + (to - from) * uniform();
    }

    boolean chance(double probability) {
        return uniform() < probability;
    }

    int below(int bound) {
        return (int) (uniform() * bound);
    }

    <T> T pick(List<T> from) {
        return from.get(below(from.size()));
    }

    /** About 1, never negative: the exponential of a normal draw with this spread (Box and Muller's transformation). */
    double aboutOne(double spread) {
        double radius = Math.sqrt(-2 * Math.log(1 - on("radius").uniform()));
        return Math.exp(spread * radius * Math.cos(2 * Math.PI * on("angle").uniform()));
    }

    /** A waiting time with this mean, exponential. */
    double waiting(double mean) {
        return -mean * Math.log(1 - uniform());
    }

    /** How many come where so many come on the whole: Poisson, by counting waiting times; for means up to some hundreds. */
    int count(double mean) {
        double at = on(0).waiting(1);
        int count = 0;
        while (at < mean) {
            count++;
            at += on(count).waiting(1);
        }
        return count;
    }
}
