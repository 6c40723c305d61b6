package io.postlude.returns;

import java.time.Instant;
import java.util.List;

/**
 * A product, or a part of it, comes back for a reason more often than its past or the rest of it says.
 *
 * @param pieces asked for lately, where {@code sold} were sold; before: {@code piecesBefore} of {@code soldBefore}
 * @param chance of at least so many if nothing had changed
 * @param examples some of the returns it is about, the newest first
 */
public record RisingReason(
        long id,
        Subject subject,
        Reason reason,
        Instant noticedAt,
        long pieces,
        long sold,
        long piecesBefore,
        long soldBefore,
        double chance,
        List<ReturnId> examples) {
    public RisingReason {
        examples = List.copyOf(examples);
    }

    /** What its own past would have given lately. */
    public double usual() {
        return soldBefore == 0 ? 0 : (double) piecesBefore * sold / soldBefore;
    }
}
