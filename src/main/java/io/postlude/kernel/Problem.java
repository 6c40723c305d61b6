package io.postlude.kernel;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * An RFC 9457 problem.
 *
 * @param type stable: {@code /problems/<name>}, documented at that address
 * @param title the same for all of one type
 * @param detail what is wrong this time and what to do
 * @param errors for bad input: what is wrong where
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(String type, String title, int status, String detail, List<FieldError> errors) {
    public static final String CONTENT_TYPE = "application/problem+json";

    /** {@code pointer} is a JSON pointer into the request's body, or {@code /query/<name>}. */
    public record FieldError(String pointer, String detail) {}

    public static Problem of(int status, String name, String title, String detail) {
        return new Problem("/problems/" + name, title, status, detail, List.of());
    }

    public Problem with(List<FieldError> wrong) {
        return new Problem(type, title, status, detail, List.copyOf(wrong));
    }
}
