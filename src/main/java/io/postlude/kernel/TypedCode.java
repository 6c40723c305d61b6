package io.postlude.kernel;

import java.util.Locale;
import java.util.Optional;

/**
 * What people call a thing: {@code RET-7K3M-9QXA}. Three letters that say what it is, and eight signs without those that look
 * alike, easy to type and to scan.
 */
public record TypedCode(String letters) {
    private static final String SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 8;
    private static final int HALF = 4;

    /** The code of a number that is not negative; its last signs count. */
    public String print(long mixed) {
        StringBuilder code = new StringBuilder(letters).append('-');
        for (int i = 0; i < LENGTH; i++) {
            if (i == HALF) code.append('-');
            code.append(SIGNS.charAt((int) (mixed % SIGNS.length())));
            mixed /= SIGNS.length();
        }
        return code.toString();
    }

    /** What was typed or scanned, in the form that is kept; empty where it cannot be a code. */
    public Optional<String> read(String typed) {
        String signs = typed.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
        String bare = signs.startsWith(letters) ? signs.substring(letters.length()) : signs;
        return bare.length() == LENGTH && bare.chars().allMatch(sign -> SIGNS.indexOf(sign) >= 0)
                ? Optional.of(letters + "-" + bare.substring(0, HALF) + "-" + bare.substring(HALF))
                : Optional.empty();
    }
}
