package io.postlude.returns;

import io.postlude.kernel.StoreId;
import io.postlude.orders.OrderId;

/** Where a return's own page is: whoever pays elsewhere comes back to it. */
@FunctionalInterface
public interface ReturnAddress {
    /** The whole address of the page of the return; that of a gift shows nothing of the buyer's. */
    String of(StoreId store, OrderId order, Named returned);

    /** Which return. */
    record Named(String code, boolean gift) {}
}
