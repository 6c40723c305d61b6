package io.postlude.texts;

import java.time.LocalDate;
import java.time.Month;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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

    /**
     * A thing bought.
     *
     * @param type what kind of product the shop calls it, and {@code tags} how it marks it
     * @param page where the shop tells of it; empty: nowhere
     */
    public record Item(String title, int quantity, String type, List<String> tags, String page) {
        public Item {
            tags = List.copyOf(tags);
        }
    }

    private static final List<Item> NO_ITEMS = List.of();

    public static TextValues of(String store, Person person, Order order) {
        Map<String, Object> values = new LinkedHashMap<>(of(store, person).byName());
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
                        "more_items", Math.max(0, order.items().size() - 1),
                        "with_page",
                                order.items().stream()
                                        .filter(item -> !item.page().isEmpty())
                                        .map(TextValues::item)
                                        .toList()));
        return new TextValues(values);
    }

    /**
     * Something that goes back, in the words of its own page.
     *
     * @param says where it stands, and {@code next} what happens next
     * @param things what it is about, each with how it stands and why
     * @param gifts what was given so far, each with its amount
     * @param pay what is to be paid on top, and {@code paySays} until when; empty: nothing
     */
    public record Back(
            String code,
            String says,
            String next,
            boolean hasLabel,
            List<Returned> things,
            List<Given> gifts,
            String pay,
            String paySays) {
        public static final Back NOTHING = new Back("K7F2-9QXM", "", "", false, List.of(), List.of(), "", "");
    }

    public record Returned(String title, int quantity, String state, String why) {}

    public record Given(String name, String amount) {}

    /** For a text about something that goes back. */
    public static TextValues of(String store, Person person, Order order, Back back) {
        Map<String, Object> values =
                new LinkedHashMap<>(of(store, person, order).byName());
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("code", back.code());
        all.put("says", back.says());
        all.put("next", back.next());
        all.put("has_label", back.hasLabel());
        all.put(
                "things",
                back.things().stream()
                        .map(thing -> Map.of(
                                "title", thing.title(),
                                "quantity", thing.quantity(),
                                "state", thing.state(),
                                "why", thing.why()))
                        .toList());
        all.put(
                "gifts",
                back.gifts().stream()
                        .map(gift -> Map.of("name", gift.name(), "amount", gift.amount()))
                        .toList());
        all.put("pay", back.pay());
        all.put("pay_says", back.paySays());
        values.put("return", all);
        return new TextValues(values);
    }

    /** For a text about a person, without an order. */
    public static TextValues of(String store, Person person) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("store", Map.of("name", store));
        values.put("customer", Map.of("given_name", person.givenName()));
        return new TextValues(values).told(Map.of(), Locale.ROOT).rewarded(Reward.NONE);
    }

    /**
     * What somebody was given, as their text says it; all empty: nothing.
     *
     * @param says what it is good for, “10% off”
     * @param until the last day it is good on, in full; empty: for ever
     */
    public record Reward(String code, String says, String until) {
        public static final Reward NONE = new Reward("", "", "");
    }

    /** The same, with what the reader was given: {@code {{ reward.code }}}. */
    public TextValues rewarded(Reward reward) {
        Map<String, Object> values = new LinkedHashMap<>(byName);
        values.put(
                "reward",
                Map.of(
                        "given", !reward.code().isEmpty(),
                        "code", reward.code(),
                        "says", reward.says(),
                        "until", reward.until()));
        return new TextValues(values);
    }

    /**
     * The same, with what a program told with the event that let the reader in: {@code {{ event.details.tier }}}. A detail that was
     * not told is an empty text, whatever its name; a day like 2026-03-31 stands as the reader writes it.
     */
    public TextValues told(Map<String, ?> details, Locale locale) {
        Map<String, Object> values = new LinkedHashMap<>(byName);
        values.put("event", Map.of("details", new Details(details, locale)));
        return new TextValues(values);
    }

    /** The same, with where the message leads: {@code {{ link }}}. */
    public TextValues leading(String link) {
        Map<String, Object> values = new LinkedHashMap<>(byName);
        values.put("link", link);
        return new TextValues(values);
    }

    private static Map<String, Object> item(Item item) {
        return Map.of(
                "title", item.title(),
                "quantity", item.quantity(),
                "type", item.type(),
                "tags", item.tags(),
                "page", item.page());
    }

    /** Made up, of a reader of whom all is known; {@code locale} writes their days. */
    public static TextValues sample(TextDocument.About about, String store, Locale locale) {
        Person anna = new Person("Anna");
        Order order = new Order(
                "1042",
                "€59.90",
                day(locale, LocalDate.of(2026, Month.MARCH, 3)),
                day(locale, LocalDate.of(2026, Month.MARCH, 6)),
                2,
                List.of(
                        new Item("Linen shirt", 1, "Shirts", List.of("linen"), "https://maren.example/linen-shirt"),
                        new Item("Mug", 2, "Mugs", List.of(), "")));
        Reward reward = new Reward(
                "THANKS-7Q4M",
                SAMPLE_SAYS.getOrDefault(locale.getLanguage(), "10% off"),
                day(locale, LocalDate.of(2026, Month.APRIL, 30)));
        return switch (about) {
            case CUSTOMER -> of(store, anna).told(TOLD, locale).rewarded(reward);
            case ORDER -> of(store, anna, order).rewarded(reward);
            case RETURN -> of(store, anna, order, SAMPLE);
        };
    }

    private static final Map<String, String> SAMPLE_SAYS =
            Map.of("de", "10 % Rabatt", "fr", "10 % de réduction", "es", "10 % de descuento", "pt", "10% de desconto");

    /** Made-up details of events that programs tell, under the names our own texts use. */
    private static final Map<String, Object> TOLD =
            Map.of("tier", "Gold", "points", 240, "until", "2026-03-31", "benefit", "");

    /** As a day stands in a text: in full, in the reader's own way. */
    public static String day(Locale locale, LocalDate day) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(locale)
                .format(day);
    }

    private static final Back SAMPLE = new Back(
            "K7F2-9QXM",
            "Part of it is taken. What we owe you is on its way.",
            "What was not taken, and why, stands below.",
            true,
            List.of(
                    new Returned("Linen shirt", 1, "taken", ""),
                    new Returned("Mug", 2, "came, and is not taken", "The handle is broken.")),
            List.of(new Given("Money back", "59.90 EUR")),
            "12.00 EUR",
            "What you chose costs more. It is kept for you until Friday.");

    /** Two readers to try a text on: one of whom all is known, one of whom nothing is. */
    static List<TextValues> samples(TextDocument.About about, Locale locale) {
        Person nobody = new Person("");
        Order empty = new Order("1042", "€0.00", day(locale, LocalDate.of(2026, Month.MARCH, 3)), "", 0, NO_ITEMS);
        TextValues nothing = switch (about) {
            case CUSTOMER -> of("Maren", nobody);
            case ORDER -> of("Maren", nobody, empty);
            case RETURN -> of("Maren", nobody, empty, Back.NOTHING);
        };
        return List.of(
                sample(about, "Maren", locale).leading("https://maren.example/t/example-of-a-link-to-an-order"),
                nothing.leading(""));
    }
}
