/**
 * Renders and delivers one message; never decides whether to send it. The first piece: e-mail, from a row, over SMTP.
 *
 * <p>Tables (schema {@code messaging}): {@code message}, which is the outbox too.
 *
 * <p>Publishes: {@code MessagingEvent}. Consumes: {@code CustomerErased}. May use: kernel, stores, customers,
 * orders, deliveries.
 *
 * <p>{@code Messages} takes messages in, {@code MailWorker} sends what is due, {@code MailSink} is the border to the mail
 * server; docs/decisions/0070 says what a lost answer means.
 */
@NullMarked
@CheckReturnValue
package io.postlude.messaging;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
