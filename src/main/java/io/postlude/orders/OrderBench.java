package io.postlude.orders;

import io.postlude.customers.CustomerDetails;
import io.postlude.kernel.Database;
import io.postlude.kernel.DatabaseException;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Json;
import io.postlude.kernel.Money;
import io.postlude.kernel.StoreId;
import io.postlude.orders.FulfilmentSnapshot.Parcel;
import io.postlude.orders.OrderSnapshot.Context;
import io.postlude.orders.OrderSnapshot.Line;
import io.postlude.orders.OrderSnapshot.ProductRef;
import io.postlude.orders.OrderSnapshot.Totals;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How many orders a second are taken, each with a new customer, a line, a fulfilment and its events, beside plain COPY of
 * the same orders as JSON into one table with a key and one index. Run it on a database of its own.
 */
public final class OrderBench {
    private static final int ORDERS = 26_000;
    private static final int BATCH = 2_000;
    private static final int ROUNDS = 3;
    private static final int PRODUCTS = 5_000;
    private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
    private static final double NANOS_PER_SECOND = 1e9;

    private final Database database;
    private final Orders orders;
    private final Ids ids;

    private OrderBench(Database database, Orders orders, Ids ids) {
        this.database = database;
        this.orders = orders;
        this.ids = ids;
    }

    /** Prints orders a second, the control's, and their ratio; the best of three rounds, the first one warms up. */
    public static void run(Database database, Orders orders, Ids ids, PrintStream out) {
        OrderBench bench = new OrderBench(database, orders, ids);
        double best = 0;
        double control = 0;
        double again = 0;
        for (int round = 0; round < ROUNDS; round++) {
            StoreId store = new StoreId(2_000_000 + round);
            List<OrderSnapshot> snapshots = bench.snapshots(round);
            control = Math.max(control, bench.control(store, snapshots));
            best = Math.max(best, bench.take(store, snapshots));
            again = Math.max(again, bench.take(store, snapshots));
        }
        out.printf("orders taken:            %,10.0f a second%n", best);
        out.printf("the same once more:      %,10.0f a second%n", again);
        out.printf("plain COPY of them:      %,10.0f a second%n", control);
        out.printf("taken / COPY:            %10.2f%n", best / control);
    }

    private double take(StoreId store, List<OrderSnapshot> snapshots) {
        long began = System.nanoTime();
        for (int from = 0; from < snapshots.size(); from += BATCH) {
            List<OrderSnapshot> batch = snapshots.subList(from, Math.min(from + BATCH, snapshots.size()));
            List<Taken> taken = database.spine(tx -> orders.take(tx, store, Arrival.HISTORY, batch));
            if (taken.stream().anyMatch(t -> t.outcome() == Taken.Outcome.REFUSED))
                throw new IllegalStateException("the bench's own orders were refused");
        }
        return perSecond(snapshots.size(), began);
    }

    private double control(StoreId store, List<OrderSnapshot> snapshots) {
        database.runAcrossStores(tx -> {
            tx.execute("drop table if exists orders.bench_control");
            tx.execute("""
                    create table orders.bench_control (store_id int not null, id bigint not null, placed_at timestamptz not null,
                      body json not null, primary key (store_id, id))""");
            tx.execute("create index on orders.bench_control (store_id, placed_at desc)");
        });
        List<byte[]> batches = new ArrayList<>();
        for (int from = 0; from < snapshots.size(); from += BATCH)
            batches.add(copyText(store, snapshots.subList(from, Math.min(from + BATCH, snapshots.size()))));
        long began = System.nanoTime();
        for (byte[] batch : batches) copy(batch);
        double rate = perSecond(snapshots.size(), began);
        database.runAcrossStores(tx -> tx.execute("drop table orders.bench_control"));
        return rate;
    }

    private void copy(byte[] batch) {
        database.runSpine(tx -> {
            try {
                var in = tx.driver()
                        .getCopyAPI()
                        .copyIn("copy orders.bench_control (store_id, id, placed_at, body) from stdin");
                in.writeToCopy(batch, 0, batch.length);
                long written = in.endCopy();
                if (written == 0) throw new IllegalStateException("nothing was copied");
            } catch (SQLException e) {
                throw new DatabaseException(e);
            }
        });
    }

    private byte[] copyText(StoreId store, List<OrderSnapshot> snapshots) {
        StringBuilder text = new StringBuilder();
        for (OrderSnapshot snapshot : snapshots)
            text.append(store.value())
                    .append('\t')
                    .append(ids.next())
                    .append('\t')
                    .append(snapshot.placedAt())
                    .append('\t')
                    .append(Json.write(snapshot).replace("\\", "\\\\"))
                    .append('\n');
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static double perSecond(int count, long began) {
        return count * NANOS_PER_SECOND / (System.nanoTime() - began);
    }

    private List<OrderSnapshot> snapshots(int round) {
        List<OrderSnapshot> snapshots = new ArrayList<>(ORDERS);
        for (int i = 0; i < ORDERS; i++) snapshots.add(snapshot(round, i));
        return snapshots;
    }

    private static OrderSnapshot snapshot(int round, int i) {
        Instant placed = START.plusSeconds(i * 600L);
        Money price = Money.of(1_000 + i % 9_000, "EUR");
        Money none = Money.zero(price.currency());
        String product = Integer.toString(Math.floorMod(i * 7_919, PRODUCTS));
        Line line = new Line(
                "1",
                new ProductRef(product, product + "-1", "SKU-" + product, null, null, null, null),
                "Product " + product,
                null,
                1,
                price,
                none,
                none,
                true);
        FulfilmentSnapshot fulfilment = new FulfilmentSnapshot(
                "f" + i,
                placed.plusSeconds(86_400),
                placed.plusSeconds(86_400),
                List.of(new Parcel("DHL", "JJD" + round + i, null)),
                List.of(),
                false,
                null);
        return new OrderSnapshot(
                "bench",
                "o" + i,
                "#" + i,
                placed,
                placed,
                buyer(round, i, placed),
                List.of(line),
                new Totals(price, none, none, none, price, true, List.of(), null),
                new Address(
                        "Given" + i + " Family" + i, null, "Street " + i, null, "10115", "Berlin", null, "DE", null),
                null,
                null,
                null,
                List.of(fulfilment),
                List.of(),
                new Context("web", null, List.of(), null, null, "paid", "en"),
                true);
    }

    private static CustomerDetails buyer(int round, int i, Instant placed) {
        return new CustomerDetails(
                "bench",
                round + "-" + i,
                "buyer" + i + "@example.com",
                null,
                "Given" + i,
                "Family" + i,
                "en",
                null,
                "DE",
                null,
                List.of(),
                List.of(),
                placed);
    }
}
