/**
 * A seeded store to look at and to try things on: the demo, filled through the same doors as a real one; and the pages under
 * {@code /dev}, which show what a demo sends and move its clock.
 *
 * <p>Tables: none. Publishes: nothing of its own. Consumes: nothing. May use: every module before it.
 *
 * <p>{@code DemoStore} fills, {@code DemoOrders} says what is bought, {@code DemoParcel} what becomes of it.
 */
@NullMarked
@CheckReturnValue
package io.postlude.twin;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
