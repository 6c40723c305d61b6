package io.postlude.customers;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One statement about one channel and purpose.
 *
 * @param at when the person said it
 * @param source where: {@code shopify}, {@code portal}, a staff member
 * @param proof what shows it: a form's address, a message's id
 * @param textVersion which wording they agreed to
 */
public record Consent(
        Channel channel,
        Purpose purpose,
        boolean given,
        Instant at,
        String source,
        String proof,
        @Nullable String textVersion) {}
