/**
 * One person of a store: profile, contact points, what they allowed, identity merges, export and erasure.
 *
 * <p>Publishes: CustomerRegistered, ConsentGiven, ConsentWithdrawn, CustomersMerged, CustomerErased. May use: kernel, stores.
 */
@NullMarked
@CheckReturnValue
package io.postlude.customers;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
