package io.postlude.claims;

import io.postlude.orders.LineId;
import io.postlude.orders.OrderView;
import io.postlude.tracking.Direction;
import io.postlude.tracking.ParcelNumber;
import io.postlude.tracking.ShipmentView;
import io.postlude.tracking.StatusDetail;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gathers from tracking what speaks about some lines of an order: pure, from what was read. */
final class EvidenceReading {
    private static final int SCANS = 40;

    private EvidenceReading() {}

    static Evidence read(OrderView order, Collection<LineId> lines, List<ShipmentView> shipments, Instant now) {
        Set<String> references = order.lines().stream()
                .filter(line -> lines.contains(line.id()))
                .map(OrderView.Line::reference)
                .collect(Collectors.toSet());
        List<Evidence.Parcel> parcels = shipments.stream()
                .filter(parcel -> parcel.direction() == Direction.OUTBOUND && holds(parcel, references))
                .map(EvidenceReading::parcel)
                .toList();
        return new Evidence(now, dispatched(order, references), parcels);
    }

    /** A parcel of which nobody told what is in it may hold anything. */
    static boolean holds(ShipmentView parcel, Set<String> lines) {
        return parcel.items().isEmpty() || parcel.items().stream().anyMatch(item -> lines.contains(item.line()));
    }

    private static @Nullable Instant dispatched(OrderView order, Set<String> lines) {
        return order.fulfilments().stream()
                .filter(part -> !part.cancelled())
                .filter(part -> part.items().stream().anyMatch(item -> lines.contains(item.lineReference())))
                .map(OrderView.Fulfilment::shippedAt)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private static Evidence.Parcel parcel(ShipmentView parcel) {
        ShipmentView.@Nullable Scan handed = parcel.scans().stream()
                .filter(scan -> scan.detail().code().startsWith("DELIVERED"))
                .findFirst()
                .orElse(null);
        String place = handed == null ? "" : handed.place().line();
        ParcelNumber number =
                parcel.numbers().isEmpty() ? null : parcel.numbers().getLast();
        return new Evidence.Parcel(
                parcel.id().toString(),
                number == null ? null : number.carrier(),
                number == null ? null : number.number(),
                parcel.detail().code(),
                parcel.times().firstScan(),
                parcel.times().lastScan(),
                parcel.times().delivered(),
                place.isEmpty() ? null : place,
                signed(parcel),
                parcel.deliveryDoubtful(),
                parcel.times().stalled(),
                parcel.problems().stream().map(ShipmentView.Problem::kind).toList(),
                parcel.scans().stream().limit(SCANS).map(EvidenceReading::scan).toList());
    }

    private static @Nullable String signed(ShipmentView parcel) {
        return parcel.scans().stream()
                .map(ShipmentView.Scan::signedBy)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static Evidence.Scan scan(ShipmentView.Scan scan) {
        String place = scan.place().line();
        StatusDetail detail = scan.detail();
        return new Evidence.Scan(
                scan.at(), detail.code(), place.isEmpty() ? null : place, scan.message(), scan.signedBy());
    }
}
