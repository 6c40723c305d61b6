/**
 * Renders and delivers one message; never decides whether to send it: e-mail over SMTP, SMS and more through providers.
 *
 * <p>Tables (schema {@code messaging}): {@code message}, which is the outbox too; {@code provider},
 * {@code suppression}, {@code received}, {@code signing_key}, {@code push_key}, {@code push_subscription}.
 *
 * <p>Publishes: {@code MessagingEvent}. Consumes: {@code CustomerErased}. May use: kernel, stores, customers,
 * orders, deliveries.
 *
 * <p>{@code Messages} takes messages in, {@code MailWorker} sends what is due, {@code MailSink} is the border to the mail
 * server; {@code ChannelWorker} and {@code ChannelProvider} are the same for every other channel. {@code MailReturns} reads what
 * comes back. docs/decisions/0070 and 0130 say what a lost answer means.
 */
@NullMarked
@CheckReturnValue
package io.postlude.messaging;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
