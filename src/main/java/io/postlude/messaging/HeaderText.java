package io.postlude.messaging;

/** What may stand in a line of a mail's head. */
final class HeaderText {
    private static final int LONGEST_PRINTED = 40;

    private HeaderText() {}

    /** Line ends, other control characters and Unicode's own line ends: each could begin a header of its own somewhere. */
    static boolean breaksLine(String text) {
        return text.chars().anyMatch(c -> Character.isISOControl(c) || c == '\u2028' || c == '\u2029');
    }

    /** For error messages: a text that may hold anything, made safe to print. */
    static String printable(String text) {
        String safe = text.codePoints()
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return '"' + (safe.length() > LONGEST_PRINTED ? safe.substring(0, LONGEST_PRINTED) + "..." : safe) + '"';
    }
}
