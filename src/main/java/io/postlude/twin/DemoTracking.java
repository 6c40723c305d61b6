package io.postlude.twin;

import io.postlude.kernel.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One parcel of the demo and the webhook that AfterShip would send of it. */
record DemoTracking(String order, int position, DemoParcel story, Instant handedOver, DemoPerson.Home to) {
    private static final List<String> CARRIERS = List.of("dhl", "dpd", "gls", "ups");

    /** Whether anything of it has happened by now. */
    boolean known(Instant now) {
        return !shippedAt().isAfter(now);
    }

    /** When the shop made the label: no parcel is known before. */
    Instant shippedAt() {
        return handedOver.plus(
                Duration.ofHours(Math.min(0, story.scans().getFirst().hours())));
    }

    String carrier() {
        return CARRIERS.get(Math.floorMod(order.hashCode(), CARRIERS.size()));
    }

    String number() {
        return "DEMO" + order.replaceAll("[^A-Z0-9]", "") + "P" + (position + 1);
    }

    /** The body with all scans until now; empty where there is none yet. */
    byte[] webhook(Instant now) {
        List<DemoParcel.Scan> seen =
                story.scans().stream().filter(scan -> !at(scan).isAfter(now)).toList();
        if (seen.isEmpty()) return new byte[0];
        DemoParcel.Scan last = seen.getLast();
        Map<String, Object> tracking = new LinkedHashMap<>();
        tracking.put("id", number().toLowerCase(java.util.Locale.ROOT));
        tracking.put("tracking_number", number());
        tracking.put("slug", carrier());
        tracking.put("tag", last.tag());
        tracking.put("subtag", last.subtag());
        tracking.put("updated_at", at(last).toString());
        tracking.put("checkpoints", seen.stream().map(this::checkpoint).toList());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("event_id", "demo-" + number() + "-" + seen.size());
        body.put("event", "tracking_update");
        body.put("msg", tracking);
        return Json.write(body).getBytes(StandardCharsets.UTF_8);
    }

    private Instant at(DemoParcel.Scan scan) {
        return handedOver
                .plus(Duration.ofHours(scan.hours()))
                .plus(Duration.ofMinutes(Math.floorMod(number().hashCode(), 50)));
    }

    private Map<String, Object> checkpoint(DemoParcel.Scan scan) {
        boolean near = scan.hours() >= 20;
        Map<String, Object> checkpoint = new LinkedHashMap<>();
        checkpoint.put("tag", scan.tag());
        checkpoint.put("subtag", scan.subtag());
        checkpoint.put("checkpoint_time", at(scan).toString());
        checkpoint.put("city", near ? to.city() : scan.hours() < 9 ? "Hamburg" : "Hannover");
        checkpoint.put("country_iso3", near ? to.country3() : "DEU");
        checkpoint.put("slug", carrier());
        return checkpoint;
    }
}
