package io.postlude.returns;

import io.postlude.kernel.StoreId;
import io.postlude.orders.OrderId;

/** Where a return's own page is: whoever pays elsewhere comes back to it. */
@FunctionalInterface
public interface ReturnAddress {
    /** The whole address of the page of the return with this code. */
    String of(StoreId store, OrderId order, String code);
}
