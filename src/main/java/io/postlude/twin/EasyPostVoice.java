package io.postlude.twin;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** EasyPost, which follows parcels of some carriers for a store: an event around a tracker with all its details. */
final class EasyPostVoice implements Voice {
    private final Hook hook;
    private final Carrier except;

    /** {@code except} is a carrier it does not follow for this store. */
    EasyPostVoice(Hook hook, Carrier except) {
        this.hook = hook;
        this.except = except;
    }

    @Override
    public List<Sending> say(Happening happening) {
        return happening instanceof Happening.ParcelSeen seen
                        && seen.parcel().way().lane().carrier() != except
                ? List.of(event(seen))
                : List.of();
    }

    private Sending event(Happening.ParcelSeen seen) {
        ParcelPlan parcel = seen.parcel();
        Seen last = seen.soFar().getLast();
        List<Map<String, Object>> details = new ArrayList<>();
        for (Seen one : seen.soFar()) details.add(detail(one).map());
        String id = parcel.number().toLowerCase(Locale.ROOT);
        return hook.easyPost(Fields.of(
                        "id",
                        "evt_" + id + "_" + seen.soFar().size() + "_"
                                + Long.toString(last.at().getEpochSecond(), 36))
                .put("object", "Event")
                .put("mode", "production")
                .put("description", seen.soFar().size() == 1 ? "tracker.created" : "tracker.updated")
                .put("created_at", last.at().toString())
                .put(
                        "result",
                        Fields.of("id", "trk_" + id)
                                .put("object", "Tracker")
                                .put("mode", "production")
                                .put("tracking_code", parcel.number())
                                .put("carrier", parcel.way().lane().carrier().written())
                                .put("status", last.step().easyPostStatus())
                                .put("status_detail", last.step().easyPostDetail())
                                .put("signed_by", last.step() == Step.SIGNED ? "SIGNATURE ON FILE" : null)
                                .put("is_return", parcel.inbound())
                                .put("updated_at", last.at().toString())
                                .put("tracking_details", details))
                .map());
    }

    private static Fields detail(Seen seen) {
        return Fields.of("object", "TrackingDetail")
                .put("status", seen.step().easyPostStatus())
                .put("status_detail", seen.step().easyPostDetail())
                .put("datetime", seen.at().toString())
                .put(
                        "tracking_location",
                        Fields.of("object", "TrackingLocation")
                                .put("city", seen.city())
                                .put("country", country(seen)));
    }

    private static String country(Seen seen) {
        for (Place.Country country : Place.Country.values())
            if (country.iso3.equals(seen.country3())) return country.name();
        return seen.country3();
    }
}
