package io.postlude.connectors;

import io.postlude.stores.Source;
import io.postlude.tracking.RawCode;
import io.postlude.tracking.ScanPlace;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What 17TRACK's webhooks say: a number with the events of each carrier that had the parcel. */
final class SeventeenTrackMapping {
    private static final int PROVIDER_LIMIT = 20;
    private static final int EVENT_LIMIT = 1_000;
    private static final String OFFICIAL = "Official";
    /** An event without a stage lies between two stages. */
    private static final RawCode UNDER_WAY = new RawCode("InTransit", "InTransit_Other");

    private SeventeenTrackMapping() {}

    static List<Statement> read(JsonFields body, Instant receivedAt) {
        JsonFields data = body.object("data");
        String event = Objects.requireNonNullElse(body.text("event"), "unnamed");
        if (!"TRACKING_UPDATED".equals(event) || !data.has("number"))
            return List.of(new Statement.Nothing("the event " + event + " brings no scans"));
        JsonFields info = data.object("track_info");
        List<JsonFields> providers = info.object("tracking").objects("providers", PROVIDER_LIMIT);
        String carrier = providers.isEmpty()
                ? null
                : providers.getFirst().object("provider").text("name");
        TrackerScans scans =
                new TrackerScans(Source.SEVENTEENTRACK, carrier, TrackerScans.number(data, "number"), receivedAt);
        for (JsonFields provider : providers)
            for (JsonFields entry : provider.objects("events", EVENT_LIMIT)) add(scans, entry);
        JsonFields latest = info.object("latest_status");
        scans.addSummary(code(latest.text("status"), latest.text("sub_status")), time(info.object("latest_event")));
        expect(scans, info, providers.isEmpty() ? null : providers.getFirst().text("latest_sync_time"));
        return scans.statements();
    }

    /** The day may be the carrier's, "Official", or 17TRACK's own guess, which is none of the carrier's words. */
    private static void expect(TrackerScans scans, JsonFields info, @Nullable String synchronisedAt) {
        JsonFields estimated = info.object("time_metrics").object("estimated_delivery_date");
        String source = Objects.requireNonNullElse(estimated.text("source"), OFFICIAL);
        String by = estimated.text("to") == null ? estimated.text("from") : estimated.text("to");
        if (source.equalsIgnoreCase(OFFICIAL))
            scans.expect(
                    estimated.text("from"),
                    by,
                    synchronisedAt == null ? time(info.object("latest_event")) : synchronisedAt);
    }

    private static void add(TrackerScans scans, JsonFields entry) {
        JsonFields place = entry.object("address");
        String sub = entry.text("sub_status");
        String stage = sub == null ? entry.text("stage") : sub.replaceFirst("_.*", "");
        scans.add(
                stage == null ? UNDER_WAY : code(stage, sub),
                new TrackerScans.Detail(time(entry), place(place, entry), entry.text("description"), null));
    }

    private static ScanPlace place(JsonFields address, JsonFields entry) {
        boolean known = address.has("city") || address.has("state") || address.has("country");
        return known
                ? new ScanPlace(address.text("city"), address.text("state"), address.text("country"))
                : new ScanPlace(entry.text("location"), null, null);
    }

    private static @Nullable String time(JsonFields entry) {
        String local = entry.text("time_iso");
        return local == null ? entry.text("time_utc") : local;
    }

    private static RawCode code(@Nullable String status, @Nullable String sub) {
        return new RawCode(Objects.requireNonNullElse(status, ""), sub);
    }
}
