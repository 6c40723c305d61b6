package io.postlude.returns;

import io.postlude.orders.OrderId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A return that was made in the shop's own admin, as the shop tells of it. The shop decides about it and pays for it; nothing of
 * it passes our books.
 *
 * @param reference the shop's id of it; {@code name} is what its people call it, where they do
 * @param firstAt the earliest word of it
 * @param declined the shop's word for why it was declined, {@code note} what was written beside it
 */
public record ShopReturn(
        ShopReturnId id,
        OrderId order,
        String reference,
        @Nullable String name,
        State state,
        Instant firstAt,
        Instant stateAt,
        @Nullable String declined,
        @Nullable String note,
        List<Item> items) {

    public ShopReturn {
        items = List.copyOf(items);
    }

    /** Later ones outweigh earlier ones that were told at the very same time. */
    public enum State {
        REQUESTED,
        OPEN,
        DECLINED,
        CANCELLED,
        CLOSED;

        /** Whether its pieces are spoken for: what is on its way back, or came back, cannot be sent back a second time. */
        public boolean holds() {
            return this != DECLINED && this != CANCELLED;
        }

        public boolean isOpen() {
            return this == REQUESTED || this == OPEN;
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@code line} is the shop's reference of the order's line; {@code words} are the customer's. */
    public record Item(
            String item,
            String line,
            int pieces,
            Reason reason,
            @Nullable String words) {}

    /** As people call it. */
    public String called() {
        return name == null ? reference : name;
    }
}
