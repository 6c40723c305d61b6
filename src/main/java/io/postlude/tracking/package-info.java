/**
 * Where each parcel is, both ways, told in one canonical status whatever carrier or aggregator reported it.
 *
 * <p>Tables (schema {@code tracking}): shipment, leg, shipment_item, scan, waiting_scan, estimate, problem, order_progress,
 * watch, lane_pace, raw_code, mapping_override, standing_count, standing_change, registered_count, registered_change. Publishes: {@code TrackingEvent}. Consumes: nothing;
 * connectors and imports call {@code Tracking}. May use: kernel, stores, customers, orders,
 * promises.
 *
 * <p>{@code ParcelMachine} holds the rules, {@code StatusMapping} the vocabularies (data in
 * {@code tracking-vocabularies/}), {@code Carriers} the formats of tracking numbers (data in
 * {@code tracking-numbers/}, MIT).
 */
@NullMarked
@CheckReturnValue
package io.postlude.tracking;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
