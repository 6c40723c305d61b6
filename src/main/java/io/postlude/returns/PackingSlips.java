package io.postlude.returns;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders;
import io.postlude.stores.Stores;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Packing slips. The code on one leads to where anybody may begin and has to prove something, never to a page that is somebody's
 * own: whoever holds the paper need not be who bought.
 */
public final class PackingSlips {
    private final Stores stores;
    private final Orders orders;
    private final Policies policies;

    PackingSlips(Stores stores, Orders orders, Policies policies) {
        this.stores = stores;
        this.orders = orders;
        this.policies = policies;
    }

    /** The slip of an order; empty for no such order of this store. */
    public Optional<PackingSlip> of(Tx tx, StoreId store, OrderId id) {
        return orders.order(tx, store, id).map(order -> of(tx, store, order));
    }

    private PackingSlip of(Tx tx, StoreId store, OrderView order) {
        boolean gift = order.isGift();
        return new PackingSlip(
                order.number(),
                gift,
                path(tx, store, order),
                gift && order.shipTo() != null ? order.shipTo().postcode() : null,
                order.lines().stream()
                        .filter(line -> line.needsShipping() && line.quantity() > 0)
                        .map(PackingSlip.Thing::of)
                        .toList());
    }

    private @Nullable String path(Tx tx, StoreId store, OrderView order) {
        if (order.isGift() && !policies.live(tx, store).gifts()) return null;
        String number = order.number().startsWith("#") ? order.number().substring(1) : order.number();
        return "/s/" + stores.get(store).slug() + (order.isGift() ? "/gift" : "/orders") + "?number="
                + URLEncoder.encode(number.strip(), StandardCharsets.UTF_8);
    }
}
