package io.postlude.stores;

import io.postlude.kernel.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Gathers what is wrong with an input, field by field, while reading it. */
final class Field {
    private final List<Problem.FieldError> errors = new ArrayList<>();

    List<Problem.FieldError> errors() {
        return List.copyOf(errors);
    }

    void wrong(String pointer, String detail) {
        errors.add(new Problem.FieldError(pointer, detail));
    }

    void require(boolean right, String pointer, String detail) {
        if (!right) wrong(pointer, detail);
    }

    /** One line of text a person reads: any script, no control characters, not empty, not longer than {@code most}. */
    String line(String pointer, String text, int most) {
        String line = text.strip();
        if (line.isEmpty()) wrong(pointer, "Give one.");
        else if (line.length() > most) wrong(pointer, "At most " + most + " characters.");
        else if (hasControls(line)) wrong(pointer, "One line, without control characters.");
        return line;
    }

    /** Null, with the error noted, where {@code read} refuses. */
    <T> @Nullable T read(String pointer, String text, Function<String, @Nullable T> read, String detail) {
        T value;
        try {
            value = read.apply(text.strip());
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            value = null;
        }
        if (value == null) wrong(pointer, detail);
        return value;
    }

    /** Line breaks end headers; the marks of direction (U+202A to 202E, 2066 to 2069) make one name look like another. */
    private static boolean hasControls(String text) {
        return text.codePoints()
                .anyMatch(
                        c -> Character.isISOControl(c) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069));
    }
}
