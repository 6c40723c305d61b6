/**
 * What there is to say about an order's delivery, and how it is said: the facts, the situation, and every sentence about
 * them in five languages. The customer's page and every message are set from it, so they cannot disagree.
 *
 * <p>Tables (schema {@code deliveries}): {@code request}, {@code contact}, {@code choice_rule}, {@code promise_rule},
 * {@code gesture}, {@code goodwill_rule}, {@code enquiry}, {@code carrier_contact}, {@code replacement},
 * {@code contact_cost}. Publishes: {@code DeliveryEvent}. Consumes: {@code OrderEvent}.
 *
 * <p>May use: kernel, stores, customers, orders, promises, tracking, insights.
 *
 * <p>{@code Deliveries} reads the facts, {@code Scene} judges them, {@code Telling} puts them into words of {@code Words};
 * docs/decisions/0098 says why mail and page share them.
 */
@NullMarked
@CheckReturnValue
package io.postlude.deliveries;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
