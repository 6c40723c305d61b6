package io.postlude.portal;

import io.postlude.deliveries.ChoiceRule;
import io.postlude.deliveries.Days.Precision;
import io.postlude.deliveries.Deliveries.Dialogue;
import io.postlude.deliveries.Expectation;
import io.postlude.deliveries.Expectation.Cause;
import io.postlude.deliveries.Expectation.Chance;
import io.postlude.deliveries.Measures;
import io.postlude.deliveries.Measures.Deed;
import io.postlude.deliveries.OrderFacts;
import io.postlude.deliveries.OrderFacts.Cancellation;
import io.postlude.deliveries.OrderFacts.Carrier;
import io.postlude.deliveries.OrderFacts.Flag;
import io.postlude.deliveries.OrderFacts.Item;
import io.postlude.deliveries.OrderFacts.Parcel;
import io.postlude.deliveries.OrderFacts.Scan;
import io.postlude.deliveries.OrderFacts.Window;
import io.postlude.deliveries.RequestId;
import io.postlude.deliveries.Requests;
import io.postlude.deliveries.Requests.Request;
import io.postlude.deliveries.Scene;
import io.postlude.orders.OrderId;
import io.postlude.stores.Brand;
import io.postlude.stores.DemoBrands;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One order in every state a customer can meet, seen on Wednesday 11 November 2026 at 09:40 in Hamburg. */
final class Examples {
    static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    static final Instant NOW = Instant.parse("2026-11-11T08:40:00Z");
    private static final Instant PLACED = Instant.parse("2026-11-06T18:31:00Z");
    private static final Instant PACKED = Instant.parse("2026-11-07T08:20:00Z");
    static final Window WINDOW = new Window(LocalDate.of(2026, 11, 12), LocalDate.of(2026, 11, 14));
    private static final Window PAST = new Window(null, LocalDate.of(2026, 11, 10));
    private static final Window BY = new Window(null, LocalDate.of(2026, 11, 14));

    private Examples() {}

    /** The orders by name of their state. */
    static Map<String, OrderFacts> all(Brand brand) {
        List<Item> first = items(brand).subList(0, 2);
        var all = new LinkedHashMap<String, OrderFacts>();
        beforeTheWay(all, brand, first);
        onTheWay(all, first);
        atTheEnd(all, first);
        late(all, brand, first);
        exceptions(all, first);
        all.put("several", several(brand));
        all.put("cancelled", cancelled(brand));
        return all;
    }

    /** What is done about a state, and what its customer said. */
    static Told told(String state, Scene scene) {
        var offered = ChoiceRule.USUAL.offered(scene);
        return switch (state) {
            case "late-chances" ->
                new Told(
                        scene,
                        new Measures(
                                List.of(new Deed(Deed.Kind.CARRIER_ASKED, NOW.minusSeconds(3_600))), null, offered),
                        Dialogue.NONE);
            case "late-asked" ->
                new Told(
                        scene,
                        new Measures(List.of(), null, offered),
                        new Dialogue(
                                new Request(
                                        new RequestId(1),
                                        new OrderId(1),
                                        Measures.Choice.ADDRESS,
                                        "Anna Kessler, Feldstraße 40, 20357 Hamburg",
                                        Requests.State.OPEN,
                                        NOW.minusSeconds(600),
                                        null),
                                NOW.minusSeconds(300)));
            default -> new Told(scene, new Measures(List.of(), null, offered), Dialogue.NONE);
        };
    }

    private static void beforeTheWay(Map<String, OrderFacts> all, Brand brand, List<Item> first) {
        all.put("placed", order(items(brand), List.of(), WINDOW));
        all.put(
                "packed",
                order(
                        List.of(),
                        List.of(new Parcel(
                                null, null, null, Carrier.UNKNOWN, PACKED, first, List.of(), null, Set.of())),
                        WINDOW));
        all.put("label", one("INFO_RECEIVED.label_created", first, BY));
        all.put("not-handed-over", one("INFO_RECEIVED.not_handed_over", first, BY));
    }

