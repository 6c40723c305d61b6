/**
 * The customers' pages: where the parcel is, finding an order again, sending something back.
 *
 * <p>Pages only: no tables and no events of its own. It reads the faces of the modules before it, writes each page once
 * per change and keeps the bytes until something about the page changes.
 *
 * <p>Tables: none. Publishes: nothing.
 *
 * <p>Consumes: through kernel's {@code LogTail} the order an event is about, whatever happened to it; of
 * {@code StoreSettingsChanged} and {@code CustomerErased} the store.
 *
 * <p>May use: kernel, stores, customers, orders, promises, tracking, deliveries,
 * messaging, returns.
 */
@NullMarked
@CheckReturnValue
package io.postlude.portal;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
