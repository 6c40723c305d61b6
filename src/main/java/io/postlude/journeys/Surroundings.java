package io.postlude.journeys;

import io.postlude.customers.CustomerId;
import io.postlude.customers.Reach;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderView;
import io.postlude.promises.Outlook;
import io.postlude.promises.PromiseId;
import io.postlude.returns.ReturnId;
import io.postlude.returns.ReturnNews;
import io.postlude.stores.Store;
import io.postlude.tracking.Direction;
import io.postlude.tracking.ShipmentId;
import io.postlude.tracking.ShipmentView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that decisions about some orders of one store rest on, read in one go.
 *
 * @param bounced addresses that take no mail, in lower case
 * @param outlooks what is foreseen for promises that may be missed
 */
record Surroundings(
        Store store,
        StoreRules rules,
        Map<OrderId, OrderView> orders,
        Map<OrderId, List<ShipmentView>> parcels,
        Map<OrderId, List<Touchpoint>> told,
        Map<CustomerId, Reach> people,
        Set<String> bounced,
        Map<PromiseId, Outlook> outlooks,
        Map<ReturnId, ReturnNews.Stand> returns) {

    Optional<OrderView> order(OrderId id) {
        return Optional.ofNullable(orders.get(id));
    }

    /** The order's parcels on their way to the customer. */
    List<ShipmentView> parcels(OrderId id) {
        return parcels.getOrDefault(id, List.of()).stream()
                .filter(parcel -> parcel.direction() == Direction.OUTBOUND)
                .toList();
    }

    Optional<ShipmentView> parcel(OrderId order, ShipmentId shipment) {
        return parcels.getOrDefault(order, List.of()).stream()
                .filter(parcel -> parcel.id().equals(shipment))
                .findFirst();
    }

    List<Touchpoint> told(OrderId id) {
        return told.getOrDefault(id, List.of());
    }
}
