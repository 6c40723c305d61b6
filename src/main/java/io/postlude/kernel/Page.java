package io.postlude.kernel;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of a long list.
 *
 * @param next the cursor of the rows after these; null at the end
 */
public record Page<T>(List<T> rows, @Nullable String next) {

    /** Makes a page of rows that were asked for one more than {@code limit}: the one more says that there is a next page. */
    public static <T> Page<T> of(List<T> rows, int limit, Function<T, Cursor> cursor) {
        if (rows.size() <= limit) return new Page<>(List.copyOf(rows), null);
        List<T> shown = List.copyOf(rows.subList(0, limit));
        return new Page<>(shown, cursor.apply(shown.getLast()).print());
    }

    /** The place of a row in an order by a number (a time counts in microseconds) and an id. */
    public record Cursor(long value, long id) {

        public static Cursor at(Instant time, Id id) {
            return new Cursor(
                    Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1_000),
                    id.value());
        }

        /** The number read as a time. */
        public Instant time() {
            return Instant.ofEpochSecond(Math.floorDiv(value, 1_000_000L), Math.floorMod(value, 1_000_000L) * 1_000L);
        }

        /** Refuses what we did not print. */
        public static Cursor parse(String text) {
            try {
                String[] parts =
                        new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split("\\.", 2);
                return new Cursor(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException _) {
                throw Refusal.invalid(List.of(new Problem.FieldError(
                        "/query/cursor", "is not a cursor of ours: take it from the page before, or leave it out")));
            }
        }

        String print() {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((value + "." + id).getBytes(StandardCharsets.US_ASCII));
        }
    }
}
