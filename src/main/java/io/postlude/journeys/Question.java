package io.postlude.journeys;

import io.postlude.orders.OrderView;
import io.postlude.promises.Outlook;
import io.postlude.returns.ReturnNews;
import io.postlude.tracking.ShipmentView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is looked at before somebody is written to: the facts as they are now, not as the event found them.
 *
 * @param parcel the parcel it is about
 * @param outlook what is foreseen now for the promise it is about
 * @param back the return it is about
 * @param told the order's other touchpoints
 * @param awaited how many more parcels of the order may bring the same news
 * @param waited it has waited for other parcels already
 */
record Question(
        Occasion occasion,
        Instant usefulUntil,
        OrderView order,
        @Nullable ShipmentView parcel,
        @Nullable Outlook outlook,
        ReturnNews.@Nullable Stand back,
        Recipient recipient,
        StoreRules rules,
        List<Touchpoint> told,
        int awaited,
        boolean waited,
        Instant now) {

    TouchpointKind kind() {
        return occasion.kind();
    }

    /** Whoever bought it is not who is told. */
    boolean isGift() {
        return back != null && back.view().isGift();
    }

    boolean wasTold(TouchpointKind kind) {
        return told.stream()
                .anyMatch(other -> other.kind() == kind
                        && other.outcome() == Outcome.SENT
                        && (occasion.shipment() == null
                                || other.shipment() == null
                                || other.shipment().equals(occasion.shipment())));
    }
}