    private static void onTheWay(Map<String, OrderFacts> all, List<Item> first) {
        all.put("moving", one("IN_TRANSIT.departed_facility", first, WINDOW));
        all.put("moving-by", one("IN_TRANSIT.arrived_facility", first, BY));
        all.put("moving-unpromised", one("IN_TRANSIT.generic", first, null));
        all.put(
                "last-mile",
                one("IN_TRANSIT.destination_facility", first, new Window(null, LocalDate.of(2026, 11, 11))));
        all.put("out", one("OUT_FOR_DELIVERY.on_vehicle", first, WINDOW));
        all.put("appointment", one("OUT_FOR_DELIVERY.appointment", first, WINDOW));
        all.put("pickup", one("AVAILABLE_FOR_PICKUP.ready", first, WINDOW));
        all.put("pickup-missed", one("AVAILABLE_FOR_PICKUP.missed", first, PAST));
        all.put("attempt", one("ATTEMPT_FAILED.absent", first, WINDOW));
        all.put("attempt-access", one("ATTEMPT_FAILED.no_access", first, PAST));
    }

    private static void atTheEnd(Map<String, OrderFacts> all, List<Item> first) {
        all.put("delivered", one("DELIVERED.door", first, WINDOW));
        all.put("delivered-late", one("DELIVERED.neighbour", first, PAST));
        all.put("collected", one("DELIVERED.collected", first, WINDOW));
        all.put("unproven", flagged("DELIVERED.door", first, WINDOW, Flag.IMPLAUSIBLE_DELIVERY));
        all.put("false-delivery", flagged("IN_TRANSIT.arrived_facility", first, WINDOW, Flag.FALSE_DELIVERY));
        all.put("stalled", flagged("IN_TRANSIT.departed_facility", first, WINDOW, Flag.STALLED));
    }

    private static void late(Map<String, OrderFacts> all, Brand brand, List<Item> first) {
        all.put("late", one("IN_TRANSIT.departed_facility", first, PAST));
        all.put("late-estimate", estimated("IN_TRANSIT.departed_facility", first, PAST, LocalDate.of(2026, 11, 13)));
        all.put("will-miss", estimated("IN_TRANSIT.departed_facility", first, BY, LocalDate.of(2026, 11, 17)));
        LocalDate next = LocalDate.of(2026, 11, 15);
        var chances =
                List.of(new Chance(next, 0.2), new Chance(next.plusDays(1), 0.6), new Chance(next.plusDays(2), 0.2));
        var slow = new Expectation(next, next.plusDays(2), chances, Cause.of(Cause.Kind.WEATHER));
        Parcel moving = parcel("IN_TRANSIT.departed_facility", first(brand), null, Set.of());
        all.put("late-chances", order(items(brand).subList(2, 3), List.of(moving.expecting(slow)), BY));
        all.put("late-asked", order(List.of(), List.of(moving.expecting(slow)), PAST));
        LocalDate soon = LocalDate.of(2026, 11, 12);
        var inTime = new Expectation(
                soon,
                soon.plusDays(2),
                List.of(new Chance(soon, 0.2), new Chance(soon.plusDays(1), 0.6), new Chance(soon.plusDays(2), 0.2)),
                null);
        Parcel told = parcel(
                "IN_TRANSIT.departed_facility", first(brand), new Window(soon.plusDays(4), soon.plusDays(5)), Set.of());
        all.put("carrier-differs", order(List.of(), List.of(told.expecting(inTime)), BY));
        all.put("carrier-alone", estimated("IN_TRANSIT.departed_facility", first, null, soon));
        all.put("carrier-past", estimated("IN_TRANSIT.departed_facility", first, PAST, soon.minusDays(2)));
        all.put("moving-chances", order(List.of(), List.of(moving.expecting(inTime)), BY));
        all.put("late-unsent", order(items(brand), List.of(), PAST));
    }

    private static void exceptions(Map<String, OrderFacts> all, List<Item> first) {
        for (String detail : List.of(
                "delay_weather",
                "address",
                "moved",
                "customs_hold",
                "documents",
                "payment_due",
                "refused",
                "damaged",
                "lost",
                "undeliverable",
                "generic")) {
            all.put(detail.replace('_', '-'), one("EXCEPTION." + detail, first, WINDOW));
        }
        all.put("returning", one("RETURNING_TO_SENDER.en_route", first, WINDOW));
        all.put("came-back", one("RETURNED_TO_SENDER.received", first, WINDOW));
        all.put("return", flagged("IN_TRANSIT.departed_facility", first, null, Flag.INBOUND));
        all.put("returned", flagged("DELIVERED.door", first, null, Flag.INBOUND));
        all.put("voided", one("CANCELLED.voided", first, WINDOW));
        all.put("silent", one("EXPIRED.no_update", first, PAST));
        all.put("number-wrong", one("PENDING.invalid_number", first, WINDOW));
    }

