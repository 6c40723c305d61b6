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
 * @param difference where another thing is given that costs more or less
 */
public record PieceSums(
        Remedy.Kind kind,
        long goods,
        long tax,
        long shipping,
        long bonus,
        long restocking,
        long fee,
        Difference difference) {
    public PieceSums {
        if (goods < 0 || tax < 0 || shipping < 0 || bonus < 0 || restocking < 0 || fee < 0)
            throw new IllegalArgumentException("no part of a sum is negative");
        if (restocking + fee > goods + tax + shipping)
            throw new IllegalArgumentException("more is kept back than there is");
        boolean fits = difference.used() <= bonus && difference.back() <= goods + tax + shipping - restocking - fee;
        if (!fits || (!kind.isThing() && !difference.isNone()))
            throw new IllegalArgumentException("the difference does not fit what there is: " + difference);
    }

    PieceSums(Remedy.Kind kind, long goods, long tax, long shipping, long bonus, long restocking, long fee) {
        this(kind, goods, tax, shipping, bonus, restocking, fee, Difference.NONE);
    }

    /**
     * Between what comes back and what is given for it.
     *
     * @param charge what the customer pays on top
     * @param used what of the bonus goes into the dearer thing; all of it before anything is charged
     * @param back what is given of the value because the other thing costs less
     * @param rest how that is given: as money or as credit
     */
    public record Difference(long charge, long used, long back, Remedy.Kind rest) {
        static final Difference NONE = new Difference(0, 0, 0, Remedy.Kind.REFUND);

        public Difference {
            if (charge < 0 || used < 0 || back < 0) throw new IllegalArgumentException("no part is negative");
            if (back > 0 && charge + used > 0) throw new IllegalArgumentException("a thing is dearer or cheaper");
        }

        boolean isNone() {
            return charge == 0 && used == 0 && back == 0;
        }
    }

    /** What the other thing counts for, all of it: what of the value goes into it, of the bonus, and what is paid on top. */
    public long thing() {
        return kind.isThing() ? owed() - difference.back() + difference.used() + difference.charge() : 0;
    }

    /** To the means it was paid with. */
    public long refund() {
        return as(Remedy.Kind.REFUND) + (kind.stays() ? owed() : 0);
    }

    /** To spend in the store, the bonus in it as far as no other thing took it up. */
    public long credit() {
        return as(Remedy.Kind.CREDIT) + bonus - difference.used();
    }

    private long as(Remedy.Kind means) {
        return (kind == means ? owed() : 0) + (difference.rest() == means ? difference.back() : 0);
    }

    /** What the customer gets of what they paid; the bonus is not in it. */
    public long owed() {
        return goods + tax + shipping - restocking - fee;
    }

    /**
     * The entries when it is accepted, {@code deduction} being kept back for its state; {@code paid} where what is charged on
     * top was paid before, else it is not owed yet. A deduction is taken from what comes back as money first.
     */
    Posting accepted(long deduction, boolean paid) {
        if (deduction < 0 || deduction > owed()) throw new IllegalArgumentException("nobody is owed less than nothing");
        EnumMap<Account, Long> entries = new EnumMap<>(Account.class);
        entries.put(kind.stays() ? Account.KEPT : Account.GOODS, goods);
        entries.put(Account.TAX, tax);
        entries.put(Account.SHIPPING, shipping);
        entries.put(Account.RESTOCKING, -restocking);
        entries.put(Account.FEE, -fee);
        entries.put(Account.DEDUCTION, -deduction);
        entries.put(Account.BONUS, bonus);
        long back = Math.max(0, difference.back() - deduction);
        long charge = paid ? difference.charge() : 0;
        entries.put(Account.DEPOSIT, charge);
        entries.merge(
                Account.owing(kind),
                -(owed() - deduction - back + charge + (kind.isThing() ? difference.used() : 0)),
                Long::sum);
        entries.merge(Account.owing(difference.rest()), -back, Long::sum);
        entries.merge(Account.CREDIT, -(bonus - difference.used()), Long::sum);
        return new Posting(entries);
    }
}
