package io.postlude.connectors;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a shop that has no field for it notes on an order that it is a gift: an attribute of that name that says yes. */
final class GiftMark {
    private static final Set<String> NAMES = Set.of("gift", "_gift", "is_gift");
    private static final Set<String> YES = Set.of("yes", "true", "1", "on");

    private GiftMark() {}

    static boolean is(@Nullable String name, @Nullable String value) {
        return name != null && value != null && NAMES.contains(plain(name)) && YES.contains(plain(value));
    }

    private static String plain(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }
}
