package io.postlude.tracking;

import java.util.Locale;
import java.util.regex.Pattern;

/** The few things done to carriers' texts before they are kept. */
final class Text {
    private static final Pattern SPELLED = Pattern.compile("[a-z0-9]+(?:_[a-z0-9]+)*+");
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern ENDS = Pattern.compile("^_+|_+$");

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
        if (SPELLED.matcher(carrier).matches()) {
            return carrier; // nearly always: every scan names its carrier
        }
        String spelled =
                BETWEEN.matcher(carrier.strip().toLowerCase(Locale.ROOT)).replaceAll("_");
        return ENDS.matcher(spelled).replaceAll("");
    }
}
