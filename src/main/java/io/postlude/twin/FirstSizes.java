package io.postlude.twin;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.kernel.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Slippers that run small, and a batch of them whose soles come off: bought three weeks ago, sent back since. From these the
 * store has learnt a size, a lot and what it cost. Over the API, the same people each time.
 */
final class FirstSizes {
    private static final List<String> PEOPLE = List.of(
            "Agnes", "Bengt", "Clara", "Didrik", "Elin", "Frode", "Greta", "Hjalmar", "Ida", "Jonas", "Kaja", "Lasse",
            "Mette", "Nils", "Oda", "Peder", "Runa", "Sivert", "Tove", "Ulrik", "Vera", "Yngve", "Astrid", "Brage");
    private static final int OF_38 = 16;
    private static final int TOO_SMALL = 8;
    private static final int DEFECTIVE = 7;
    private static final Duration BOUGHT_BEFORE = Duration.ofDays(22);
    private static final Duration SENT_AFTER = Duration.ofDays(1);

    private final HttpDoor door;
    private final ApiVoice program;

    FirstSizes(HttpDoor door, ApiVoice program) {
        this.door = door;
        this.program = program;
    }

    void make(Instant now) {
        for (int i = 0; i < PEOPLE.size(); i++) buy(i, now.minus(BOUGHT_BEFORE).plus(Duration.ofHours(7L * i)));
        for (int i = 0; i < TOO_SMALL; i++)
            back(wish(i, "too_small", "exchange", "A thumb too short"), i % 2 == 0 ? "a" : "b");
        for (int i = OF_38; i < OF_38 + DEFECTIVE; i++)
            back(wish(i, "defective", "refund", "The sole came off on the third day"), "d");
    }

    private static String order(int i) {
        return "MP-S" + (100 + i);
    }

    private static String size(int i) {
        return i < OF_38 ? "38" : "40";
    }

    private void buy(int i, Instant at) {
        String name = PEOPLE.get(i);
        put(
                "orders/" + order(i),
                Map.of(
                        "number", order(i),
                        "placedAt", at.toString(),
                        "updatedAt", at.toString(),
                        "currency", "EUR",
                        "customer",
                                Map.of(
                                        "reference",
                                        "S-" + i,
                                        "email",
                                        name.toLowerCase(Locale.ROOT) + "@slippers.example",
                                        "givenName",
                                        name,
                                        "familyName",
                                        "Lund",
                                        "locale",
                                        "en"),
                        "shipTo",
                                Map.of(
                                        "name",
                                        name + " Lund",
                                        "line1",
                                        "Kaigaten " + (i + 1),
                                        "postcode",
                                        "5015",
                                        "city",
                                        "Bergen",
                                        "country",
                                        "NO"),
                        "items", items(i)));
        Instant sent = at.plus(SENT_AFTER);
        put(
                "orders/" + order(i) + "/fulfilments/F1",
                Map.of(
                        "shippedAt", sent.toString(),
                        "updatedAt", sent.toString(),
                        "items",
                                List.of(Map.of(
                                        "reference", "L1", "quantity", 1, "lot", i < OF_38 ? "FS-0914" : "FS-1002"))));
    }

    /** The first buyer took a 39 as well, so that there is one to change to. */
    private static List<Map<String, Object>> items(int i) {
        List<Map<String, Object>> items = new ArrayList<>(List.of(item("L1", size(i))));
        if (i == OF_38 - 1) items.add(item("L2", "39"));
        return items;
    }

    private static Map<String, Object> item(String line, String size) {
        return Map.of(
                "reference",
                line,
                "productReference",
                "MP-SLIPPER",
                "variantReference",
                "MP-SLIPPER-" + size,
                "sku",
                "MP-SLIPPER-" + size,
                "title",
                "Felt slippers",
                "variant",
                size,
                "type",
                "Slippers",
                "quantity",
                1,
                "unitPrice",
                "59.00");
    }

    private static Map<String, Object> wish(int i, String reason, String remedy, String words) {
        var item = new HashMap<String, Object>(
                Map.of("item", "L1", "quantity", 1, "reason", reason, "remedy", remedy, "words", words));
        if (remedy.equals("exchange")) item.put("sku", "MP-SLIPPER-39");
        return Map.of("reference", "demo-size-" + i, "order", order(i), "method", "drop_off", "items", List.of(item));
    }

    private void back(Map<String, Object> wish, String grade) {
        JsonNode made = ask("POST", "returns", wish);
        String id = made.path("id").asText();
        if (id.isEmpty()) return;
        var _ = ask("POST", "returns/" + id + "/reception", Map.of());
        String piece = made.path("pieces").path(0).path("id").asText();
        var _ = ask(
                "POST",
                "returns/" + id + "/inspection",
                Map.of("piece", piece, "grade", grade, "disposition", grade.equals("d") ? "recycle" : "restock"));
    }

    private void put(String path, Map<String, Object> body) {
        var _ = ask("PUT", path, body);
    }

    private JsonNode ask(String method, String path, Map<String, Object> body) {
        return door.ask(program.document(method, path, Json.write(body).getBytes(StandardCharsets.UTF_8)))
                .body();
    }
}
