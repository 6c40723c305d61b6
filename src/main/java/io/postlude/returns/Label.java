package io.postlude.returns;

import io.postlude.kernel.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The label of a return.
 *
 * @param number the carrier's number, or the return's code on a built-in label
 * @param cost what the carrier takes for it; null where that is not known or nothing
 */
public record Label(
        long id,
        State state,
        String carrier,
        @Nullable String number,
        @Nullable Money cost,
        Instant boughtAt) {
    public enum State {
        /** Asked for; the carrier has not answered yet. */
        BUYING,
        BOUGHT,
        USED,
        VOIDED
    }
}
