package io.postlude.tracking;

import java.util.Locale;

/** The few things done to carriers' texts before they are kept. */
final class Text {
    private Text() {}

    /** At most so many characters, never half of a surrogate pair, and none PostgreSQL refuses. */
    static String clipped(String value, int limitChars) {
        String clean = value.indexOf('\0') < 0 ? value : value.replace("\0", "");
        if (clean.length() <= limitChars) {
            return clean;
        }
        int end = Character.isHighSurrogate(clean.charAt(limitChars - 1)) ? limitChars - 1 : limitChars;
        return clean.substring(0, end);
    }

    /** A tracking number without the spaces, dots and hyphens people put in, in capitals. */
    static String compactNumber(String number) {
        StringBuilder kept = new StringBuilder(number.length());
        for (int i = 0; i < number.length(); i++) {
            char c = number.charAt(i);
            if (Character.isLetterOrDigit(c)) {
                kept.append(c);
            }
        }
        return kept.toString().toUpperCase(Locale.ROOT);
    }

    /** A carrier's code in one spelling: {@code Royal Mail} and {@code royal-mail} are {@code royal_mail}. */
    static String carrierCode(String carrier) {
        String spelled = carrier.strip().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "_");
        return spelled.replaceAll("^_+|_+$", "");
    }
}
