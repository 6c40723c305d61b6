package io.postlude.connectors;

import io.postlude.stores.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The senders' own published sample bodies, copied into the tests. */
final class Payloads {
    private static final Path FOLDER = Path.of("src/test/resources/payloads");

    private Payloads() {}

    /** A sample and the topic it would come under. */
    record Sample(String name, Source source, String topic) {
        byte[] body() {
            return read(name);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static byte[] read(String name) {
        try {
            return Files.readAllBytes(FOLDER.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Sample> all() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .map(file -> FOLDER.relativize(file).toString())
                    .sorted()
                    .map(name -> new Sample(
                            name,
                            Source.of(name.substring(0, name.indexOf('/'))).orElseThrow(),
                            topic(name)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String topic(String name) {
        String file = name.substring(name.indexOf('/') + 1).replace(".json", "");
        return switch (file) {
            case "webhook_orders_create" -> "orders/create";
            case "webhook_orders_edited" -> "orders/edited";
            case "webhook_fulfillments_create" -> "fulfillments/create";
            case "webhook_fulfillments_update" -> "fulfillments/update";
            case "webhook_refunds_create" -> "refunds/create";
            case "webhook_returns_approve" -> "returns/approve";
            case "webhook_returns_request" -> "returns/request";
            case "webhook_customers_redact" -> "customers/redact";
            case "webhook_customers_data_request" -> "customers/data_request";
            case "webhook_shop_redact" -> "shop/redact";
            case "orders_create_an_order" -> "order.created";
            case "orders_retrieve_an_order", "orders_update_an_order" -> "order.updated";
            case "customers_create_a_customer" -> "customer.created";
            default -> "";
        };
    }
}
