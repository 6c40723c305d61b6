/**
 * The JSON API for programs of the merchant: documents in our own words, described by an OpenAPI document that is served,
 * shown as a page and tested against the server.
 *
 * <p>Tables: {@code api.idempotent_answer}.
 *
 * <p>Publishes: nothing of its own; what comes in becomes events of orders, customers and tracking. Consumes: nothing. May
 * use: every module before it in the list.
 *
 * <p>{@code Endpoint} does what all calls share (key, scope, limits, idempotency); one {@code ...Endpoints} a noun says what
 * a call does; one {@code ...Document} a body reads it with all its faults.
 */
@NullMarked
@CheckReturnValue
package io.postlude.api;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
