package io.postlude.tracking;

/** How far the time of a scan can be trusted. */
public enum TimePrecision {
    /** Date, time and offset as the carrier gave them. */
    EXACT(0),
    /** Local date and time without a zone: the instant was worked out with an assumed zone. */
    LOCAL(1),
    /** Only a day is known. */
    DAY(2),
    /** No usable time was given: the moment of reception stands in. */
    RECEIVED(3);

    private final short number;

    TimePrecision(int number) {
        this.number = (short) number;
    }

    /** What the database keeps. */
    short number() {
        return number;
    }

    static TimePrecision ofNumber(int number) {
        return switch (number) {
            case 0 -> EXACT;
            case 1 -> LOCAL;
            case 2 -> DAY;
            default -> RECEIVED;
        };
    }
}
