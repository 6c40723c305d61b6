package io.postlude.returns;

import java.util.List;

/**
 * What stands on a built-in label.
 *
 * @param code of the return; the bars and the square say the same
 * @param from who sends it, at most four lines
 * @param to where it goes, at most six lines
 * @param about the order's number and how many pieces, for people
 */
public record LabelText(String code, List<String> from, List<String> to, String about) {
    private static final int LINE_LIMIT_CHARS = 44;

    public LabelText {
        from = from.stream().map(LabelText::line).limit(4).toList();
        to = to.stream().map(LabelText::line).limit(6).toList();
    }

    /** Names come from outside; a line of a label is one line. */
    private static String line(String text) {
        String clean = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
        return clean.length() > LINE_LIMIT_CHARS ? clean.substring(0, LINE_LIMIT_CHARS) : clean;
    }
}
