package io.postlude.insights;

import io.postlude.kernel.Event;
import io.postlude.kernel.StoreId;
import io.postlude.orders.OrderId;
import io.postlude.tracking.ShipmentId;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What predictions have to say. */
public sealed interface InsightEvent extends Event {

    /**
     * What is expected of an order's parcel is another day now. Not told for the first forecast, nor for history that came in
     * by import.
     *
     * @param shipment null until the order has a parcel
     * @param chanceLate of missing what was promised; null where nothing was
     */
    record ForecastChanged(
            StoreId store,
            OrderId order,
            @Nullable ShipmentId shipment,
            LocalDate earliest,
            LocalDate likely,
            LocalDate latest,
            @Nullable Double chanceLate,
            Instant occurredAt)
            implements InsightEvent {
        @Override
        public long key() {
            return order.value();
        }
    }
}
