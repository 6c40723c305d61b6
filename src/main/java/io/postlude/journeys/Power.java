package io.postlude.journeys;

/**
 * How many people an experiment needs before it starts: two proportions, two-sided at 5 %, unequal groups, without the
 * correction for continuity (Fleiss, Levin, Paik: Statistical Methods for Rates and Proportions, third edition 2003, section
 * 4.4).
 */
public final class Power {
    private static final double Z_95 = 1.959964;
    private static final double Z_80 = 0.841621;

    private Power() {}

    /**
     * How many must come in, those held out among them, for an effect to be found four times of five.
     *
     * @param base the share that buys again without the messages, above 0 and below 1
     * @param effect by how much more do with them; base and effect together stay below 1
     * @param heldOut the share held out, above 0 and below 1
     */
    public static long people(double base, double effect, double heldOut) {
        double other = base + effect;
        if (!(base > 0 && base < 1 && other > 0 && other < 1 && effect != 0 && heldOut > 0 && heldOut < 1))
            throw new IllegalArgumentException("shares lie between 0 and 1, and an effect is one");
        double ratio = (1 - heldOut) / heldOut;
        double mean = (base + ratio * other) / (1 + ratio);
        double root = Z_95 * Math.sqrt((1 + ratio) * mean * (1 - mean))
                + Z_80 * Math.sqrt(ratio * base * (1 - base) + other * (1 - other));
        double held = root * root / (ratio * effect * effect);
        return (long) Math.ceil(held * (1 + ratio));
    }
}
