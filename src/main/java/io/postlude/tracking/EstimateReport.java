package io.postlude.tracking;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The day of delivery a carrier named itself, as a source passed it on.
 *
 * @param provider who passed it on, as in {@link ScanReport}
 * @param carrier the carrier's code as given, where one was
 * @param number the tracking number as given; kept without spaces and hyphens
 * @param from the first day, where the carrier names several; days are those of the place of delivery
 * @param by the last day, or the only one
 * @param saidAt when it was said: of two words the later counts, whichever comes first
 */
public record EstimateReport(
        String provider,
        @Nullable String carrier,
        String number,
        @Nullable LocalDate from,
        LocalDate by,
        Instant saidAt) {

    public EstimateReport {
        provider = provider.strip().toLowerCase(Locale.ROOT);
        carrier = carrier == null || carrier.isBlank() ? null : Text.carrierCode(carrier);
        number = Text.compactNumber(number);
        if (number.isEmpty() || number.length() > ScanReport.NUMBER_LIMIT_CHARS) {
            throw new IllegalArgumentException(
                    "a tracking number has 1 to " + ScanReport.NUMBER_LIMIT_CHARS + " letters or digits");
        }
        from = from == null || !from.isBefore(by) ? null : from;
    }

    /** The number at this carrier, or at any where none was named. */
    Key key() {
        return new Key(number, carrier == null ? "" : carrier);
    }

    record Key(String number, String carrier) {}

    /** Of two words the one said later; of one moment's two the later day, so that the order they come in is nothing. */
    static EstimateReport later(EstimateReport one, EstimateReport other) {
        if (!one.saidAt.equals(other.saidAt)) {
            return one.saidAt.isAfter(other.saidAt) ? one : other;
        }
        if (!one.by.equals(other.by)) {
            return one.by.isAfter(other.by) ? one : other;
        }
        return one.first().isAfter(other.first()) ? one : other;
    }

    private LocalDate first() {
        return from == null ? by : from;
    }
}
