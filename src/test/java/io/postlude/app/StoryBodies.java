package io.postlude.app;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a Shopify shop and AfterShip write about one order of one throw in one parcel of DHL's. */
final class StoryBodies {
    private StoryBodies() {}

    static Map<String, Object> order(int number, String email, Instant at, LocalDate promisedBy) {
        String now = at.toString();
        Map<String, Object> order = new HashMap<>(Map.of(
                "id",
                number,
                "name",
                "ST-" + number,
                "created_at",
                now,
                "processed_at",
                now,
                "updated_at",
                now,
                "currency",
                "EUR",
                "financial_status",
                "paid",
                "source_name",
                "web",
                "customer_locale",
                "en-GB",
                "email",
                email));
        order.put("total_line_items_price", "129.00");
        order.put("total_discounts", "0.00");
        order.put("total_tax", "0.00");
        order.put("total_price", "129.00");
        order.put("customer", Map.of("id", 900_000 + number, "email", email, "first_name", "Anna"));
        order.put(
                "shipping_address",
                Map.of(
                        "name", "Anna Kessler",
                        "address1", "Feldstrasse 36",
                        "zip", "20357",
                        "city", "Hamburg",
                        "country_code", "DE"));
        order.put(
                "note_attributes",
                List.of(
                        Map.of(
                                "name",
                                "promised_from",
                                "value",
                                promisedBy.minusDays(2).toString()),
                        Map.of("name", "promised_by", "value", promisedBy.toString())));
        order.put(
                "line_items",
                List.of(Map.of(
                        "id",
                        number * 10,
                        "title",
                        "Wool throw",
                        "quantity",
                        1,
                        "price",
                        "129.00",
                        "requires_shipping",
                        true)));
        return order;
    }

    static Map<String, Object> fulfilment(int number, Instant at) {
        return Map.of(
                "id",
                number * 100,
                "order_id",
                number,
                "status",
                "success",
                "created_at",
                at.toString(),
                "updated_at",
                at.toString(),
                "tracking_company",
                "DHL",
                "tracking_number",
                "JJDSTORY" + number,
                "line_items",
                List.of(Map.of("id", number * 10, "quantity", 1)));
    }

    static Map<String, Object> checkpoint(String subtag, Instant at) {
        return Map.of(
                "slug",
                "dhl",
                "tag",
                tag(subtag),
                "subtag",
                subtag,
                "checkpoint_time",
                at.toString(),
                "city",
                "Hamburg",
                "country_iso3",
                "DEU");
    }

    /** The whole tracking with all its checkpoints, the latest last. */
    static Map<String, Object> tracking(int number, List<Map<String, Object>> checkpoints, Instant at) {
        String subtag = checkpoints.getLast().get("subtag").toString();
        Map<String, Object> tracking = Map.of(
                "id",
                "story" + number,
                "tracking_number",
                "JJDSTORY" + number,
                "slug",
                "dhl",
                "tag",
                tag(subtag),
                "subtag",
                subtag,
                "updated_at",
                at.toString(),
                "checkpoints",
                checkpoints);
        return Map.of(
                "event_id", "as-" + number + "-" + checkpoints.size(), "event", "tracking_update", "msg", tracking);
    }

    private static String tag(String subtag) {
        return subtag.substring(0, subtag.indexOf('_'));
    }
}
