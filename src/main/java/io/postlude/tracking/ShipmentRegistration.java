package io.postlude.tracking;

import io.postlude.orders.OrderId;
import io.postlude.promises.PromisedWindow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parcel to be followed.
 *
 * @param reference the source's name for it, unique in the store; registering it again adds what was missing
 * @param order the order it belongs to, where that is known already
 * @param numbers its tracking numbers, the first mile first; may come later
 * @param items what is in it; empty where the source does not tell
 * @param lane how and to which country it travels, for knowing what silence is ordinary
 * @param promised when it was promised to arrive
 */
public record ShipmentRegistration(
        String reference,
        @Nullable OrderId order,
        Direction direction,
        List<ParcelNumber> numbers,
        List<Item> items,
        Lane lane,
        @Nullable PromisedWindow promised,
        Instant registeredAt) {

    public static final int ITEMS_LIMIT = 10_000;

    public ShipmentRegistration {
        if (reference.isBlank() || reference.length() > 200) {
            throw new IllegalArgumentException("a shipment's reference has 1 to 200 characters");
        }
        if (items.size() > ITEMS_LIMIT || numbers.size() > 10) {
            throw new IllegalArgumentException("a shipment has at most 10,000 items and 10 numbers");
        }
        numbers = List.copyOf(numbers);
        items = List.copyOf(items);
    }

    /** The plain case: an order's parcel with one number. */
    public static ShipmentRegistration outbound(
            String reference, @Nullable OrderId order, ParcelNumber number, Instant registeredAt) {
        return new ShipmentRegistration(
                reference, order, Direction.OUTBOUND, List.of(number), List.of(), Lane.UNKNOWN, null, registeredAt);
    }

    public ShipmentRegistration with(PromisedWindow window) {
        return new ShipmentRegistration(reference, order, direction, numbers, items, lane, window, registeredAt);
    }

    /** So many of an order's line, by the line's reference. */
    public record Item(String line, int quantity) {
        public Item {
            if (quantity <= 0) {
                throw new IllegalArgumentException("a shipment holds at least one of a line");
            }
        }
    }

    /** The carrier's service and the country it goes to (ISO 3166, two letters), where known. */
    public record Lane(@Nullable String service, @Nullable String country) {
        public static final Lane UNKNOWN = new Lane(null, null);
    }
}
