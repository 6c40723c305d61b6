package io.postlude.tracking;

import io.postlude.kernel.StoreId;
import java.time.Instant;
import java.time.ZoneId;

/** A row of {@code tracking.scan} to be written. */
record ScanRow(
        StoreId store,
        ShipmentId shipment,
        long hash,
        Instant occurredAt,
        int offsetSeconds,
        TimePrecision precision,
        StatusDetail detail,
        short reading,
        String carrier,
        ScanReport report) {

    static ScanRow of(KnownScan scan, Mappings.Read read, ZoneId zone, Instant now) {
        ScanTime time = scan.report().time();
        ScanTime used = time.credible(zone, now) ? time : ScanTime.unknown(now);
        Instant at = used.instant(zone);
        return new ScanRow(
                scan.store(),
                scan.leg().shipment(),
                scan.hash(),
                at,
                offset(used, zone, at),
                used.precision(),
                read.detail(),
                read.reading(),
                scan.carrier(),
                scan.report());
    }

    boolean mapped() {
        return reading != Mappings.UNMAPPED;
    }

    private static int offset(ScanTime time, ZoneId zone, Instant at) {
        if (time.offset() != null) {
            return time.offset().getTotalSeconds();
        }
        return time.precision() == TimePrecision.RECEIVED
                ? 0
                : zone.getRules().getOffset(at).getTotalSeconds();
    }
}
