package io.postlude.twin;

/** What becomes of a parcel, with how many of 10,000 it befalls. */
enum Fate {
    DOOR(6_400),
    SIGNED(900),
    NEIGHBOUR(800),
    PICKUP_POINT(700),
    SECOND_TRY(500),
    /** Loaded, not delivered that day, loaded again. */
    BACK_ON_VAN(80),
    MISSORTED(240),
    BAD_ADDRESS(70),
    FALSE_DELIVERY(60),
    SILENT(60),
    LOST(40),
    REFUSED(35),
    DAMAGED(25),
    LEFT_LYING(30),
    UNSEEN(20),
    ODD_WORDS(20),
    VOIDED(10),
    EXPIRED(10),
    /** Only where there is a border with papers; drawn apart. */
    HELD_BY_CUSTOMS(0);

    private static final int ALL = 10_000;
    private static final double HELD = 0.12;

    private final int share;

    Fate(int share) {
        this.share = share;
    }

    static Fate drawn(Dice dice, TransitLane lane) {
        if (lane.customs() && dice.on("customs").chance(HELD)) return HELD_BY_CUSTOMS;
        int at = dice.on("fate").below(ALL);
        for (Fate fate : values()) {
            at -= fate.share;
            if (at < 0) return fate;
        }
        throw new IllegalStateException("the shares do not add up to " + ALL);
    }
}
