package io.postlude.returns;

import io.postlude.kernel.Vocabulary;
import io.postlude.kernel.WordKind;
import java.util.HashMap;
import java.util.Map;

/**
 * The words a condition of a policy may use. Amounts are in the order's currency, as decimals: conditions compare them, no
 * sum is ever made of them.
 */
public final class PolicyWords {
    private static final Map<String, WordKind> PERSON_FIELDS = Map.of(
            "known", WordKind.FLAG,
            "orders", WordKind.WHOLE,
            "bought", WordKind.WHOLE,
            "returned", WordKind.WHOLE,
            "claims", WordKind.WHOLE,
            "tags", WordKind.many(WordKind.TEXT),
            "tier", WordKind.TEXT);
    static final WordKind CUSTOMER = WordKind.fields("customer", PERSON_FIELDS);
    private static final WordKind WEIGHED =
            WordKind.fields("customer", with(PERSON_FIELDS, Map.of("score", WordKind.WHOLE)));
    static final WordKind ORDER = WordKind.fields(
            "order",
            Map.of(
                    "source", WordKind.TEXT,
                    "country", WordKind.TEXT,
                    "channel", WordKind.TEXT,
                    "value", WordKind.NUMBER,
                    "discounted", WordKind.FLAG,
                    "tags", WordKind.many(WordKind.TEXT),
                    "codes", WordKind.many(WordKind.TEXT)));
    static final WordKind LINE = WordKind.fields(
            "line",
            with(
                    Map.of(
                            "sku", WordKind.TEXT,
                            "title", WordKind.TEXT,
                            "type", WordKind.TEXT,
                            "vendor", WordKind.TEXT,
                            "price", WordKind.NUMBER,
                            "paid", WordKind.NUMBER,
                            "discounted", WordKind.FLAG,
                            "quantity", WordKind.WHOLE,
                            "ships", WordKind.FLAG),
                    Map.of(
                            "tags", WordKind.many(WordKind.TEXT),
                            "final_sale", WordKind.FLAG,
                            "hygiene", WordKind.FLAG,
                            "made_to_order", WordKind.FLAG,
                            "digital", WordKind.FLAG)));
    static final WordKind DELIVERY = WordKind.fields(
            "delivery",
            Map.of(
                    "proof", WordKind.TEXT,
                    "days_late", WordKind.WHOLE,
                    "damaged", WordKind.FLAG));
    static final WordKind DAYS = WordKind.fields(
            "days",
            Map.of(
                    "order", WordKind.WHOLE,
                    "dispatch", WordKind.WHOLE,
                    "delivery", WordKind.WHOLE));

    /** For editors too. */
    public static final Vocabulary ALL = words(CUSTOMER);

    /** For what asks for a person: with {@code customer.score}, 0 where nothing is known or it was set aside. */
    public static final Vocabulary PERSON = words(WEIGHED);

    private PolicyWords() {}

    private static Vocabulary words(WordKind customer) {
        return new Vocabulary(Map.of(
                "customer", customer,
                "order", ORDER,
                "line", LINE,
                "delivery", DELIVERY,
                "days", DAYS,
                "reason", WordKind.TEXT,
                "detail", WordKind.TEXT,
                "condition", WordKind.TEXT));
    }

    private static Map<String, WordKind> with(Map<String, WordKind> some, Map<String, WordKind> more) {
        Map<String, WordKind> all = new HashMap<>(some);
        all.putAll(more);
        return Map.copyOf(all);
    }
}
