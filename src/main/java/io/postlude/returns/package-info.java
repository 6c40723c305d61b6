/**
 * From "I want to send it back" to the money: policy, request, decision, label, reception, inspection, refund.
 *
 * <p>Tables (schema {@code returns}): policy, book, customer_return, piece, history, photo, posting, payout,
 * payout_due, charge, label, label_due, pickup_terms, pickup_day, pickup, pickup_call, withdrawal, stray, stock,
 * reservation, credit, credit_entry, credit_spend, credit_by_hand, gift_recipient, conduct, weighing, appeal, rising_reason, size_advice,
 * size_fit, size_silence, cost_terms, shop_return, shop_return_item,
 * shop_return_removal.
 *
 * <p>Publishes: {@link io.postlude.returns.ReturnEvent}, {@link io.postlude.returns.LessonEvent},
 * {@link io.postlude.returns.ShopReturnEvent}. Consumes: {@code TrackingEvent} of parcels on their way back.
 * {@link io.postlude.returns.Returns} is the face, {@link io.postlude.returns.Refunds},
 * {@link io.postlude.returns.Payments} and {@link io.postlude.returns.Postage} are ports.
 *
 * <p>May use: kernel, stores, customers, orders, promises, tracking, deliveries.
 */
@NullMarked
@CheckReturnValue
package io.postlude.returns;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
