package io.postlude.segments;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.postlude.kernel.Condition;
import io.postlude.kernel.Vocabulary;
import io.postlude.kernel.WordKind;
import java.util.LinkedHashMap;
import java.util.Map;

/** What conditions of segments may speak of. {@link Person} offers exactly these. */
public final class SegmentWords {
    private static final int KEPT_CONDITIONS = 2_000;

    private static final Map<String, WordKind> CUSTOMER = fields(
            "since", WordKind.MOMENT,
            "language", WordKind.maybe(WordKind.TEXT),
            "country", WordKind.maybe(WordKind.TEXT),
            "tags", WordKind.many(WordKind.TEXT),
            "agreed", WordKind.many(WordKind.TEXT),
            "refused", WordKind.many(WordKind.TEXT),
            "has_email", WordKind.FLAG,
            "has_phone", WordKind.FLAG);

    private static final Map<String, WordKind> COUNTS = fields(
            "orders_in", WordKind.WHOLE,
            "items_in", WordKind.WHOLE,
            "spent_in", WordKind.NUMBER,
            "returns_in", WordKind.WHOLE,
            "returned_items_in", WordKind.WHOLE,
            "late_orders_in", WordKind.WHOLE,
            "events_in", WordKind.named(WordKind.WHOLE));

    private static final Map<String, WordKind> WORDS = fields(
            "customer", WordKind.fields("customer", CUSTOMER),
            "orders", WordKind.WHOLE,
            "items", WordKind.WHOLE,
            "spent", WordKind.NUMBER,
            "returns", WordKind.WHOLE,
            "returned_items", WordKind.WHOLE,
            "return_rate", WordKind.NUMBER,
            "late_orders", WordKind.WHOLE,
            "first_order_at", WordKind.maybe(WordKind.MOMENT),
            "last_order_at", WordKind.maybe(WordKind.MOMENT),
            "days_since_first_order", WordKind.maybe(WordKind.WHOLE),
            "days_since_last_order", WordKind.maybe(WordKind.WHOLE),
            "days_known", WordKind.WHOLE,
            "birthday_in_days", WordKind.maybe(WordKind.WHOLE),
            "birthday_this_month", WordKind.FLAG,
            "now", WordKind.MOMENT);

    private static final Vocabulary ALL = new Vocabulary(WORDS, COUNTS);
    private static final Cache<String, Condition> READ =
            Caffeine.newBuilder().maximumSize(KEPT_CONDITIONS).build();

    private SegmentWords() {}

    public static Vocabulary all() {
        return ALL;
    }

    /** Words for counts over the last days. */
    public static Map<String, WordKind> counts() {
        return COUNTS;
    }

    /** A condition that was accepted before; read once. */
    static Condition condition(String source) {
        return READ.get(source, ALL::condition);
    }

    private static Map<String, WordKind> fields(Object... namesAndKinds) {
        Map<String, WordKind> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndKinds.length; i += 2)
            fields.put((String) namesAndKinds[i], (WordKind) namesAndKinds[i + 1]);
        return fields;
    }
}
