/**
 * The customers' pages: where the parcel is, and finding an order again.
 *
 * <p>Pages only: no tables and no events of its own. It reads the faces of the modules before it, writes each page once
 * per change and keeps the bytes until something about the page changes.
 *
 * <p>Publishes: nothing. Consumes: OrderPlaced, OrderChanged, OrderCancelled, FulfilmentShipped, ShipmentRegistered, ShipmentMoved,
 * ShipmentDelayed, ShipmentStalled, ShipmentDelivered, and changes of a store's brand.
 *
 * <p>May use: every module before it in the list; today kernel, stores, customers, orders, tracking, messaging.
 */
@NullMarked
@CheckReturnValue
package io.postlude.portal;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
