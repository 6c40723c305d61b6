package io.postlude.api;

import io.postlude.connectors.JsonFields;
import io.postlude.tracking.RawCode;
import io.postlude.tracking.ScanPlace;
import io.postlude.tracking.ScanReport;
import io.postlude.tracking.ScanTime;
import io.postlude.tracking.StatusMapping;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a batch of scans. */
final class ScansDocument {
    static final int SCANS_LIMIT = 1_000;
    private static final int NUMBER_LIMIT_CHARS = 100;
    private static final int WORD_LIMIT_CHARS = 200;

    private ScansDocument() {}

    static List<ScanReport> read(JsonFields body, Instant now) {
        if (!body.has("scans")) body.fault("scans", "is needed");
        List<ScanReport> scans = new ArrayList<>();
        for (JsonFields scan : body.objects("scans", SCANS_LIMIT)) {
            ScanReport report = scan(scan, now);
            if (report != null) scans.add(report);
        }
        return scans;
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
