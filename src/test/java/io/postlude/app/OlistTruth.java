package io.postlude.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** What Olist's files say, added up straight from the gzipped CSV, without a line of the importer. */
final class OlistTruth {
    /** One order; {@code onTheWay}: handed over and never arrived, cancelled or not; {@code state} is C cancelled, D delivered, M handed over and moving, N not handed over. */
    record Bought(String id, int items, long cents, char state, boolean onTheWay) {
        String number() {
            return "#" + id.substring(0, 8);
        }

        String parcel() {
            return "OLIST" + id.toUpperCase(java.util.Locale.ROOT);
        }
    }

    final List<Bought> orders = new ArrayList<>();
    final Set<String> people = new HashSet<>();
    private final Path folder = folder();

    OlistTruth() {
        Map<String, Integer> items = new HashMap<>();
        Map<String, Long> prices = new HashMap<>();
        Map<String, Long> paid = new HashMap<>();
        Map<String, String> persons = new HashMap<>();
        rows("olist_order_items_dataset", row -> {
            items.merge(row.get("order_id"), 1, Integer::sum);
            prices.merge(row.get("order_id"), cents(row.get("price")) + cents(row.get("freight_value")), Long::sum);
        });
        rows(
                "olist_order_payments_dataset",
                row -> paid.merge(row.get("order_id"), cents(row.get("payment_value")), Long::sum));
        rows("olist_customers_dataset", row -> persons.put(row.get("customer_id"), row.get("customer_unique_id")));
        rows("olist_orders_dataset", row -> {
            String id = row.get("order_id");
            orders.add(new Bought(
                    id,
                    items.getOrDefault(id, 0),
                    paid.getOrDefault(id, prices.getOrDefault(id, 0L)),
                    state(row),
                    !row.get("order_delivered_carrier_date").isEmpty()
                            && row.get("order_delivered_customer_date").isEmpty()));
            people.add(persons.get(row.get("customer_id")));
        });
    }

    static Path folder() {
        return Stream.of(
                        Optional.ofNullable(System.getenv("POSTLUDE_TEST_DATA")).orElse(""), "../shared/data")
                .filter(parent -> !parent.isEmpty())
                .map(parent -> Path.of(parent, "olist"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException(
                                "the data set olist is missing: put it at ../shared/data/olist or name its parent in POSTLUDE_TEST_DATA"));
    }

    private static char state(Map<String, String> row) {
        String status = row.get("order_status");
        if (status.equals("canceled") || status.equals("unavailable")) {
            return 'C';
        }
        if (!row.get("order_delivered_customer_date").isEmpty()) {
            return 'D';
        }
        return row.get("order_delivered_carrier_date").isEmpty() ? 'N' : 'M';
    }

    private static long cents(String amount) {
        return new BigDecimal(amount).movePointRight(2).longValueExact();
    }

    private void rows(String file, Consumer<Map<String, String>> reader) {
        Path path = folder.resolve(file + ".csv.gz");
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(path)), StandardCharsets.UTF_8))) {
            String[] heading = fields(lines.readLine());
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] values = fields(line);
                Map<String, String> row = new HashMap<>();
                for (int i = 0; i < heading.length; i++) {
                    row.put(heading[i], values[i]);
                }
                reader.accept(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Commas inside quotes do not part. */
    private static String[] fields(String line) {
        String[] fields = line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1);
        for (int i = 0; i < fields.length; i++) {
            fields[i] = fields[i].replace("\"", "");
        }
        return fields;
    }
}
