package io.postlude.returns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.orders.FulfilmentSnapshot;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderSnapshot;
import io.postlude.orders.ProductId;
import io.postlude.orders.ProductSnapshot;
import io.postlude.returns.ReasonCounts.Counted;
import io.postlude.returns.ReasonCounts.Question;
import io.postlude.returns.ReturnsWorld.Bought;
import io.postlude.returns.ReturnsWorld.Thing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Why things come back, by whatever they are looked at, beside what was sold of each. */
class ReasonCountsTest {
    private static OrderId sent(ReturnsWorld world, String thing, String lot) {
        String number = "L-" + world.ids.next();
        var bought = new Bought(number, List.of(new Thing(thing, 1, 4000, 0)), 490, 0, true, true);
        return world.take(bought, one -> lotted(one, lot));
    }

    private static OrderSnapshot lotted(OrderSnapshot one, String lot) {
        List<FulfilmentSnapshot> sent = one.fulfilments().stream()
                .map(f -> new FulfilmentSnapshot(
                        f.reference(),
                        f.shippedAt(),
                        f.updatedAt(),
                        f.parcels(),
                        List.of(new FulfilmentSnapshot.LineQuantity(
                                one.lines().getFirst().reference(), 1, lot.isEmpty() ? null : lot)),
                        false,
                        null))
                .toList();
        return new OrderSnapshot(
                one.source(),
                one.reference(),
                one.number(),
                one.placedAt(),
                one.updatedAt(),
                one.customer(),
                one.lines(),
                one.totals(),
                one.shipTo(),
                one.billTo(),
                one.promised(),
                one.cancellation(),
                sent,
                one.refunds(),
                one.context(),
                one.complete());
    }

    private static ReturnView back(ReturnsWorld world, OrderId order, String thing, Reason reason) {
        return world.requested(
                new Ask(order, List.of(world.wish(order, thing, 1, reason, Remedy.Kind.REFUND)), Method.LABEL));
    }

    private static Map<String, List<Long>> counts(ReturnsWorld world, Dimension by) {
        Map<String, List<Long>> all = new TreeMap<>();
        for (Counted one : counted(world, by)) all.put(one.subject().what(), List.of(one.back(), one.sold()));
        return all;
    }

    private static Question question(ReturnsWorld world, Dimension by) {
        var span = new ReturnInsights.Span(
                world.now().minus(Duration.ofDays(84)), world.now().plusSeconds(1));
        return new Question(by, null, span);
    }

    private static List<Counted> counted(ReturnsWorld world, Dimension by) {
        return world.database.inStore(
                world.store, tx -> world.module.reasons().count(tx, world.store, question(world, by)));
    }

    @Test
    void a_lot_that_goes_wrong_is_told_as_that_lot_and_its_examples_are_found() {
        try (ReturnsWorld world = new ReturnsWorld()) {
            List<OrderId> good = new ArrayList<>();
            List<OrderId> bad = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                good.add(sent(world, "kettle", "2031-A"));
                if (i % 3 == 0) bad.add(sent(world, "kettle", "2031-B"));
            }
            OrderId unknown = sent(world, "kettle", "");
            world.days(12);
            back(world, good.getFirst(), "kettle", Reason.DEFECTIVE);
            bad.subList(0, 6).forEach(order -> back(world, order, "kettle", Reason.DEFECTIVE));
            world.clock.move(Duration.ofMinutes(1));
            ReturnView read = back(world, unknown, "kettle", Reason.DEFECTIVE);
            assertEquals(Map.of("2031-A", List.of(1L, 30L), "2031-B", List.of(6L, 10L)), counts(world, Dimension.LOT));
            PieceId piece = read.pieces().getFirst().id();
            world.database.runInStore(world.store, tx -> world.module.lot(tx, world.store, piece, "2031-B"));
            assertEquals(List.of(7L, 10L), counts(world, Dimension.LOT).get("2031-B"), "as read off it");

            world.clock.move(Duration.ofMinutes(1));
            world.module.weighAcrossStores();
            List<RisingReason> rising = world.database.inStore(
                    world.store, tx -> world.module.rising().open(tx, world.store));
            assertEquals(1, rising.size(), "once, however it is looked at");
            Subject lot = rising.getFirst().subject();
            assertEquals(List.of(Dimension.LOT, "2031-B"), List.of(lot.dimension(), lot.what()));
            assertEquals(7, rising.getFirst().pieces());
            assertEquals(read.id(), rising.getFirst().examples().getFirst());
            var examples = world.database.inStore(
                    world.store,
                    tx -> world.module.reasons().examples(tx, world.store, question(world, Dimension.LOT), lot));
            assertEquals(7, examples.size());
            assertFalse(counted(world, Dimension.LOT).getFirst().hasRate(), "10 sold make no rate");
        }
    }

    @Test
    void an_order_falls_under_the_description_of_its_day() {
        try (ReturnsWorld world = new ReturnsWorld()) {
            describe(world, "<p>Holds one litre.</p>");
            world.days(1);
            OrderId early = sent(world, "jug", "");
            describe(world, "<div>Holds  one litre.</div>");
            world.days(1);
            describe(world, "Holds half a litre.");
            world.days(1);
            OrderId late = sent(world, "jug", "");
            sent(world, "jug", "");
            world.days(12);
            back(world, early, "jug", Reason.NOT_AS_EXPECTED);
            back(world, late, "jug", Reason.DEFECTIVE);
            assertEquals(
                    Map.of("1", List.of(1L, 1L), "2", List.of(1L, 2L)),
                    counts(world, Dimension.DESCRIPTION),
                    "markup makes no version");
            ProductId product = world.line(early, "jug").product();
            var wordings =
                    world.database.inStore(world.store, tx -> world.orders.wordings(tx, world.store, List.of(product)));
            assertEquals(2, wordings.size());
        }
    }

    private static void describe(ReturnsWorld world, String text) {
        world.database.runInStore(
                world.store,
                tx -> assertEquals(
                        List.of(List.of()),
                        world.orders.describe(
                                tx,
                                world.store,
                                List.of(new ProductSnapshot(
                                        "api",
                                        "p-jug",
                                        "jug",
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        text,
                                        List.of(),
                                        world.now())))));
    }

    @Test
    void a_carrier_answers_for_what_it_did_once_a_parcel_and_for_nothing_else() {
        try (ReturnsWorld world = new ReturnsWorld()) {
            var bought = new Bought("C-1", List.of(new Thing("vase", 2, 4000, 0)), 490, 0, true, true);
            OrderId order = world.take(bought);
            world.delivered(order, "00340000000000000011");
            OrderId other = sent(world, "vase", "");
            world.delivered(other, "00340000000000000012");
            world.days(12);
            world.requested(new Ask(
                    order, List.of(world.wish(order, "vase", 2, Reason.DAMAGED, Remedy.Kind.REFUND)), Method.LABEL));
            back(world, other, "vase", Reason.CHANGED_MIND);
            assertEquals(Map.of("dhl", List.of(1L, 2L)), counts(world, Dimension.CARRIER));
            assertEquals(List.of(3L, 3L), counts(world, Dimension.PRODUCT).get(""));
        }
    }

    @Test
    void a_rate_stands_in_its_interval() {
        Counted one =
                new Counted(new Subject(Dimension.CARRIER, null, "dhl"), Map.of(Reason.DAMAGED, 10L), 10, 100, 0, 0);
        assertTrue(one.hasRate() && !one.hasRateBefore());
        assertEquals(0.0552, one.bound(false), 0.0005, "Wilson's interval of 10 of 100");
        assertEquals(0.1744, one.bound(true), 0.0005);
    }
}
