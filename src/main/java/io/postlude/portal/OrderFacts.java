package io.postlude.portal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a tracking page is written from.
 *
 * @param place where it goes, as little as the customer needs to know it: "20357 Hamburg"
 * @param unsent what no parcel holds yet
 */
record OrderFacts(
        String number,
        Instant placedAt,
        @Nullable Cancellation cancellation,
        @Nullable String recipient,
        @Nullable String place,
        List<Item> unsent,
        List<Parcel> parcels,
        @Nullable Window promised) {

    OrderFacts {
        unsent = List.copyOf(unsent);
        parcels = List.copyOf(parcels);
    }

    record Cancellation(@Nullable Instant at) {}

    record Item(
            String title,
            @Nullable String variant,
            int quantity,
            @Nullable String picture) {}

    /** Days of the promise, both included; {@code from} is absent for "by" a day. */
    record Window(@Nullable LocalDate from, LocalDate to) {
        Window {
            if (from != null && !from.isBefore(to)) {
                from = null;
            }
        }
    }

    /**
     * One parcel.
     *
     * @param code the canonical status and its detail, such as {@code EXCEPTION.damaged}; absent before there is a label
     * @param since when this status began
     * @param estimate the day the carrier names now
     */
    record Parcel(
            @Nullable String code,
            @Nullable Instant since,
            @Nullable String number,
            Carrier carrier,
            @Nullable Instant packedAt,
            List<Item> items,
            List<Scan> scans,
            @Nullable LocalDate estimate,
            Set<Flag> flags) {
        Parcel {
            items = List.copyOf(items);
            scans = List.copyOf(scans);
            flags = Set.copyOf(flags);
        }
    }

    /** The carrier, and where its own page shows this parcel; both absent if not known. */
    record Carrier(@Nullable String name, @Nullable String page) {
        static final Carrier UNKNOWN = new Carrier(null, null);
    }

    /** One scan, newest first in a parcel. */
    record Scan(
            String code,
            Instant at,
            Precision precision,
            @Nullable String place) {}

    enum Precision {
        TIME,
        DAY
    }

    enum Flag {
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
