package io.postlude.tracking;

import io.postlude.kernel.Numbered;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What exactly happened to a parcel: one row of the canonical list, printed as {@code IN_TRANSIT.departed_facility}.
 *
 * <p>The number is what the database keeps. It grows with the status, so that of two scans of one instant the one
 * further along the way counts; a number never changes its meaning.
 */
public enum StatusDetail implements Numbered {
    PENDING_NOT_FOUND(ShipmentStatus.PENDING, "not_found", 20, Party.NONE),
    PENDING_INVALID_NUMBER(ShipmentStatus.PENDING, "invalid_number", 21, Party.RETAILER, Trait.ACTION_REQUIRED),
    INFO_RECEIVED_LABEL_CREATED(ShipmentStatus.INFO_RECEIVED, "label_created", 40, Party.NONE),
    INFO_RECEIVED_NOT_HANDED_OVER(
            ShipmentStatus.INFO_RECEIVED, "not_handed_over", 41, Party.RETAILER, Trait.ACTION_REQUIRED),
    PICKED_UP_ACCEPTED(ShipmentStatus.PICKED_UP, "accepted", 60, Party.NONE),
    IN_TRANSIT_GENERIC(ShipmentStatus.IN_TRANSIT, "generic", 80, Party.NONE),
    IN_TRANSIT_ARRIVED_FACILITY(ShipmentStatus.IN_TRANSIT, "arrived_facility", 81, Party.NONE),
    IN_TRANSIT_DEPARTED_FACILITY(ShipmentStatus.IN_TRANSIT, "departed_facility", 82, Party.NONE),
    IN_TRANSIT_DESTINATION_COUNTRY(ShipmentStatus.IN_TRANSIT, "destination_country", 83, Party.NONE),
    IN_TRANSIT_DESTINATION_FACILITY(ShipmentStatus.IN_TRANSIT, "destination_facility", 84, Party.NONE),
    IN_TRANSIT_HANDED_TO_LAST_MILE(ShipmentStatus.IN_TRANSIT, "handed_to_last_mile", 85, Party.NONE),
    IN_TRANSIT_CUSTOMS_STARTED(ShipmentStatus.IN_TRANSIT, "customs_started", 86, Party.NONE),
    IN_TRANSIT_CUSTOMS_CLEARED(ShipmentStatus.IN_TRANSIT, "customs_cleared", 87, Party.NONE),
    IN_TRANSIT_FORWARDED_NEW_ADDRESS(
            ShipmentStatus.IN_TRANSIT, "forwarded_new_address", 88, Party.CONSIGNEE, Trait.PAPER),
    IN_TRANSIT_PROBLEM_RESOLVED(ShipmentStatus.IN_TRANSIT, "problem_resolved", 89, Party.NONE, Trait.PAPER),
    OUT_FOR_DELIVERY_ON_VEHICLE(ShipmentStatus.OUT_FOR_DELIVERY, "on_vehicle", 100, Party.NONE),
    OUT_FOR_DELIVERY_CUSTOMER_CONTACTED(
            ShipmentStatus.OUT_FOR_DELIVERY, "customer_contacted", 101, Party.NONE, Trait.ACTION_REQUIRED, Trait.PAPER),
    OUT_FOR_DELIVERY_APPOINTMENT(ShipmentStatus.OUT_FOR_DELIVERY, "appointment", 102, Party.NONE, Trait.PAPER),
    ATTEMPT_FAILED_GENERIC(ShipmentStatus.ATTEMPT_FAILED, "generic", 120, Party.NONE, Trait.ACTION_REQUIRED),
    ATTEMPT_FAILED_ABSENT(ShipmentStatus.ATTEMPT_FAILED, "absent", 121, Party.CONSIGNEE, Trait.ACTION_REQUIRED),
    ATTEMPT_FAILED_CLOSED(ShipmentStatus.ATTEMPT_FAILED, "closed", 122, Party.CONSIGNEE, Trait.ACTION_REQUIRED),
    ATTEMPT_FAILED_NO_ACCESS(ShipmentStatus.ATTEMPT_FAILED, "no_access", 123, Party.CONSIGNEE, Trait.ACTION_REQUIRED),
    AVAILABLE_FOR_PICKUP_READY(ShipmentStatus.AVAILABLE_FOR_PICKUP, "ready", 140, Party.NONE, Trait.ACTION_REQUIRED),
    AVAILABLE_FOR_PICKUP_MISSED(
            ShipmentStatus.AVAILABLE_FOR_PICKUP, "missed", 141, Party.CONSIGNEE, Trait.ACTION_REQUIRED, Trait.PAPER),
    EXCEPTION_GENERIC(ShipmentStatus.EXCEPTION, "generic", 160, Party.NONE),
    EXCEPTION_MOVED(ShipmentStatus.EXCEPTION, "moved", 161, Party.CONSIGNEE, Trait.ACTION_REQUIRED),
    EXCEPTION_REFUSED(ShipmentStatus.EXCEPTION, "refused", 162, Party.CONSIGNEE),
    EXCEPTION_CUSTOMS_HOLD(ShipmentStatus.EXCEPTION, "customs_hold", 163, Party.CUSTOMS, Trait.ACTION_REQUIRED),
    EXCEPTION_DOCUMENTS(ShipmentStatus.EXCEPTION, "documents", 164, Party.RETAILER, Trait.ACTION_REQUIRED),
    EXCEPTION_PAYMENT_DUE(ShipmentStatus.EXCEPTION, "payment_due", 165, Party.CONSIGNEE, Trait.ACTION_REQUIRED),
    EXCEPTION_DELAY_EXTERNAL(ShipmentStatus.EXCEPTION, "delay_external", 166, Party.OTHER),
    EXCEPTION_DELAY_WEATHER(ShipmentStatus.EXCEPTION, "delay_weather", 167, Party.WEATHER),
    EXCEPTION_DELAY_PROCESSING(ShipmentStatus.EXCEPTION, "delay_processing", 168, Party.CARRIER),
    EXCEPTION_DELAY_FLIGHT(ShipmentStatus.EXCEPTION, "delay_flight", 169, Party.CARRIER),
    EXCEPTION_ADDRESS(ShipmentStatus.EXCEPTION, "address", 170, Party.CONSIGNEE, Trait.ACTION_REQUIRED),
    EXCEPTION_REJECTED_BY_CARRIER(
            ShipmentStatus.EXCEPTION, "rejected_by_carrier", 171, Party.RETAILER, Trait.ACTION_REQUIRED),
    EXCEPTION_DAMAGED(ShipmentStatus.EXCEPTION, "damaged", 172, Party.CARRIER, Trait.ACTION_REQUIRED),
    EXCEPTION_LOST(ShipmentStatus.EXCEPTION, "lost", 173, Party.CARRIER, Trait.ACTION_REQUIRED),
    EXCEPTION_DISPOSED(ShipmentStatus.EXCEPTION, "disposed", 174, Party.NONE, Trait.TERMINAL),
    EXCEPTION_UNDELIVERABLE(ShipmentStatus.EXCEPTION, "undeliverable", 175, Party.NONE, Trait.ACTION_REQUIRED),
    RETURNING_TO_SENDER_EN_ROUTE(ShipmentStatus.RETURNING_TO_SENDER, "en_route", 180, Party.NONE),
    EXPIRED_NO_UPDATE(ShipmentStatus.EXPIRED, "no_update", 200, Party.NONE),
    CANCELLED_VOIDED(ShipmentStatus.CANCELLED, "voided", 220, Party.NONE, Trait.TERMINAL),
    RETURNED_TO_SENDER_RECEIVED(ShipmentStatus.RETURNED_TO_SENDER, "received", 240, Party.NONE, Trait.TERMINAL),
    DELIVERED_DOOR(ShipmentStatus.DELIVERED, "door", 260, Party.NONE, Trait.TERMINAL),
    DELIVERED_COLLECTED(ShipmentStatus.DELIVERED, "collected", 261, Party.NONE, Trait.TERMINAL),
    DELIVERED_SIGNED(ShipmentStatus.DELIVERED, "signed", 262, Party.NONE, Trait.TERMINAL),
    DELIVERED_COD(ShipmentStatus.DELIVERED, "cod", 263, Party.NONE, Trait.TERMINAL),
    DELIVERED_NEIGHBOUR(ShipmentStatus.DELIVERED, "neighbour", 264, Party.NONE, Trait.TERMINAL);

