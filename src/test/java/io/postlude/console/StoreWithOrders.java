package io.postlude.console;

import io.postlude.customers.CustomerDetails;
import io.postlude.kernel.Money;
import io.postlude.kernel.StoreId;
import io.postlude.orders.Address;
import io.postlude.orders.FulfilmentSnapshot;
import io.postlude.orders.OrderSnapshot;
import io.postlude.orders.Taken;
import io.postlude.tracking.RawCode;
import io.postlude.tracking.ScanPlace;
import io.postlude.tracking.ScanReport;
import io.postlude.tracking.ScanTime;
import io.postlude.tracking.StoreScan;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Sixty orders of the last days: delivered, under way, refused, unshipped, and one whose sums do not add up. */
final class StoreWithOrders {
    static final int ORDERS = 60;
    static final String DELIVERED = "MP-1002";
    static final String DELIVERED_NUMBER = "370724760048213014";
    private static final Instant NOW = ConsoleGround.NOW;

    private StoreWithOrders() {}

    static void fill(ConsoleGround ground, StoreId store, String prefix) {
        List<OrderSnapshot> snapshots = new ArrayList<>();
        for (int i = 1; i <= ORDERS; i++) {
            snapshots.add(order(prefix, i));
        }
        ground.test.database().runInStore(store, tx -> {
            List<Taken> taken = ground.orders.take(tx, store, snapshots);
            ground.connectors.intake().follow(tx, store, taken);
        });
        if (prefix.equals("MP")) {
            scan(ground, store);
        }
    }

    private static void scan(ConsoleGround ground, StoreId store) {
        List<StoreScan> scans = new ArrayList<>();
        scans.add(scan(store, DELIVERED_NUMBER, "PICKED_UP.accepted", 70));
        scans.add(scan(store, DELIVERED_NUMBER, "IN_TRANSIT.arrived_facility", 40));
        scans.add(scan(store, DELIVERED_NUMBER, "DELIVERED.door", 20));
        for (int i = 4; i <= 20; i += 2) {
            scans.add(scan(store, number(i), "PICKED_UP.accepted", 60));
            scans.add(
                    scan(store, number(i), i % 3 == 0 ? "EXCEPTION.address" : "IN_TRANSIT.departed_facility", 30 + i));
        }
        scans.add(new StoreScan(
                store,
                new ScanReport(
                        "easypost",
                        "bring",
                        number(6),
                        RawCode.of("storm_hold"),
                        ScanTime.exact(NOW.minus(Duration.ofHours(5))),
                        new ScanPlace("Oslo", null, "NO"),
                        "Held because of the storm",
                        null)));
        var _ = ground.tracking.take(scans);
    }

    private static StoreScan scan(StoreId store, String number, String code, int hoursAgo) {
        ScanPlace place = new ScanPlace(hoursAgo > 50 ? "Bergen" : "Oslo Alnabru", null, "NO");
        Instant at = NOW.minus(Duration.ofHours(hoursAgo));
        return new StoreScan(
                store, new ScanReport("api", "bring", number, RawCode.of(code), ScanTime.exact(at), place, null, null));
    }

    static String number(int i) {
        return i == 2 ? DELIVERED_NUMBER : "3707247600482130" + (20 + i);
    }

    private static OrderSnapshot order(String prefix, int i) {
        Instant at = NOW.minus(Duration.ofHours(5L * i));
        long price = 1_290 + 100L * i;
        long total = 2 * price + 990 + (i == 7 ? 1 : 0);
        LocalDate placed = LocalDate.of(2026, 11, 19).minusDays(i / 5);
        List<FulfilmentSnapshot> shipped = i % 2 == 1 ? List.of() : List.of(fulfilment(i, at));
        String name = i == 9 ? "=HYPERLINK(\"x\")" : i == 10 ? "عائشة" : "Solheim " + i;
        return new OrderSnapshot(
                "shopify",
                prefix + "-ref-" + i,
                prefix + "-" + (1000 + i),
                at,
                at,
                new CustomerDetails(
                        "shopify",
                        prefix + "c" + i,
                        "buyer" + i + "@example.no",
                        null,
                        "Ingrid",
                        name,
                        "nb",
                        null,
                        "NO",
                        null,
                        List.of("vip"),
                        List.of(),
                        at),
                List.of(new OrderSnapshot.Line(
                        "l1",
                        new OrderSnapshot.ProductRef("p1", "v1", "FJ-THR-MOS", null, null, null, null),
                        "Fjell wool throw",
                        "Moss",
                        2,
                        euros(price),
                        euros(0),
                        euros(0),
                        true)),
                new OrderSnapshot.Totals(
                        euros(2 * price), euros(0), euros(990), euros(500), euros(total), true, List.of(), "Home"),
                new Address("Ingrid " + name, null, "Skippergata 4", null, "5003", "Bergen", null, "NO", null),
                null,
                new OrderSnapshot.PromisedWindow(placed.plusDays(2), placed.plusDays(3)),
                null,
                shipped,
                List.of(),
                new OrderSnapshot.Context(i % 4 == 0 ? "app" : "web", null, List.of("gift"), null, null, "paid", "nb"),
                true);
    }

    private static FulfilmentSnapshot fulfilment(int i, Instant placed) {
        Instant at = placed.plus(Duration.ofHours(2));
        return new FulfilmentSnapshot(
                "f" + i,
                at,
                at,
                List.of(new FulfilmentSnapshot.Parcel("bring", number(i), null)),
                List.of(new FulfilmentSnapshot.LineQuantity("l1", i == 8 ? 1 : 2)),
                false,
                null);
    }

    private static Money euros(long cents) {
        return Money.of(cents, "EUR");
    }
}
