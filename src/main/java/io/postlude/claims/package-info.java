/**
 * What went wrong after the parcel, and warranty: damaged, another thing, something missing, never arrived, broken later. A
 * claim is asked with its evidence, decided by a person with words for the customer, and settled through the books of returns.
 *
 * <p>Tables (schema {@code claims}): setting, warranty_term, registration, desk, claim, claim_line, history, photo,
 * carrier_claim, carrier_term.
 *
 * <p>Publishes: {@link io.postlude.claims.ClaimEvent}. Consumes: {@code ReturnEvent}, to see what was agreed through to its
 * end. {@link io.postlude.claims.Claims} is the face.
 *
 * <p>May use: kernel, stores, customers, orders, promises, tracking, deliveries, messaging, returns.
 */
@NullMarked
@CheckReturnValue
package io.postlude.claims;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
