package io.postlude.claims;

import java.util.Locale;
import java.util.Optional;

/** What people call a claim: {@code CLM-7K3M-9QXA}. Eight signs without those that look alike. */
final class ClaimCode {
    private static final String PREFIX = "CLM-";
    private static final String SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 8;
    private static final int HALF = 4;

    private ClaimCode() {}

    /** The code of an id; another {@code salt} gives another, for the rare case that two meet. */
    static String of(ClaimId id, int salt) {
        long mixed = (id.value() + salt * 0x9E6C63D0676A9A99L) * 0xD6E8FEB86659FD93L;
        mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
        mixed = (mixed ^ (mixed >>> 32)) >>> 1;
        StringBuilder code = new StringBuilder(PREFIX);
        for (int i = 0; i < LENGTH; i++) {
            if (i == HALF) code.append('-');
            code.append(SIGNS.charAt((int) (mixed % SIGNS.length())));
            mixed /= SIGNS.length();
        }
        return code.toString();
    }

    /** What was typed, in the form that is kept; empty where it cannot be a code. */
    static Optional<String> read(String typed) {
        String signs = typed.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
        String bare = signs.startsWith("CLM") ? signs.substring(3) : signs;
        return bare.length() == LENGTH && bare.chars().allMatch(sign -> SIGNS.indexOf(sign) >= 0)
                ? Optional.of(PREFIX + bare.substring(0, HALF) + "-" + bare.substring(HALF))
                : Optional.empty();
    }
}
