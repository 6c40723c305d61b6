package io.postlude.returns;

import io.postlude.kernel.Money;
import io.postlude.orders.OrderId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something to be given for a return.
 *
 * @param gateway the name of the {@link Refunds} that gives it
 * @param reference what the gateway calls it
 * @param trouble why it is not given yet, for staff
 * @param gathersUntil it waits for other things of the same return, so that all go out as one order, until then at the longest; null
 *     where it does not
 */
public record Payout(
        PayoutId id,
        ReturnId returned,
        OrderId order,
        Kind kind,
        Money amount,
        State state,
        String gateway,
        int tries,
        Instant madeAt,
        @Nullable String reference,
        @Nullable String trouble,
        @Nullable Instant givenAt,
        @Nullable Instant gathersUntil) {

    public enum Kind {
        REFUND(Account.REFUND),
        CREDIT(Account.CREDIT),
        EXCHANGE(Account.EXCHANGE);

        private final Account owed;

        Kind(Account owed) {
            this.owed = owed;
        }

        Account owed() {
            return owed;
        }
    }

    public enum State {
        WAITING,
        /** A call was begun; what became of it is asked before anything else. */
        ASKING,
        /** A person gives it. */
        BY_HAND,
        /** Another thing that costs more: it waits until the customer paid that. */
        UNPAID,
        GIVEN,
        /** Taken back before it was given. */
        STOPPED
    }
}
