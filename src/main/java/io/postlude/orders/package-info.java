/**
 * The mirror of what was bought: orders, lines, products, fulfilments, cancellations, refunds seen.
 *
 * <p>Publishes: OrderPlaced, OrderChanged, OrderCancelled, FulfilmentShipped, OrderRefunded. May use: kernel, stores, customers.
 */
@NullMarked
@CheckReturnValue
package io.postlude.orders;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
