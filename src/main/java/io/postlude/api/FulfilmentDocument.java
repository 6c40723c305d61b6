package io.postlude.api;

import io.postlude.connectors.JsonFields;
import io.postlude.orders.FulfilmentSnapshot;
import io.postlude.orders.FulfilmentSnapshot.Parcel;
import io.postlude.tracking.EstimateReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Reads the fulfilment document of the API, inside an order or alone. */
final class FulfilmentDocument {
    private static final int PARCELS_LIMIT = 100;
    private static final int NUMBER_LIMIT_CHARS = 100;
    private static final int WORD_LIMIT_CHARS = 200;

    private FulfilmentDocument() {}

    static FulfilmentSnapshot read(String reference, JsonFields fulfilment, Instant now) {
        Instant shipped = fulfilment.instant("shippedAt");
        if (shipped == null && fulfilment.text("shippedAt") == null) fulfilment.fault("shippedAt", "is needed");
        return new FulfilmentSnapshot(
                reference,
                shipped == null ? now : shipped,
                Optional.ofNullable(fulfilment.instant("updatedAt")).orElse(now),
                parcels(fulfilment),
                OrderDocument.items(fulfilment),
                fulfilment.flag("cancelled", false),
                fulfilment.text("service", WORD_LIMIT_CHARS));
    }

    /** What carriers say about its parcels, as of when the fulfilment was last changed. */
    static List<EstimateReport> estimates(JsonFields fulfilment, Instant now) {
        Instant said = Optional.ofNullable(fulfilment.instant("updatedAt")).orElse(now);
        List<EstimateReport> estimates = new ArrayList<>();
        for (JsonFields parcel : fulfilment.objects("parcels", PARCELS_LIMIT))
            ScansDocument.estimate(
                            parcel,
                            parcel.text("carrier"),
                            Objects.requireNonNullElse(parcel.text("trackingNumber"), ""),
                            said)
                    .ifPresent(estimates::add);
        return estimates;
    }

    private static List<Parcel> parcels(JsonFields fulfilment) {
        List<Parcel> parcels = new ArrayList<>();
        for (JsonFields parcel : fulfilment.objects("parcels", PARCELS_LIMIT)) {
            String number = ScansDocument.number(parcel, NUMBER_LIMIT_CHARS);
            String url = parcel.text("url", 2_000);
            if (url != null && !url.matches("https?://.*")) parcel.fault("url", "must begin with https:// or http://");
            parcels.add(new Parcel(parcel.text("carrier", WORD_LIMIT_CHARS), number, url));
        }
        return parcels;
    }
}
