package io.postlude.connectors;

import io.postlude.kernel.Money;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands beside Olist's orders, by the keys it is asked with. An order takes its items away as it is read. */
final class OlistTables {
    private final Map<String, List<Item>> items;
    private final Map<String, Long> payments;
    private final Map<String, Place> customers;
    private final Map<String, Place> sellers;
    private final Map<String, String> categories;

    OlistTables(
            Map<String, List<Item>> items,
            Map<String, Long> payments,
            Map<String, Place> customers,
            Map<String, Place> sellers,
            Map<String, String> categories) {
        this.items = new HashMap<>(items);
        this.payments = payments;
        this.customers = customers;
        this.sellers = sellers;
        this.categories = categories;
    }

    List<Item> takeItems(String order) {
        List<Item> taken = items.remove(order);
        return taken == null ? List.of() : taken;
    }

    /** What was paid for an order, in centavos; null where nothing is told. */
    @Nullable
    Long paid(String order) {
        return payments.get(order);
    }

    /** The category of a product, in English; null where it has none. */
    @Nullable
    String category(String product) {
        return categories.get(product);
    }

    @Nullable
    Place customer(String id) {
        return customers.get(id);
    }

    @Nullable
    Place seller(String id) {
        return sellers.get(id);
    }

    /** Items whose order never came. */
    List<ImportRow> itemsOfNoOrder() {
        return items.values().stream()
                .flatMap(Collection::stream)
                .map(Item::row)
                .toList();
    }

    /** One piece: Olist has a row for each. */
    record Item(ImportRow row, String number, String product, String seller, Money price, Money freight) {
        static Item read(CsvRow row) {
            return new Item(
                    row.row(),
                    row.required("order_item_id"),
                    row.required("product_id"),
                    row.required("seller_id"),
                    row.money(OlistOrder.REAL, "price"),
                    row.money(OlistOrder.REAL, "freight_value"));
        }

        void addTo(List<Item> list) {
            list.add(this);
        }
    }

    /** Where a customer or a seller is; {@code id} is the person's for customers. */
    record Place(
            String id,
            @Nullable String postcode,
            @Nullable String city,
            @Nullable String state) {
        static Place read(CsvRow row, String prefix, String id) {
            return new Place(
                    row.required(id),
                    row.text(prefix + "_zip_code_prefix"),
                    capitals(row.text(prefix + "_city")),
                    row.text(prefix + "_state"));
        }

        /** The file has all cities in small letters. */
        private static @Nullable String capitals(@Nullable String city) {
            if (city == null) return null;
            List<String> words = new ArrayList<>();
            for (String word : city.split(" ")) words.add(small(word) ? word : capital(word));
            return String.join(" ", words);
        }

        private static boolean small(String word) {
            return word.isEmpty()
                    || List.of("da", "de", "do", "das", "dos", "e").contains(word);
        }

        private static String capital(String word) {
            return Character.toUpperCase(word.charAt(0)) + word.substring(1);
        }
    }
}
