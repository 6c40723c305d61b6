package io.postlude.app;

import io.postlude.customers.CustomerDetails;
import io.postlude.kernel.Money;
import io.postlude.kernel.StoreId;
import io.postlude.orders.Address;
import io.postlude.orders.Arrival;
import io.postlude.orders.FulfilmentSnapshot;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderSnapshot;
import io.postlude.orders.OrderView;
import io.postlude.orders.Taken;
import io.postlude.stores.Actor;
import io.postlude.stores.StoreDetails;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whole return requests over HTTP: the customer's form is committed (judged by the policy, written down with its events) and
 * the label is drawn, while readers of the log decide and write the mails about it. And a policy asked again about a year of
 * 100,000 returns.
 */
final class ReturnRequestsBench {
    /** Before a program just started has seen everything once, few come at a time. */
    private static final int COLD = 300;

    private static final int FEW = 4;
    /** So long the program still compiles itself, which takes half of what it works. */
    private static final int WARM = 20_000;

    private static final int MEASURED = 4_000;
    private static final int BATCH = 500;
    private static final int REPLAYED = 100_000;
    private static final double NANOS = 1e9;

    private final Ground ground;
    private final Product product;
    private final PrintStream out;
    private final StoreId store;
    private final int port;

    private ReturnRequestsBench(Ground ground, Product product, PrintStream out) {
        this.ground = ground;
        this.product = product;
        this.out = out;
        this.port = product.start();
        this.store = product.stores
                .stores()
                .open(
                        StoreDetails.of("bench", "Bench", new StoreDetails.Region("de-DE", "Europe/Berlin", "EUR")),
                        new Actor.Program("bench"))
                .orThrow()
                .id();
    }

