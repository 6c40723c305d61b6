/**
 * What messages of journeys say: texts as versioned data in several languages, a library of good ones to start from, and
 * their rendering: bounded, escaped, with nothing but the values offered.
 *
 * <p>Tables (schema {@code texts}): text_version. Publishes: nothing. Consumes: nothing. May use: kernel, stores, customers,
 * deliveries, messaging.
 *
 * <p>{@code Texts} finds and keeps them, {@code TextParser} refuses what cannot be sent, {@code Wordsmith} fills in values
 * (Jinjava), {@code Layout} gives them the brand's form (MJML).
 */
@NullMarked
@CheckReturnValue
package io.postlude.texts;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
