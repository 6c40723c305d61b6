package io.postlude.tracking;

import org.jspecify.annotations.Nullable;

/**
 * A tracking number and whose it is.
 *
 * @param carrier the carrier as the source names it; null has it recognised from the number
 */
public record ParcelNumber(@Nullable String carrier, String number) {

    static final String UNKNOWN_CARRIER = "unknown";

    public ParcelNumber {
        carrier = carrier == null || carrier.isBlank() ? null : Text.carrierCode(carrier);
        number = Text.compactNumber(number);
        if (number.isEmpty() || number.length() > 100) {
            throw new IllegalArgumentException("a tracking number has 1 to 100 letters or digits");
        }
    }
}
