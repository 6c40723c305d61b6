package io.postlude.twin;

import java.util.ArrayList;
import java.util.List;

/** What becomes of a parcel: the scans it has by when, in hours after it was handed over. The words are AfterShip's. */
enum DemoParcel {
    LABEL_MADE(scan(-4, "InfoReceived", "InfoReceived_001")),
    HANDED_OVER(scan(-4, "InfoReceived", "InfoReceived_001"), scan(0, "InTransit", "InTransit_002")),
    ON_ITS_WAY(
            scan(0, "InTransit", "InTransit_002"),
            scan(9, "InTransit", "InTransit_007"),
            scan(21, "InTransit", "InTransit_003")),
    OUT_FOR_DELIVERY(ON_ITS_WAY, scan(44, "OutForDelivery", "OutForDelivery_001")),
    DELIVERED(OUT_FOR_DELIVERY, scan(49, "Delivered", "Delivered_001")),
    DELIVERED_SIGNED(OUT_FOR_DELIVERY, scan(50, "Delivered", "Delivered_003")),
    DELIVERED_TO_NEIGHBOUR(OUT_FOR_DELIVERY, scan(51, "Delivered", "Delivered_005")),
    DELIVERED_LATE(
            ON_ITS_WAY,
            scan(60, "Exception", "Exception_017"),
            scan(170, "OutForDelivery", "OutForDelivery_001"),
            scan(176, "Delivered", "Delivered_001")),
    DELIVERED_UNSEEN(scan(-4, "InfoReceived", "InfoReceived_001"), scan(40, "Delivered", "Delivered_001")),
    NOBODY_HOME(OUT_FOR_DELIVERY, scan(50, "AttemptFail", "AttemptFail_002")),
    AT_THE_PICKUP_POINT(
            OUT_FOR_DELIVERY,
            scan(50, "AttemptFail", "AttemptFail_002"),
            scan(54, "AvailableForPickup", "AvailableForPickup_001")),
    COLLECTED(AT_THE_PICKUP_POINT, scan(80, "Delivered", "Delivered_002")),
    HELD_BY_WEATHER(ON_ITS_WAY, scan(30, "Exception", "Exception_017")),
    HELD_BY_CUSTOMS(ON_ITS_WAY, scan(32, "InTransit", "InTransit_006"), scan(40, "Exception", "Exception_004")),
    WRONG_ADDRESS(OUT_FOR_DELIVERY, scan(50, "Exception", "Exception_007")),
    DAMAGED(ON_ITS_WAY, scan(26, "Exception", "Exception_012")),
    LOST(ON_ITS_WAY, scan(120, "Exception", "Exception_013")),
    REFUSED(OUT_FOR_DELIVERY, scan(50, "Exception", "Exception_003")),
    GOING_BACK(REFUSED, scan(70, "Exception", "Exception_010")),
    CAME_BACK(GOING_BACK, scan(130, "Exception", "Exception_011")),
    SILENT(scan(0, "InTransit", "InTransit_002"), scan(9, "InTransit", "InTransit_007")),
    VOIDED(scan(-4, "InfoReceived", "InfoReceived_001"), scan(6, "Exception", "Exception_020")),
    EXPIRED(ON_ITS_WAY, scan(24 * 25, "Expired", "Expired_001")),
    OF_UNKNOWN_WORDS(ON_ITS_WAY, scan(26, "CustodyHandshake", "CH_042"));

    @SuppressWarnings("ImmutableEnumChecker") // a copy that nobody can change
    private final List<Scan> scans;

    DemoParcel(Scan... scans) {
        this.scans = List.of(scans);
    }

    DemoParcel(DemoParcel before, Scan... then) {
        List<Scan> all = new ArrayList<>(before.scans);
        all.addAll(List.of(then));
        scans = List.copyOf(all);
    }

    /** {@code hours} after the carrier got it; before that only its label is known. */
    record Scan(int hours, String tag, String subtag) {}

    private static Scan scan(int hours, String tag, String subtag) {
        return new Scan(hours, tag, subtag);
    }

    List<Scan> scans() {
        return scans;
    }

    /** Hours from the hand-over to the last scan. */
    int lastHour() {
        return scans.getLast().hours;
    }
}
