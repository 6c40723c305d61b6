package io.postlude.orders;

/** One piece of news about one order. */
sealed interface News {
    OrderKey key();

    record OfOrder(OrderKey key, OrderSnapshot snapshot, long hash) implements News {}

    record OfFulfilment(OrderKey key, FulfilmentSnapshot told) implements News {}

    record OfRefund(OrderKey key, RefundSnapshot told) implements News {}
}
