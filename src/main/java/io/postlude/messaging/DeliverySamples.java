package io.postlude.messaging;

import io.postlude.deliveries.Days.Precision;
import io.postlude.deliveries.Expectation;
import io.postlude.deliveries.Expectation.Cause;
import io.postlude.deliveries.Expectation.Chance;
import io.postlude.deliveries.Language;
import io.postlude.deliveries.Measures;
import io.postlude.deliveries.Measures.Choice;
import io.postlude.deliveries.Measures.Deed;
import io.postlude.deliveries.Measures.Gesture;
import io.postlude.deliveries.News;
import io.postlude.deliveries.OrderFacts;
import io.postlude.deliveries.OrderFacts.Carrier;
import io.postlude.deliveries.OrderFacts.Flag;
import io.postlude.deliveries.OrderFacts.Item;
import io.postlude.deliveries.OrderFacts.Parcel;
import io.postlude.deliveries.OrderFacts.Scan;
import io.postlude.deliveries.OrderFacts.Window;
import io.postlude.kernel.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A made-up order with each kind of news, for the preview in the console and for tests. The number says it is made up. */
public final class DeliverySamples {
    private static final long FIRST = 1;
    private static final long SECOND = 2;

    private final Instant now;
    private final LocalDate today;
    private final List<Item> items;

    /** As if it were that moment. */
    public DeliverySamples(Instant now) {
        this.now = now;
        this.today = now.atOffset(ZoneOffset.UTC).toLocalDate();
        this.items = List.of(
                new Item("Wool throw", "Spruce, 140\u00a0×\u00a0200\u00a0cm", 1, null, Money.of(12_900, "EUR")),
                new Item("Candle, Granskog", "Spruce and smoke", 2, null, Money.of(3_200, "EUR")));
    }

    /** The mail of a kind, to Anna in Hamburg. */
    public DeliveryMail mail(News.Kind kind, Language language, DeliveryMail.Links links) {
        var reader = new DeliveryMail.Reader("Anna", language, ZoneId.of("Europe/Berlin"));
        return new DeliveryMail(news(kind), reader, links);
    }

    public News news(News.Kind kind) {
        return switch (kind) {
            case ORDER_CONFIRMED ->
                calm(
                        kind,
                        new OrderFacts(
                                "EXAMPLE-1",
                                now.minus(2, ChronoUnit.MINUTES),
                                null,
                                "Anna K.",
                                "20357 Hamburg",
                                items,
                                List.of(),
                                promised(),
                                soon()));
            case SHIPPED ->
                calm(kind, order(parcel("IN_TRANSIT.departed_facility").expecting(soon())));
            case OUT_FOR_DELIVERY -> calm(kind, order(parcel("OUT_FOR_DELIVERY.on_vehicle")));
            case DELIVERED -> calm(kind, order(parcel("DELIVERED.neighbour")));
            case READY_FOR_PICKUP -> calm(kind, order(parcel("AVAILABLE_FOR_PICKUP.ready")));
            case RUNNING_LATE -> News.of(kind, late(), Set.of(FIRST), measures());
            case STALLED -> News.of(kind, order(stalled()), Set.of(FIRST), measures());
            case PROBLEM -> News.of(kind, order(parcel("EXCEPTION.damaged")), Set.of(FIRST), Measures.NONE);
            case CORRECTION ->
                News.correction(
                        News.Kind.DELIVERED,
                        order(flagged("IN_TRANSIT.arrived_facility", Flag.FALSE_DELIVERY)),
                        Set.of(FIRST));
        };
    }

    private static News calm(News.Kind kind, OrderFacts order) {
        return News.of(kind, order, Set.of(FIRST), Measures.NONE);
    }

    private Window promised() {
        return new Window(today.plusDays(1), today.plusDays(3));
    }

    private Expectation soon() {
        return new Expectation(today.plusDays(1), today.plusDays(3), chances(today.plusDays(1), 0.2, 0.6, 0.2), null);
    }

    private static List<Chance> chances(LocalDate first, double... shares) {
        return java.util.stream.IntStream.range(0, shares.length)
                .mapToObj(i -> new Chance(first.plusDays(i), shares[i]))
                .toList();
    }

    /** Two parcels: the first is late, the second travels apart. */
    private OrderFacts late() {
        var expected = new Expectation(
                today.plusDays(4),
                today.plusDays(6),
                chances(today.plusDays(4), 0.2, 0.6, 0.2),
                Cause.of(Cause.Kind.WEATHER));
        Parcel first = parcel("IN_TRANSIT.departed_facility").expecting(expected);
        List<Item> mugs = List.of(new Item("Stoneware mugs, a pair", "Oat and sage", 1, null, Money.of(4_800, "EUR")));
        Parcel second = new Parcel(
                SECOND,
                "INFO_RECEIVED.label_created",
                now.minus(1, ChronoUnit.HOURS),
                "JJSE220547180934",
                carrier(),
                now.minus(1, ChronoUnit.HOURS),
                mugs,
                List.of(),
                null,
                null,
                Set.of());
        return order(new Window(null, today.plusDays(1)), first, second);
    }

    private Parcel stalled() {
        return flagged("IN_TRANSIT.departed_facility", Flag.STALLED);
    }

    private Measures measures() {
        return new Measures(
                List.of(
                        new Deed(Deed.Kind.CARRIER_ASKED, now.minus(1, ChronoUnit.HOURS)),
                        new Deed(Deed.Kind.LIMIT, now.plus(3, ChronoUnit.DAYS)),
                        new Deed(Deed.Kind.WE_WRITE, now)),
                new Gesture(Money.of(1_000, "EUR"), today.plusYears(1), Gesture.Way.VOUCHER, "EXAMPLE-10"),
                List.copyOf(EnumSet.allOf(Choice.class)));
    }

    private OrderFacts order(Parcel... parcels) {
        return order(promised(), parcels);
    }

    private OrderFacts order(Window promised, Parcel... parcels) {
        return new OrderFacts(
                "EXAMPLE-1",
                now.minus(4, ChronoUnit.DAYS),
                null,
                "Anna K.",
                "20357 Hamburg",
                List.of(),
                List.of(parcels),
                promised);
    }

    private Parcel parcel(String code) {
        return flagged(code, null);
    }

    private Parcel flagged(String code, @Nullable Flag flag) {
        Instant seen = flag == Flag.STALLED ? now.minus(3, ChronoUnit.DAYS) : now.minus(3, ChronoUnit.HOURS);
        String place = code.startsWith("AVAILABLE") ? "Kiosk Lindner, Feldstraße 36" : "Malmö";
        return new Parcel(
                FIRST,
                code,
                seen,
                "JJSE220547180933",
                carrier(),
                now.minus(3, ChronoUnit.DAYS),
                items,
                List.of(new Scan(code, seen, Precision.TIME, place)),
                null,
                null,
                flag == null ? Set.of() : Set.of(flag));
    }

    private static Carrier carrier() {
        return new Carrier("DHL", "https://www.dhl.de/en/privatkunden.html?piececode=JJSE220547180933");
    }
}
