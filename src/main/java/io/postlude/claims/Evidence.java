package io.postlude.claims;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What tracking knew of the parcels when a claim was made. Kept as it was then: scans that come later do not change it. */
public record Evidence(Instant at, @Nullable Instant dispatched, List<Parcel> parcels) {
    public Evidence {
        parcels = List.copyOf(parcels);
    }

    /**
     * One parcel that holds, or may hold, what is claimed.
     *
     * @param shipment as staff find it
     * @param doubtful delivery was told, but in a way that cannot be right
     * @param problems codes of what is wrong with it
     * @param scans the newest first
     */
    public record Parcel(
            String shipment,
            @Nullable String carrier,
            @Nullable String number,
            String status,
            @Nullable Instant firstScan,
            @Nullable Instant lastScan,
            @Nullable Instant delivered,
            @Nullable String deliveredAt,
            @Nullable String signedBy,
            boolean doubtful,
            @Nullable Instant silentSince,
            List<String> problems,
            List<Scan> scans) {
        public Parcel {
            problems = List.copyOf(problems);
            scans = List.copyOf(scans);
        }
    }

    /** One scan; {@code place} as the carrier writes it. */
    public record Scan(
            Instant at,
            String status,
            @Nullable String place,
            @Nullable String message,
            @Nullable String signedBy) {}
}
