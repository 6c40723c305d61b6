package io.postlude.api;

import io.postlude.connectors.JsonFields;
import io.postlude.tracking.EstimateReport;
import io.postlude.tracking.RawCode;
import io.postlude.tracking.ScanPlace;
import io.postlude.tracking.ScanReport;
import io.postlude.tracking.ScanTime;
import io.postlude.tracking.StatusMapping;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a batch of scans. */
final class ScansDocument {
    static final int SCANS_LIMIT = 1_000;
    private static final int NUMBER_LIMIT_CHARS = 100;
    private static final int WORD_LIMIT_CHARS = 200;

    private ScansDocument() {}

    /** What a batch says: where parcels were seen, and when their carriers say they come. */
    record Batch(List<ScanReport> scans, List<EstimateReport> estimates) {}

    static Batch read(JsonFields body, Instant now) {
        if (!body.has("scans")) body.fault("scans", "is needed");
        Batch batch = new Batch(new ArrayList<>(), new ArrayList<>());
        for (JsonFields scan : body.objects("scans", SCANS_LIMIT)) {
            ScanReport report = scan(scan, now);
            if (report != null) {
                batch.scans().add(report);
                Instant said = Objects.requireNonNullElse(scan.instant("occurredAt"), now);
                estimate(scan, report.carrier(), report.number(), said).ifPresent(batch.estimates()::add);
            }
        }
        return batch;
    }

    /** The carrier's own word on the day of delivery, of a scan or of a fulfilment's parcel. */
    static Optional<EstimateReport> estimate(
            JsonFields fields, @Nullable String carrier, String number, Instant saidAt) {
        Optional<LocalDate> from = fields.day("estimatedDeliveryFrom");
        Optional<LocalDate> by = fields.day("estimatedDelivery");
        if (from.isPresent() && by.isEmpty())
            fields.fault("estimatedDeliveryFrom", "is the first of several days: name the last as estimatedDelivery");
        if (number.isEmpty()) return Optional.empty();
        return by.map(day -> new EstimateReport(OrderDocument.SOURCE, carrier, number, from.orElse(null), day, saidAt));
    }

    private static @Nullable ScanReport scan(JsonFields scan, Instant now) {
        String number = number(scan, NUMBER_LIMIT_CHARS);
        String provider = Objects.requireNonNullElse(scan.text("vocabulary", 40), OrderDocument.SOURCE);
        String status = scan.needed("status", 120);
        if (provider.equals(OrderDocument.SOURCE)
                && !status.isEmpty()
                && StatusMapping.canonical(status).isEmpty())
            scan.fault(
                    "status",
                    "is not one of ours, such as IN_TRANSIT.departed_facility; name a vocabulary to send another's word");
        Instant at = scan.instant("occurredAt");
        if (!scan.has("occurredAt")) scan.fault("occurredAt", "is needed");
        if (number.isEmpty()) return null;
        return new ScanReport(
                provider,
                scan.text("carrier", WORD_LIMIT_CHARS),
                number,
                new RawCode(status, scan.text("subStatus", 120)),
                ScanTime.exact(at == null ? now : at),
                new ScanPlace(scan.text("city"), scan.text("region"), scan.text("country")),
                scan.text("message", 500),
                scan.text("signedBy", WORD_LIMIT_CHARS));
    }

    /** A tracking number; empty where a fault was noted. */
    static String number(JsonFields fields, int limitChars) {
        String number = fields.needed("trackingNumber", limitChars);
        if (number.isEmpty() || number.chars().anyMatch(Character::isLetterOrDigit)) return number;
        fields.fault("trackingNumber", "holds neither letter nor digit");
        return "";
    }
}