    static final int NUMBER_LIMIT = 512;

    private static final Map<String, StatusDetail> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(StatusDetail::code, Function.identity()));

    private static final Map<Integer, StatusDetail> BY_NUMBER =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(d -> (int) d.number, Function.identity()));

    private final ShipmentStatus status;
    private final String code;
    private final short number;
    private final Party party;
    private final boolean actionRequired;
    private final boolean terminal;
    private final boolean paper;

    StatusDetail(ShipmentStatus status, String detail, int number, Party party, Trait... traits) {
        this.status = status;
        this.code = status.name() + "." + detail;
        this.number = (short) number;
        this.party = party;
        List<Trait> given = Arrays.asList(traits);
        this.actionRequired = given.contains(Trait.ACTION_REQUIRED);
        this.terminal = given.contains(Trait.TERMINAL);
        this.paper =
                given.contains(Trait.PAPER) || status == ShipmentStatus.EXCEPTION || status == ShipmentStatus.EXPIRED;
    }

    /** Finds the row printed as {@code STATUS.detail}. */
    public static Optional<StatusDetail> ofCode(String code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    /** Finds the row the database keeps under this number. */
    public static StatusDetail ofNumber(int number) {
        StatusDetail detail = BY_NUMBER.get(number);
        if (detail == null) {
            throw new IllegalArgumentException("no status detail has number " + number);
        }
        return detail;
    }

    public ShipmentStatus status() {
        return status;
    }

    /** The stable name, {@code STATUS.detail}. */
    public String code() {
        return code;
    }

    @Override
    public short number() {
        return number;
    }

    /** Who is at fault, if anybody. */
    public Party party() {
        return party;
    }

    /** Whether the customer or the merchant must do something now. */
    public boolean actionRequired() {
        return actionRequired;
    }

    /** Whether the journey ends here. EXPIRED and lost are not the end: the next scan reopens them. */
    public boolean terminal() {
        return terminal;
    }

    /** Whether it is only said, not seen: it does not prove that the carrier held the parcel in its hands. */
    boolean paper() {
        return paper;
    }

    private enum Trait {
        ACTION_REQUIRED,
        TERMINAL,
        PAPER
    }
}
