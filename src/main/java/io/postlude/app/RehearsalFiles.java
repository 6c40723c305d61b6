package io.postlude.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** An invented folder in the form of the Olist data set, large enough for Java to learn where an import spends its time. */
final class RehearsalFiles {
    private static final int ORDERS = 3_000;
    private static final int PRODUCTS = 400;
    private static final int SELLERS = 60;
    private static final LocalDateTime FIRST = LocalDateTime.of(2017, 3, 1, 9, 0);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final SplittableRandom random = new SplittableRandom(7);
    private final List<String> orders = begun(
            "order_id,customer_id,order_status,order_purchase_timestamp,order_approved_at,order_delivered_carrier_date,"
                    + "order_delivered_customer_date,order_estimated_delivery_date");
    private final List<String> items =
            begun("order_id,order_item_id,product_id,seller_id,shipping_limit_date,price,freight_value");
    private final List<String> payments =
            begun("order_id,payment_sequential,payment_type,payment_installments,payment_value");
    private final List<String> customers =
            begun("customer_id,customer_unique_id,customer_zip_code_prefix,customer_city,customer_state");
    private final List<String> sellers = begun("seller_id,seller_zip_code_prefix,seller_city,seller_state");
    private final List<String> products = begun("product_id,product_category_name");

    private RehearsalFiles() {}

    static void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        new RehearsalFiles().invent(folder);
    }

    private void invent(Path folder) throws IOException {
        for (int i = 0; i < SELLERS; i++) sellers.add(id("s", i) + ",13023,campinas,SP");
        for (int i = 0; i < PRODUCTS; i++) products.add(id("p", i) + ",perfumaria");
        for (int i = 0; i < ORDERS; i++) order(i);
        save(folder, "olist_orders_dataset", orders);
        save(folder, "olist_order_items_dataset", items);
        save(folder, "olist_order_payments_dataset", payments);
        save(folder, "olist_customers_dataset", customers);
        save(folder, "olist_sellers_dataset", sellers);
        save(folder, "olist_products_dataset", products);
        save(
                folder,
                "product_category_name_translation",
                List.of("product_category_name,product_category_name_english", "perfumaria,perfumery"));
    }

    private void order(int number) {
        String order = id("a", number);
        LocalDateTime bought = FIRST.plusMinutes(number * 97L);
        LocalDateTime shipped = bought.plusHours(8 + random.nextInt(90));
        LocalDateTime arrived = shipped.plusHours(20 + random.nextInt(400));
        orders.add(String.join(
                ",",
                order,
                id("c", number),
                "delivered",
                bought.format(TIME),
                bought.plusMinutes(20).format(TIME),
                shipped.format(TIME),
                arrived.format(TIME),
                bought.plusDays(22).format(TIME)));
        customers.add(id("c", number) + "," + id("d", number - number % 9 % 2) + ",14600,sao joaquim da barra,SP");
        int count = number % 7 == 0 ? 2 : 1;
        for (int item = 1; item <= count; item++)
            items.add(order + "," + item + "," + id("p", random.nextInt(PRODUCTS)) + ","
                    + id("s", random.nextInt(SELLERS)) + "," + shipped.format(TIME) + ",89.90,12.10");
        payments.add(order + ",1,credit_card,1," + count * 102 + ".00");
    }

    private static String id(String kind, int number) {
        return "%s%031x".formatted(kind, number);
    }

    private static List<String> begun(String header) {
        List<String> lines = new ArrayList<>();
        lines.add(header);
        return lines;
    }

    private static void save(Path folder, String name, List<String> lines) throws IOException {
        Files.write(folder.resolve(name + ".csv"), lines);
    }
}
