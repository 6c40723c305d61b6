package io.postlude.returns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.orders.OrderId;
import io.postlude.orders.OrderSnapshot;
import io.postlude.orders.OrderView;
import io.postlude.orders.ProductId;
import io.postlude.orders.VariantId;
import io.postlude.returns.ReturnsWorld.Bought;
import io.postlude.returns.ReturnsWorld.Thing;
import io.postlude.returns.RisingReasons.Found;
import io.postlude.returns.RisingReasons.Group;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What returns teach: which reason rises, and which size those keep whom another did not fit. */
class LessonsTest {
    private static OrderId bought(ReturnsWorld world, String email, Thing... things) {
        var bought = new Bought("L-" + world.ids.next(), List.of(things), 490, 0, true, true);
        return world.take(bought, one -> changed(one, email));
    }

    /** Everything is one product in sizes; the size is the title. */
    private static OrderSnapshot changed(OrderSnapshot one, String email) {
        return Buyer.of(one, email, one.lines().stream().map(LessonsTest::sized).toList());
    }

    private static OrderSnapshot.Line sized(OrderSnapshot.Line line) {
        boolean shirt = line.title().length() <= 2;
        return new OrderSnapshot.Line(
                line.reference(),
                new OrderSnapshot.ProductRef(
                        shirt ? "shirt" : line.title(), line.title(), line.title(), null, null, null, null),
                line.title(),
                line.title(),
                line.quantity(),
                line.unitPrice(),
                line.discount(),
                line.tax(),
                line.needsShipping());
    }

    private static ReturnView back(ReturnsWorld world, OrderId order, String name, Reason reason) {
        return world.requested(
                new Ask(order, List.of(world.wish(order, name, 1, reason, Remedy.Kind.REFUND)), Method.LABEL));
    }

    private static List<RisingReason> learnt(ReturnsWorld world) {
        world.module.weighAcrossStores();
        return world.database.inStore(world.store, tx -> world.module.rising().open(tx, world.store));
    }

    @Test
    void a_reason_that_rises_against_the_products_own_past_is_told_once_with_examples() {
        try (ReturnsWorld world = new ReturnsWorld()) {
            for (int i = 0; i < 20; i++) {
                OrderId order = bought(world, "b" + i + "@example.org", new Thing("kettle", 1, 4000, 0));
                if (i == 0) back(world, order, "kettle", Reason.DEFECTIVE);
                if (i % 4 == 0) world.days(8);
            }
            assertEquals(List.of(), learnt(world), "one of twenty");
            world.days(20);
            OrderId newest = null;
            for (int i = 0; i < 10; i++) {
                newest = bought(world, "n" + i + "@example.org", new Thing("kettle", 1, 4000, 0));
                if (i < 7) back(world, newest, "kettle", Reason.DEFECTIVE);
            }
            world.days(10);
            back(world, newest, "kettle", Reason.DEFECTIVE);
            world.clock.move(Duration.ofMinutes(1));
            RisingReason rising = learnt(world).getFirst();
            assertEquals(Reason.DEFECTIVE, rising.reason());
            assertEquals(8, rising.pieces());
            assertTrue(rising.usual() < 2 && rising.chance() < 0.01, rising.toString());
            assertEquals(newest, world.view(rising.examples().getFirst()).order());
            assertTrue(world.events(newest).contains("ReturnReasonRose"));

            world.days(1);
            back(world, bought(world, "late@example.org", new Thing("kettle", 1, 4000, 0)), "kettle", Reason.DEFECTIVE);
            assertEquals(List.of(rising), learnt(world), "not told twice");
            assertTrue(world.database.<Boolean>inStore(
                    world.store, tx -> world.module.rising().close(tx, world.store, rising.id(), "ada")));
            world.days(1);
            back(
                    world,
                    bought(world, "later@example.org", new Thing("kettle", 1, 4000, 0)),
                    "kettle",
                    Reason.DEFECTIVE);
            assertEquals(List.of(), learnt(world), "a person has seen to it");
        }
    }

