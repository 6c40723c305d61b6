package io.postlude.kernel;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes foreign text fit for the database and for pages, and loses nothing a person could read. */
public final class CleanText {
    /** NUL (which PostgreSQL refuses) and the other control signs, but not tab and line end. */
    private static final Pattern CONTROLS = Pattern.compile("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F]");

    private CleanText() {}

    /** Without control signs, halves of emoji and white space around it; cut at {@code limit} signs; null where nothing is left. */
    public static @Nullable String orNull(@Nullable String text, int limit) {
        if (text == null) return null;
        String clean = text.strip();
        if (needsWork(clean))
            clean = whole(CONTROLS.matcher(clean).replaceAll("")).strip();
        if (clean.length() > limit) clean = cut(clean, limit);
        return clean.isEmpty() ? null : clean;
    }

    /** As {@link #orNull}, with an empty text where nothing is left. */
    public static String orEmpty(@Nullable String text, int limit) {
        String clean = orNull(text, limit);
        return clean == null ? "" : clean;
    }

    private static boolean needsWork(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == 0x7F || Character.isSurrogate(c)) return true;
        }
        return false;
    }

    /** Half a surrogate pair has no form in UTF-8: it becomes the replacement sign. */
    private static String whole(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> out.appendCodePoint(isHalf(c) ? 0xFFFD : c));
        return out.toString();
    }

    private static boolean isHalf(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    private static String cut(String text, int limit) {
        int end = Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
        return text.substring(0, end);
    }
}
