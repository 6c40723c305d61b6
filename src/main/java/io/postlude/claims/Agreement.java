package io.postlude.claims;

/**
 * What is agreed about a claim.
 *
 * @param share for {@link Outcome#PART}: in hundredths of a per cent of the price
 * @param comesBack whether the thing is to be sent in first
 * @param words for the customer
 */
public record Agreement(Outcome outcome, int share, boolean comesBack, String words, String by) {
    public Agreement {
        if (outcome == Outcome.REFUSE) throw new IllegalArgumentException("a refusal is no agreement");
        boolean part = outcome == Outcome.PART;
        if (part != (share > 0)) throw new IllegalArgumentException("a part says which");
        if (part && comesBack) throw new IllegalArgumentException("what is paid for in part stays");
        if (share > 10_000 || share < 0) throw new IllegalArgumentException("a part is less than all");
    }

    /** Where it stays and all is given. */
    public static Agreement of(Outcome outcome, String words, String by) {
        return new Agreement(outcome, 0, false, words, by);
    }
}
