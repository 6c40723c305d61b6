package io.postlude.tracking;

/**
 * What became of scans that were handed in.
 *
 * @param fresh applied to a parcel
 * @param repeated known before, without effect
 * @param waiting kept until somebody registers their number
 */
public record Taken(int fresh, int repeated, int waiting) {

    static final Taken NOTHING = new Taken(0, 0, 0);

    Taken plus(Taken other) {
        return new Taken(fresh + other.fresh, repeated + other.repeated, waiting + other.waiting);
    }
}
