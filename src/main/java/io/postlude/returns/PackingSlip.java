package io.postlude.returns;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.postlude.orders.OrderView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What goes into the parcel with an order: things and how many, never a price, and nothing about whoever paid.
 *
 * @param number the order's, as people know it
 * @param path where it is sent back, below the address customers reach the server under; null for a gift that the policy lets
 *     nobody but the buyer send back
 * @param postcode what whoever was given it proves it by, beside the number; null where it is no gift
 */
public record PackingSlip(
        String number,
        boolean gift,
        @Nullable String path,
        @Nullable String postcode,
        List<Thing> things) {
    public PackingSlip {
        things = List.copyOf(things);
    }

    /** So many of a thing. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Thing(
            String title,
            @Nullable String variant,
            @Nullable String sku,
            int quantity) {
        static Thing of(OrderView.Line line) {
            return new Thing(line.title(), line.variantTitle(), line.sku(), line.quantity());
        }
    }
}
