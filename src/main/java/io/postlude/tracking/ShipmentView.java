package io.postlude.tracking;

import io.postlude.orders.OrderId;
import io.postlude.promises.PromisedWindow;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A shipment as people look at it.
 *
 * @param estimate the carrier's own latest word on when it comes
 * @param numbers its tracking numbers, the first mile first
 * @param problems what is wrong with it now
 * @param scans the newest first, at most {@value #SCANS_LIMIT}
 */
public record ShipmentView(
        ShipmentId id,
        @Nullable OrderId order,
        String reference,
        Direction direction,
        StatusDetail detail,
        @Nullable Instant statusAt,
        ShipmentRegistration.Lane lane,
        @Nullable PromisedWindow promised,
        @Nullable Estimate estimate,
        Instant registeredAt,
        Times times,
        List<ParcelNumber> numbers,
        List<ShipmentRegistration.Item> items,
        List<Problem> problems,
        List<Scan> scans) {

    public static final int SCANS_LIMIT = 300;

    /**
     * When the carrier itself says it comes.
     *
     * @param from the first day, where it names several
     * @param by the last day, or the only one
     * @param provider who passed it on
     */
    public record Estimate(@Nullable LocalDate from, LocalDate by, Instant saidAt, String provider) {}

    /** When it was first and last scanned, delivered, and found silent. */
    public record Times(
            @Nullable Instant firstScan,
            @Nullable Instant lastScan,
            @Nullable Instant delivered,
            @Nullable Instant stalled) {}

    /** An open problem: the code of a status detail, or STALLED, NOT_HANDED_OVER, IMPLAUSIBLE_DELIVERY. */
    public record Problem(String kind, Instant since) {}

    /**
     * One scan.
     *
     * @param offset the local offset, told or assumed: {@code precision} says which
     * @param rawCode what the source said, word for word
     */
    public record Scan(
            Instant at,
            ZoneOffset offset,
            TimePrecision precision,
            StatusDetail detail,
            String provider,
            String carrier,
            String rawCode,
            ScanPlace place,
            @Nullable String message,
            @Nullable String signedBy) {}

    /** As it was: where it stood, and what of it was open; what is not of that time stays as it is. */
    public ShipmentView asOf(StatusDetail then, @Nullable Instant delivered, List<Problem> open) {
        return new ShipmentView(
                id,
                order,
                reference,
                direction,
                then,
                statusAt,
                lane,
                promised,
                estimate,
                registeredAt,
                new Times(times.firstScan(), times.lastScan(), delivered, times.stalled()),
                numbers,
                items,
                open,
                scans);
    }

    /** What registers it anew under one more number. */
    ShipmentRegistration alsoUnder(ParcelNumber number) {
        return new ShipmentRegistration(
                reference,
                null,
                direction,
                List.of(number),
                List.of(),
                ShipmentRegistration.Lane.UNKNOWN,
                null,
                registeredAt);
    }

    /** Whether its delivery is only claimed: not to be passed on as news. */
    public boolean deliveryDoubtful() {
        return problems.stream().anyMatch(problem -> problem.kind().equals(OutcomeEvents.IMPLAUSIBLE));
    }

    /** Whether it is where it was meant to go. */
    public boolean arrived() {
        return ParcelMachine.arrived(direction, detail) && !deliveryDoubtful();
    }
}
