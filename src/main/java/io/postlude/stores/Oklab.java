package io.postlude.stores;

/**
 * A colour as the eye orders it: lightness 0 to 1 and two opponent axes.
 *
 * <p>The matrices are those of Björn Ottosson, "A perceptual color space for image processing" (2020), as CSS Color 4
 * uses them.
 */
record Oklab(double lightness, double a, double b) {

    static Oklab of(Colour colour) {
        double r = Colour.linear(colour.red());
        double g = Colour.linear(colour.green());
        double bl = Colour.linear(colour.blue());
        double l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * bl);
        double m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * bl);
        double s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * bl);
        return new Oklab(
                0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
                1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
                0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s);
    }

    double chroma() {
        return Math.hypot(a, b);
    }

    /** The same hue at another lightness and at most this chroma. */
    Oklab at(double newLightness, double mostChroma) {
        double scale = chroma() < 1e-6 ? 0 : Math.min(chroma(), mostChroma) / chroma();
        return new Oklab(newLightness, a * scale, b * scale);
    }

    Oklab mix(double share, Oklab other) {
        return new Oklab(
                lightness * share + other.lightness * (1 - share),
                a * share + other.a * (1 - share),
                b * share + other.b * (1 - share));
    }

    /** The nearest colour a screen has: channels out of range are clipped. */
    Colour toColour() {
        double l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
        double m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
        double s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
        int red = channel(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
        int green = channel(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
        int blue = channel(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s);
        return new Colour(red << 16 | green << 8 | blue);
    }

    private static double cube(double value) {
        return value * value * value;
    }

    private static int channel(double linear) {
        double c = linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055;
        return (int) Math.round(Math.clamp(c, 0, 1) * 255);
    }
}
