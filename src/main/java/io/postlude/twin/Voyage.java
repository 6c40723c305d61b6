package io.postlude.twin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The whole way of a parcel, worked out at once: a pure function of the plan and the troubles. A trouble that begins at some
 * moment changes nothing before it, so a way may be worked out again whenever a trouble comes.
 */
final class Voyage {
    private final ParcelPlan parcel;
    private final Troubles troubles;
    private final Travel travel;
    private final Dice dice;
    private final List<Seen> seen = new ArrayList<>();
    private Instant at;

    private Voyage(ParcelPlan parcel, Troubles troubles) {
        this.parcel = parcel;
        this.troubles = troubles;
        this.travel = new Travel(parcel.way().lane(), troubles);
        this.dice = parcel.dice();
        this.at = parcel.handedAt();
    }

    /** In the order of time. */
    static List<Seen> of(ParcelPlan parcel, Troubles troubles) {
        Voyage voyage = new Voyage(parcel, troubles);
        if (parcel.inbound()) voyage.comeBack();
        else voyage.go();
        voyage.seen.sort(Comparator.comparing(Seen::at));
        return List.copyOf(voyage.seen);
    }

    private void go() {
        at = parcel.labelAt();
        atDepot(Step.LABEL);
        if (parcel.fate() == Fate.VOIDED) {
            wait("voided", 3, 20);
            atDepot(Step.VOIDED);
            return;
        }
        at = parcel.handedAt();
        if (parcel.fate() == Fate.LEFT_LYING)
            at = travel.after(at, dice.on("lying").between(60, 110));
        Instant accepted = at;
        if (parcel.fate() == Fate.UNSEEN) unseen();
        else if (crossesToDepot()) deliver(parcel.fate());
        if (parcel.fate() != Fate.UNSEEN) tellTroubles(accepted);
    }

    /** A carrier that scans nothing until it says it is done. */
    private void unseen() {
        at = travel.round(travel.after(at, lane().hours()), place(), 7.5);
        wait("unseen", 2, 8);
        atDoor(Step.DELIVERED);
    }

    /** From the store's depot to the one near the customer; false where it never comes there. */
    private boolean crossesToDepot() {
        double hours = lane().hours() * dice.on("transit").aboutOne(lane().spread());
        atDepot(Step.ACCEPTED);
        at = travel.after(at, Math.min(hours * 0.3, dice.on("leaves").between(2, 14)));
        atDepot(Step.DEPARTED);
        if (parcel.fate() == Fate.SILENT) at = at.plus(hoursOf("silent", 190, 300));
        at = travel.after(at, hours * 0.35);
        atHub(Step.ARRIVED);
        if (endsOnTheWay()) return false;
        at = travel.after(at, hours * 0.1);
        atHub(Step.DEPARTED);
        border();
        if (lane().lastMile() != null) {
            at = travel.after(at, hours * 0.15);
            see(Step.HANDED_ON, place().hub(), place().country().iso3, false);
        }
        at = travel.after(at, hours * 0.3);
        nearby(Step.ARRIVED);
        return true;
    }

    private boolean endsOnTheWay() {
        switch (parcel.fate()) {
            case LOST -> later("lost", 130, 200, Step.LOST);
            case DAMAGED -> later("damaged", 4, 14, Step.DAMAGED);
            case EXPIRED -> later("expired", 24 * 26, 24 * 27, Step.EXPIRED);
            case ODD_WORDS -> later("odd", 2, 5, Step.ODD);
            case MISSORTED -> later("missorted", 3, 9, Step.MISSORTED);
            default -> {
                return false;
            }
        }
        if (parcel.fate() == Fate.MISSORTED)
            at = travel.after(at, dice.on("back on the way").between(36, 80));
        return parcel.fate() != Fate.MISSORTED && parcel.fate() != Fate.ODD_WORDS;
    }

    private void later(String name, double from, double to, Step step) {
        at = at.plus(hoursOf(name, from, to));
        atHub(step);
    }

    private void border() {
        if (!lane().customs()) return;
        at = travel.after(at, 4);
        near("Weil am Rhein", Step.CUSTOMS_STARTED);
        if (parcel.fate() == Fate.HELD_BY_CUSTOMS) {
            at = travel.after(at, dice.on("asked").between(3, 10));
            near("Weil am Rhein", Step.CUSTOMS_HELD);
            at = travel.after(at, dice.on("papers").between(40, 90));
        }
        at = travel.after(at, dice.on("cleared").between(3, 12));
        near("Weil am Rhein", Step.CUSTOMS_CLEARED);
    }

