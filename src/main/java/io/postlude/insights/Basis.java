package io.postlude.insights;

/** What a forecast rests on. */
public enum Basis {
    /** Enough parcels of this very lane. */
    LANE,
    /** Parcels to this country; the lane itself is thin. */
    COUNTRY,
    /** What carriers usually need: the store has hardly sent anything there, so the window is wide. */
    GUESS
}
