package io.postlude.app;

import io.postlude.flows.Flow;
import io.postlude.flows.FlowId;
import io.postlude.flows.FlowParser;
import io.postlude.flows.Ready;
import io.postlude.journeys.Outcome;
import io.postlude.journeys.RehearsalReport;
import io.postlude.journeys.Rehearsals;
import io.postlude.kernel.Event;
import io.postlude.kernel.StoreId;
import io.postlude.orders.OrderId;
import io.postlude.stores.Actor;
import io.postlude.stores.StoreDetails;
import io.postlude.tracking.Direction;
import io.postlude.tracking.ShipmentId;
import io.postlude.tracking.StatusDetail;
import io.postlude.tracking.TrackingEvent;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;

/**
 * A rehearsal of 90 days: the review request over all orders of a store, beside reading the same orders and parcels and doing
 * nothing with them.
 */
final class RehearsalBench {
    private static final int AT_ONCE = 5_000;
    private static final int DAYS = 90;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Ground ground;
    private final Product product;
    private final StoreId store;
    private final int orders;

    private RehearsalBench(Ground ground, Product product, StoreId store, int orders) {
        this.ground = ground;
        this.product = product;
        this.store = store;
        this.orders = orders;
    }

    static void run(Ground ground, int orders, PrintStream out) {
        try (Product product = new Product(ground)) {
            StoreId store = product.stores
                    .stores()
                    .open(
                            StoreDetails.of("bench", "Bench", new StoreDetails.Region("de-DE", "Europe/Berlin", "EUR")),
                            new Actor.Program("bench"))
                    .orThrow()
                    .id();
            RehearsalBench bench = new RehearsalBench(ground, product, store, orders);
            long began = System.nanoTime();
            new ListsBenchData(ground.database, store).fill(orders);
            bench.deliver();
            ground.database.analyseNewlyFilled();
            out.printf("%,d orders filled in %.0f s%n", orders, (System.nanoTime() - began) / NANOS_PER_SECOND);
            bench.measure(out);
        }
    }

    /** What the log says of them: nineteen in twenty moved and arrived. */
    private void deliver() {
        Instant now = ground.clock.instant();
        for (int from = 1; from <= orders; from += AT_ONCE) {
            List<Event> events = new ArrayList<>();
            for (int i = from; i < Math.min(orders + 1, from + AT_ONCE); i++) {
                if (i % 20 == 0) continue;
                OrderId order = new OrderId(ListsBenchData.FIRST_ID + i);
                ShipmentId parcel = new ShipmentId(ListsBenchData.FIRST_ID + i);
                Instant at = now.minusSeconds(20L * i);
                events.add(new TrackingEvent.ShipmentMoved(
                        store,
                        parcel,
                        order,
                        Direction.OUTBOUND,
                        StatusDetail.IN_TRANSIT_GENERIC,
                        StatusDetail.DELIVERED_DOOR,
                        null,
                        at,
                        false));
                events.add(new TrackingEvent.ShipmentDelivered(
                        store, parcel, order, Direction.OUTBOUND, StatusDetail.DELIVERED_DOOR, at, false));
            }
            ground.database.runInStore(store, tx -> ground.log.append(tx, events));
        }
    }

    private void measure(PrintStream out) {
        double floor = seconds(this::readOnly);
        RehearsalReport[] report = new RehearsalReport[1];
        double first = seconds(() -> report[0] = rehearse());
        double second = seconds(() -> report[0] = rehearse());
        long memory = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        out.printf("orders and parcels read, nothing done with them   %6.1f s%n", floor);
        out.printf("rehearsal of %d days, the first after the start    %6.1f s%n", DAYS, first);
        out.printf(
                "rehearsal of %d days                               %6.1f s, %,.0f orders a second, %.1f times the reading%n",
                DAYS, second, orders / second, second / floor);
        out.printf(
                "  %,d came in, %,d would be sent, %,d withheld; %,d MB in use after it%n",
                report[0].entered(), report[0].of(Outcome.SENT), report[0].of(Outcome.WITHHELD), memory >> 20);
    }

    private RehearsalReport rehearse() {
        Instant now = ground.clock.instant();
        return ground.database.inStore(store, tx -> {
            String document = Objects.requireNonNull(Ready.documents().get("review-request"));
            if (!(product.flows.read(tx, store, document) instanceof FlowParser.Whole(Flow flow)))
                throw new IllegalStateException("the ready journey is not whole");
            return product.journeys
                    .journeys()
                    .rehearsals()
                    .rehearse(
                            tx,
                            store,
                            new Rehearsals.Wanted(new FlowId(1), flow, now.minus(Duration.ofDays(DAYS)), now));
        });
    }

    private void readOnly() {
        for (int from = 1; from <= orders; from += AT_ONCE) {
            List<OrderId> some = LongStream.range(from, Math.min(orders + 1L, from + AT_ONCE))
                    .mapToObj(i -> new OrderId(ListsBenchData.FIRST_ID + i))
                    .toList();
            ground.database.runInStore(store, tx -> {
                if (product.orders.orders(tx, store, some).size() != some.size())
                    throw new IllegalStateException("orders are missing");
                var _ = product.tracking.ofOrders(tx, store, some);
            });
        }
    }

    private static double seconds(Runnable work) {
        long began = System.nanoTime();
        work.run();
        return (System.nanoTime() - began) / NANOS_PER_SECOND;
    }
}
