package io.postlude.orders;

import io.postlude.kernel.Money;

/** What the orders of one kind and currency come to. {@code units} are pieces, cancelled ones included. */
public record OrderSum(OrderState state, FulfilmentState fulfilment, long orders, long units, Money total) {}
