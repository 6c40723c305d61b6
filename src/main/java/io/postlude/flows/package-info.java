/**
 * Journeys as versioned data: the document, what may stand in it, its mistakes step by step, its drafts and versions. Decides
 * nothing and runs nothing; {@code journeys} does.
 *
 * <p>Tables (schema {@code flows}): flow, flow_version, draft_before. Publishes: nothing. Consumes: nothing; {@code Happening}
 * names the events of orders, promises, tracking, returns and of
 * other programs that journeys may use.
 *
 * <p>May use: kernel, stores, customers, orders, promises, tracking, returns.
 *
 * <p>{@code FlowParser} reads a document strictly, {@code FlowCheck} looks at how its steps hang together, {@code Flows} keeps
 * versions. docs/journey-format.md describes the document for people.
 */
@NullMarked
@CheckReturnValue
package io.postlude.flows;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
