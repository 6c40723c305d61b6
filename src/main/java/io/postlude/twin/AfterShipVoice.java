package io.postlude.twin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** AfterShip, which follows parcels for a store: the whole tracking with all its checkpoints, each time anew. */
final class AfterShipVoice implements Voice {
    private final Hook hook;

    AfterShipVoice(Hook hook) {
        this.hook = hook;
    }

    @Override
    public List<Sending> say(Happening happening) {
        if (!(happening instanceof Happening.ParcelSeen seen)) return List.of();
        List<Sending> sendings = new ArrayList<>();
        List<Seen> first = seen.soFar().stream().filter(one -> !one.lastMile()).toList();
        List<Seen> second = seen.soFar().stream().filter(Seen::lastMile).toList();
        if (!first.isEmpty()) sendings.add(tracking(seen.parcel(), first));
        if (!second.isEmpty()) sendings.add(tracking(seen.parcel(), second));
        return sendings;
    }

    private Sending tracking(ParcelPlan parcel, List<Seen> seen) {
        boolean second = seen.getFirst().lastMile();
        String number = second ? parcel.lastMileNumber() : parcel.number();
        Seen last = seen.getLast();
        List<Map<String, Object>> checkpoints = new ArrayList<>();
        for (Seen one : seen) checkpoints.add(checkpoint(parcel, one).map());
        Fields tracking = Fields.of("id", number.toLowerCase(Locale.ROOT))
                .put("tracking_number", number)
                .put("slug", carrier(parcel, second).slug())
                .put("tag", last.step().tag())
                .put("subtag", last.step().subtag())
                .put("signed_by", last.step() == Step.SIGNED ? "SIGNATURE ON FILE" : null)
                .put("updated_at", last.at().toString())
                .put("checkpoints", checkpoints);
        return hook.afterShip(Fields.of("event_id", "as-" + number + "-" + seen.size() + "-" + stamp(last.at()))
                .put("event", "tracking_update")
                .put(
                        "is_tracking_first_tag",
                        seen.size() == 1 || seen.get(seen.size() - 2).step() != last.step())
                .put("msg", tracking)
                .map());
    }

    private static Fields checkpoint(ParcelPlan parcel, Seen seen) {
        return Fields.of("slug", carrier(parcel, seen.lastMile()).slug())
                .put("tag", seen.step().tag())
                .put("subtag", seen.step().subtag())
                .put("checkpoint_time", seen.at().toString())
                .put("city", seen.city())
                .put("country_iso3", seen.country3());
    }

    private static Carrier carrier(ParcelPlan parcel, boolean lastMile) {
        Carrier last = parcel.way().lane().lastMile();
        return lastMile && last != null ? last : parcel.way().lane().carrier();
    }

    private static String stamp(Instant at) {
        return Long.toString(at.getEpochSecond(), 36);
    }
}
