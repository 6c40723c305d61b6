package io.postlude.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.stores.Store;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvImportTest {
    private static final String SHOPIFY = """
            Name,Email,Financial Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem fulfillment status,Shipping Name,Shipping Zip,Shipping City,Shipping Country,Notes,Id
            #1001,anna@example.com,paid,2026-03-03 16:20:00 +0100,yes,EUR,161.00,0.00,25.71,161.00,0.00,2026-03-02 14:05:00 +0100,1,Wool throw,129.00,fulfilled,Anna Lindqvist,'01067,Dresden,DE,"ring twice,
            please",5001
            #1001,,,,,,,,,,,2026-03-02 14:05:00 +0100,1,Candle,32.00,pending,,,,,,
            #1002,b@example.com,paid,,no,EUR,ten,0.00,0.00,10.00,0.00,2026-03-02 15:05:00 +0100,1,Mug,10.00,,B,1,X,DE,,5002
            """;
    private static ImportGround ground;
    private static int stores;

    @TempDir
    Path folder;

    @BeforeAll
    static void open() {
        ground = new ImportGround();
    }

    @AfterAll
    static void close() {
        ground.close();
    }

    @Test
    void the_documented_example_is_taken_whole_and_a_second_time_changes_nothing() throws IOException {
        Store store = store();
        Path example = Path.of("docs/import-example.csv");
        ImportReport report = run(ImportKind.CSV, example, store);
        assertEquals(new ImportReport.Outcomes(2, 0, 0, 0), report.orders());
        assertEquals(3, report.lines());
        assertEquals(1, report.parcels());
        assertEquals(2, report.scans());
        assertEquals(0, report.faultyRows());
        assertEquals(
                0,
                ground.count(
                        "select count(*) from orders.customer_order where goods_off <> 0 or total_off <> 0",
                        store.id()));
        assertTrue(run(ImportKind.CSV, example, store).changedNothing());
    }

    @Test
    void shopifys_rows_below_each_other_are_one_order_and_a_faulty_one_is_kept_with_its_reason() throws IOException {
        Store store = store();
        ImportReport report = run(ImportKind.SHOPIFY_CSV, write("shopify.csv", SHOPIFY, StandardCharsets.UTF_8), store);
        assertEquals(1, report.orders().taken());
        assertEquals(2, report.lines());
        assertEquals(1, report.faultyRows());
        String kept = Files.readString(report.faultFiles().getFirst());
        assertTrue(kept.contains("Subtotal is \"\"ten\"\", not an amount in EUR") && kept.contains("#1002"), kept);
        assertEquals(
                1,
                ground.count(
                        "select count(*) from orders.customer_order where reference = '5001' and fulfilment = 'PARTIAL'"
                                + " and note like 'ring twice,%please' and ship_to->>'postcode' = '01067'",
                        store.id()));
    }

    @Test
    void both_forms_of_woocommerces_export_are_read() throws IOException {
        Store store = store();
        String wide = """
                order_id,order_number,order_date,status,order_subtotal,shipping_total,discount_total,tax_total,order_total,order_currency,billing_email,billing_first_name,billing_country,line_item_1,line_item_2
                71,71,2026-03-02 10:00:00,wc-completed,161.00,4.90,0,0,165.90,EUR,c@example.com,Cem,DE,name:Wool throw|product_id:12|sku:WT|quantity:1|sub_total:129.00|total:129.00,name:Candle|quantity:2|sub_total:32.00|total:32.00
                """;
        String tall = """
                Order Number;Order Status;Order Date;Email (Billing);Country Code (Billing);Order Subtotal Amount;Order Total Amount;SKU;Item Name;Quantity;Item Cost
                72;Cancelled;2026-03-02 11:00;d@example.com;DE;42,00;42,00;A;Mug;1;30,00
                72;Cancelled;2026-03-02 11:00;d@example.com;DE;42,00;42,00;B;Spoon;2;6,00
                """;
        assertEquals(
                2,
                run(ImportKind.WOOCOMMERCE_CSV, write("wide.csv", wide, StandardCharsets.UTF_8), store)
                        .lines());
        assertEquals(
                2,
                run(ImportKind.WOOCOMMERCE_CSV, write("tall.csv", tall, StandardCharsets.UTF_8), store)
                        .lines());
        assertEquals(
                2,
                ground.count(
                        "select count(*) from orders.customer_order where goods_off = 0 and total_off = 0",
                        store.id()));
        assertEquals(
                1, ground.count("select count(*) from orders.customer_order where state = 'CANCELLED'", store.id()));
    }

    @ParameterizedTest
    @CsvSource({"UTF-8,false,''", "UTF-8,true,'\uFEFF'", "windows-1252,false,''", "windows-1252,true,''"})
    void encodings_marks_and_gzip_are_told_apart(String charset, boolean zipped, String mark) throws IOException {
        Store store = store();
        String text = mark
                + "order,placed_at,title,quantity,unit_price,first_name,email\r\n1,2026-03-02,Überwurf,1,5,Jürgen,j@example.com\r\n";
        Path file = write("plain.csv" + (zipped ? ".gz" : ""), text, Charset.forName(charset));
        assertEquals(1, run(ImportKind.CSV, file, store).orders().taken());
        assertEquals(1, ground.count("select count(*) from orders.line where title = 'Überwurf'", store.id()));
    }

    @Test
    void a_file_of_another_kind_is_refused_with_the_column_that_is_missing() throws IOException {
        Path other = write("no.csv", "a,b\n1,2\n", StandardCharsets.UTF_8);
        Store store = store();
        var refused = assertThrows(Importers.ImportRefused.class, () -> run(ImportKind.CSV, other, store));
        assertTrue(String.valueOf(refused.getMessage()).contains("no column \"order\""), refused.getMessage());
        Path empty = write("empty.csv", "", StandardCharsets.UTF_8);
        assertThrows(Importers.ImportRefused.class, () -> run(ImportKind.CSV, empty, store));
    }

    @ParameterizedTest
    @CsvSource({
        "'1.234,56',1234.56",
        "'1,234.56',1234.56",
        "'12,5',12.5",
        "'1,234',1234",
        "12.34,12.34",
        "'-3,50',-3.50"
    })
    void amounts_are_read_as_people_write_them(String written, String plain) {
        assertEquals(plain, CsvRow.plainDecimal(written));
    }

    private ImportReport run(ImportKind kind, Path file, Store store) throws IOException {
        return ground.importers(folder.resolve("faults")).run(kind, file, store, (orders, share) -> {});
    }

    private static Store store() {
        return ground.open("csv-" + ++stores, "de-DE", "Europe/Berlin", "EUR");
    }

    private Path write(String name, String text, Charset charset) throws IOException {
        byte[] bytes = text.getBytes(charset);
        if (name.endsWith(".gz")) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
                zip.write(bytes);
            }
            bytes = out.toByteArray();
        }
        return Files.write(folder.resolve(name), bytes);
    }
}
