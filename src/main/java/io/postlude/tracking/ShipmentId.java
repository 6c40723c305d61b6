package io.postlude.tracking;

import io.postlude.kernel.Id;
import io.postlude.kernel.PublicId;

/** A parcel, on its way out or back; printed {@code shp_...}. */
public record ShipmentId(long value) implements Id {
    public static final String PREFIX = "shp";

    @Override
    public String toString() {
        return PublicId.print(PREFIX, this);
    }
}
