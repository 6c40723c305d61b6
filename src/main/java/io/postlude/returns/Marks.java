package io.postlude.returns;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What tags say of a product or a person, however a shop writes them: {@code Final Sale}, {@code final_sale} and
 * {@code final-sale} are one.
 */
final class Marks {
    private static final String TIER = "tier:";

    private Marks() {}

    /** Kinds of product that rules of returns know by name. */
    enum Mark {
        FINAL_SALE,
        HYGIENE,
        MADE_TO_ORDER;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean isOn(List<String> tags) {
            return has(tags, word().replace('_', '-'));
        }
    }

    static boolean isDigital(List<String> tags) {
        return has(tags, "digital");
    }

    /** The tag {@code tier:gold} says the tier gold; empty where none does. */
    static String tier(List<String> tags) {
        return plain(tags)
                .filter(tag -> tag.startsWith(TIER))
                .map(tag -> tag.substring(TIER.length()))
                .findFirst()
                .orElse("");
    }

    private static boolean has(List<String> tags, String mark) {
        return plain(tags).anyMatch(mark::equals);
    }

    private static Stream<String> plain(List<String> tags) {
        return tags.stream().map(tag -> tag.strip().toLowerCase(Locale.ROOT).replaceAll("[ _]+", "-"));
    }
}
