/**
 * What was promised to whom, by when: made, kept, broken, released.
 *
 * <p>Tables (schema {@code promises}): promise, due. Publishes: {@link io.postlude.promises.PromiseEvent}. Consumes:
 * nothing; the modules that make promises and keep them call {@link io.postlude.promises.Promises} and, for those
 * between an order and its parcels, {@link io.postlude.promises.Deliveries}. May use: kernel,
 * stores, customers, orders.
 */
@NullMarked
@CheckReturnValue
package io.postlude.promises;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
