/**
 * Outside systems: webhooks in (verified, kept raw, worked in sets, replayable) and files in.
 *
 * <p>Tables: {@code connectors.inbox}, {@code connectors.inbox_mention}, {@code connectors.privacy_request},
 * {@code connectors.endpoint}, {@code connectors.sent_event}, {@code connectors.refund_account},
 * {@code connectors.label_account}.
 *
 * <p>Publishes: nothing of its own; what comes in becomes events of orders, customers and tracking. Consumes:
 * CustomerErased, through the port of customers. May use: every module before it in the list.
 *
 * <p>A {@code ...Account} is where customers are given what is due, each kind of it by a {@code Giving}.
 *
 * <p>{@code Signatures} prove the sender, {@code GroupCommit} stores, {@code InboxWorker} works, one {@code ...Mapping} a
 * source says what a body means. A {@code ...Provider} speaks to a provider of messages; {@code WebhooksOut} tells merchants'
 * own programs what happened.
 */
@NullMarked
@CheckReturnValue
package io.postlude.connectors;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
