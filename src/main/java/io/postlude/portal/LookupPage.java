package io.postlude.portal;

import io.postlude.deliveries.Sentence;
import org.jspecify.annotations.Nullable;

/**
 * The form that mails a link to an order.
 *
 * @param notice a state of the page itself, such as too many tries
 */
public record LookupPage(
        Frame frame,
        Sentence start,
        Sentence answer,
        Field number,
        Field email,
        @Nullable Sentence notice) {

    /** What was typed, and what is wrong with it. */
    public record Field(String value, @Nullable String wrong) {
        static final Field EMPTY = new Field("", null);
    }
}
