package io.postlude.claims;

import java.util.List;
import java.util.Locale;

/**
 * How long a carrier takes claims.
 *
 * @param carrier as tracking calls it; empty: every other
 * @param damagedDays after delivery, for what was damaged or missing in the parcel; never later than {@code lostDays} allow
 * @param lostDays after dispatch, for what never came
 * @param source where the numbers come from; the store's own contract goes before it
 */
public record CarrierTerm(String carrier, int damagedDays, int lostDays, String source) {
    public static final int MOST_DAYS = 365;

    /** What is said where a store entered its own. */
    public static final String OWN = "your contract";

    private static final CarrierTerm OTHERS = new CarrierTerm(
            "", 7, 60, "HGB § 438 (2) and CMR art. 30 for damage, CMR art. 20 for loss; check your contract");

    /** The usual ones. */
    static final List<CarrierTerm> USUAL = List.of(
            new CarrierTerm("usps", 60, 60, "USPS Domestic Mail Manual 609.1.4, from mailing; check your service"),
            new CarrierTerm("ups", 60, 60, "UPS Tariff/Terms and Conditions of Service, claims; check your contract"),
            new CarrierTerm(
                    "fedex", 60, 60, "FedEx Service Guide, domestic claims, from shipment; check your contract"),
            OTHERS);

    public CarrierTerm {
        if (damagedDays < 1 || lostDays < 1 || damagedDays > MOST_DAYS || lostDays > MOST_DAYS)
            throw new IllegalArgumentException("1 to 365 days");
    }

    static CarrierTerm usual(String carrier) {
        String known = carrier.toLowerCase(Locale.ROOT);
        return USUAL.stream()
                .filter(term -> term.carrier().equals(known))
                .findFirst()
                .orElse(OTHERS);
    }
}
