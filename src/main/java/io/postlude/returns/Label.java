package io.postlude.returns;

import io.postlude.kernel.Money;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The label of a return.
 *
 * @param provider who sells it; {@code own} for the built-in one
 * @param number the carrier's number, or the return's code on a built-in label; null before it is bought
 * @param cost what the carrier takes for it; null where that is not known or nothing
 * @param boughtAt when it was bought, or asked for
 * @param trouble what stands in its way
 * @param owner who has its trouble in hand
 * @param voiding what the provider said when it was given back
 */
public record Label(
        long id,
        ReturnId returned,
        State state,
        String provider,
        String carrier,
        @Nullable String number,
        @Nullable Money cost,
        Instant boughtAt,
        @Nullable String trouble,
        @Nullable String owner,
        @Nullable String voiding) {
    static final String OWN = "own";

    public enum State {
        /** To be bought. */
        WAITING,
        /** A call was begun: it may have been bought. */
        BUYING,
        BOUGHT,
        USED,
        /** It could not be bought. */
        FAILED,
        /** Not wanted any more while a call was begun: if it was bought it is given back. */
        DROPPED,
        /** Bought, and to be given back. */
        VOIDING,
        VOIDED,
        /** To be given back, and the provider takes its money all the same. */
        NOT_VOIDED;

        private static final Set<State> PRESENT = Set.of(WAITING, BUYING, BOUGHT, USED);

        /** Whether it is the one that counts. */
        public boolean isPresent() {
            return PRESENT.contains(this);
        }

        /** Whether it is there, to be printed. */
        public boolean isThere() {
            return this == BOUGHT || this == USED;
        }
    }

    public boolean isOwn() {
        return provider.equals(OWN);
    }
}