    @Test
    void where_nothing_has_changed_hardly_anything_is_told() {
        Random dice = new Random(20310303);
        int told = 0;
        for (int store = 0; store < 200; store++) {
            List<Found> tested = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                long all = 5 + dice.nextInt(60);
                long lately = Stream.generate(dice::nextDouble)
                        .limit(all)
                        .filter(one -> one < 0.13)
                        .count();
                if (lately >= RisingReasons.LEAST_PIECES)
                    tested.add(new Found(
                            new Group(Subject.of(new ProductId(i)), Reason.OTHER),
                            lately,
                            13,
                            all - lately,
                            87,
                            Tails.binomial(all, 0.13, lately),
                            List.of()));
            }
            if (!RisingReasons.rising(tested, 50).isEmpty()) told++;
        }
        assertTrue(told <= 20, told + " of 200 stores heard of something that was chance (seed 20310303)");
    }

    @Test
    void those_for_whom_a_size_was_too_small_tell_which_one_to_take() {
        try (ReturnsWorld world = new ReturnsWorld()) {
            OrderId last = null;
            for (int i = 0; i < 6; i++) {
                last = bought(
                        world,
                        "s" + i + "@example.org",
                        new Thing("S", 1, 2000, 0),
                        new Thing(i == 0 ? "L" : "M", 1, 2000, 0));
                if (i < 5) back(world, last, "S", Reason.TOO_SMALL);
            }
            assertEquals(List.of(), learnt(world));
            VariantId small = world.line(last, "S").variant();
            assertEquals(5, advice(world, small).getFirst().people(), "five people, four of them alike");
            back(world, last, "S", Reason.TOO_SMALL);
            world.clock.move(Duration.ofHours(7));
            back(world, bought(world, "t@example.org", new Thing("M", 1, 2000, 0)), "M", Reason.TOO_LARGE);
            var _ = learnt(world);
            SizeAdvice.Advice advice = advice(world, small).getFirst();
            OrderView.Line medium = world.line(last, "M");
            assertEquals(new SizeAdvice.Advice(small, Reason.TOO_SMALL, medium.variant(), 6, 5), advice);
            assertEquals(List.of(), advice(world, medium.variant()), "one person says nothing");
        }
    }

    @Test
    void which_size_people_kept_in_the_end_is_told_by_size_until_staff_switch_it_off() {
        try (ReturnsWorld world = new ReturnsWorld()) {
            OrderId last = null;
            for (int i = 0; i < 12; i++) {
                boolean swaps = i < 8;
                Thing small = new Thing("S", 1, 2000, 0);
                last = swaps
                        ? bought(world, "w" + i + "@example.org", small, new Thing("M", 1, 2000, 0))
                        : bought(world, "w" + i + "@example.org", small);
                if (swaps) back(world, last, "S", Reason.TOO_SMALL);
                // of something else most is kept, so that changing is not what this store's customers always do
                bought(world, "x" + i + "@example.org", new Thing("kettle", 9, 4000, 0));
            }
            world.clock.move(Duration.ofMinutes(1));
            assertEquals(List.of(), learnt(world));
            OrderView.Line small = world.line(last, "S");
            SizeFit told = telling(world, small);
            assertEquals(SizeFit.Says.MANY, told.says(), "8 of 12 are not yet most, drawn towards the store's mean");
            assertEquals(
                    List.of(12L, 8L, 0L, 8L), List.of(told.settled(), told.larger(), told.smaller(), told.agreeing()));
            assertEquals(SizeFit.Direction.LARGER, told.direction());
            VariantId medium = Objects.requireNonNull(told.better());
            assertEquals(
                    List.of(),
                    fits(world).stream()
                            .filter(fit -> medium.equals(fit.variant()) && fit.isTelling())
                            .toList());

            world.database.runInStore(world.store, tx -> sizes(world).silence(tx, world.store, small.product(), "ada"));
            assertEquals(null, telling(world, small));
            assertEquals(List.of(), advice(world, small.variant()), "neither in the form");
            world.database.runInStore(world.store, tx -> sizes(world).speak(tx, world.store, small.product()));
            assertEquals(told, telling(world, small));
            world.database.runInStore(world.store, tx -> sizes(world).silence(tx, world.store, "ada"));
            assertEquals(null, telling(world, small));
            assertTrue(world.database.<Boolean>inStore(
                    world.store, tx -> sizes(world).silence(tx, world.store).everywhere()));
        }
    }

    @Test
    void a_product_with_four_sales_says_nothing_and_sizes_few_took_speak_together() {
        try (ReturnsWorld world = new ReturnsWorld()) {
            OrderId four = null;
            for (int i = 0; i < 4; i++) {
                four = bought(world, "f" + i + "@example.org", new Thing("S", 1, 2000, 0), new Thing("M", 1, 2000, 0));
                back(world, four, "S", Reason.TOO_SMALL);
            }
            world.clock.move(Duration.ofMinutes(1));
            world.module.weighAcrossStores();
            assertEquals(null, telling(world, world.line(four, "S")), "too few to say");
            assertEquals(3, fits(world).size(), "staff see the numbers all the same");
            world.clock.move(Duration.ofHours(7));
            OrderId last = four;
            for (String size : List.of("M", "L", "M", "L", "M"))
                for (int i = 0; i < 2; i++) {
                    String larger = size.equals("M") ? "L" : "XL";
                    last = bought(
                            world,
                            size + world.ids.next() + "@example.org",
                            new Thing(size, 1, 2000, 0),
                            new Thing(larger, 1, 2000, 0));
                    if (i == 0) back(world, last, size, Reason.TOO_SMALL);
                }
            world.clock.move(Duration.ofMinutes(1));
            world.module.weighAcrossStores();
            SizeFit told = telling(world, world.line(four, "S"));
            assertEquals(null, told.variant(), "of the product as a whole");
            assertEquals(SizeFit.Direction.LARGER, told.direction());
            assertEquals(9, told.larger());
        }
    }

    private static SizeFits sizes(ReturnsWorld world) {
        return world.returns.learnt().sizes().fits();
    }

    private static List<SizeFit> fits(ReturnsWorld world) {
        return world.database.inStore(world.store, tx -> sizes(world).all(tx, world.store));
    }

    private static @Nullable SizeFit telling(ReturnsWorld world, OrderView.Line line) {
        return world.database
                .inStore(
                        world.store,
                        tx -> sizes(world).telling(tx, world.store, Map.of(line.variant(), line.product())))
                .get(line.variant());
    }

    private static List<SizeAdvice.Advice> advice(ReturnsWorld world, VariantId variant) {
        return world.database.inStore(
                world.store, tx -> world.returns.learnt().sizes().of(tx, world.store, List.of(variant)));
    }
}
