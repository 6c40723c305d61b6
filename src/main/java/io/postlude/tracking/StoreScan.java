package io.postlude.tracking;

import io.postlude.kernel.StoreId;

/** A scan and the store whose parcel it is said to be. */
public record StoreScan(StoreId store, ScanReport report) {}
