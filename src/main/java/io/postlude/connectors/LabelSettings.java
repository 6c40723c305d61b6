package io.postlude.connectors;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postlude.kernel.Json;
import io.postlude.kernel.Money;
import io.postlude.messaging.ChannelProvider.Entry;
import io.postlude.returns.Postage.Document;
import io.postlude.returns.Postage.Never;
import io.postlude.returns.Postage.Place;
import io.postlude.returns.Postage.Terms;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What a store says about the labels it buys, the same with every provider: its parcels, its carriers, and what if not. */
record LabelSettings(int grams, List<Integer> centimetres, List<String> carriers, Terms terms) {
    private static final int HEAVIEST_GRAMS = 70_000;
    private static final int LONGEST_CM = 300;
    private static final int UNUSED_LIMIT_DAYS = 90;
    private static final Duration LOAD_LIMIT = Duration.ofSeconds(20);
    private static final BigDecimal GRAMS_AN_OUNCE = new BigDecimal("28.349523125");
    private static final BigDecimal CM_AN_INCH = new BigDecimal("2.54");

    static final List<Entry> ENTRIES = List.of(
            Entry.free("grams", "Weight of a parcel, in grams", "With its packing. Carriers ask for it.", "1000"),
            Entry.free("size", "Size of a parcel, in centimetres", "Length x width x height.", "30x20x10"),
            Entry.free(
                    "carriers",
                    "Carriers and services",
                    "Such as USPS, or USPS GroundAdvantage; several with commas. Empty: the cheapest of all.",
                    ""),
            Entry.free("region", "State of your return address", "Where your country has states, such as CA.", ""),
            Entry.free("phone", "Telephone for the carrier", "Many carriers ask for one.", ""),
            Entry.free("unused", "Give back after, in days", "A label nobody used by then is voided, 1 to 90.", "30"),
            Entry.choice(
                    "instead",
                    "Where none can be bought",
                    "Such as while the provider is down.",
                    List.of(
                            Map.entry("own", "The customer gets the built-in label"),
                            Map.entry("person", "Somebody sees to it first"))));

    /** What is wrong with what was entered, by name. */
    static Map<String, String> faults(Map<String, String> entered) {
        Map<String, Predicate<String>> rules = new LinkedHashMap<>();
        rules.put("grams", text -> within(text, HEAVIEST_GRAMS));
        rules.put("size", text -> {
            String[] sides = text.split("x", -1);
            return sides.length == 3 && Arrays.stream(sides).allMatch(side -> within(side.strip(), LONGEST_CM));
        });
        rules.put("unused", text -> within(text, UNUSED_LIMIT_DAYS));
        rules.put("instead", text -> text.equals("own") || text.equals("person"));
        Map<String, String> words = Map.of(
                "grams", "A whole number of grams, at most 70,000.",
                "size", "Three whole numbers such as 30x20x10.",
                "unused", "1 to 90 days.",
                "instead", "own or person.");
        Map<String, String> wrong = new LinkedHashMap<>();
        rules.forEach((name, rule) -> {
            if (!rule.test(entered.getOrDefault(name, "").strip())) wrong.put(name, words.getOrDefault(name, ""));
        });
        return wrong;
    }

    /** Whom an account is with; {@code secret} is what they call theirs, {@code list} what their first answer holds. */
    record Peer(OutsideHttp http, String title, String secret, String list) {}

    /** What is wrong with what was entered, by name; they are asked last. */
    static Map<String, String> check(Peer peer, Map<String, String> entered, Supplier<JsonReply> first) {
        Map<String, String> wrong = faults(entered);
        String fault = peer.http().fault(entered.getOrDefault("base", ""));
        if (fault != null) wrong.put("base", fault);
        if (!wrong.isEmpty()) return wrong;
        switch (first.get()) {
            case JsonReply.Said said -> {
                if (said.isTurnedAway()) wrong.put("key", peer.title() + " does not take this " + peer.secret() + ".");
                else if (!said.isGood() || !said.body().path(peer.list()).isArray())
                    wrong.put(
                            "base",
                            "This address does not answer as " + peer.title() + " does (" + said.status() + ").");
            }
            case JsonReply.NotReached(String why) -> wrong.put("base", "It cannot be reached: " + why + ".");
            case JsonReply.Lost(String why) -> wrong.put("base", "It does not answer: " + why + ".");
        }
        return wrong;
    }

