package io.postlude.returns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Laws of the books, over many random flows; the bench runs a million. */
class BooksPropertyTest {
    private static final int FLOWS = 20_000;
    private static final long SEED = 20_311;

    @Test
    void nobody_gets_more_than_was_paid_and_bonuses_whatever_happens_in_whatever_order() {
        RandomFlows.Seen seen = new RandomFlows(SEED).run(FLOWS);
        assertEquals(FLOWS, seen.flows(), "seed " + SEED);
        assertTrue(seen.reversals() > FLOWS / 20, "reversals happen: " + seen);
        assertTrue(seen.capped() > 0, "the cap is met: " + seen);
        assertTrue(seen.dearer() > FLOWS / 20 && seen.cheaper() > FLOWS / 20, "other prices both ways: " + seen);
        assertTrue(seen.lapsed() > 0 && seen.paidBack() > 0, "not paid in time, and paid back: " + seen);
        assertTrue(seen.gifts() > FLOWS / 20, "gifts come back: " + seen);
        assertTrue(seen.whole() > FLOWS / 20, "whole orders come back: " + seen);
    }
}
