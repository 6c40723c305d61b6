package io.postlude.tracking;

import io.postlude.orders.OrderId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of shipments with trouble, the latest first; {@code next} is the cursor of the page after, if there is one. */
public record TroubledPage(List<Row> shipments, @Nullable String next) {

    /** @param kinds its open problems; {@code since} is when the latest of them began */
    public record Row(
            ShipmentId shipment,
            @Nullable OrderId order,
            Direction direction,
            @Nullable String carrier,
            @Nullable String number,
            StatusDetail detail,
            List<String> kinds,
            Instant since,
            @Nullable Instant lastScan) {}
}
