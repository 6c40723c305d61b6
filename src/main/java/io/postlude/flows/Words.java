package io.postlude.flows;

import io.postlude.flows.Flow.Per;
import io.postlude.kernel.Vocabulary;
import io.postlude.kernel.WordKind;
import java.util.LinkedHashMap;
import java.util.Map;

/** What conditions of journeys may speak of. Whoever runs journeys offers exactly these. */
public final class Words {
    private static final Map<String, WordKind> LINE = fields(
            "sku", WordKind.maybe(WordKind.TEXT),
            "title", WordKind.TEXT,
            "vendor", WordKind.maybe(WordKind.TEXT),
            "type", WordKind.maybe(WordKind.TEXT),
            "tags", WordKind.many(WordKind.TEXT),
            "quantity", WordKind.WHOLE,
            "price", WordKind.NUMBER);
    private static final Map<String, WordKind> ORDER = fields(
            "number", WordKind.TEXT,
            "total", WordKind.NUMBER,
            "currency", WordKind.TEXT,
            "items", WordKind.WHOLE,
            "lines", WordKind.many(WordKind.fields("line", LINE)),
            "tags", WordKind.many(WordKind.TEXT),
            "channel", WordKind.maybe(WordKind.TEXT),
            "country", WordKind.maybe(WordKind.TEXT),
            "placed_at", WordKind.MOMENT,
            "cancelled", WordKind.FLAG,
            "refunded", WordKind.FLAG,
            "delivered", WordKind.FLAG,
            "late_days", WordKind.WHOLE);
    private static final Map<String, WordKind> PARCEL = fields(
            "known", WordKind.FLAG,
            "status", WordKind.TEXT,
            "arrived", WordKind.FLAG,
            "delivered_at", WordKind.maybe(WordKind.MOMENT),
            "late_days", WordKind.WHOLE,
            "problems", WordKind.many(WordKind.TEXT));
    private static final Map<String, WordKind> PROMISE = fields(
            "known", WordKind.FLAG,
            "day", WordKind.TEXT,
            "by", WordKind.maybe(WordKind.MOMENT),
            "state", WordKind.TEXT,
            "chance", WordKind.maybe(WordKind.NUMBER),
            "late_days", WordKind.WHOLE);
    private static final Map<String, WordKind> RETURNED = fields(
            "number", WordKind.TEXT,
            "reasons", WordKind.many(WordKind.TEXT),
            "pieces", WordKind.WHOLE,
            "method", WordKind.TEXT,
            "state", WordKind.TEXT,
            "outcome", WordKind.TEXT,
            "refund", WordKind.NUMBER,
            "requested_at", WordKind.MOMENT,
            "arrived_at", WordKind.maybe(WordKind.MOMENT),
            "days_since_request", WordKind.WHOLE,
            "days_since_arrival", WordKind.maybe(WordKind.WHOLE));
    private static final Map<String, WordKind> CUSTOMER = fields(
            "known",
            WordKind.FLAG,
            "orders",
            WordKind.WHOLE,
            "items",
            WordKind.WHOLE,
            "last_order_at",
            WordKind.maybe(WordKind.MOMENT),
            "language",
            WordKind.TEXT,
            "tags",
            WordKind.many(WordKind.TEXT),
            "segments",
            WordKind.many(WordKind.TEXT),
            "refused",
            WordKind.many(WordKind.TEXT),
            "agreed",
            WordKind.many(WordKind.TEXT));
    private static final Map<String, WordKind> EVENT = fields(
            "name",
            WordKind.TEXT,
            "at",
            WordKind.MOMENT,
            "detail",
            WordKind.maybe(WordKind.TEXT),
            "chance",
            WordKind.maybe(WordKind.NUMBER),
            "details",
            WordKind.named(WordKind.ANY));
    private static final Map<String, WordKind> REWARD = fields(
            "given", WordKind.FLAG,
            "pool", WordKind.TEXT,
            "used", WordKind.FLAG,
            "days_left", WordKind.maybe(WordKind.WHOLE));
    private static final Map<String, WordKind> HISTORY =
            fields("sent_30_days", WordKind.WHOLE, "messages", WordKind.many(WordKind.TEXT));

    private static final Vocabulary OF_CUSTOMERS = new Vocabulary(common());
    private static final Vocabulary OF_ORDERS = new Vocabulary(withOrder());
    private static final Vocabulary OF_RETURNS = new Vocabulary(withReturn());

    private Words() {}

    public static Vocabulary of(Per per) {
        return switch (per) {
            case CUSTOMER -> OF_CUSTOMERS;
            case ORDER, PARCEL -> OF_ORDERS;
            case RETURN -> OF_RETURNS;
        };
    }

    private static Map<String, WordKind> common() {
        return fields(
                "customer", WordKind.fields("customer", CUSTOMER),
                "event", WordKind.fields("event", EVENT),
                "history", WordKind.fields("history", HISTORY),
                "reward", WordKind.fields("reward", REWARD),
                "now", WordKind.MOMENT,
                "entered_at", WordKind.MOMENT);
    }

    private static Map<String, WordKind> withOrder() {
        Map<String, WordKind> words = common();
        words.put("order", WordKind.fields("order", ORDER));
        words.put("parcel", WordKind.fields("parcel", PARCEL));
        words.put("promise", WordKind.fields("promise", PROMISE));
        return words;
    }

    /** CEL keeps the word “return” for itself. */
    private static Map<String, WordKind> withReturn() {
        Map<String, WordKind> words = withOrder();
        words.put("returned", WordKind.fields("returned", RETURNED));
        return words;
    }

    private static Map<String, WordKind> fields(Object... namesAndKinds) {
        Map<String, WordKind> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndKinds.length; i += 2)
            fields.put((String) namesAndKinds[i], (WordKind) namesAndKinds[i + 1]);
        return fields;
    }
}
