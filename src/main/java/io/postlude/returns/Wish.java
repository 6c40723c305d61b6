package io.postlude.returns;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.postlude.orders.LineId;
import io.postlude.orders.VariantId;
import org.jspecify.annotations.Nullable;

/**
 * So many pieces of a line, why, and what the customer would like for them. What they cost is not the asker's to say.
 *
 * @param detail a finer word of the reason, or empty
 * @param words in the customer's own words
 * @param wear its state as the customer says; null where that was not asked
 * @param variant for an exchange: which one instead
 */
public record Wish(
        LineId line,
        int quantity,
        Reason reason,
        String detail,
        @Nullable String words,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Wear wear,
        Remedy.@Nullable Kind remedy,
        @Nullable VariantId variant) {
    public static final int WORDS_LIMIT_CHARS = 1_000;

    public Wish(
            LineId line,
            int quantity,
            Reason reason,
            String detail,
            @Nullable String words,
            Remedy.@Nullable Kind remedy,
            @Nullable VariantId variant) {
        this(line, quantity, reason, detail, words, null, remedy, variant);
    }

    Wish without() {
        return new Wish(line, quantity, reason, detail, words, wear, remedy, null);
    }
}
