package io.postlude.journeys;

import io.postlude.tracking.ShipmentId;
import io.postlude.tracking.ShipmentView;
import io.postlude.tracking.ShipmentView.Problem;
import io.postlude.tracking.StatusDetail;
import io.postlude.tracking.TrackingEvent;
import io.postlude.tracking.TrackingEvent.ShipmentMoved;
import io.postlude.tracking.TrackingEvent.ShipmentProblemOpened;
import io.postlude.tracking.TrackingEvent.ShipmentProblemResolved;
import io.postlude.tracking.TrackingEvent.ShipmentResumed;
import io.postlude.tracking.TrackingEvent.ShipmentStalled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How parcels stood at a moment: where they stand now, wound back by what is known to have happened since. */
record ParcelsOverTime(Map<ShipmentId, List<TrackingEvent>> events) {

    /** Those that were registered by then. */
    List<ShipmentView> at(List<ShipmentView> now, Instant at) {
        return now.stream()
                .filter(parcel -> !parcel.registeredAt().isAfter(at))
                .map(parcel -> at(parcel, at))
                .toList();
    }

    private ShipmentView at(ShipmentView now, Instant at) {
        List<TrackingEvent> happened = events.getOrDefault(now.id(), List.of());
        Instant delivered = now.times().delivered();
        Instant known = delivered == null || delivered.isAfter(at) ? null : delivered;
        return now.asOf(detail(now, happened, at), known, problems(now, happened, at));
    }

    /** What the last move until then led to, else what the first one after it left. */
    private static StatusDetail detail(ShipmentView now, List<TrackingEvent> happened, Instant at) {
        StatusDetail before = null;
        StatusDetail after = null;
        for (TrackingEvent event : happened)
            if (event instanceof ShipmentMoved moved) {
                if (!moved.occurredAt().isAfter(at)) before = moved.to();
                else if (after == null) after = moved.from();
            }
        if (before != null) return before;
        return after == null ? now.detail() : after;
    }

    private static List<Problem> problems(ShipmentView now, List<TrackingEvent> happened, Instant at) {
        Map<String, Problem> open = new LinkedHashMap<>();
        for (Problem problem : now.problems()) if (!problem.since().isAfter(at)) open.put(problem.kind(), problem);
        Map<String, Instant> opened = new LinkedHashMap<>();
        for (TrackingEvent event : happened) {
            String begun = begun(event);
            if (begun != null) opened.put(begun, event.occurredAt());
            for (String ended : ended(event, opened)) {
                Instant since = opened.remove(ended);
                boolean over = !event.occurredAt().isAfter(at);
                if (!over && (since == null || !since.isAfter(at)))
                    open.put(ended, new Problem(ended, since == null ? at : since));
            }
        }
        return List.copyOf(open.values());
    }

    private static @Nullable String begun(TrackingEvent event) {
        return switch (event) {
            case ShipmentProblemOpened problem -> problem.problem().code();
            case ShipmentStalled stalled ->
                stalled.stall() == TrackingEvent.Stall.NO_SCAN ? "STALLED" : "NOT_HANDED_OVER";
            default -> null;
        };
    }

    private static List<String> ended(TrackingEvent event, Map<String, Instant> opened) {
        List<String> ended = new ArrayList<>();
        if (event instanceof ShipmentProblemResolved resolved)
            ended.add(resolved.problem().code());
        if (event instanceof ShipmentResumed)
            for (String kind : List.of("STALLED", "NOT_HANDED_OVER")) if (opened.containsKey(kind)) ended.add(kind);
        return ended;
    }
}
