/**
 * The mirror of what was bought: orders, lines, products, fulfilments, cancellations, refunds seen. Takes news in sets and in
 * any order (docs/decisions/0052), checks sums (0053).
 *
 * <p>Tables: {@code orders.claim} (whose id a source's order has), {@code customer_order}, {@code line}, {@code product},
 * {@code variant}, {@code variant_price}, {@code wording}, {@code fulfilment}, {@code refund}.
 *
 * <p>Publishes: OrderPlaced, OrderChanged, OrderCancelled, FulfilmentShipped, FulfilmentChanged, FulfilmentCancelled,
 * OrderRefunded. Who follows parcels reads FulfilmentShipped, FulfilmentChanged and FulfilmentCancelled from the log; who
 * needs them in the transaction of the taking (an import) finds the same events in {@link io.postlude.orders.Taken#events()}.
 *
 * <p>Consumes: nothing. May use: kernel, stores, customers.
 */
@NullMarked
@CheckReturnValue
package io.postlude.orders;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
