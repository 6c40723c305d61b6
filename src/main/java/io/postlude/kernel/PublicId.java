package io.postlude.kernel;

import java.util.OptionalLong;

/** Writes an id the way the outside sees it: a prefix that names the noun and 13 signs of Crockford's base 32. */
public final class PublicId {
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int SIGNS = 13;

    private PublicId() {}

    public static String print(String prefix, Id id) {
        char[] signs = new char[SIGNS];
        long rest = id.value();
        for (int i = SIGNS - 1; i >= 0; i--, rest >>>= 5) signs[i] = ALPHABET.charAt((int) (rest & 31));
        return prefix + "_" + new String(signs);
    }

    /** Empty where the text is not an id with this prefix. */
    public static OptionalLong parse(String prefix, String text) {
        if (text.length() != prefix.length() + 1 + SIGNS || !text.startsWith(prefix + "_")) return OptionalLong.empty();
        long value = 0;
        for (int i = prefix.length() + 1; i < text.length(); i++) {
            int digit = ALPHABET.indexOf(text.charAt(i));
            if (digit < 0 || (value >>> 59) != 0) return OptionalLong.empty();
            value = value << 5 | digit;
        }
        return value > 0 ? OptionalLong.of(value) : OptionalLong.empty();
    }
}
