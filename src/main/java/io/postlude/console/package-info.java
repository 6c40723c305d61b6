/**
 * Console: the staff's pages. Sign in, today, orders, customers, shipments with trouble, the inbox, mapping, brand,
 * staff, keys, connections, audit and system.
 *
 * <p>Tables: none; it reads and acts through the faces of the modules before it. Publishes: nothing. Consumes: nothing.
 *
 * <p>May use: every module before it in the map. A page is a public record filled here and drawn by a template in
 * {@code src/main/jte/console}; what a member of staff may open or do stands in one table, {@code Permission}.
 */
@NullMarked
@CheckReturnValue
package io.postlude.console;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
