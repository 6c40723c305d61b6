package io.postlude.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConditionTest {
    private static final Map<String, WordKind> ORDER = new LinkedHashMap<>();

    static {
        ORDER.put("total", WordKind.NUMBER);
        ORDER.put("items", WordKind.WHOLE);
        ORDER.put("tags", WordKind.many(WordKind.TEXT));
        ORDER.put("placed_at", WordKind.MOMENT);
        ORDER.put("country", WordKind.maybe(WordKind.TEXT));
        ORDER.put("paid_at", WordKind.maybe(WordKind.MOMENT));
        ORDER.put(
                "lines",
                WordKind.many(WordKind.fields("line", Map.of("sku", WordKind.TEXT, "price", WordKind.NUMBER))));
        ORDER.put("counts", WordKind.named(WordKind.WHOLE));
    }

    private static final Vocabulary WORDS = new Vocabulary(
            Map.of("order", WordKind.fields("order", ORDER), "now", WordKind.MOMENT, "first", WordKind.FLAG));

    private static Map<String, Object> values() {
        Map<String, Object> order = new HashMap<>();
        order.put("total", 59.9);
        order.put("items", 3L);
        order.put("tags", List.of("gift", "vip"));
        order.put("placed_at", Instant.parse("2026-03-01T10:00:00Z"));
        order.put("country", null);
        order.put("paid_at", null);
        order.put("lines", List.of(Map.of("sku", "MUG", "price", 19.5), Map.of("sku", "TEE", "price", 40.4)));
        order.put("counts", Map.of("returns", 2L));
        Map<String, Object> values = new HashMap<>();
        values.put("order", order);
        values.put("now", Instant.parse("2026-03-15T10:00:00Z"));
        values.put("first", true);
        return values;
    }

    private static boolean holds(String source) {
        Condition.Answer answer = WORDS.condition(source).ask(Values.of(values()));
        return assertInstanceOf(Condition.Known.class, answer, () -> source + ": " + answer)
                .holds();
    }

    private static Vocabulary.Mistake mistake(String source) {
        return assertInstanceOf(Vocabulary.Mistaken.class, WORDS.read(source), source)
                .mistakes()
                .getFirst();
    }

    @Test
    void numbers_texts_lists_records_and_times_are_compared() {
        assertTrue(holds("order.total > 50 && order.items == 3"));
        assertTrue(holds("'vip' in order.tags && !('b2b' in order.tags)"));
        assertTrue(holds("order.lines.exists(l, l.sku == 'MUG' && l.price < 20)"));
        assertTrue(holds("now - order.placed_at >= duration('336h')"));
        assertTrue(holds("order.placed_at.getDayOfWeek() == 0"), "a Sunday");
        assertTrue(holds("first && order.counts['returns'] > 1"));
        assertFalse(holds("order.total > 60.0"));
    }

    @Test
    void what_is_absent_equals_null_and_no_value() {
        assertTrue(holds("order.country == null"));
        assertFalse(holds("order.country == 'DE'"));
        assertTrue(holds("order.country != 'DE'"));
        assertFalse(holds("order.country in ['DE', 'AT']"));
        assertTrue(holds("order.paid_at == null || order.paid_at < now"));
    }

    @Test
    void a_mistake_says_where_it_is() {
        Vocabulary.Mistake unknown = mistake("order.total > 5 &&\n order.totl > 6");
        assertEquals(2, unknown.line());
        assertEquals(7, unknown.column());
        assertTrue(unknown.text().contains("totl"), unknown.text());
        assertEquals("at character 14: ", mistake("order.total >").toString().substring(0, 17));
        assertTrue(mistake("customer.name == 'x'").text().contains("customer"));
        assertTrue(mistake("order.total").text().contains("bool"), "a number is no condition");
        assertTrue(mistake("order.items == 'three'").text().contains("overload"));
        assertTrue(mistake("  ").text().contains("empty"));
    }

    @Test
    void what_cannot_be_known_does_not_hold_and_says_why() {
        Condition condition = WORDS.condition("order.counts['gifts'] > 1");
        assertInstanceOf(Condition.Unknowable.class, condition.ask(Values.of(values())));
        assertFalse(condition.holds(Values.of(values())));
        assertInstanceOf(
                Condition.Unknowable.class,
                WORDS.condition("1 / (order.items - 3) == 1").ask(Values.of(values())));
    }

    @Test
    void a_condition_tells_which_words_it_needs() {
        assertEquals(
                Set.of("order", "now"),
                WORDS.condition("order.lines.exists(l, l.price > 1.0) && now > order.placed_at")
                        .words());
    }

    @Test
    void counts_over_days_are_known_before_they_are_asked() {
        Vocabulary words = new Vocabulary(
                Map.of("days", WordKind.maybe(WordKind.WHOLE), "name", WordKind.TEXT),
                Map.of("orders_in", WordKind.WHOLE, "spent_in", WordKind.NUMBER));
        Condition condition = words.condition("orders_in(90) == 2 && spent_in(30) > 10 || days >= 7 || days < 1.5");
        assertEquals(
                Set.of(new Condition.Count("orders_in", 90), new Condition.Count("spent_in", 30)), condition.counts());
        assertEquals(Set.of(7.0, 1.5), condition.comparedWith("days").orElseThrow());
        assertTrue(words.condition("days % 2 == 1").comparedWith("days").isEmpty());
        Values values = Values.of(Map.of("name", "x", "days", 3));
        assertTrue(condition.holds(values.counting(
                Map.of(new Condition.Count("orders_in", 90), 2, new Condition.Count("spent_in", 30), 10.5))));
        assertFalse(condition.holds(values.counting(
                Map.of(new Condition.Count("orders_in", 90), 2, new Condition.Count("spent_in", 30), 9.5))));
        assertInstanceOf(Vocabulary.Mistaken.class, words.read("orders_in(days) > 1"));
        assertInstanceOf(Vocabulary.Mistaken.class, words.read("orders_in(90.5) > 1"));
        assertInstanceOf(Vocabulary.Mistaken.class, words.read("orders_in() > 1"));
    }

    @Test
    void a_condition_cannot_run_away() {
        assertTrue(mistake("true || ".repeat(300) + "true").text().contains("2000"));
        assertInstanceOf(Vocabulary.Mistaken.class, WORDS.read("(".repeat(200) + "true" + ")".repeat(200)));
        Map<String, Object> values = values();
        Map<String, Object> order = new HashMap<>(orderOf(values));
        order.put("tags", IntStream.range(0, 500).mapToObj(i -> "t" + i).toList());
        values.put("order", order);
        Condition slow = WORDS.condition("order.tags.all(a, order.tags.all(b, order.tags.all(c, a + b + c != 'x')))");
        long start = System.nanoTime();
        assertInstanceOf(Condition.Unknowable.class, slow.ask(Values.of(values)));
        assertTrue(Duration.ofNanos(System.nanoTime() - start).toSeconds() < 60);
        Condition pattern = WORDS.condition("('a' + order.tags[0]).matches('(a+)+b')");
        assertFalse(pattern.holds(Values.of(values)), "patterns take linear time");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> orderOf(Map<String, Object> values) {
        return (Map<String, Object>) values.get("order");
    }
}
