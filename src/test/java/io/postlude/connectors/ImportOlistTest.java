package io.postlude.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.kernel.StoreId;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportOlistTest {
    private static ImportGround ground;
    private static StoreId store;
    private static ImportReport first;

    @TempDir
    static Path faults;

    @BeforeAll
    static void importAll() throws IOException {
        ground = new ImportGround();
        store = ground.brazil.id();
        first = ground.importers(faults)
                .run(ImportKind.OLIST, ImportGround.data("olist"), ground.brazil, (orders, share) -> {});
    }

    @AfterAll
    static void close() {
        ground.close();
    }

    @Test
    void the_figures_agree_with_the_files() {
        assertEquals(26_524, first.orders().taken());
        assertEquals(30_202, first.lines());
        assertEquals(0, first.faultyRows());
        assertEquals(26_524, ground.count("select count(*) from orders.customer_order", store));
        assertEquals(30_202, ground.count("select count(*) from orders.line", store));
        assertEquals(26_057, ground.count("select count(*) from tracking.shipment", store));
        assertEquals(26_057 + 25_803, ground.count("select count(*) from tracking.scan", store));
        assertEquals(26_150, ground.count("select count(*) from customers.customer", store));
    }

    @Test
    void faults_in_the_times_are_survived_and_told() {
        assertEquals(134L, first.remarks().get("handed to the carrier before it was approved"));
        assertEquals(1L, first.remarks().get("handed to the carrier before it was bought"));
        assertEquals(8L, first.remarks().get("delivered before it was handed to the carrier"));
        assertEquals(200L, first.remarks().get("holds no items"));
        assertEquals(1L, first.remarks().get("has no payment"));
        assertEquals(1L, first.remarks().get("is delivered, but not when"));
    }

    @Test
    void a_second_import_changes_nothing_and_says_so() throws IOException {
        long events = ground.count("select count(*) from kernel.event_log", store);
        ImportReport second = ground.importers(faults)
                .run(ImportKind.OLIST, ImportGround.data("olist"), ground.brazil, (orders, share) -> {});
        assertTrue(second.changedNothing(), second.toString());
        assertEquals(26_524, second.orders().unchanged());
        assertEquals(events, ground.count("select count(*) from kernel.event_log", store));
    }
}
