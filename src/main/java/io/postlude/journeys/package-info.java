/**
 * The one place that decides to contact someone: events become touchpoints, each ending as sent, deferred, withheld or
 * expired, with the rule that said so.
 *
 * <p>Tables (schema {@code journeys}): touchpoint, former_decision, switched_off, rhythm, run, pace, calendar, muster, send,
 * measuring, unmeasured, reading. Publishes: BlockPlaced. Consumes:
 * OrderPlaced, FulfilmentShipped, FulfilmentChanged, ShipmentRegistered, ShipmentMoved, ShipmentDelivered, ShipmentDelayed,
 * ShipmentStalled, ShipmentProblemOpened, ShipmentReopened, PromiseAtRisk, PromiseBackOnTrack, SegmentJoined, SegmentLeft, and of returns all
 * that their customer is told.
 *
 * <p>May use: kernel, stores, customers, orders, promises, tracking, deliveries, messaging, texts, returns, loyalty, segments, flows.
 *
 * <p>{@code RunReader} and {@code Due} let subjects into journeys and take them on, {@code Calendar} calls people up on days of theirs, {@code DoorReader} lets them in as they join and leave segments, {@code Walking} is where they go (values in,
 * values out), {@code StepDeciding} holds the rules for what a step says. {@code Occasions} reads events, {@code Deciding} holds the rules (values in, a value out), {@code TouchpointDesk} brings
 * both together in the reader's transaction; docs/journeys.md says all of it in the store's words.
 */
@NullMarked
@CheckReturnValue
package io.postlude.journeys;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
