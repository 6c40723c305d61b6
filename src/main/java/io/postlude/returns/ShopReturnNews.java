package io.postlude.returns;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One word of a shop about a return made there.
 *
 * @param order the shop's id of the order; null where this word leaves it out
 * @param state null where nothing is said of it
 * @param items all things in it; null where nothing is said of them
 * @param removals what was taken out of it since
 * @param at when the shop said so: the newest word holds, whenever it comes
 */
public record ShopReturnNews(
        String source,
        String reference,
        @Nullable String order,
        @Nullable String name,
        ShopReturn.@Nullable State state,
        @Nullable Decline decline,
        @Nullable List<ShopReturn.Item> items,
        List<Removal> removals,
        Instant at) {

    /** Without what people wrote, of someone who was erased. */
    ShopReturnNews anonymous() {
        Decline without = decline == null ? null : new Decline(decline.reason(), null);
        List<ShopReturn.Item> wordless = items == null
                ? null
                : items.stream()
                        .map(item -> new ShopReturn.Item(item.item(), item.line(), item.pieces(), item.reason(), null))
                        .toList();
        return new ShopReturnNews(source, reference, order, name, state, without, wordless, removals, at);
    }

    /** Why it was declined, in the shop's word and in a person's. */
    public record Decline(@Nullable String reason, @Nullable String note) {
        static final Decline NONE = new Decline(null, null);
    }

    public record Removal(String item, int pieces) {}
}
