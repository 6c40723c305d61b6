package io.postlude.insights;

import io.postlude.orders.Address;
import io.postlude.orders.OrderState;
import io.postlude.orders.OrderView;
import io.postlude.stores.Store;
import io.postlude.stores.StoreAddress;
import io.postlude.tracking.Direction;
import io.postlude.tracking.ShipmentStatus;
import io.postlude.tracking.ShipmentView;
import io.postlude.tracking.StatusDetail;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An order, or one parcel of it, as the forecast sees it.
 *
 * @param parcel null until one is known
 * @param heard days since 1970 of the carrier's last word; NaN where there was none
 */
record Journey(OrderView order, @Nullable ShipmentView parcel, Trip trip, double heard) {
    private static final int WORD_LIMIT = 80;

    static Journey of(OrderView order, @Nullable ShipmentView parcel, Store store, LocalDays days) {
        double placed = Trip.day(order.placedAt());
        List<ShipmentView.Scan> scans = parcel == null ? List.of() : parcel.scans();
        Instant delivered = parcel != null && parcel.arrived() ? parcel.times().delivered() : null;
        Trip.Times times = new Trip.Times(
                placed,
                days.planned(placed),
                Trip.day(first(scans, Journey::held)),
                Trip.day(delivered),
                Trip.day(promised(order, parcel, store.zone())));
        Trip trip = new Trip(
                origin(order),
                from(store),
                to(order.shipTo(), parcel),
                word(order.totals().shippingMethod()),
                carried(parcel),
                load(order),
                times,
                legs(scans));
        return new Journey(
                order,
                parcel,
                trip,
                Trip.day(scans.isEmpty() ? null : scans.getFirst().at()));
    }

    /** Whether the carrier cannot report such a thing without having it in its hands. */
    private static boolean held(ShipmentView.Scan scan) {
        return switch (scan.detail().status()) {
            case PICKED_UP, IN_TRANSIT, OUT_FOR_DELIVERY, ATTEMPT_FAILED, AVAILABLE_FOR_PICKUP -> true;
            default -> false;
        };
    }

    private static Trip.Legs legs(List<ShipmentView.Scan> scans) {
        return new Trip.Legs(
                firstOf(scans, Leg.LAST_MILE),
                firstOf(scans, Leg.OUT),
                firstOf(scans, Leg.TROUBLE),
                firstOf(scans, Leg.READY));
    }

    private static double firstOf(List<ShipmentView.Scan> scans, Leg leg) {
        return Trip.day(first(scans, scan -> Leg.of(scan.detail()).equals(Optional.of(leg))));
    }

    private static @Nullable Instant first(List<ShipmentView.Scan> scans, Predicate<ShipmentView.Scan> wanted) {
        return scans.stream()
                .filter(wanted)
                .map(ShipmentView.Scan::at)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private static @Nullable Instant promised(OrderView order, @Nullable ShipmentView parcel, ZoneId zone) {
        if (parcel != null && parcel.promised() != null)
            return parcel.promised().by();
        return order.promised() == null
                ? null
                : order.promised().by().plusDays(1).atStartOfDay(zone).toInstant();
    }

    private static String origin(OrderView order) {
        return order.lines().isEmpty() ? "" : word(order.lines().getFirst().vendor());
    }

    /** The first warehouse, or where the store sits. */
    static Place from(Store store) {
        List<StoreAddress> addresses = store.profile().addresses();
        return addresses.stream()
                .filter(address -> address.use() == StoreAddress.Use.WAREHOUSE)
                .findFirst()
                .or(() -> addresses.stream().findFirst())
                .map(address -> Place.of(address.country(), "", address.postalCode()))
                .orElseGet(() -> Place.of(store.locale().getCountry(), "", ""));
    }

    private static Place to(@Nullable Address address, @Nullable ShipmentView parcel) {
        String country = parcel == null ? null : parcel.lane().country();
        if (address == null) return Place.of(country, "", "");
        return Place.of(address.country() == null ? country : address.country(), address.region(), address.postcode());
    }

    private static String carried(@Nullable ShipmentView parcel) {
        if (parcel == null || parcel.numbers().isEmpty()) return "";
        return word(carrier(parcel) + "/" + word(parcel.lane().service()));
    }

    private static String carrier(ShipmentView parcel) {
        String carrier =
                parcel.numbers().isEmpty() ? null : parcel.numbers().getFirst().carrier();
        return carrier == null ? "" : carrier;
    }

    private static Trip.Load load(OrderView order) {
        double pieces =
                order.lines().stream().mapToInt(OrderView.Line::quantity).sum();
        return new Trip.Load(
                pieces,
                Double.NaN,
                Double.NaN,
                order.totals().goods().minor(),
                order.totals().shipping().minor());
    }

    static String word(@Nullable String text) {
        if (text == null) return "";
        String word = text.strip().toLowerCase(java.util.Locale.ROOT);
        return word.length() > WORD_LIMIT ? word.substring(0, WORD_LIMIT) : word;
    }

    String carrierName() {
        return parcel == null ? "" : carrier(parcel);
    }

    long shipment() {
        return parcel == null ? 0 : parcel.id().value();
    }

    boolean arrived() {
        return parcel != null && parcel.arrived();
    }

    /** Whether it can still be expected: not arrived, not called off, not on its way back, not given up. */
    boolean expected() {
        if (order.state() == OrderState.CANCELLED) return false;
        if (parcel == null) return true;
        if (parcel.direction() != Direction.OUTBOUND || parcel.arrived()) return false;
        StatusDetail detail = parcel.detail();
        return !detail.terminal()
                && detail != StatusDetail.EXCEPTION_LOST
                && detail.status() != ShipmentStatus.RETURNING_TO_SENDER
                && detail.status() != ShipmentStatus.EXPIRED;
    }

    boolean handedOver() {
        return !Double.isNaN(trip.times().handedOver());
    }

    /** The last stretch it is on now, if it is on one. */
    Optional<Leg> leg() {
        return parcel == null ? Optional.empty() : Leg.of(parcel.detail());
    }

    /** When it came to where it stands now. */
    double standsSince() {
        return parcel == null || parcel.statusAt() == null ? trip.times().placed() : Trip.day(parcel.statusAt());
    }
}
