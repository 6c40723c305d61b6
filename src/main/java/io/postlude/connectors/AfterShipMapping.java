package io.postlude.connectors;

import io.postlude.stores.Source;
import io.postlude.tracking.RawCode;
import io.postlude.tracking.ScanPlace;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What AfterShip's webhooks say: a tracking with all its checkpoints, each time anew. */
final class AfterShipMapping {
    private static final int CHECKPOINT_LIMIT = 1_000;

    private AfterShipMapping() {}

    static List<Statement> read(JsonFields body, Instant receivedAt) {
        JsonFields tracking = body.has("msg") ? body.object("msg") : body.object("data");
        String event = Objects.requireNonNullElse(body.text("event"), "");
        if (!tracking.has("tracking_number"))
            return List.of(new Statement.Nothing("the event " + event + " is not used"));
        TrackerScans scans = new TrackerScans(
                Source.AFTERSHIP, tracking.text("slug"), TrackerScans.number(tracking, "tracking_number"), receivedAt);
        for (JsonFields checkpoint : tracking.objects("checkpoints", CHECKPOINT_LIMIT))
            add(scans, checkpoint, tracking);
        scans.addSummary(code(tracking), first(tracking.text("last_updated_at"), tracking.text("updated_at")));
        return scans.statements();
    }

    private static void add(TrackerScans scans, JsonFields checkpoint, JsonFields tracking) {
        ScanPlace place = new ScanPlace(
                checkpoint.text("city"),
                checkpoint.text("state"),
                JsonText.country(first(
                        checkpoint.text("country_iso3"),
                        first(checkpoint.text("country_region"), checkpoint.text("country_name")))));
        boolean delivered = "Delivered".equals(checkpoint.text("tag"));
        scans.add(
                code(checkpoint),
                new TrackerScans.Detail(
                        checkpoint.text("checkpoint_time"),
                        place,
                        checkpoint.text("message"),
                        delivered ? tracking.text("signed_by") : null));
    }

    private static RawCode code(JsonFields fields) {
        return new RawCode(Objects.requireNonNullElse(fields.text("tag"), ""), fields.text("subtag"));
    }

    private static @Nullable String first(@Nullable String one, @Nullable String other) {
        return one == null ? other : one;
    }
}
