package io.postlude.portal;

import io.postlude.deliveries.Sentence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Choosing another thing of the catalogue for what goes back.
 *
 * @param kept what was filled in before, to come back with the choice
 * @param line what it is for
 * @param more the cursor of the things after these; null at the end
 */
public record ReturnShopPage(
        Frame frame,
        Sentence eyebrow,
        Sentence start,
        Sentence answer,
        String action,
        List<Kept> kept,
        String line,
        String text,
        List<Good> goods,
        @Nullable String more) {
    public ReturnShopPage {
        kept = List.copyOf(kept);
        goods = List.copyOf(goods);
    }

    public record Kept(String name, String value) {}

    public record Good(String title, @Nullable String picture, List<Choice> choices) {
        public Good {
            choices = List.copyOf(choices);
        }

        public String initial() {
            return title.isEmpty() ? "" : title.substring(0, title.offsetByCodePoints(0, 1));
        }
    }

    public record Choice(String variant, String name, String price) {}
}
