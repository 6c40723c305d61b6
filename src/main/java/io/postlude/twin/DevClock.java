package io.postlude.twin;

import io.postlude.kernel.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The page of the demo's clock.
 *
 * @param toGo what is still to pass; empty where time goes its own pace
 */
public record DevClock(
        String weekday,
        String date,
        String time,
        String utc,
        String moved,
        String toGo,
        boolean rushing,
        List<StoreLanes> stores) {
    private static final DateTimeFormatter WEEKDAY = DateTimeFormatter.ofPattern("EEEE", Locale.ENGLISH);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("EEE d MMM, HH:mm", Locale.ENGLISH);

    /** The lanes of a store. */
    public record StoreLanes(String slug, String name, List<LaneRow> lanes) {}

    /** {@code trouble} null where it runs as usual. */
    public record LaneRow(
            String key,
            String carrier,
            String country,
            String usual,
            String share,
            @Nullable String trouble,
            @Nullable String until) {}

    static DevClock of(MovableClock clock, Twin twin) {
        Instant now = clock.instant();
        ZoneId zone = Shop.MAREN_AND_PINE.zone();
        Duration ahead = clock.ahead();
        Duration toGo = twin.ahead();
        return new DevClock(
                WEEKDAY.format(now.atZone(zone)),
                DATE.format(now.atZone(zone)),
                TIME.format(now.atZone(zone)),
                TIME.format(now.atOffset(ZoneOffset.UTC)),
                ahead.isZero()
                        ? "It runs with the machine's clock."
                        : "It is " + span(ahead) + " ahead of the machine's clock.",
                toGo.isZero() ? "" : span(toGo),
                twin.rushing(),
                stores(twin, zone));
    }

    private static List<StoreLanes> stores(Twin twin, ZoneId zone) {
        List<Twin.LaneView> views = twin.lanes();
        List<StoreLanes> stores = new ArrayList<>();
        for (Shop shop : Shop.BOTH) {
            List<LaneRow> rows = views.stream()
                    .filter(view -> view.shop().equals(shop))
                    .map(view -> row(view, zone))
                    .toList();
            if (!rows.isEmpty())
                stores.add(new StoreLanes(shop.slug(), shop.slug().equals("volt-9") ? "VOLT/9" : "Maren & Pine", rows));
        }
        return stores;
    }

    private static LaneRow row(Twin.LaneView view, ZoneId zone) {
        TransitLane lane = view.lane();
        String last = lane.lastMile() == null ? "" : ", then " + lane.lastMile().written();
        return new LaneRow(
                lane.key(),
                lane.carrier().written() + last,
                new Locale.Builder().setRegion(lane.to().name()).build().getDisplayCountry(Locale.ENGLISH),
                "promised in " + lane.window().first() + " to " + lane.window().last() + " days",
                lane.share() + " in 100 orders",
                view.trouble()
                        .map(trouble -> trouble.kind() == Trouble.Kind.STORM ? "Storm" : "Strike")
                        .orElse(null),
                view.trouble()
                        .map(trouble -> MOMENT.format(trouble.until().atZone(zone)))
                        .orElse(null));
    }

    private static String span(Duration duration) {
        List<String> parts = new ArrayList<>();
        long days = duration.toDays();
        if (days > 0) parts.add(days == 1 ? "1 day" : days + " days");
        int hours = duration.toHoursPart();
        if (hours > 0) parts.add(hours == 1 ? "1 hour" : hours + " hours");
        if (days == 0 && hours == 0) parts.add(Math.max(1, duration.toMinutes()) + " minutes");
        return String.join(" and ", parts);
    }
}
