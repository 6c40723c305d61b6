package io.postlude.insights;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Recent means by key, the recent weighing more: each value fades with a half-life, one fast and one slow beside it. A mean is
 * drawn towards its parent's as if the parent had been seen so many times more ({@code STRENGTH}): thin lanes lean on what
 * they are part of.
 */
final class Pools {
    static final double STRENGTH = 5;

    /** How quickly a value fades. */
    enum Pace {
        FAST(14, 1),
        SLOW(60, 3);

        private final int place;
        private final double rate;

        /** {@code place}: where in a cell its sum stands, its weight beside it. */
        Pace(double halfLifeDays, int place) {
            this.place = place;
            this.rate = Math.log(2) / halfLifeDays;
        }
    }

    private static final int PACES = Pace.values().length;
    private static final int WIDTH = 1 + 2 * PACES;
    private static final double WORTH_KEEPING = 0.01;

    private long[] keys = new long[1 << 10];
    private double[] cells = new double[WIDTH << 10];
    private int size;

    /** Adds a value seen on that day. Days may come slightly out of order; an older one counts as if seen at the newest. */
    void add(long key, double day, double value) {
        if (size * 2 >= keys.length) grow();
        int at = slot(keys, key);
        int cell = at * WIDTH;
        if (keys[at] == 0) {
            keys[at] = key;
            cells[cell] = day;
            size++;
        }
        double later = Math.max(day, cells[cell]);
        for (Pace pace : Pace.values()) {
            int sum = cell + pace.place;
            double faded = Math.exp(-pace.rate * (later - cells[cell]));
            double weight = Math.exp(-pace.rate * (later - day));
            cells[sum] = cells[sum] * faded + weight * value;
            cells[sum + 1] = cells[sum + 1] * faded + weight;
        }
        cells[cell] = later;
    }

    /** The faded mean on that day, drawn towards {@code parent}. */
    double mean(long key, Pace pace, double day, double parent) {
        int at = slot(keys, key);
        if (keys[at] == 0) return parent;
        int cell = at * WIDTH;
        double faded = fade(pace, day, cell);
        int sum = cell + pace.place;
        return (cells[sum] * faded + STRENGTH * parent) / (cells[sum + 1] * faded + STRENGTH);
    }

    /** How many deliveries, faded, stand behind a mean on that day. */
    double weight(long key, Pace pace, double day) {
        int at = slot(keys, key);
        if (keys[at] == 0) return 0;
        int cell = at * WIDTH;
        return cells[cell + pace.place + 1] * fade(pace, day, cell);
    }

    private double fade(Pace pace, double day, int cell) {
        return day <= cells[cell] ? 1 : Math.exp(-pace.rate * (day - cells[cell]));
    }

    private static int slot(long[] keys, long key) {
        int mask = keys.length - 1;
        int at = (int) (key ^ (key >>> 32)) & mask;
        while (keys[at] != 0 && keys[at] != key) at = (at + 1) & mask;
        return at;
    }

    private void grow() {
        long[] more = new long[keys.length * 2];
        double[] moreCells = new double[cells.length * 2];
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] == 0) continue;
            int at = slot(more, keys[i]);
            more[at] = keys[i];
            System.arraycopy(cells, i * WIDTH, moreCells, at * WIDTH, WIDTH);
        }
        keys = more;
        cells = moreCells;
    }

    Pools copy() {
        Pools copy = new Pools();
        copy.keys = Arrays.copyOf(keys, keys.length);
        copy.cells = Arrays.copyOf(cells, cells.length);
        copy.size = size;
        return copy;
    }

    /** Writes what has not faded away by that day. */
    void write(DataOutputStream out, double day) throws IOException {
        for (int i = 0; i < keys.length; i++) {
            int cell = i * WIDTH;
            if (keys[i] == 0 || cells[cell + WIDTH - 1] * fade(Pace.SLOW, day, cell) < WORTH_KEEPING) continue;
            out.writeLong(keys[i]);
            for (int j = 0; j < WIDTH; j++) out.writeDouble(cells[cell + j]);
        }
        out.writeLong(0);
    }

    static Pools read(DataInputStream in) throws IOException {
        Pools pools = new Pools();
        for (long key = in.readLong(); key != 0; key = in.readLong()) {
            if (pools.size * 2 >= pools.keys.length) pools.grow();
            int at = slot(pools.keys, key);
            pools.keys[at] = key;
            pools.size++;
            for (int j = 0; j < WIDTH; j++) pools.cells[at * WIDTH + j] = in.readDouble();
        }
        return pools;
    }

    /** A key of parts: FNV-1a over all characters, so that lanes do not meet by chance. Never 0. */
    static long key(int kind, String... parts) {
        long hash = 0xcbf29ce484222325L ^ kind;
        hash *= 0x100000001b3L;
        for (String part : parts) {
            for (int i = 0; i < part.length(); i++) hash = (hash ^ part.charAt(i)) * 0x100000001b3L;
            hash = (hash ^ 0x1F) * 0x100000001b3L;
        }
        return hash == 0 ? 1 : hash ^ (hash >>> 29);
    }
}
