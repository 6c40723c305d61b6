package io.postlude.twin;

import org.jspecify.annotations.Nullable;

/**
 * What a carrier can say about a parcel, in the words of AfterShip, of EasyPost and of our own API. The words are those of
 * the aggregators' public documentation.
 */
enum Step {
    LABEL("InfoReceived_001", "pre_transit/label_created", "INFO_RECEIVED.label_created"),
    ACCEPTED("InTransit_002", "in_transit/received_at_origin_facility", "PICKED_UP.accepted"),
    DEPARTED("InTransit_007", "in_transit/departed_facility", "IN_TRANSIT.departed_facility"),
    ARRIVED("InTransit_003", "in_transit/arrived_at_facility", "IN_TRANSIT.arrived_facility"),
    CUSTOMS_STARTED("InTransit_006", "in_transit/in_transit", "IN_TRANSIT.customs_started"),
    CUSTOMS_CLEARED("InTransit_005", "in_transit/in_transit", "IN_TRANSIT.customs_cleared"),
    HANDED_ON("InTransit_001", "in_transit/transferred_to_destination_carrier", "IN_TRANSIT.handed_to_last_mile"),
    RESOLVED("InTransit_008", "in_transit/in_transit", "IN_TRANSIT.problem_resolved"),
    ON_VEHICLE("OutForDelivery_001", "out_for_delivery/out_for_delivery", "OUT_FOR_DELIVERY.on_vehicle"),
    ABSENT("AttemptFail_002", "failure/delivery_exception", "ATTEMPT_FAILED.absent"),
    READY("AvailableForPickup_001", "available_for_pickup/arrived_at_pickup_location", "AVAILABLE_FOR_PICKUP.ready"),
    DELIVERED("Delivered_001", "delivered/arrived_at_destination", "DELIVERED.door"),
    SIGNED("Delivered_003", "delivered/arrived_at_destination", "DELIVERED.signed"),
    NEIGHBOUR("Delivered_005", "delivered/arrived_at_destination", "DELIVERED.neighbour"),
    COLLECTED("Delivered_002", "delivered/arrived_at_destination", "DELIVERED.collected"),
    WEATHER("Exception_017", "in_transit/weather_delay", "EXCEPTION.delay_weather"),
    STRIKE("Exception_005", "in_transit/delayed", "EXCEPTION.delay_external"),
    MISSORTED("Exception_016", "in_transit/missorted", "EXCEPTION.delay_processing"),
    CUSTOMS_HELD("Exception_004", "in_transit/held", "EXCEPTION.customs_hold"),
    BAD_ADDRESS("Exception_007", "failure/address_correction", "EXCEPTION.address"),
    DAMAGED("Exception_012", "failure/damaged", "EXCEPTION.damaged"),
    LOST("Exception_013", "failure/lost", "EXCEPTION.lost"),
    REFUSED("Exception_003", "failure/refused", "EXCEPTION.refused"),
    GOING_BACK("Exception_010", "return_to_sender/return", "RETURNING_TO_SENDER.en_route"),
    BACK("Exception_011", "return_to_sender/return", "RETURNED_TO_SENDER.received"),
    VOIDED("Exception_020", "cancelled/cancelled", "CANCELLED.voided"),
    EXPIRED("Expired_001", "unknown/expired", "EXPIRED.no_update"),
    /** A word nobody has mapped yet. */
    ODD("CustodyHandshake_042", "custody_handshake/stage_42", null);

    private final String afterShip;
    private final String easyPost;
    private final @Nullable String ours;

    Step(String afterShip, String easyPost, @Nullable String ours) {
        this.afterShip = afterShip;
        this.easyPost = easyPost;
        this.ours = ours;
    }

    String tag() {
        return afterShip.substring(0, afterShip.indexOf('_'));
    }

    String subtag() {
        return afterShip;
    }

    String easyPostStatus() {
        return easyPost.substring(0, easyPost.indexOf('/'));
    }

    String easyPostDetail() {
        return easyPost.substring(easyPost.indexOf('/') + 1);
    }

    /** Our own word; null where there is none, then the carrier's word stands under a vocabulary of its own. */
    @Nullable
    String ours() {
        return ours;
    }

    /** Whether the customer has it. */
    boolean arrival() {
        return this == DELIVERED || this == SIGNED || this == NEIGHBOUR || this == COLLECTED;
    }

    /** Whether nothing more will be seen. */
    boolean end() {
        return arrival() || this == BACK || this == VOIDED || this == DAMAGED || this == LOST || this == EXPIRED;
    }

    /** Whether a person who sees it begins to worry. */
    boolean bad() {
        return switch (this) {
            case WEATHER,
                    STRIKE,
                    MISSORTED,
                    CUSTOMS_HELD,
                    BAD_ADDRESS,
                    DAMAGED,
                    LOST,
                    REFUSED,
                    GOING_BACK,
                    ABSENT,
                    EXPIRED -> true;
            case LABEL,
                    ACCEPTED,
                    DEPARTED,
                    ARRIVED,
                    CUSTOMS_STARTED,
                    CUSTOMS_CLEARED,
                    HANDED_ON,
                    RESOLVED,
                    ON_VEHICLE,
                    READY,
                    DELIVERED,
                    SIGNED,
                    NEIGHBOUR,
                    COLLECTED,
                    BACK,
                    VOIDED,
                    ODD -> false;
        };
    }
}
