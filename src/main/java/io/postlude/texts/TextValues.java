package io.postlude.texts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a text may name: {@code {{ customer.given_name }}}, {@code {{ order.number }}}. Every name is there; what is not known
 * is an empty text, so that {@code {% if %}} can ask for it.
 */
public record TextValues(Map<String, Object> byName) {
    /** A person who is written to. */
    public record Person(String givenName) {}

    /** {@code delivered} as the reader writes a day; empty: not yet. {@code lateDays} 0: in time. */
    public record Order(String number, String total, String placed, String delivered, int lateDays, List<Item> items) {}

    public record Item(String title, int quantity) {}

    private static final List<Item> NO_ITEMS = List.of();

    public static TextValues of(String store, Person person, Order order) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("store", Map.of("name", store));
        values.put("customer", Map.of("given_name", person.givenName()));
        values.put(
                "order",
                Map.of(
                        "number", order.number(),
                        "total", order.total(),
                        "placed", order.placed(),
                        "delivered", order.delivered(),
                        "late_days", order.lateDays(),
                        "items", order.items().stream().map(TextValues::item).toList(),
                        "first_item",
                                order.items().isEmpty()
                                        ? ""
                                        : order.items().getFirst().title(),
                        "more_items", Math.max(0, order.items().size() - 1)));
        return new TextValues(values);
    }

    /** For a text about a person, without an order. */
    public static TextValues of(String store, Person person) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("store", Map.of("name", store));
        values.put("customer", Map.of("given_name", person.givenName()));
        return new TextValues(values);
    }

    /** The same, with where the message leads: {@code {{ link }}}. */
    public TextValues leading(String link) {
        Map<String, Object> values = new LinkedHashMap<>(byName);
        values.put("link", link);
        return new TextValues(values);
    }

    private static Map<String, Object> item(Item item) {
        return Map.of("title", item.title(), "quantity", item.quantity());
    }

    /** Made up, of a reader of whom all is known. */
    public static TextValues sample(TextDocument.About about, String store) {
        Person anna = new Person("Anna");
        return about == TextDocument.About.CUSTOMER
                ? of(store, anna)
                : of(
                        store,
                        anna,
                        new Order(
                                "1042",
                                "€59.90",
                                "3 March",
                                "6 March",
                                2,
                                List.of(new Item("Linen shirt", 1), new Item("Mug", 2))));
    }

    /** Two readers to try a text on: one of whom all is known, one of whom nothing is. */
    static List<TextValues> samples(TextDocument.About about) {
        TextValues nothing = about == TextDocument.About.CUSTOMER
                ? of("Maren", new Person(""))
                : of("Maren", new Person(""), new Order("1042", "€0.00", "3 March", "", 0, NO_ITEMS));
        return List.of(
                sample(about, "Maren").leading("https://maren.example/t/example-of-a-link-to-an-order"),
                nothing.leading(""));
    }
}
