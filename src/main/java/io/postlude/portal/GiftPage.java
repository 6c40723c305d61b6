package io.postlude.portal;

import io.postlude.deliveries.Sentence;
import org.jspecify.annotations.Nullable;

/**
 * Where whoever was given something begins to send it back.
 *
 * @param action where the form goes
 * @param notice what is wrong with it as a whole
 */
public record GiftPage(
        Frame frame,
        Sentence start,
        Sentence answer,
        String action,
        LookupPage.Field number,
        LookupPage.Field postcode,
        @Nullable Sentence notice) {}
