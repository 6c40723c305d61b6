package io.postlude.claims;

import io.postlude.orders.OrderView;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that speaks for a claim, against it, or says that somebody has to look. None of them decides: they are read by
 * the person who does. The list below is the whole of it; see docs/claims.md.
 *
 * @param detail what it rests on, in the words of the evidence; empty where the kind says all
 */
public record Clue(Kind kind, Weight weight, String detail) {
    private static final Duration SILENT = Duration.ofDays(5);

    public enum Weight {
        FOR,
        AGAINST,
        OPEN
    }

    public enum Kind {
        NO_PARCEL,
        NEVER_SCANNED,
        NOT_DELIVERED,
        SILENT,
        DELIVERY_DOUBTFUL,
        DELIVERED_UNSIGNED,
        DELIVERED_SIGNED,
        OTHER_PLACE,
        CARRIER_TELLS_DAMAGE,
        PHOTOGRAPHED,
        NO_PHOTOGRAPH,
        IN_WARRANTY,
        REPORTED_SOON,
        REPORTED_LATE
    }

    private static Clue of(Kind kind, Weight weight, @Nullable Object detail) {
        return new Clue(kind, weight, detail == null ? "" : detail.toString());
    }

    /** All clues of one claim, those of the parcel first. Pure. */
    public static List<Clue> of(ClaimView claim, OrderView order, long photos) {
        List<Clue> clues = new ArrayList<>();
        boolean lost = claim.kind() == ClaimKind.NEVER_ARRIVED;
        if (claim.evidence().parcels().isEmpty() && claim.kind() != ClaimKind.DEFECT)
            clues.add(of(Kind.NO_PARCEL, Weight.OPEN, null));
        for (Evidence.Parcel parcel : claim.evidence().parcels()) {
            if (lost) lost(clues, claim, order, parcel);
            if (parcel.problems().stream().anyMatch(problem -> problem.endsWith("damaged")))
                clues.add(of(Kind.CARRIER_TELLS_DAMAGE, Weight.FOR, parcel.number()));
        }
        if (claim.kind() == ClaimKind.DEFECT) {
            LocalDate until = claim.warrantyUntil();
            if (until != null) clues.add(of(Kind.IN_WARRANTY, Weight.FOR, until));
        } else if (!lost) soon(clues, claim);
        if (claim.kind().leavesThing())
            clues.add(
                    photos > 0 ? of(Kind.PHOTOGRAPHED, Weight.FOR, photos) : of(Kind.NO_PHOTOGRAPH, Weight.OPEN, null));
        return clues;
    }

    private static void lost(List<Clue> clues, ClaimView claim, OrderView order, Evidence.Parcel parcel) {
        Instant last = parcel.lastScan();
        if (parcel.delivered() == null) {
            if (last == null) clues.add(of(Kind.NEVER_SCANNED, Weight.FOR, parcel.number()));
            else if (last.plus(SILENT).isBefore(claim.askedAt())) clues.add(of(Kind.SILENT, Weight.FOR, last));
            else clues.add(of(Kind.NOT_DELIVERED, Weight.FOR, parcel.status()));
            return;
        }
        if (parcel.doubtful()) clues.add(of(Kind.DELIVERY_DOUBTFUL, Weight.FOR, parcel.delivered()));
        if (elsewhere(order, parcel)) clues.add(of(Kind.OTHER_PLACE, Weight.FOR, parcel.deliveredAt()));
        clues.add(
                parcel.signedBy() == null
                        ? of(Kind.DELIVERED_UNSIGNED, Weight.OPEN, parcel.delivered())
                        : of(Kind.DELIVERED_SIGNED, Weight.AGAINST, parcel.signedBy()));
    }

    /** The carrier names another town than the address. Only where both are known. */
    private static boolean elsewhere(OrderView order, Evidence.Parcel parcel) {
        String town = order.shipTo() == null ? null : order.shipTo().city();
        String told = parcel.deliveredAt();
        return town != null
                && told != null
                && !town.isBlank()
                && !told.toLowerCase(Locale.ROOT).contains(town.strip().toLowerCase(Locale.ROOT));
    }

    private static final Duration SOON = Duration.ofDays(3);

    private static void soon(List<Clue> clues, ClaimView claim) {
        claim.evidence().parcels().stream()
                .map(Evidence.Parcel::delivered)
                .filter(java.util.Objects::nonNull)
                .max(java.util.Comparator.naturalOrder())
                .ifPresent(at -> clues.add(
                        claim.askedAt().isAfter(at.plus(SOON))
                                ? of(Kind.REPORTED_LATE, Weight.OPEN, at)
                                : of(Kind.REPORTED_SOON, Weight.FOR, at)));
    }
}
