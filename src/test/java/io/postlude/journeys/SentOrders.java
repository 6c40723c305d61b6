package io.postlude.journeys;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.postlude.journeys.JourneysWorld.Sample;
import io.postlude.orders.Arrival;
import io.postlude.orders.FulfilmentSnapshot;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderSnapshot;
import io.postlude.orders.ProductSnapshot;
import io.postlude.orders.Taken;
import io.postlude.orders.VariantId;
import java.math.BigDecimal;
import java.util.List;

/** Orders of two pieces that were sent, and things to exchange them for. */
final class SentOrders {
    private SentOrders() {}

    static OrderId sent(JourneysWorld world, Arrival arrival) {
        Sample sample = Sample.order("r" + world.ids.next(), world.now());
        OrderSnapshot of = new Sample(
                        sample.number(), world.now(), "anna@example.org", 2, "DE", null, List.of(), "web", null)
                .snapshot();
        OrderSnapshot sent = new OrderSnapshot(
                of.source(),
                of.reference(),
                of.number(),
                of.placedAt(),
                of.updatedAt(),
                of.customer(),
                of.lines(),
                of.totals(),
                of.shipTo(),
                null,
                null,
                null,
                List.of(new FulfilmentSnapshot(
                        "f-" + of.number(), world.now(), world.now(), List.of(), List.of(), false, null)),
                List.of(),
                of.context(),
                true);
        world.database.runInStore(world.store, tx -> {
            var taken =
                    world.orders.take(tx, world.store, arrival, List.of(sent)).getFirst();
            assertNotEquals(Taken.Outcome.REFUSED, taken.outcome(), taken.toString());
        });
        return world.database
                .inStore(world.store, tx -> world.orders.byReference(tx, world.store, "api", of.reference()))
                .orElseThrow();
    }

    /** Something of the catalogue that nobody bought. */
    static VariantId product(JourneysWorld world, String price) {
        String name = "x" + world.ids.next();
        world.database.runInStore(world.store, tx -> {
            var variant = new ProductSnapshot.Variant(name, null, "SKU-" + name, null, new BigDecimal(price));
            var _ = world.orders.describe(
                    tx,
                    world.store,
                    List.of(new ProductSnapshot(
                            "api", name, name, null, null, null, null, null, List.of(variant), world.now())));
        });
        return world.database
                .inStore(world.store, tx -> world.orders.variantsOfSkus(tx, world.store, List.of("SKU-" + name)))
                .getOrDefault("SKU-" + name, List.of())
                .getFirst();
    }
}
