package io.postlude.returns;

import io.postlude.kernel.Money;
import io.postlude.orders.OrderId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a customer is to pay on top because other things of a return cost more.
 *
 * @param gateway the name of the {@link Payments} it is paid through
 * @param attempt the how manyth page that was opened for it: pages end by themselves
 * @param reference what the gateway calls the page
 * @param link where it is paid, https; null where there is none now
 * @param payment what the gateway or the store calls the payment
 * @param dueAt how long it is waited for
 * @param trouble why it cannot be paid yet, for staff
 */
public record Charge(
        ChargeId id,
        ReturnId returned,
        OrderId order,
        Money amount,
        State state,
        String gateway,
        int attempt,
        @Nullable String reference,
        @Nullable String link,
        @Nullable String payment,
        Instant madeAt,
        Instant dueAt,
        @Nullable Instant paidAt,
        @Nullable String trouble) {

    public enum State {
        /** A page to pay at is to be opened. */
        WAITING,
        /** The customer can pay. */
        OPEN,
        /** The store takes the money its own way and says when it has it. */
        BY_HAND,
        /** Not wanted any more: its page is being shut, and somebody may have paid meanwhile. */
        CLOSING,
        PAID,
        /** Nobody paid in time. */
        LAPSED,
        /** Not wanted any more. */
        STOPPED;

        /** Whether the customer is asked for it. */
        public boolean isOpen() {
            return this == WAITING || this == OPEN || this == BY_HAND;
        }
    }
}
