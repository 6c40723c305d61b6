package io.postlude.journeys;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Tells what is open about orders, so that nobody is asked for praise meanwhile: a return, a case, a claim. */
@FunctionalInterface
public interface Worries {
    /** In a few words each, for staff; orders without are left out. */
    Map<OrderId, List<String>> open(Tx tx, StoreId store, Collection<OrderId> orders);
}
