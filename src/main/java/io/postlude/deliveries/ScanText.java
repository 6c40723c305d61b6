package io.postlude.deliveries;

import io.postlude.deliveries.OrderFacts.Scan;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What happened, in our words and the customer's language; the carrier's own text is never shown. */
public final class ScanText {
    private static final int SHORT_WORD = 3;

    private final Words words;

    public ScanText(Words words) {
        this.words = words;
    }

    public String of(Scan scan) {
        String key = "scan." + scan.code();
        if (!words.has(key)) {
            key = "scan.IN_TRANSIT.generic";
        }
        String place = place(scan.place());
        if (place == null) {
            return words.get(key);
        }
        return words.has(key + ".at")
                ? words.say(key + ".at", Map.of("place", place))
                : words.say("scan.elsewhere", Map.of("text", words.get(key), "place", place));
    }

    /** A place as people write it: carriers shout, "MALMÖ" becomes "Malmö". Country codes and the like stay. */
    public static @Nullable String place(@Nullable String raw) {
        if (raw == null || raw.isBlank()) {
            return null;
        }
        String text = raw.strip();
        if (!text.equals(text.toUpperCase(Locale.ROOT))) {
            return text;
        }
        return Arrays.stream(text.split(" "))
                .map(word -> word.length() < SHORT_WORD ? word : capitalised(word))
                .collect(Collectors.joining(" "));
    }

    private static String capitalised(String word) {
        int first = word.offsetByCodePoints(0, 1);
        return word.substring(0, first) + word.substring(first).toLowerCase(Locale.ROOT);
    }
}
