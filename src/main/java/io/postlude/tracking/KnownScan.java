package io.postlude.tracking;

import io.postlude.kernel.StoreId;

/** A scan whose parcel is known. */
record KnownScan(StoreId store, ScanReport report, long hash, LegBook.Leg leg) {

    String carrier() {
        String told = report.carrier();
        return told == null ? leg.carrier() : told;
    }
}
