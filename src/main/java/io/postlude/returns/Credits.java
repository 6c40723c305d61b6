package io.postlude.returns;

import io.postlude.customers.CustomerId;
import io.postlude.customers.Customers;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Money;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.returns.CreditChange.Moved;
import io.postlude.returns.CreditChange.NoSuchSpend;
import io.postlude.returns.CreditChange.NotEnough;
import io.postlude.returns.CreditChange.Overtaken;
import io.postlude.returns.CreditChange.Spent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Store credit that is held here: what returns gave, as one balance for each person and currency, which the shop's checkout
 * takes from. A balance is the sum of its entries at any time, and never below nothing.
 *
 * <p>All deeds run in the caller's transaction. Those of one person come one after the other. Whoever was merged is one person:
 * any of their ids will do.
 */
public final class Credits {
    /** Minor units: more than this is not corrected at once. */
    public static final long CORRECTION_LIMIT_MINOR = 100_000_000;

    public static final int REASON_LIMIT_CHARS = 200;
    public static final int ENTRIES_LIMIT = 200;

    private final Customers customers;
    private final Ids ids;
    private final InstantSource clock;

    Credits(Customers customers, Ids ids, InstantSource clock) {
        this.customers = customers;
        this.ids = ids;
        this.clock = clock;
    }

    /** What somebody has, by currency; none that is used up. */
    public List<Money> balances(Tx tx, StoreId store, CustomerId customer) {
        return CreditSql.balances(tx, store, customers.family(tx, store, customer));
    }

    /** How it came to that, the newest first, at most {@link #ENTRIES_LIMIT}. */
    public List<CreditEntry> entries(Tx tx, StoreId store, CustomerId customer) {
        return CreditSql.entries(tx, store, customers.family(tx, store, customer), ENTRIES_LIMIT);
    }

    /** What the store owes everybody together, by currency. */
    public List<Money> open(Tx tx, StoreId store) {
        return CreditSql.open(tx, store);
    }

    /** What these payouts added to somebody's credit here; those given elsewhere are left out. */
    public Map<PayoutId, Money> given(Tx tx, StoreId store, Collection<PayoutId> payouts) {
        return payouts.isEmpty() ? Map.of() : CreditSql.given(tx, store, payouts);
    }

    /**
     * What is to be taken for an order.
     *
     * @param amount above zero
     * @param order the shop's own name of it
     */
    public record Spending(Money amount, String order, String by) {
        public Spending {
            if (amount.minor() <= 0) throw new IllegalArgumentException("nothing is no amount to spend");
        }
    }

    /** Takes it off, wholly or not at all. Whoever repeats a call sees to it that it is the same one. */
    public CreditChange spend(Tx tx, StoreId store, CustomerId customer, Spending wish) {
        List<CreditSql.Share> there = lock(tx, store, customer, wish.amount().currency());
        Optional<NotEnough> missing = missing(there, wish.amount());
        if (missing.isPresent()) return missing.get();
        Instant now = clock.instant();
        CreditSpendId spend = new CreditSpendId(ids.next());
        CreditSql.addSpend(tx, store, new CreditSql.Spend(spend, wish.amount(), wish.order(), wish.by(), now));
        take(tx, store, there, new Deed(CreditEntry.What.SPENT, wish.amount(), spend, null, wish.by()));
        return new Spent(spend, wish.amount(), left(there, wish.amount().negate()));
    }

    private List<CreditSql.Share> lock(Tx tx, StoreId store, CustomerId customer, Currency currency) {
        return CreditSql.lock(tx, store, customers.family(tx, store, customer), currency);
    }

    private static Optional<NotEnough> missing(List<CreditSql.Share> there, Money wanted) {
        Money sum = left(there, Money.zero(wanted.currency()));
        return sum.minor() < wanted.minor() ? Optional.of(new NotEnough(sum)) : Optional.empty();
    }

    private static Money left(List<CreditSql.Share> before, Money change) {
        long sum = before.stream().mapToLong(CreditSql.Share::minor).sum();
        return new Money(Math.addExact(sum, change.minor()), change.currency());
    }

    /** What is done to the records of a person. */
    private record Deed(
            CreditEntry.What what,
            Money amount,
            @Nullable CreditSpendId spend,
            @Nullable String reason,
            String by) {}

    /** Off one record after the other, until it is whole. */
    private void take(Tx tx, StoreId store, List<CreditSql.Share> there, Deed deed) {
        long open = deed.amount().minor();
        for (CreditSql.Share share : there) {
            long part = Math.min(open, share.minor());
            if (part > 0) add(tx, store, share.customer(), part(deed, -part));
            open -= part;
        }
        if (open != 0) throw new IllegalStateException("more was taken than is there");
    }

    private static Deed part(Deed deed, long minor) {
        Money amount = new Money(minor, deed.amount().currency());
        return new Deed(deed.what(), amount, deed.spend(), deed.reason(), deed.by());
    }

    private void add(Tx tx, StoreId store, CustomerId whose, Deed deed) {
        CreditSql.add(
                tx,
                store,
                new CreditSql.Line(
                        fresh(),
                        deed.what(),
                        whose,
                        deed.amount(),
                        null,
                        deed.spend(),
                        deed.reason(),
                        deed.by(),
                        clock.instant()));
    }

    /**
     * What is to be given back of a spend.
     *
     * @param amount null: all that is left of it
     */
    public record Restoring(CreditSpendId spend, @Nullable Money amount, String by) {
        public Restoring {
            if (amount != null && amount.minor() <= 0)
                throw new IllegalArgumentException("nothing is no amount to give back");
        }
    }

