package io.postlude.journeys;

/**
 * How often a store writes to one person, beside service news about what they bought.
 *
 * @param messages at most so many in {@code days}
 * @param pauseHours at least so long between two
 * @param askBuyers review requests go to buyers who have not said no; false: only to those who said yes
 * @param holdoutPercent of the customers who by lot get nothing of any journey, so that all of them together can be measured
 */
public record Caps(int messages, int days, int pauseHours, boolean askBuyers, int holdoutPercent) {
    public static final Caps USUAL = new Caps(3, 7, 20, true, 0);
    public static final int MOST_HELD_OUT_PERCENT = 20;

    public Caps {
        if (messages < 0 || messages > 100 || days < 1 || days > 60 || pauseHours < 0 || pauseHours > 720)
            throw new IllegalArgumentException("0 to 100 messages in 1 to 60 days, 0 to 720 hours apart");
        if (holdoutPercent < 0 || holdoutPercent > MOST_HELD_OUT_PERCENT)
            throw new IllegalArgumentException("0 to 20 per cent are held out of everything");
    }
}
