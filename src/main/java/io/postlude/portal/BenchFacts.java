package io.postlude.portal;

import io.postlude.deliveries.Days.Precision;
import io.postlude.deliveries.Deliveries.Known;
import io.postlude.deliveries.Language;
import io.postlude.deliveries.OrderFacts;
import io.postlude.deliveries.OrderFacts.Carrier;
import io.postlude.deliveries.OrderFacts.Item;
import io.postlude.deliveries.OrderFacts.Parcel;
import io.postlude.deliveries.OrderFacts.Scan;
import io.postlude.deliveries.OrderFacts.Window;
import io.postlude.kernel.StoreId;
import io.postlude.stores.DemoBrands;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Orders out of thin air for the bench: one store, a parcel on its way in each. */
final class BenchFacts implements PageFacts {
    static final StoreId STORE = new StoreId(1);
    private static final String SLUG = "bench";
    private final Instant now;

    BenchFacts(Instant now) {
        this.now = now;
    }

    @Override
    public Optional<Shop> shop(StoreId store) {
        return shop(SLUG);
    }

    @Override
    public Optional<Shop> shop(String slug) {
        return Optional.of(new Shop(STORE, SLUG, DemoBrands.marenAndPine(), Language.EN, ZoneOffset.UTC));
    }

    @Override
    public Optional<Long> find(StoreId store, String number, String email) {
        return Optional.empty();
    }

    @Override
    public Optional<Known> order(StoreId store, long order) {
        LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
        List<Item> items = List.of(
                new Item("Wool throw", "Spruce, 140 x 200 cm", 1, "/assets/portal/art/throw-spruce.svg"),
                new Item("Candle, Granskog", "Spruce and smoke", 2, "/assets/portal/art/candle.svg"));
        List<Scan> scans = List.of(
                scan("IN_TRANSIT.departed_facility", 3, "Malmö"),
                scan("IN_TRANSIT.arrived_facility", 12, "Malmö"),
                scan("PICKED_UP.accepted", 20, "Göteborg"));
        String number = "JJSE" + order;
        Parcel parcel = new Parcel(
                "IN_TRANSIT.departed_facility",
                now.minusSeconds(10_800),
                number,
                new Carrier("DHL", "https://carrier.example/" + number),
                now.minusSeconds(90_000),
                items,
                scans,
                null,
                Set.of());
        var facts = new OrderFacts(
                "B-" + order,
                now.minusSeconds(200_000),
                null,
                "Anna K.",
                "20357 Hamburg",
                List.of(),
                List.of(parcel),
                new Window(today.plusDays(1), today.plusDays(3)));
        return Optional.of(new Known(facts, Language.EN, ZoneOffset.UTC));
    }

    private Scan scan(String code, long hoursAgo, String place) {
        return new Scan(code, now.minusSeconds(hoursAgo * 3_600), Precision.TIME, place);
    }
}
