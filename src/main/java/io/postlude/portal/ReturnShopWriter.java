package io.postlude.portal;

import io.postlude.deliveries.Sentence;
import io.postlude.orders.Orders;
import io.postlude.orders.VariantId;
import io.postlude.portal.ReturnShopPage.Choice;
import io.postlude.portal.ReturnShopPage.Good;
import io.postlude.portal.ReturnShopPage.Kept;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the page on which a customer chooses something else of the store for what goes back. */
final class ReturnShopWriter {
    /** What the page asks itself. */
    private static final Set<String> OWN = Set.of("shop", "q", "pick", "for", "do");

    private static final int KEPT_LIMIT = 2_000;

    private final ReturnPaper paper;

    ReturnShopWriter(ReturnPaper paper) {
        this.paper = paper;
    }

    /** For which line, what was searched, and all that came with the form. */
    record Asking(String line, String text, Map<String, List<String>> form) {}

    ReturnShopPage write(ReturnReading.Shelf shelf, Asking asking) {
        var words = paper.words();
        List<Sentence> halves = words.halves("back.shop.head", Map.of());
        return new ReturnShopPage(
                paper.frames()
                        .frame(
                                paper.title(words.get("back.shop.title")),
                                paper.address() + "/return",
                                EnumSet.of(Icon.CHEV)),
                words.sentence(
                        "eyebrow",
                        Map.of(
                                "order",
                                shelf.order().number(),
                                "day",
                                paper.days().day(shelf.order().placedAt()))),
                halves.getFirst(),
                halves.getLast(),
                paper.path("/return"),
                kept(asking.form()),
                asking.line(),
                asking.text(),
                shelf.goods().rows().stream()
                        .map(good -> good(good, shelf.left()))
                        .filter(good -> !good.choices().isEmpty())
                        .toList(),
                shelf.goods().next());
    }

    private static List<Kept> kept(Map<String, List<String>> form) {
        List<Kept> all = new ArrayList<>();
        form.forEach((name, values) -> {
            if (!OWN.contains(name)) for (String value : values) all.add(new Kept(name, value));
        });
        return all.size() > KEPT_LIMIT ? all.subList(0, KEPT_LIMIT) : all;
    }

    /** What is known to be gone is not shown. */
    private Good good(Orders.Good good, Map<VariantId, Integer> left) {
        List<Choice> choices = good.choices().stream()
                .filter(choice -> left.getOrDefault(choice.variant(), 1) > 0)
                .map(choice -> new Choice(
                        choice.variant().toString(),
                        choice.title() == null ? paper.words().get("back.shop.take") : choice.title(),
                        paper.money(choice.price())))
                .toList();
        return new Good(good.product().title(), picture(good.product().imageUrl()), choices);
    }

    private static @Nullable String picture(@Nullable String url) {
        return url != null && (url.startsWith("https://") || url.startsWith("/assets/")) ? url : null;
    }
}
