/**
 * Simulated stores with known effects: seeded worlds of buyers, parcels, carriers and troubles, told through the front door
 * as real senders tell; they make the demo and one benchmark. And the pages under {@code /dev}.
 *
 * <p>Tables (schema {@code twin}): {@code world}, {@code trouble}, {@code truth}, {@code question}. Publishes: nothing of its
 * own. Consumes: nothing; it reads which messages left. May use: every module before it.
 *
 * <p>{@code Twin} is the face, {@code World} one store's life, {@code Voice} how it is told; docs/demo.md explains all.
 */
@NullMarked
@CheckReturnValue
package io.postlude.twin;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
