/**
 * One person of a store: profile, contact points, what they allowed, identity merges, export and erasure.
 *
 * <p>Found by a source's reference, then by e-mail, then by phone (docs/decisions/0050). A merge is a row: history stays
 * under the id it was written with, readers ask for the canonical one.
 *
 * <p>Tables: {@code customers.customer}, {@code identity}, {@code contact_point}, {@code consent_entry} (a ledger),
 * {@code identity_merge}, {@code erased_identity}, {@code note}, {@code own_tag}, {@code custom_event}.
 *
 * <p>Publishes: CustomerRegistered, CustomerChanged, ConsentGiven, ConsentWithdrawn, CustomersMerged, CustomersUnmerged,
 * CustomEventTold, CustomerErased.
 * Consumes: nothing. May use: kernel, stores.
 */
@NullMarked
@CheckReturnValue
package io.postlude.customers;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
