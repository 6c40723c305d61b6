package io.postlude.deliveries;

import io.postlude.deliveries.OrderFacts.Item;
import java.util.List;
import java.util.Map;

/** Names what is in a parcel, shortly enough for a sentence. */
public final class Things {
    private static final int MOST_CHARACTERS = 42;

    private final Words words;

    public Things(Words words) {
        this.words = words;
    }

    /** As it stands after "with". */
    public String name(List<Item> items) {
        return name("things", items);
    }

    /** As it stands alone. */
    public String bare(List<Item> items) {
        return name("bare", items);
    }

    private String name(String key, List<Item> items) {
        if (items.isEmpty()) {
            return words.get(key + ".none");
        }
        String first = shortened(items.getFirst().title());
        if (items.size() == 1) {
            return words.say(key + ".one", Map.of("first", first));
        }
        if (items.size() == 2) {
            String second = shortened(items.get(1).title());
            if (first.length() + second.length() <= MOST_CHARACTERS) {
                return words.say(key + ".two", Map.of("first", first, "second", second));
            }
        }
        return words.counted(key + ".more", items.size() - 1, Map.of("first", first))
                .text();
    }

    /** A shop's title can be a paragraph: cut at a word, never in the middle of a character. */
    public static String shortened(String title) {
        String text = title.strip();
        if (text.codePointCount(0, text.length()) <= MOST_CHARACTERS) {
            return text;
        }
        String cut = text.substring(0, text.offsetByCodePoints(0, MOST_CHARACTERS));
        int space = cut.lastIndexOf(' ');
        return (space > MOST_CHARACTERS / 2 ? cut.substring(0, space) : cut).stripTrailing() + "…";
    }
}
