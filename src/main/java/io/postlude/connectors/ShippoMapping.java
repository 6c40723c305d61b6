package io.postlude.connectors;

import io.postlude.stores.Source;
import io.postlude.tracking.RawCode;
import io.postlude.tracking.ScanPlace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What Shippo's webhooks say: a track with its history and, once more, its newest entry. */
final class ShippoMapping {
    private static final int HISTORY_LIMIT = 1_000;

    private ShippoMapping() {}

    static List<Statement> read(JsonFields body, Instant receivedAt) {
        JsonFields track = body.object("data");
        if (!track.has("tracking_number")) {
            String event = Objects.requireNonNullElse(body.text("event"), "unnamed");
            return List.of(new Statement.Nothing("the event " + event + " brings no track"));
        }
        TrackerScans scans = new TrackerScans(
                Source.SHIPPO, track.text("carrier"), TrackerScans.number(track, "tracking_number"), receivedAt);
        List<JsonFields> entries = new ArrayList<>(track.objects("tracking_history", HISTORY_LIMIT));
        if (track.has("tracking_status")) entries.add(track.object("tracking_status"));
        Set<String> seen = new HashSet<>();
        for (JsonFields entry : entries) {
            if (seen.add(entry.text("status_date") + "|" + code(entry).canonical())) add(scans, entry);
        }
        JsonFields newest = track.object("tracking_status");
        String said = newest.text("object_updated");
        scans.expect(null, track.text("eta"), said == null ? newest.text("status_date") : said);
        return scans.statements();
    }

    private static void add(TrackerScans scans, JsonFields entry) {
        JsonFields place = entry.object("location");
        scans.add(
                code(entry),
                new TrackerScans.Detail(
                        entry.text("status_date"),
                        new ScanPlace(place.text("city"), place.text("state"), place.text("country")),
                        entry.text("status_details"),
                        null));
    }

    private static RawCode code(JsonFields entry) {
        return new RawCode(
                Objects.requireNonNullElse(entry.text("status"), ""),
                entry.object("substatus").text("code"));
    }
}