    static void run(Ground ground, PrintStream out) throws IOException {
        try (Product product = new Product(ground)) {
            new ReturnRequestsBench(ground, product, out).run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() throws IOException, InterruptedException {
        List<ReturnRequests.Customer> customers = orders(WARM + MEASURED);
        ReturnRequests requests = new ReturnRequests(port);
        product.readers.drain();
        ReturnRequests.Took _ = requests.all(customers.subList(0, COLD), FEW);
        // What the server does by itself within minutes: plans made while the tables were empty are no use to anybody.
        ground.database.analyseNewlyFilled();
        ReturnRequests.Took first = requests.all(customers.subList(COLD, WARM), ReturnRequests.CONNECTIONS);
        out.printf(
                "the first %,d after a start: %,.0f a second, p50 %.0f ms, p99 %.0f ms%n",
                WARM - COLD, (WARM - COLD) / first.seconds(), first.millis(0.5), first.millis(0.99));
        product.readers.drain();
        ReturnRequests.Took took = requests.all(customers.subList(WARM, WARM + MEASURED), ReturnRequests.CONNECTIONS);
        out.printf(
                "return requests over HTTP (form committed, label drawn): %,.0f a second at %d connections,"
                        + " p50 %.0f ms, p99 %.0f ms%n",
                MEASURED / took.seconds(), ReturnRequests.CONNECTIONS, took.millis(0.5), took.millis(0.99));
        long last = System.nanoTime();
        settle();
        out.printf("their news told %.1f s after the last of them%n", (System.nanoTime() - last) / NANOS);
        long written = count("returns.customer_return");
        long mails = count("messaging.message");
        out.printf("written down: %,d returns, %,d mails%n", written, mails);
        replay();
    }

    /** The readers' own threads hold some of the log while this one looks: until nothing waits. */
    private void settle() {
        do product.readers.drain();
        while (product.readers.standing().stream().anyMatch(standing -> standing.waiting() > 0));
    }

    private long count(String table) {
        return ground.database.<Long>inStore(
                store, tx -> tx.number("select count(*) from " + table + " where store_id = ?", store));
    }

    /** Copies of what was asked for stand in for a year of it, their numbers further apart than any two of one run. */
    private void replay() {
        ground.database.runAcrossStores(tx -> {
            long have = tx.number("select count(*) from returns.customer_return where store_id = ?", store);
            long times = Math.max(1, Math.ceilDiv(REPLAYED, have));
            tx.execute("""
                    insert into returns.customer_return (store_id, id, code, order_id, stage, method, channel, request_key,
                      request_hash, policy_version, currency, requested_at)
                    select store_id, id + n * 100000000000000000, code || n, order_id, stage, method, channel, request_key || n, request_hash,
                      policy_version, currency, requested_at - n * interval '20 days'
                    from returns.customer_return, generate_series(1, ?) n where store_id = ?""", times - 1, store);
            tx.execute("""
                    insert into returns.piece (store_id, id, return_id, order_id, line_id, number, variant_id, reason, remedy,
                      rule, decision, pays, travel, verdict, goods, tax, shipping, bonus, restocking, fee, moved_at)
                    select store_id, id + n * 100000000000000000, return_id + n * 100000000000000000, order_id, line_id, number, variant_id, reason, remedy, rule,
                      decision, pays, 'OFF', 'CALLED_OFF', goods, tax, shipping, bonus, restocking, fee, moved_at
                    from returns.piece, generate_series(1, ?) n where store_id = ?""", times - 1, store);
        });
        long from = System.nanoTime();
        Instant since = ground.clock.instant().minus(Duration.ofDays(366));
        long asked = ground.database.<Long>inStore(
                store,
                tx -> product.returns
                        .replay()
                        .run(tx, store, product.returns.returns().policies().live(tx, store), since)
                        .asked());
        out.printf("replay: %,d pieces of a year in %.1f s%n", asked, (System.nanoTime() - from) / NANOS);
    }

    private List<ReturnRequests.Customer> orders(int count) {
        List<ReturnRequests.Customer> customers = new ArrayList<>();
        for (int from = 0; from < count; from += BATCH) {
            int first = from;
            List<OrderSnapshot> batch = IntStream.range(first, Math.min(count, first + BATCH))
                    .mapToObj(this::order)
                    .toList();
            List<OrderView> views = ground.database.inStore(store, tx -> {
                List<OrderId> ids = product.orders.take(tx, store, Arrival.HISTORY, batch).stream()
                        .map(Taken::order)
                        .map(java.util.Objects::requireNonNull)
                        .toList();
                return product.orders.orders(tx, store, ids);
            });
            for (OrderView view : views)
                customers.add(new ReturnRequests.Customer(
                        product.portal.path(store, view.id()),
                        view.lines().getFirst().id().toString()));
        }
        return customers;
    }

    private OrderSnapshot order(int number) {
        Instant now = ground.clock.instant();
        Instant placed = now.minus(Duration.ofDays(3));
        Money price = Money.of(4_900, "EUR");
        Money none = Money.of(0, "EUR");
        String reference = "b" + number;
        return new OrderSnapshot(
                "api",
                reference,
                "#" + number,
                placed,
                placed,
                new CustomerDetails(
                        "api",
                        null,
                        "buyer" + number + "@bench.example",
                        null,
                        "Given",
                        "Family",
                        "de",
                        null,
                        "DE",
                        null,
                        List.of(),
                        List.of(),
                        placed),
                List.of(new OrderSnapshot.Line(
                        "l" + number,
                        new OrderSnapshot.ProductRef(
                                "p" + number % 50, "v" + number % 50, null, null, null, null, null),
                        "Throw",
                        null,
                        1,
                        price,
                        none,
                        none,
                        true)),
                new OrderSnapshot.Totals(price, none, none, none, price, true, List.of(), null),
                new Address("Given Family", null, "Feldstr. 1", null, "20357", "Hamburg", null, "DE", null),
                null,
                null,
                null,
                List.of(new FulfilmentSnapshot("f" + number, placed, placed, List.of(), List.of(), false, null)),
                List.of(),
                OrderSnapshot.Context.NONE,
                true);
    }
}
