package io.postlude.deliveries;

import io.postlude.deliveries.Days.Precision;
import io.postlude.kernel.Money;
import io.postlude.orders.LineId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a tracking page and every message about a delivery are written from.
 *
 * @param place where it goes, as little as the customer needs to know it: "20357 Hamburg"
 * @param unsent what no parcel holds yet
 * @param expected when the order should come while no parcel of it is on its way
 */
public record OrderFacts(
        String number,
        Instant placedAt,
        @Nullable Cancellation cancellation,
        @Nullable String recipient,
        @Nullable String place,
        List<Item> unsent,
        List<Parcel> parcels,
        @Nullable Window promised,
        @Nullable Expectation expected) {

    public OrderFacts {
        unsent = List.copyOf(unsent);
        parcels = List.copyOf(parcels);
    }

    /** An order nobody forecasts. */
    public OrderFacts(
            String number,
            Instant placedAt,
            @Nullable Cancellation cancellation,
            @Nullable String recipient,
            @Nullable String place,
            List<Item> unsent,
            List<Parcel> parcels,
            @Nullable Window promised) {
        this(number, placedAt, cancellation, recipient, place, unsent, parcels, promised, null);
    }

    /** Whether anybody can say when it comes. */
    public boolean hasExpectation() {
        return expected != null || parcels.stream().anyMatch(parcel -> parcel.expected() != null);
    }

    /** All that was bought and is still to come or has come. */
    public List<Item> items() {
        return Stream.concat(
                        parcels.stream()
                                .filter(parcel -> !parcel.flags().contains(Flag.INBOUND))
                                .flatMap(parcel -> parcel.items().stream()),
                        unsent.stream())
                .toList();
    }

    /** Those of its parcels; all of them where it has none of those. */
    public List<Parcel> parcels(Set<Long> shipments) {
        List<Parcel> these = parcels.stream()
                .filter(parcel -> parcel.shipment() != null && shipments.contains(parcel.shipment()))
                .toList();
        return these.isEmpty() ? parcels : these;
    }

    public record Cancellation(@Nullable Instant at) {}

    /**
     * A thing bought.
     *
     * @param price of all pieces, before discounts
     * @param line the order's line it is of, where there is one
     */
    public record Item(
            String title,
            @Nullable String variant,
            int quantity,
            @Nullable String picture,
            @Nullable Money price,
            @Nullable LineId line) {
        public Item(String title, @Nullable String variant, int quantity, @Nullable String picture) {
            this(title, variant, quantity, picture, null, null);
        }

        /** A thing of no order. */
        public Item(
                String title, @Nullable String variant, int quantity, @Nullable String picture, @Nullable Money price) {
            this(title, variant, quantity, picture, price, null);
        }
    }

    /** Days of the promise, both included; {@code from} is absent for "by" a day. */
    public record Window(@Nullable LocalDate from, LocalDate to) {
        public Window {
            if (from != null && !from.isBefore(to)) {
                from = null;
            }
        }
    }

    /**
     * One parcel.
     *
     * @param shipment the id tracking knows it by; absent while nobody follows it
     * @param code the canonical status and its detail, such as {@code EXCEPTION.damaged}; absent before there is a label
     * @param since when this status began
     * @param estimate the days the carrier itself names now
     * @param expected when we think it comes, and why
     */
    public record Parcel(
            @Nullable Long shipment,
            @Nullable String code,
            @Nullable Instant since,
            @Nullable String number,
            Carrier carrier,
            @Nullable Instant packedAt,
            List<Item> items,
            List<Scan> scans,
            @Nullable Window estimate,
            @Nullable Expectation expected,
            Set<Flag> flags) {
        public Parcel {
            items = List.copyOf(items);
            scans = List.copyOf(scans);
            flags = Set.copyOf(flags);
        }

        /** A parcel nobody forecasts. */
        public Parcel(
                @Nullable String code,
                @Nullable Instant since,
                @Nullable String number,
                Carrier carrier,
                @Nullable Instant packedAt,
                List<Item> items,
                List<Scan> scans,
                @Nullable Window estimate,
                Set<Flag> flags) {
            this(null, code, since, number, carrier, packedAt, items, scans, estimate, null, flags);
        }

        public Parcel expecting(@Nullable Expectation expectation) {
            return new Parcel(
                    shipment, code, since, number, carrier, packedAt, items, scans, estimate, expectation, flags);
        }
    }

    /** The carrier, and where its own page shows this parcel; both absent if not known. */
    public record Carrier(@Nullable String name, @Nullable String page) {
        public static final Carrier UNKNOWN = new Carrier(null, null);
    }

    /** One scan, newest first in a parcel. */
    public record Scan(
            String code,
            Instant at,
            Precision precision,
            @Nullable String place) {}

    public enum Flag {
        /** No scan for longer than this lane usually takes. */
        STALLED,
        /** Reported delivered without ever having been seen. */
        IMPLAUSIBLE_DELIVERY,
        /** Scanned again after it was reported delivered. */
        FALSE_DELIVERY,
        /** Travels from the customer to the store. */
        INBOUND
    }
}
