package io.postlude.connectors;

import io.postlude.stores.Source;
import io.postlude.tracking.RawCode;
import io.postlude.tracking.ScanPlace;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What AfterShip's webhooks say: a tracking with all its checkpoints, each time anew. */
final class AfterShipMapping {
    private static final int CHECKPOINT_LIMIT = 1_000;
    private static final String CARRIER = "carrier";

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
        String said = first(tracking.text("last_updated_at"), tracking.text("updated_at"));
        scans.addSummary(code(tracking), said);
        expect(scans, tracking, said);
        return scans.statements();
    }

    /**
     * The carrier's day has had three names over the versions. What AfterShip itself predicts, or what the shop told it, is
     * not the carrier's word.
     */
    private static void expect(TrackerScans scans, JsonFields tracking, @Nullable String said) {
        JsonFields courier = tracking.object("courier_estimated_delivery");
        JsonFields latest = tracking.object("latest_estimated_delivery");
        String source = Objects.requireNonNullElse(latest.text("source"), CARRIER);
        if (courier.has("estimated_delivery_date")) {
            scans.expect(
                    courier.text("estimated_delivery_date_min"),
                    first(courier.text("estimated_delivery_date_max"), courier.text("estimated_delivery_date")),
                    said);
        } else if (tracking.has("expected_delivery")) {
            scans.expect(null, tracking.text("expected_delivery"), said);
        } else if (source.toLowerCase(Locale.ROOT).contains(CARRIER)) {
            scans.expect(
                    latest.text("datetime_min"), first(latest.text("datetime_max"), latest.text("datetime")), said);
        }
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
