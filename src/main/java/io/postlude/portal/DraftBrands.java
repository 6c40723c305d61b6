package io.postlude.portal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.postlude.deliveries.Days;
import io.postlude.deliveries.Days.Precision;
import io.postlude.deliveries.Language;
import io.postlude.deliveries.OrderFacts;
import io.postlude.deliveries.OrderFacts.Carrier;
import io.postlude.deliveries.OrderFacts.Item;
import io.postlude.deliveries.OrderFacts.Parcel;
import io.postlude.deliveries.OrderFacts.Scan;
import io.postlude.deliveries.OrderFacts.Window;
import io.postlude.deliveries.Scene;
import io.postlude.deliveries.Words;
import io.postlude.stores.Brand;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A tracking page in a brand that is not saved yet, for the person who chooses its colours. The order on it is made up and
 * says so by its number; the style sheet is kept for a while under its fingerprint, since a page of ours may hold no style.
 */
final class DraftBrands {
    static final String SLUG = "draft";
    private static final int MOST_KEPT = 500;
    private static final Duration KEPT = Duration.ofMinutes(30);
    private static final ZoneId ZONE = ZoneOffset.UTC;

    private final Assets assets;
    private final Pages pages;
    private final InstantSource clock;
    private final Cache<String, String> sheets =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).expireAfterWrite(KEPT).build();

    DraftBrands(Assets assets, Pages pages, InstantSource clock) {
        this.assets = assets;
        this.pages = pages;
        this.clock = clock;
    }

    String page(Brand draft, Locale locale) {
        var face = new FrameWriter.StoreFace(SLUG, draft);
        sheets.put(face.stylesheet(assets), face.css(assets));
        Words words = face.words(Language.of(locale.toLanguageTag()));
        Scene scene = Scene.of(words, new Days(words, ZONE, clock.instant()), draft, example(clock.instant()));
        TrackingPage page = new TrackingWriter(Told.of(scene), new FrameWriter(face, words, assets), "#").write();
        return new String(pages.tracking(page), StandardCharsets.UTF_8);
    }

    /** The style sheet of a draft drawn lately, by its path. */
    Optional<String> css(String path) {
        return Optional.ofNullable(sheets.getIfPresent(path));
    }

    private static OrderFacts example(Instant now) {
        LocalDate today = now.atZone(ZONE).toLocalDate();
        Instant left = now.minus(5, ChronoUnit.HOURS);
        Instant packed = now.minus(1, ChronoUnit.DAYS);
        List<Scan> scans = List.of(
                new Scan("IN_TRANSIT.departed_facility", left, Precision.TIME, "Malmö"),
                new Scan("PICKED_UP.accepted", packed, Precision.TIME, "Göteborg"));
        List<Item> items = List.of(
                new Item("Wool throw", "Spruce, 140\u00a0×\u00a0200\u00a0cm", 1, "/assets/portal/art/throw-spruce.svg"),
                new Item("Candle", "Spruce and smoke", 1, "/assets/portal/art/candle.svg"));
        Parcel parcel = new Parcel(
                "IN_TRANSIT.departed_facility",
                left,
                "JJSE220547180933",
                new Carrier("DHL", null),
                packed,
                items,
                scans,
                null,
                Set.of());
        return new OrderFacts(
                "EXAMPLE-1",
                now.minus(3, ChronoUnit.DAYS),
                null,
                "Anna K.",
                "20357 Hamburg",
                List.of(),
                List.of(parcel),
                new Window(today.plusDays(1), today.plusDays(3)));
    }
}
