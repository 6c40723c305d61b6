package io.postlude.insights;

/**
 * Why a forecast says what it says, as facts: "this lane, lately 6.2 days; packed in 1.4 days".
 *
 * @param parcels how many deliveries on this lane speak, the recent counting more
 * @param laneDays what the lane usually takes; from order to door before hand-over, from hand-over to door after it
 * @param laneDaysLately the same in the last two weeks or so
 * @param packedInDays how long parcels from there lately waited for the carrier
 * @param closedDaysAhead days among the next ten on which the store does not work
 * @param silentDays days since the carrier was last heard of; 0 where it has not been yet
 */
public record Grounds(
        Basis basis,
        int parcels,
        double laneDays,
        double laneDaysLately,
        double packedInDays,
        int closedDaysAhead,
        double silentDays) {

    Grounds silent(double days) {
        return new Grounds(basis, parcels, laneDays, laneDaysLately, packedInDays, closedDaysAhead, days);
    }

    /** Whether the lane lately takes clearly longer than it did: by a fifth and half a day. */
    public boolean slower() {
        return laneDaysLately > laneDays * 1.2 && laneDaysLately - laneDays > 0.5;
    }
}