    private static OrderFacts cancelled(Brand brand) {
        return new OrderFacts(
                "MP-10482",
                PLACED,
                new Cancellation(Instant.parse("2026-11-10T11:00:00Z")),
                "Anna K.",
                "20357 Hamburg",
                items(brand),
                List.of(),
                WINDOW);
    }

    private static OrderFacts several(Brand brand) {
        Parcel came = parcel("DELIVERED.door", items(brand).subList(1, 2), null, Set.of());
        Parcel moving = parcel("IN_TRANSIT.departed_facility", items(brand).subList(0, 1), null, Set.of());
        return order(items(brand).subList(2, 3), List.of(came, moving), WINDOW);
    }

    static OrderFacts one(String code, List<Item> items, @Nullable Window promised) {
        return order(List.of(), List.of(parcel(code, items, null, Set.of())), promised);
    }

    private static OrderFacts flagged(String code, List<Item> items, @Nullable Window promised, Flag flag) {
        return order(List.of(), List.of(parcel(code, items, null, Set.of(flag))), promised);
    }

    private static OrderFacts estimated(String code, List<Item> items, @Nullable Window promised, LocalDate estimate) {
        return order(List.of(), List.of(parcel(code, items, new Window(null, estimate), Set.of())), promised);
    }

    private static OrderFacts order(List<Item> unsent, List<Parcel> parcels, @Nullable Window promised) {
        return new OrderFacts("MP-10482", PLACED, null, "Anna K.", "20357 Hamburg", unsent, parcels, promised);
    }

    private static Parcel parcel(String code, List<Item> items, @Nullable Window estimate, Set<Flag> flags) {
        var scans = new ArrayList<Scan>();
        Instant newest = flags.contains(Flag.STALLED)
                ? Instant.parse("2026-11-08T05:12:00Z")
                : Instant.parse("2026-11-11T05:12:00Z");
        String place = code.startsWith("AVAILABLE") ? "Kiosk Lindner, Feldstraße 36" : "MALMÖ";
        if (!code.startsWith("INFO") && !code.startsWith("PENDING")) {
            scans.add(new Scan(code, newest, Precision.TIME, place));
            scans.add(new Scan(
                    "IN_TRANSIT.arrived_facility", Instant.parse("2026-11-07T20:40:00Z"), Precision.TIME, "Malmö"));
            scans.add(
                    new Scan("PICKED_UP.accepted", Instant.parse("2026-11-07T15:05:00Z"), Precision.TIME, "Göteborg"));
        }
        return new Parcel(
                code,
                scans.isEmpty() ? PACKED : newest,
                "JJSE220547180933",
                new Carrier("DHL", "https://www.dhl.de/en/privatkunden.html?piececode=JJSE220547180933"),
                PACKED,
                items,
                scans,
                estimate,
                flags);
    }

    private static List<Item> first(Brand brand) {
        return items(brand).subList(0, 2);
    }

    static List<Item> items(Brand brand) {
        String art = "/assets/portal/art/";
        if (brand.name().equals(DemoBrands.volt9().name())) {
            return List.of(
                    new Item("Pulse 9 earbuds", "Carbon, case included", 1, art + "volt-buds.svg"),
                    new Item("Beat strap", "Neon, size M", 2, art + "volt-strap.svg"),
                    new Item("Dual 45 charger", "Black, 45 W", 1, null));
        }
        return List.of(
                new Item("Wool throw", "Spruce, 140\u00a0×\u00a0200\u00a0cm", 1, art + "throw-spruce.svg"),
                new Item("Candle, Granskog", "Spruce and smoke, 40 hours", 2, art + "candle.svg"),
                new Item("Stoneware mugs, a pair", "Oat and sage, 300 ml", 1, null));
    }
}
