package io.postlude.returns;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.Money;
import io.postlude.orders.OrderId;
import io.postlude.returns.ReturnsWorld.Bought;
import io.postlude.returns.ReturnsWorld.Thing;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A store whose credit nobody else takes, and who sends things back to it. */
final class CreditWorld implements AutoCloseable {
    final ReturnsWorld below = new ReturnsWorld();
    final Credits credits = below.module.credits();

    /** Somebody buys a mug of 24 euros, sends it back broken for credit, and it is taken; nothing was given yet. */
    ReturnView owed(@Nullable String email) {
        var bought = new Bought("c" + below.ids.next(), List.of(new Thing("mug", 1, 2400, 0)), 0, 0, true, true);
        OrderId order = below.take(bought, snapshot -> Buyer.of(snapshot, email));
        Wish wish = below.wish(order, "mug", 1, Reason.DAMAGED, Remedy.Kind.CREDIT);
        ReturnView view = below.requested(new Ask(order, List.of(wish), Method.LABEL));
        below.received(view.id());
        return below.taken(view.id());
    }

    /** The same, and it is given: 25.20 with the bonus. */
    CustomerId credited(String email) {
        ReturnView view = owed(email);
        below.settle();
        return Objects.requireNonNull(view.customer());
    }

    long balance(CustomerId customer) {
        return below.database.inStore(below.store, tx -> credits.balances(tx, below.store, customer)).stream()
                .mapToLong(Money::minor)
                .sum();
    }

    List<CreditEntry> entries(CustomerId customer) {
        return below.database.inStore(below.store, tx -> credits.entries(tx, below.store, customer));
    }

    CreditChange spend(CustomerId customer, long minor) {
        var wish = new Credits.Spending(ReturnsWorld.eur(minor), "shop-7", "till");
        return below.database.inStore(below.store, tx -> credits.spend(tx, below.store, customer, wish));
    }

    CreditChange restore(CustomerId customer, CreditSpendId spend, @Nullable Long minor) {
        var wish = new Credits.Restoring(spend, minor == null ? null : ReturnsWorld.eur(minor), "till");
        return below.database.inStore(below.store, tx -> credits.restore(tx, below.store, customer, wish));
    }

    CreditChange correct(CustomerId customer, long minor) {
        CreditEntryId seen =
                entries(customer).stream().findFirst().map(CreditEntry::id).orElse(null);
        return correct(customer, minor, seen);
    }

    CreditChange correct(CustomerId customer, long minor, @Nullable CreditEntryId seen) {
        var wish = new Credits.Correction(ReturnsWorld.eur(minor), "goodwill", "Ada", seen);
        return below.database.inStore(below.store, tx -> credits.correct(tx, below.store, customer, wish));
    }

    /** What the books say was given as credit, less what people gave and what entries say was given: nothing, at any time. */
    long untied() {
        return below.database.inStore(below.store, tx -> tx.number("""
                select coalesce((select sum(a.amount) from returns.posting p, unnest(p.accounts, p.amounts) as a(account, amount)
                    where p.store_id = ? and p.what = 'given' and a.account = 'CREDIT'), 0)::bigint
                  - coalesce((select sum(amount) from returns.payout
                      where store_id = ? and kind = 'CREDIT' and state = 'GIVEN' and given_by <> 'held-credit'), 0)::bigint
                  - coalesce((select sum(amount) from returns.credit_entry where store_id = ? and what = 'GIVEN'), 0)::bigint""", below.store, below.store, below.store));
    }

    /** Rows whose balance is not the sum of their entries. */
    long wrong() {
        return below.database.inStore(below.store, tx -> tx.number("""
                select count(*) from (select customer_id, currency, balance from returns.credit where store_id = ?) c
                full join (select customer_id, currency, sum(amount) as balance from returns.credit_entry
                  where store_id = ? and customer_id is not null group by customer_id, currency) e using (customer_id, currency)
                where c.balance is distinct from coalesce(e.balance, 0)""", below.store, below.store));
    }

    @Override
    public void close() {
        below.close();
    }
}
