package io.postlude.twin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The world by itself: what follows from a seed, and what from a trouble or a message. */
class WorldTest {
    private static final Instant LIVING = Instant.parse("2026-11-18T10:20:00Z");
    private static final Instant BEGAN = LIVING.minus(Duration.ofDays(90));
    private static final Shop SHOP = Shop.MAREN_AND_PINE;

    private static World world(Heard heard) {
        Dice dice = new Dice(7).on(SHOP.slug());
        Troubles troubles = Troubles.ownOf(dice.on("troubles"), SHOP.lanes(), BEGAN, LIVING);
        List<Checkout.Visit> staged = new Showcase(SHOP, dice, troubles, LIVING).visits();
        return new World(new World.Setting(SHOP, 7, BEGAN, KnownEffects.STANDARD, staged), troubles, heard);
    }

    private static List<Happening> lived(World world, Instant until) {
        List<Happening> happened = new ArrayList<>();
        world.until(until, happened::add);
        return happened;
    }

    private static <T extends Happening> List<T> only(List<Happening> all, Class<T> kind) {
        return all.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Test
    void a_world_lived_in_pieces_is_the_world_lived_at_once() {
        List<Happening> whole = lived(world(Heard.nothing()), LIVING);
        World piecemeal = world(Heard.nothing());
        List<Happening> pieces = new ArrayList<>();
        for (Instant at = BEGAN; at.isBefore(LIVING); at = at.plus(Duration.ofMinutes(777)))
            pieces.addAll(lived(piecemeal, at));
        pieces.addAll(lived(piecemeal, LIVING));
        assertEquals(whole, pieces);
        assertTrue(whole.size() > 3_000, whole.size() + "");
    }

    @Test
    void ninety_days_hold_some_hundred_orders_most_of_them_in_time() {
        List<Happening> all = lived(world(Heard.nothing()), LIVING);
        int orders = only(all, Happening.OrderPlaced.class).size();
        List<Truth> settled = only(all, Happening.Settled.class).stream()
                .map(Happening.Settled::truth)
                .toList();
        double late = settled.stream().filter(Truth::late).count() / (double) settled.size();
        double asked = settled.stream().mapToInt(Truth::questions).sum() / (double) settled.size();
        double again = settled.stream().filter(Truth::again).count() / (double) settled.size();
        System.out.printf("orders %d, late %.3f, questions per order %.3f, again %.3f%n", orders, late, asked, again);
        assertTrue(orders > 350 && orders < 900, orders + " orders");
        assertTrue(late > 0.03 && late < 0.16, late + " late");
        assertTrue(asked > 0.04 && asked < 0.35, asked + " questions an order");
        assertTrue(again > 0.15 && again < 0.45, again + " buy again");
    }

    @Test
    void when_the_living_begins_there_is_a_parcel_in_every_state() {
        Map<String, Step> last = standing(lived(world(Heard.nothing()), LIVING));
        Set<Step> missing = EnumSet.allOf(Step.class);
        missing.removeAll(last.values());
        // Taken over in the evening and gone by the morning; between two scans; a trouble of the past.
        missing.removeAll(EnumSet.of(
                Step.ACCEPTED,
                Step.CUSTOMS_STARTED,
                Step.CUSTOMS_CLEARED,
                Step.HANDED_ON,
                Step.RESOLVED,
                Step.WEATHER,
                Step.STRIKE));
        assertEquals(Set.of(), missing);
    }

    @Test
    void parcels_move_within_minutes_of_the_beginning() {
        World world = world(Heard.nothing());
        assertFalse(lived(world, LIVING).isEmpty());
        int soon = only(lived(world, LIVING.plus(Duration.ofMinutes(10))), Happening.ParcelSeen.class)
                .size();
        assertTrue(soon >= 4, soon + " scans in ten minutes");
    }

    private static Map<String, Step> standing(List<Happening> all) {
        Map<String, Step> last = new HashMap<>();
        for (Happening.ParcelSeen seen : only(all, Happening.ParcelSeen.class))
            last.put(seen.parcel().number(), seen.soFar().getLast().step());
        return last;
    }

    @Test
    void a_storm_makes_its_lane_late_and_leaves_the_others_alone() {
        Instant until = LIVING.plus(Duration.ofDays(16));
        Map<String, Instant> calm = arrivals(lived(world(Heard.nothing()), until));
        World stormy = world(Heard.nothing());
        List<Happening> before = lived(stormy, LIVING);
        stormy.put(new Trouble(1, Trouble.Kind.STORM, "dhl:DE", LIVING, LIVING.plus(Duration.ofDays(4))));
        List<Happening> all = new ArrayList<>(before);
        all.addAll(lived(stormy, until));
        Map<String, Instant> storm = arrivals(all);
        Set<String> moved = calm.keySet().stream()
                .filter(parcel -> !calm.get(parcel).equals(storm.get(parcel)))
                .collect(Collectors.toSet());
        assertTrue(moved.size() > 8, moved.size() + " parcels met the storm");
        assertTrue(moved.stream().allMatch(parcel -> parcel.startsWith("dhl:DE")), moved + "");
        assertTrue(
                moved.stream()
                        .allMatch(parcel ->
                                storm.get(parcel) == null || storm.get(parcel).isAfter(calm.get(parcel))),
                "no parcel comes earlier for a storm");
        assertTrue(
                only(all, Happening.ParcelSeen.class).stream()
                        .anyMatch(seen -> seen.at().isAfter(LIVING)
                                && seen.soFar().getLast().step() == Step.WEATHER),
                "the carrier says what keeps it");
    }

    /** By lane and number, so that new buyers, who may come in another order, do not blur it. */
    private static Map<String, Instant> arrivals(List<Happening> all) {
        Map<String, Instant> arrivals = new HashMap<>();
        for (Happening.ParcelSeen seen : only(all, Happening.ParcelSeen.class))
            if (!seen.parcel().inbound()
                    && seen.soFar().getLast().step().arrival()
                    && seen.order().placedAt().isBefore(LIVING.plus(Duration.ofDays(2))))
                arrivals.put(
                        seen.parcel().way().lane().key() + " " + seen.parcel().number(), seen.at());
        return arrivals;
    }

    @Test
    void a_storm_that_is_ended_lets_its_parcels_go_on_and_changes_nothing_that_was() {
        World ended = world(Heard.nothing());
        List<Happening> all = lived(ended, LIVING);
        Trouble storm = new Trouble(1, Trouble.Kind.STRIKE, "dhl:DE", LIVING, LIVING.plus(Duration.ofDays(6)));
        ended.put(storm);
        Instant over = LIVING.plus(Duration.ofDays(1));
        all.addAll(lived(ended, over));
        int seenBefore = all.size();
        ended.put(storm.endedAt(over));
        all.addAll(lived(ended, over.plus(Duration.ofDays(12))));
        World never = world(Heard.nothing());
        lived(never, LIVING);
        never.put(storm);
        List<Happening> still = lived(never, over);
        assertEquals(still, all.subList(seenBefore - still.size(), seenBefore));
        assertTrue(
                only(all.subList(seenBefore, all.size()), Happening.ParcelSeen.class).stream()
                        .anyMatch(seen -> seen.parcel().way().lane().key().equals("dhl:DE")
                                && seen.at().isBefore(over.plus(Duration.ofDays(3)))
                                && seen.soFar().getLast().step().arrival()),
                "it goes on before the strike would have been over");
    }

    @Test
    void words_said_in_time_keep_people_from_asking_and_bring_them_back() {
        Heard always = email -> List.of();
        assertEquals(lived(world(always), LIVING), lived(world(Heard.nothing()), LIVING));
        // As though everybody had been told something every second day, and owned up to every delay.
        List<Heard.Word> words = new ArrayList<>();
        for (Instant at = BEGAN; at.isBefore(LIVING); at = at.plus(Duration.ofHours(40)))
            words.add(new Heard.Word(at, "running_late"));
        List<Truth> told = truths(lived(world(email -> words), LIVING));
        int asked = told.stream().mapToInt(Truth::questions).sum();
        int untold = told.stream().mapToInt(Truth::questionsUntold).sum();
        assertTrue(asked < untold * 0.7, asked + " questions, " + untold + " had nobody been told");
        double again = told.stream().mapToDouble(Truth::againChance).sum();
        double againUntold = told.stream().mapToDouble(Truth::againChanceUntold).sum();
        assertTrue(again > againUntold, again + " against " + againUntold);
        assertNotEquals(
                0,
                told.stream()
                        .filter(truth -> truth.again() && !truth.againUntold())
                        .count());
        assertEquals(
                0,
                told.stream()
                        .filter(truth -> !truth.again() && truth.againUntold())
                        .count());
    }

    private static List<Truth> truths(List<Happening> all) {
        return only(all, Happening.Settled.class).stream()
                .map(Happening.Settled::truth)
                .toList();
    }
}
