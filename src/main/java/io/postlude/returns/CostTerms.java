package io.postlude.returns;

import io.postlude.kernel.Money;
import java.util.Currency;

/**
 * What a store reckons with where its books know nothing.
 *
 * @param handWork what looking at one piece costs
 * @param lostB per cent of its price that is lost where it was opened
 * @param lostC where it is worn
 * @param lostD where it is broken
 */
public record CostTerms(Money handWork, int lostB, int lostC, int lostD) {
    private static final int ALL = 100;

    public CostTerms {
        for (int lost : new int[] {lostB, lostC, lostD})
            if (lost < 0 || lost > ALL) throw new IllegalArgumentException("a share is 0 to 100 per cent, not " + lost);
    }

    /** Where nobody entered anything. */
    static CostTerms usual(Currency currency) {
        return new CostTerms(Money.zero(currency), 20, 50, ALL);
    }

    /** Per cent lost of a thing that was looked at, or that never came. */
    int lost(Grade grade, Disposition disposition) {
        return switch (disposition) {
            case RECYCLE, DONATE -> ALL;
            case WRONG_ITEM, SEND_BACK -> 0;
            case RESTOCK, REFURBISH ->
                switch (grade) {
                    case A -> 0;
                    case B -> lostB;
                    case C -> lostC;
                    case D -> lostD;
                };
        };
    }
}
