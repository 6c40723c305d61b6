package io.postlude.insights;

import io.postlude.insights.Pools.Pace;
import org.jspecify.annotations.Nullable;

/** The pools a trip belongs to, from all parcels down to one doorstep's postcode. Each leans on its parent when it is thin. */
final class Lane {
    /** How finely parcels are pooled; {@code parent} is what a thin pool leans on. */
    enum Level {
        ALL(0, null),
        WAY(1, ALL),
        COUNTRY(2, WAY),
        REGION(3, COUNTRY),
        LANE(4, REGION),
        PATH(5, LANE),
        ZONE(6, REGION),
        AREA(7, ZONE),
        SPOT(8, AREA),
        ORIGIN(9, ALL);

        private final int place;
        private final int parent;

        Level(int place, @Nullable Level parent) {
            this.place = place;
            this.parent = parent == null ? -1 : parent.place;
        }

        /** Where its mean stands among {@link #means}. */
        int place() {
            return place;
        }
    }

    /** What is pooled: logarithms of days, and for the spread their squares. */
    enum Measure {
        TOTAL,
        HANDLING,
        TRANSIT_AS_BOUGHT,
        TRANSIT,
        TOTAL_SQUARE,
        TRANSIT_SQUARE,
        LAST_MILE,
        LAST_MILE_SQUARE,
        OUT,
        OUT_SQUARE,
        TROUBLE,
        TROUBLE_SQUARE,
        READY,
        READY_SQUARE;

        private final long salt = Pools.key(-1, name());

        Sought usually() {
            return new Sought(this, Pace.SLOW);
        }

        Sought lately() {
            return new Sought(this, Pace.FAST);
        }

        /** The squares of the same, for the spread. */
        Measure square() {
            return valueOf(name() + "_SQUARE");
        }
    }

    private static final Level[] LEVELS = Level.values();
    private static final int NEAR = 1;
    private static final int ZONE = 2;
    private static final int AREA = 3;

    /** Which means are looked for. */
    record Sought(Measure measure, Pace pace) {}

    private final long[] keys = new long[LEVELS.length];

    Lane(Trip trip, String way) {
        Place from = trip.from();
        Place to = trip.to();
        set(Level.ALL);
        set(Level.WAY, way);
        set(Level.COUNTRY, way, from.country(), to.country());
        set(Level.REGION, way, to.country(), to.region());
        set(Level.LANE, way, from.country(), from.region(), to.country(), to.region());
        set(Level.PATH, way, from.region(), from.prefix(NEAR), to.country(), to.region(), to.prefix(ZONE));
        set(Level.ZONE, way, to.country(), to.region(), to.prefix(ZONE));
        set(Level.AREA, way, to.country(), to.prefix(AREA));
        set(Level.SPOT, way, to.country(), to.postcode());
        set(Level.ORIGIN, trip.origin());
    }

    private void set(Level level, String... parts) {
        keys[level.place] = Pools.key(level.place, parts);
    }

    private long key(Level level, Measure measure) {
        long key = keys[level.place] + measure.salt;
        return key == 0 ? 1 : key;
    }

    void add(Pools pools, Measure measure, double day, double value) {
        for (Level level : LEVELS) pools.add(key(level, measure), day, value);
    }

    /** The means of all levels on that day, each drawn towards its parent's; {@code prior} stands above them all. */
    double[] means(Pools pools, Sought sought, double day, double prior) {
        double[] means = new double[LEVELS.length];
        for (Level level : LEVELS) {
            double parent = level.parent < 0 ? prior : means[level.parent];
            means[level.place] = pools.mean(key(level, sought.measure()), sought.pace(), day, parent);
        }
        return means;
    }

    double weight(Pools pools, Level level, Measure measure, double day) {
        return pools.weight(key(level, measure), Pace.SLOW, day);
    }
}
