package io.postlude.twin;

import java.time.Instant;
import java.util.List;

/**
 * A parcel as the world knows it before it travels.
 *
 * @param position among the parcels of its order, from 1; those coming back count from 91
 * @param shop the two letters before the store's order numbers
 * @param inbound whether the customer sends it back
 * @param articles positions of the order's lines that are in it
 */
record ParcelPlan(
        String shop,
        long order,
        int position,
        Way way,
        Fate fate,
        Instant labelAt,
        Instant handedAt,
        boolean inbound,
        List<Integer> articles,
        Dice dice) {

    /** From the store's depot to the customer; a parcel that comes back goes it the other way. */
    record Way(TransitLane lane, String depot, Place.Country from, Place to) {}

    String number() {
        return way.lane.carrier().number(shop, order, position);
    }

    /** Under this the last carrier follows it, where there is one. */
    String lastMileNumber() {
        Carrier last = way.lane.lastMile();
        return last == null ? number() : last.number(shop, order, position);
    }

    /** Names it in the store's words. */
    String reference() {
        return order + "-" + position;
    }
}
