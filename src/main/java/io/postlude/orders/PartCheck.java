package io.postlude.orders;

import static io.postlude.kernel.CleanText.orEmpty;
import static io.postlude.kernel.CleanText.orNull;

import io.postlude.orders.FulfilmentSnapshot.LineQuantity;
import io.postlude.orders.FulfilmentSnapshot.Parcel;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Checks fulfilments and refunds, inside an order or alone. */
final class PartCheck {
    private static final int SERVICE_SIGNS = 200;
    private static final int LOT_SIGNS = 100;
    private static final int REASON_SIGNS = 2_000;
    private static final int TRACKING_NUMBER_SIGNS = 100;
    private static final int PARCELS_LIMIT = 1_000;

    private final SnapshotCheck check;

    PartCheck(SnapshotCheck check) {
        this.check = check;
    }

    /** As fine as the database keeps it, so that what comes back is equal. */
    static Instant micros(Instant at) {
        return at.truncatedTo(ChronoUnit.MICROS);
    }

    List<FulfilmentSnapshot> fulfilments(String pointer, List<FulfilmentSnapshot> told) {
        List<FulfilmentSnapshot> clean = new ArrayList<>(told.size());
        for (int i = 0; i < told.size(); i++) clean.add(fulfilment(pointer + "/" + i, told.get(i)));
        return clean;
    }

    FulfilmentSnapshot fulfilment(String at, FulfilmentSnapshot told) {
        check.time(at + "/shippedAt", told.shippedAt());
        check.time(at + "/updatedAt", told.updatedAt());
        return new FulfilmentSnapshot(
                check.reference(at + "/reference", told.reference()),
                micros(told.shippedAt()),
                micros(told.updatedAt()),
                parcels(at, told.parcels()),
                quantities(at, told.lines()),
                told.cancelled(),
                orNull(told.service(), SERVICE_SIGNS));
    }

    private List<Parcel> parcels(String at, List<Parcel> told) {
        if (told.isEmpty()) return List.of();
        return told.stream()
                .limit(PARCELS_LIMIT)
                .map(p -> new Parcel(
                        orNull(p.carrier(), SERVICE_SIGNS),
                        orEmpty(p.trackingNumber(), TRACKING_NUMBER_SIGNS),
                        check.link(at + "/parcels/url", p.url())))
                .filter(p -> !p.trackingNumber().isEmpty())
                .distinct()
                .toList();
    }

    private List<LineQuantity> quantities(String at, List<LineQuantity> told) {
        List<LineQuantity> clean = new ArrayList<>(told.size());
        for (int i = 0; i < told.size(); i++) {
            LineQuantity line = told.get(i);
            check.quantity(at + "/lines/" + i + "/quantity", line.quantity());
            clean.add(new LineQuantity(
                    orEmpty(line.lineReference(), SnapshotCheck.REFERENCE_SIGNS),
                    line.quantity(),
                    orNull(line.lot(), LOT_SIGNS)));
        }
        return clean;
    }

    List<RefundSnapshot> refunds(String pointer, List<RefundSnapshot> told) {
        List<RefundSnapshot> clean = new ArrayList<>(told.size());
        for (int i = 0; i < told.size(); i++) clean.add(refund(pointer + "/" + i, told.get(i)));
        return clean;
    }

    RefundSnapshot refund(String at, RefundSnapshot told) {
        check.time(at + "/at", told.at());
        check.amount(at + "/amount", told.amount(), told.amount().currency());
        return new RefundSnapshot(
                check.reference(at + "/reference", told.reference()),
                micros(told.at()),
                told.amount(),
                quantities(at, told.lines()),
                orNull(told.reason(), REASON_SIGNS));
    }
}
