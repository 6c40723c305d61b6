package io.postlude.returns;

import java.util.Locale;
import java.util.Optional;

/** What people call a return: {@code RET-7K3M-9QXA}. Eight signs without those that look alike, easy to type and to scan. */
final class ReturnCode {
    private static final String PREFIX = "RET-";
    private static final String SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 8;
    private static final int HALF = 4;

    private ReturnCode() {}

    /** The code of an id; another {@code salt} gives another, for the rare case that two meet. */
    static String of(ReturnId id, int salt) {
        long mixed = (id.value() + salt * 0x632BE59BD9B4E019L) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 29)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 32)) >>> 1;
        StringBuilder code = new StringBuilder(PREFIX);
        for (int i = 0; i < LENGTH; i++) {
            if (i == HALF) code.append('-');
            code.append(SIGNS.charAt((int) (mixed % SIGNS.length())));
            mixed /= SIGNS.length();
        }
        return code.toString();
    }

    /** What was typed or scanned, in the form that is kept; empty where it cannot be a code. */
    static Optional<String> read(String typed) {
        String signs = typed.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
        String bare = signs.startsWith("RET") ? signs.substring(3) : signs;
        return bare.length() == LENGTH && bare.chars().allMatch(sign -> SIGNS.indexOf(sign) >= 0)
                ? Optional.of(PREFIX + bare.substring(0, HALF) + "-" + bare.substring(HALF))
                : Optional.empty();
    }
}
