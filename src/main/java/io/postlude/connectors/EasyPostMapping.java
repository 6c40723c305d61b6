package io.postlude.connectors;

import io.postlude.stores.Source;
import io.postlude.tracking.RawCode;
import io.postlude.tracking.ScanPlace;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What EasyPost's webhooks say: an event around a tracker; also its API's answers, trackers alone or in a list. */
final class EasyPostMapping {
    private static final int LIST_LIMIT = 1_000;

    private EasyPostMapping() {}

    static List<Statement> read(JsonFields body, Instant receivedAt) {
        List<JsonFields> trackers = trackers(body);
        if (trackers.isEmpty()) {
            String event = Objects.requireNonNullElse(body.text("description"), "unnamed");
            return List.of(new Statement.Nothing("the event " + event + " brings no tracker"));
        }
        return trackers.stream()
                .flatMap(tracker -> tracker(tracker, receivedAt).stream())
                .toList();
    }

    private static List<JsonFields> trackers(JsonFields body) {
        Stream<JsonFields> events = body.objects("events", LIST_LIMIT).stream().map(event -> event.object("result"));
        Stream<JsonFields> candidates = Stream.of(
                        Stream.of(body, body.object("result")), body.objects("trackers", LIST_LIMIT).stream(), events)
                .flatMap(stream -> stream);
        return candidates.filter(fields -> fields.has("tracking_code")).toList();
    }

    private static List<Statement> tracker(JsonFields tracker, Instant receivedAt) {
        TrackerScans scans = new TrackerScans(
                Source.EASYPOST, tracker.text("carrier"), TrackerScans.number(tracker, "tracking_code"), receivedAt);
        for (JsonFields detail : tracker.objects("tracking_details", LIST_LIMIT)) {
            JsonFields place = detail.object("tracking_location");
            boolean delivered = "delivered".equals(detail.text("status"));
            scans.add(
                    code(detail),
                    new TrackerScans.Detail(
                            detail.text("datetime"),
                            new ScanPlace(place.text("city"), place.text("state"), place.text("country")),
                            detail.text("message"),
                            delivered ? tracker.text("signed_by") : null));
        }
        scans.addSummary(code(tracker), tracker.text("updated_at"));
        String local = tracker.object("carrier_detail").text("est_delivery_date_local");
        scans.expect(null, local == null ? tracker.text("est_delivery_date") : local, tracker.text("updated_at"));
        return scans.statements();
    }

    private static RawCode code(JsonFields fields) {
        return new RawCode(Objects.requireNonNullElse(fields.text("status"), ""), fields.text("status_detail"));
    }
}
