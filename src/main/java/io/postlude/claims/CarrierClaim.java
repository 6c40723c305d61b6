package io.postlude.claims;

import io.postlude.kernel.Money;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a carrier for one claim of a customer.
 *
 * @param due the last day to file it, in the store's zone
 * @param value what was paid for the things it is about
 * @param reference what the carrier calls it
 * @param paid what the carrier gave
 * @param said what the carrier answered
 */
public record CarrierClaim(
        ClaimId claim,
        String carrier,
        @Nullable String number,
        State state,
        LocalDate due,
        Money value,
        Instant openedAt,
        String openedBy,
        @Nullable Instant filedAt,
        @Nullable String reference,
        @Nullable Instant answeredAt,
        @Nullable Money paid,
        @Nullable String said) {

    /** How it stands. */
    public enum State {
        DRAFT,
        FILED,
        PAID,
        REFUSED;

        /** A refusal may be answered with money after all. */
        boolean mayBecome(State next) {
            return switch (this) {
                case DRAFT -> next == FILED;
                case FILED -> next == PAID || next == REFUSED;
                case REFUSED -> next == PAID;
                case PAID -> false;
            };
        }
    }
}