    /** Gives it back to the records it was taken from, never more than was. {@link NotEnough} tells what is left to give back. */
    public CreditChange restore(Tx tx, StoreId store, CustomerId customer, Restoring wish) {
        Optional<Currency> currency = CreditSql.lockSpend(tx, store, wish.spend());
        List<CustomerId> family = customers.family(tx, store, customer);
        List<CreditSql.Share> spent = currency.isEmpty() ? List.of() : CreditSql.spent(tx, store, wish.spend(), family);
        if (spent.isEmpty()) return new NoSuchSpend();
        Money all = left(spent, Money.zero(currency.get()));
        Money back = wish.amount() == null ? all : wish.amount();
        if (back.minor() > all.minor() || back.minor() == 0 || !back.currency().equals(all.currency()))
            return new NotEnough(all);
        List<CreditSql.Share> before = CreditSql.lock(tx, store, family, currency.get());
        long open = back.minor();
        for (CreditSql.Share share : spent) {
            long part = Math.min(open, share.minor());
            var deed = new Deed(CreditEntry.What.RESTORED, back, wish.spend(), null, wish.by());
            if (part > 0) add(tx, store, share.customer(), part(deed, part));
            open -= part;
        }
        CreditSql.restore(tx, store, wish.spend(), back.minor());
        return new Moved(back, left(before, back));
    }

    /**
     * What a person of the store corrects.
     *
     * @param amount below zero where it is taken off; not zero
     * @param reason for staff
     * @param seen the newest entry they saw, so that a form sent twice is one correction; null where they saw none
     */
    public record Correction(
            Money amount,
            String reason,
            String by,
            @Nullable CreditEntryId seen) {
        public Correction {
            if (amount.minor() == 0 || Math.abs(amount.minor()) > CORRECTION_LIMIT_MINOR)
                throw new IllegalArgumentException("not an amount to correct by: " + amount);
            if (reason.isBlank() || reason.length() > REASON_LIMIT_CHARS)
                throw new IllegalArgumentException("a correction has a reason");
        }
    }

    /** Adds to somebody's credit, or takes off it what is there. */
    public CreditChange correct(Tx tx, StoreId store, CustomerId customer, Correction wish) {
        CustomerId shown = customers.canonical(tx, store, List.of(customer)).getOrDefault(customer, customer);
        if (!wish.amount().isNegative())
            CreditSql.open(tx, store, shown, wish.amount().currency());
        List<CreditSql.Share> there = lock(tx, store, customer, wish.amount().currency());
        Optional<CreditEntryId> newest = CreditSql.newest(tx, store, customers.family(tx, store, customer));
        if (!Optional.ofNullable(wish.seen()).equals(newest)) return new Overtaken();
        Deed deed = new Deed(CreditEntry.What.CORRECTED, wish.amount(), null, wish.reason(), wish.by());
        if (wish.amount().isNegative()) {
            Money off = wish.amount().negate();
            Optional<NotEnough> missing = missing(there, off);
            if (missing.isPresent()) return missing.get();
            take(tx, store, there, new Deed(deed.what(), off, null, deed.reason(), deed.by()));
        } else {
            add(tx, store, shown, deed);
        }
        return new Moved(wish.amount(), left(there, wish.amount()));
    }

    /** Whether a person gives the credit that no gateway takes, and nothing is held here. */
    public boolean isByHand(Tx tx, StoreId store) {
        return tx.number("select count(*) from returns.credit_by_hand where store_id = ?", store) > 0;
    }

    /** From now on a person gives it; what is held already stays. */
    public void giveByHand(Tx tx, StoreId store, String by) {
        tx.execute(
                "insert into returns.credit_by_hand (store_id, since, chosen_by) values (?, ?, ?) on conflict do nothing",
                store,
                clock.instant(),
                by);
    }

    /** From now on it is held here. */
    public void holdHere(Tx tx, StoreId store) {
        tx.execute("delete from returns.credit_by_hand where store_id = ?", store);
    }

    /** The name of an entry that is about to be. */
    CreditEntryId fresh() {
        return new CreditEntryId(ids.next());
    }

    /** Adds what a payout gives, in the transaction that says it was given; once, as the database knows. */
    void give(Tx tx, Refunds.Due due, CreditEntryId id) {
        CustomerId whose = CreditSql.whose(tx, due.store(), due.payout())
                .orElseThrow(() -> new IllegalStateException("credit for nobody"));
        CreditSql.add(
                tx,
                due.store(),
                new CreditSql.Line(
                        id,
                        CreditEntry.What.GIVEN,
                        whose,
                        due.amount(),
                        due.payout(),
                        null,
                        null,
                        HeldCredit.NAME,
                        clock.instant()));
    }

    /** Ends what is left, and lets go of whose it was: the amounts stay. Returns of theirs are nobody's already. */
    void erase(Tx tx, StoreId store, List<CustomerId> family) {
        long[] all = family.stream().mapToLong(CustomerId::value).toArray();
        for (CreditSql.Left left : CreditSql.lockAll(tx, store, all))
            if (left.amount().minor() > 0) {
                Money off = left.amount().negate();
                add(tx, store, left.customer(), new Deed(CreditEntry.What.ENDED, off, null, null, "erasure"));
            }
        CreditSql.forget(tx, store, all);
    }

    List<CreditEntry> all(Tx tx, StoreId store, List<CustomerId> family) {
        return CreditSql.entries(tx, store, family, Integer.MAX_VALUE);
    }
}