    private void deliver(Fate fate) {
        load();
        switch (fate) {
            case SIGNED -> door(Step.SIGNED);
            case NEIGHBOUR -> door(Step.NEIGHBOUR);
            case PICKUP_POINT -> pickUp();
            case SECOND_TRY -> {
                door(Step.ABSENT);
                load();
                door(Step.DELIVERED);
            }
            case BACK_ON_VAN -> {
                load();
                door(Step.DELIVERED);
            }
            case BAD_ADDRESS -> {
                door(Step.BAD_ADDRESS);
                at = at.plus(hoursOf("mended", 18, 44));
                nearby(Step.RESOLVED);
                load();
                door(Step.DELIVERED);
            }
            case FALSE_DELIVERY -> {
                door(Step.DELIVERED);
                at = travel.after(at, dice.on("turns up").between(14, 30));
                nearby(Step.ARRIVED);
                load();
                door(Step.DELIVERED);
            }
            case REFUSED -> refused();
            case DOOR,
                    MISSORTED,
                    SILENT,
                    LOST,
                    DAMAGED,
                    LEFT_LYING,
                    UNSEEN,
                    ODD_WORDS,
                    VOIDED,
                    EXPIRED,
                    HELD_BY_CUSTOMS -> door(Step.DELIVERED);
        }
    }

    /** Onto the van of the next round. */
    private void load() {
        at = travel.round(at, place(), dice.on("loaded").on(seen.size()).between(6.6, 8.4));
        nearby(Step.ON_VEHICLE);
    }

    private void door(Step step) {
        at = at.plus(hoursOf("door" + seen.size(), 1.2, 9));
        atDoor(step);
    }

    private void pickUp() {
        door(Step.ABSENT);
        wait("to the shop", 1.5, 4);
        atDoor(Step.READY);
        wait("fetched", 10, 60);
        atDoor(Step.COLLECTED);
    }

    private void refused() {
        door(Step.REFUSED);
        at = travel.after(at, 12);
        nearby(Step.GOING_BACK);
        at = travel.after(at, lane().hours());
        atDepot(Step.BACK);
    }

    /** What a customer sends back: handed in at a shop, home at the store's depot. */
    private void comeBack() {
        double hours = lane().hours() * dice.on("transit").aboutOne(lane().spread());
        atDoor(Step.ACCEPTED);
        at = travel.after(at, hours * 0.3);
        nearby(Step.DEPARTED);
        at = travel.after(at, hours * 0.5);
        atHub(Step.ARRIVED);
        at = travel.after(at, hours * 0.4);
        atDepot(Step.ARRIVED);
        wait("taken in", 2, 7);
        atDepot(Step.DELIVERED);
    }

    /** A carrier in trouble says so of what it holds, some hours after it began or after it took the parcel. */
    private void tellTroubles(Instant accepted) {
        Instant vehicle = seen.stream()
                .filter(one -> one.step() == Step.ON_VEHICLE)
                .map(Seen::at)
                .findFirst()
                .orElse(seen.getLast().at());
        for (Trouble trouble : troubles.of(lane().key())) {
            Instant held = trouble.from().isAfter(accepted) ? trouble.from() : accepted;
            Instant said = held.plus(Duration.ofMinutes((long)
                    (60 * dice.on("said").on(trouble.from().getEpochSecond()).between(2, 7))));
            if (trouble.at(said) && said.isBefore(vehicle))
                seen.add(new Seen(
                        said,
                        trouble.kind().said,
                        lane().carrier().hub(),
                        parcel.way().from().iso3,
                        false));
        }
    }

    private void wait(String name, double fromHours, double toHours) {
        at = at.plus(hoursOf(name, fromHours, toHours));
    }

    private Duration hoursOf(String name, double from, double to) {
        return Duration.ofSeconds((long) (3_600 * dice.on(name).between(from, to)));
    }

    private void atDepot(Step step) {
        see(step, parcel.way().depot(), parcel.way().from().iso3, false);
    }

    private void atHub(Step step) {
        see(step, lane().carrier().hub(), parcel.way().from().iso3, false);
    }

    private void near(String city, Step step) {
        see(step, city, parcel.way().from().iso3, false);
    }

    private void nearby(Step step) {
        see(step, place().hub(), place().country().iso3, lane().lastMile() != null);
    }

    private void atDoor(Step step) {
        see(step, place().city(), place().country().iso3, lane().lastMile() != null);
    }

    private void see(Step step, String city, String country3, boolean lastMile) {
        seen.add(new Seen(at.truncatedTo(java.time.temporal.ChronoUnit.SECONDS), step, city, country3, lastMile));
    }

    private TransitLane lane() {
        return parcel.way().lane();
    }

    private Place place() {
        return parcel.way().to();
    }
}
