/**
 * The ground under every module: money, ids, clock, database, event log, jobs, problems, web. No business.
 *
 * <p>Tables: {@code kernel.event_log}, {@code kernel.event_type}, {@code kernel.reader_cursor}, {@code kernel.poison_event},
 * {@code kernel.node}, {@code kernel.secret}, {@code kernel.schema_fingerprint},
 * {@code kernel.scheduled_task}.
 *
 * <p>Publishes: nothing. Consumes: nothing. May use: no other module.
 */
@NullMarked
@CheckReturnValue
package io.postlude.kernel;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
