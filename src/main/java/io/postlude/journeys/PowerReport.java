package io.postlude.journeys;

import java.util.List;

/**
 * How long a journey would have to run until its effect is known.
 *
 * @param days after coming in within which somebody buys again
 * @param people who would have come in within {@code lookedBackDays}, each counted once
 * @param settled of them, those who have had so many days
 * @param again of these, those who bought again: what would have happened without the journey, or with what ran then
 * @param heldOutPercent of this journey
 * @param rows by effect; empty where too little is known
 */
public record PowerReport(
        int days, int lookedBackDays, long people, long settled, long again, double heldOutPercent, List<Row> rows) {
    private static final int DAYS_OF_WEEK = 7;

    public PowerReport {
        rows = List.copyOf(rows);
    }

    /**
     * One effect.
     *
     * @param points percentage points more who buy again
     * @param people how many must come in
     * @param weeks until so many have come in, and the last of them have had their days
     */
    public record Row(double points, long people, long weeks) {}

    public double perWeek() {
        return (double) people * DAYS_OF_WEEK / lookedBackDays;
    }

    /** Of those who have had their days. */
    public double base() {
        return settled == 0 ? 0 : (double) again / settled;
    }
}
