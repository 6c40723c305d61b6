package io.postlude.tracking;

import java.util.Arrays;

/** The hashes of a parcel's scans, sorted; never changed, so that a failed transaction leaves no trace. */
final class Hashes {

    static final Hashes NONE = new Hashes(new long[0]);

    private final long[] sorted;

    private Hashes(long[] sorted) {
        this.sorted = sorted;
    }

    static Hashes of(long[] hashes) {
        long[] sorted = hashes.clone();
        Arrays.sort(sorted);
        return new Hashes(sorted);
    }

    boolean has(long hash) {
        return Arrays.binarySearch(sorted, hash) >= 0;
    }

    Hashes with(long hash) {
        int place = -Arrays.binarySearch(sorted, hash) - 1;
        if (place < 0) {
            return this;
        }
        long[] more = new long[sorted.length + 1];
        System.arraycopy(sorted, 0, more, 0, place);
        more[place] = hash;
        System.arraycopy(sorted, place, more, place + 1, sorted.length - place);
        return new Hashes(more);
    }
}
