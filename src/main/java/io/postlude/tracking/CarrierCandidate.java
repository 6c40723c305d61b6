package io.postlude.tracking;

import org.jspecify.annotations.Nullable;

/**
 * A carrier whose number this may be.
 *
 * @param carrier the carrier's code, as in {@code ups}
 * @param name the carrier's name; for an international postal number that of the issuing post
 * @param format the name of the number format
 * @param serial the serial number inside the tracking number
 * @param trackingUrl the carrier's own page for this number, where it has one
 * @param service the service or kind of package the number tells, where it does
 * @param country the country the number tells, where it does
 * @param proven whether a check digit, or a list of issuers, confirmed it
 */
public record CarrierCandidate(
        String carrier,
        String name,
        String format,
        String serial,
        @Nullable String trackingUrl,
        @Nullable String service,
        @Nullable String country,
        boolean proven) {}
