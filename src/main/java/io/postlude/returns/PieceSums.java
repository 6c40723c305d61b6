package io.postlude.returns;

import java.util.EnumMap;

/**
 * What one piece comes to, in minor units; fixed when the return is committed. Quote, commit and ledger read the same
 * numbers.
 *
 * @param goods what was paid for it, with its share of every discount; for a thing that is kept the part that comes back
 * @param tax on top, where prices do not hold it
 * @param shipping what of the way out comes back
 * @param bonus on top of what was paid, as store credit
 * @param restocking kept back by the policy
 * @param fee its share of what the way back costs the customer
 */
public record PieceSums(Remedy.Kind kind, long goods, long tax, long shipping, long bonus, long restocking, long fee) {
    public PieceSums {
        if (goods < 0 || tax < 0 || shipping < 0 || bonus < 0 || restocking < 0 || fee < 0)
            throw new IllegalArgumentException("no part of a sum is negative");
        if (restocking + fee > goods + tax + shipping)
            throw new IllegalArgumentException("more is kept back than there is");
    }

    /** What the customer gets of what they paid; the bonus is not in it. */
    public long owed() {
        return goods + tax + shipping - restocking - fee;
    }

    /** The entries when it is accepted, {@code deduction} being kept back for its state. */
    Posting accepted(long deduction) {
        if (deduction < 0 || deduction > owed()) throw new IllegalArgumentException("nobody is owed less than nothing");
        EnumMap<Account, Long> entries = new EnumMap<>(Account.class);
        entries.put(kind == Remedy.Kind.KEEP ? Account.KEPT : Account.GOODS, goods);
        entries.put(Account.TAX, tax);
        entries.put(Account.SHIPPING, shipping);
        entries.put(Account.RESTOCKING, -restocking);
        entries.put(Account.FEE, -fee);
        entries.put(Account.DEDUCTION, -deduction);
        entries.put(Account.BONUS, bonus);
        entries.merge(Account.owing(kind), deduction - owed(), Long::sum);
        entries.merge(Account.CREDIT, -bonus, Long::sum);
        return new Posting(entries);
    }
}
