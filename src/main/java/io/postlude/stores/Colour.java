package io.postlude.stores;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * An opaque colour of the sRGB space, written {@code #rrggbb}.
 *
 * <p>Contrast and luminance follow WCAG 2.2, "relative luminance" and "contrast ratio".
 */
public record Colour(int rgb) {
    private static final Pattern HEX = Pattern.compile("#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})");

    public Colour {
        if (rgb < 0 || rgb > 0xffffff) {
            throw new IllegalArgumentException("A colour has 24 bits, not " + Integer.toHexString(rgb));
        }
    }

    /** Reads {@code #rrggbb} or {@code #rgb}, with or without the hash. */
    @JsonCreator
    public static Colour parse(String text) {
        var match = HEX.matcher(text.strip());
        if (!match.matches()) {
            throw new IllegalArgumentException("A colour is written #rrggbb, for example #1f4d3d; not " + text);
        }
        String digits = match.group(1);
        if (digits.length() == 3) {
            digits = digits.replaceAll("(.)", "$1$1");
        }
        return new Colour(Integer.parseInt(digits, 16));
    }

    @JsonValue
    public String hex() {
        return "#" + HexFormat.of().toHexDigits(rgb, 6);
    }

    public int red() {
        return rgb >> 16;
    }

    public int green() {
        return rgb >> 8 & 0xff;
    }

    public int blue() {
        return rgb & 0xff;
    }

    /** Relative luminance, from 0 (black) to 1 (white). */
    public double luminance() {
        return 0.2126 * linear(red()) + 0.7152 * linear(green()) + 0.0722 * linear(blue());
    }

    /** Contrast ratio with another colour, from 1 to 21, the same both ways. */
    public double contrast(Colour other) {
        double a = luminance();
        double b = other.luminance();
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    /** What CSS {@code color-mix(in oklab, this share, other)} gives; {@code share} from 0 to 1. */
    public Colour mix(double share, Colour other) {
        return Oklab.of(this).mix(share, Oklab.of(other)).toColour();
    }

    static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }

    @Override
    public String toString() {
        return hex();
    }
}
