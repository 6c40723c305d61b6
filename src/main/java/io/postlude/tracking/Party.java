package io.postlude.tracking;

/** Who is at fault for a problem, as far as the carrier says. */
public enum Party {
    NONE,
    CARRIER,
    RETAILER,
    CONSIGNEE,
    CUSTOMS,
    WEATHER,
    OTHER
}
