package io.postlude.connectors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The folder of the Olist marketplace data set: orders, items, payments, customers, products, sellers and the translation of
 * categories, each gzipped or not. docs/importing.md says what becomes of which column.
 */
final class OlistSource implements ImportSource {
    private final CsvFile orders;
    private final Path folder;

    private OlistSource(CsvFile orders, Path folder) {
        this.orders = orders;
        this.folder = folder;
    }

    static OlistSource open(Path folder) throws IOException {
        return new OlistSource(table(folder, "olist_orders_dataset"), folder);
    }

    @Override
    public void read(ImportSink sink) throws IOException {
        OlistTables tables = tables(sink);
        orders.each(row -> order(tables, row, sink), sink::read);
        tables.itemsOfNoOrder().forEach(row -> sink.fault(List.of(row), "there is no order with this order_id"));
    }

    private static void order(OlistTables tables, ImportRow row, ImportSink sink) {
        try {
            sink.order(OlistOrder.read(new CsvRow(row), tables));
        } catch (ImportFault e) {
            sink.fault(List.of(row), e.reason());
        } catch (IllegalArgumentException e) {
            sink.fault(List.of(row), String.valueOf(e.getMessage()));
        }
    }

    private OlistTables tables(ImportSink sink) throws IOException {
        Map<String, List<OlistTables.Item>> items = new HashMap<>();
        each(
                sink,
                "olist_order_items_dataset",
                row -> OlistTables.Item.read(row)
                        .addTo(items.computeIfAbsent(row.required("order_id"), id -> new ArrayList<>(1))));
        Map<String, Long> payments = new HashMap<>();
        each(
                sink,
                "olist_order_payments_dataset",
                row -> payments.merge(
                        row.required("order_id"),
                        row.money(OlistOrder.REAL, "payment_value").minor(),
                        Math::addExact));
        Map<String, OlistTables.Place> customers = new HashMap<>();
        each(
                sink,
                "olist_customers_dataset",
                row -> customers.put(
                        row.required("customer_id"), OlistTables.Place.read(row, "customer", "customer_unique_id")));
        Map<String, OlistTables.Place> sellers = new HashMap<>();
        each(
                sink,
                "olist_sellers_dataset",
                row -> sellers.put(row.required("seller_id"), OlistTables.Place.read(row, "seller", "seller_id")));
        Map<String, String> english = new HashMap<>();
        each(
                sink,
                "product_category_name_translation",
                row -> english.put(
                        row.required("product_category_name"), row.required("product_category_name_english")));
        Map<String, String> products = new HashMap<>();
        each(sink, "olist_products_dataset", row -> {
            String category = row.text("product_category_name");
            if (category != null)
                products.put(
                        row.required("product_id"),
                        english.getOrDefault(category, category).replace('_', ' '));
        });
        return new OlistTables(items, payments, customers, sellers, products);
    }

    /** A row that cannot be read is told and left out; what hangs on it is then missing there. */
    private void each(ImportSink sink, String name, Consumer<CsvRow> reader) throws IOException {
        table(folder, name)
                .each(
                        row -> {
                            try {
                                reader.accept(new CsvRow(row));
                            } catch (ImportFault e) {
                                sink.fault(List.of(row), e.reason());
                            }
                        },
                        _ -> {});
    }

    private static CsvFile table(Path folder, String name) throws IOException {
        Path found = Stream.of(name + ".csv.gz", name + ".csv")
                .map(folder::resolve)
                .filter(Files::isReadable)
                .findFirst()
                .orElseThrow(() -> new ImportFault(folder + " holds no " + name + ".csv or " + name + ".csv.gz"));
        return CsvFile.open(found);
    }
}