    private static boolean within(String text, int most) {
        return text.matches("[1-9][0-9]{0,5}") && Integer.parseInt(text) <= most;
    }

    static LabelSettings of(Map<String, String> entered) {
        return new LabelSettings(
                Integer.parseInt(entered.getOrDefault("grams", "1000").strip()),
                Arrays.stream(entered.getOrDefault("size", "30x20x10").split("x"))
                        .map(String::strip)
                        .map(Integer::valueOf)
                        .toList(),
                Arrays.stream(entered.getOrDefault("carriers", "").split(","))
                        .map(LabelSettings::bare)
                        .filter(name -> !name.isEmpty())
                        .toList(),
                new Terms(
                        !entered.getOrDefault("instead", "own").equals("person"),
                        Integer.parseInt(entered.getOrDefault("unused", "30").strip())));
    }

    /** One thing that can be bought. */
    record Rate(String name, String carrier, String service, BigDecimal price) {}

    /** The cheapest of those the store wants. */
    Optional<Rate> choose(List<Rate> rates) {
        return rates.stream()
                .filter(rate -> carriers.isEmpty()
                        || carriers.contains(bare(rate.carrier()))
                        || carriers.contains(bare(rate.carrier() + rate.service())))
                .min(Comparator.comparing(Rate::price));
    }

    private static String bare(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    BigDecimal ounces() {
        return new BigDecimal(grams).divide(GRAMS_AN_OUNCE, 1, RoundingMode.UP);
    }

    List<BigDecimal> inches() {
        return centimetres.stream()
                .map(side -> new BigDecimal(side).divide(CM_AN_INCH, 1, RoundingMode.UP))
                .toList();
    }

    /** The label itself, known by its bytes; empty where it does not load or is nothing a browser shows. */
    static Optional<Document> load(OutsideHttp http, String address) {
        if (address.isEmpty()) return Optional.empty();
        try {
            return http.load(URI.create(address), LOAD_LIMIT).flatMap(LabelSettings::document);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Document> document(byte[] bytes) {
        String head = new String(bytes, 0, Math.min(8, bytes.length), StandardCharsets.ISO_8859_1);
        if (head.startsWith("%PDF-")) return Optional.of(new Document("application/pdf", bytes));
        return head.startsWith("\u0089PNG") ? Optional.of(new Document("image/png", bytes)) : Optional.empty();
    }

    /** What the provider says is wrong, in one line. */
    static String said(String who, JsonReply.Said said, String words) {
        String clean = words.replaceAll("\\s+", " ").strip();
        return who + " said " + said.status() + (clean.isEmpty() ? "" : ", " + clean);
    }

    /** Texts of a list of messages. */
    static String texts(Iterable<com.fasterxml.jackson.databind.JsonNode> messages, String field) {
        return java.util.stream.StreamSupport.stream(messages.spliterator(), false)
                .map(message -> message.path(field).asText(""))
                .filter(text -> !text.isEmpty())
                .distinct()
                .limit(3)
                .collect(Collectors.joining("; "));
    }

    /** Nothing that can be bought; {@code why} is what they said about it. */
    static Never none(List<Rate> rates, String why) {
        return new Never(
                rates.isEmpty()
                        ? "no carrier takes this parcel" + (why.isEmpty() ? "" : ": " + why)
                        : "none of the carriers you want takes this parcel");
    }

    /** What both write of a place in the same words. */
    static ObjectNode place(Place place, String phone) {
        ObjectNode node = Json.MAPPER
                .createObjectNode()
                .put("name", place.name())
                .put("street1", place.street())
                .put("city", place.city())
                .put("zip", place.postcode())
                .put("country", place.country());
        if (!phone.isEmpty()) node.put("phone", phone);
        if (!place.email().isEmpty()) node.put("email", place.email());
        return node;
    }

    /** To the currency's own fraction, half up: they tell more places than a label is charged with. */
    static Money price(String amount, String currency) {
        Currency known = Currency.getInstance(currency.isEmpty() ? "USD" : currency);
        BigDecimal rounded = new BigDecimal(amount.isEmpty() ? "0" : amount)
                .setScale(Math.max(0, known.getDefaultFractionDigits()), RoundingMode.HALF_UP);
        return Money.parse(rounded.toPlainString(), known);
    }
}
