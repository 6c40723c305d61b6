/**
 * Groups of customers by a condition: "bought twice in 90 days", "return rate above 30 %". Kept as events come and as time
 * passes, with who came in and left when.
 *
 * <p>Tables (schema {@code segments}): segment, segment_version, person, fact, membership, segment_day. Publishes:
 * SegmentJoined, SegmentLeft. Consumes: CustomerEvent, OrderPlaced, OrderChanged, OrderCancelled, OrderRefunded,
 * PromiseBroken, ReturnRequested, ReturnRefused, ReturnCalledOff.
 *
 * <p>May use: kernel, stores, customers, orders, promises, returns.
 *
 * <p>{@code FactReader} keeps what is counted, {@code Person} is what conditions see (values in, values out), {@code Keeping}
 * looks at people in sets, {@code Passing} at those for whom time may change the answer; docs/segments.md says it in the
 * store's words.
 */
@NullMarked
@CheckReturnValue
package io.postlude.segments;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
