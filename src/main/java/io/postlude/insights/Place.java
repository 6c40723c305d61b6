package io.postlude.insights;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One end of a lane; what is not known is empty.
 *
 * @param country ISO 3166 alpha-2
 * @param region the state, county or province as the shop writes it
 * @param postcode in capitals, without blanks
 */
public record Place(String country, String region, String postcode) {
    public static final Place UNKNOWN = new Place("", "", "");

    private static final int FAR_DIGITS = 5;
    private static final int REGION_LIMIT = 60;
    private static final int POSTCODE_LIMIT = 12;

    /** Puts words as shops write them into the form lanes are told apart by. */
    public static Place of(@Nullable String country, @Nullable String region, @Nullable String postcode) {
        return new Place(
                cut(word(country), 2),
                cut(word(region), REGION_LIMIT),
                cut(word(postcode).replace(" ", ""), POSTCODE_LIMIT));
    }

    private static String word(@Nullable String text) {
        return text == null ? "" : text.strip().toUpperCase(Locale.ROOT);
    }

    private static String cut(String text, int limit) {
        return text.length() > limit ? text.substring(0, limit) : text;
    }

    /** The first so many characters of the postcode; the whole where it is shorter. */
    String prefix(int length) {
        return cut(postcode, length);
    }

    /** The postcode's leading digits as a number: neighbours have near numbers. NaN where it does not begin with a digit. */
    float number() {
        float value = 0;
        int digits = 0;
        while (digits < FAR_DIGITS && digits < postcode.length() && Character.digit(postcode.charAt(digits), 10) >= 0)
            value = value * 10 + Character.digit(postcode.charAt(digits++), 10);
        if (digits == 0) return Float.NaN;
        for (int i = digits; i < FAR_DIGITS; i++) value *= 10;
        return value;
    }
}
