package io.postlude.claims;

import io.postlude.deliveries.Language;
import io.postlude.orders.LineId;
import io.postlude.orders.OrderId;
import io.postlude.returns.Asker;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says went wrong.
 *
 * @param words what happened, in their own words
 * @param photos as they came
 */
public record ClaimAsk(
        OrderId order,
        ClaimKind kind,
        List<Part> parts,
        ClaimWish wish,
        String words,
        Language language,
        List<byte[]> photos,
        Asker asker) {
    public static final int WORDS_LIMIT_CHARS = 2_000;
    public static final int SERIAL_LIMIT_CHARS = 80;

    public ClaimAsk {
        parts = List.copyOf(parts);
        photos = List.copyOf(photos);
        if (words.length() > WORDS_LIMIT_CHARS) throw new IllegalArgumentException("at most 2,000 characters");
    }

    /** So many of a line. */
    public record Part(LineId line, int quantity, @Nullable String serial) {
        public Part {
            if (serial != null && serial.length() > SERIAL_LIMIT_CHARS)
                throw new IllegalArgumentException("a serial number has at most 80 characters");
        }
    }
}
