package io.postlude.returns;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.Money;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The statements over store credit that is held here. */
final class CreditSql {
    private static final String PUT = """
            insert into returns.credit as c (store_id, customer_id, currency, balance) values (?, ?, ?, ?)
            on conflict (store_id, customer_id, currency) do update set balance = c.balance + excluded.balance""";

    private static final String TAKE = """
            update returns.credit set balance = balance + ? where store_id = ? and customer_id = ? and currency = ?""";

    private CreditSql() {}

    /** What one record of a person has, or what one record gave for something. */
    record Share(CustomerId customer, long minor) {
        static Share of(ResultSet row) throws SQLException {
            return new Share(new CustomerId(row.getLong(1)), row.getLong(2));
        }
    }

    /** Those of a person, locked; by their ids, so that two who spend never wait for each other in a circle. */
    static List<Share> lock(Tx tx, StoreId store, List<CustomerId> family, Currency currency) {
        return tx.list("""
                select customer_id, balance from returns.credit
                where store_id = ? and customer_id = any(?) and currency = ? order by customer_id for update""", Share::of, store, longs(family), currency.getCurrencyCode());
    }

    /** A row to lock where there was none. */
    static void open(Tx tx, StoreId store, CustomerId customer, Currency currency) {
        tx.execute("""
                insert into returns.credit (store_id, customer_id, currency, balance) values (?, ?, ?, 0)
                on conflict do nothing""", store, customer, currency.getCurrencyCode());
    }

    static Optional<CreditEntryId> newest(Tx tx, StoreId store, List<CustomerId> family) {
        return tx.first(
                "select id from returns.credit_entry where store_id = ? and customer_id = any(?) order by id desc limit 1",
                row -> new CreditEntryId(row.getLong(1)),
                store,
                longs(family));
    }

    static List<Money> balances(Tx tx, StoreId store, List<CustomerId> family) {
        return tx.list("""
                select currency, sum(balance)::bigint from returns.credit
                where store_id = ? and customer_id = any(?) group by currency having sum(balance) > 0 order by currency""", CreditSql::sum, store, longs(family));
    }

    /** What the store owes in all. */
    static List<Money> open(Tx tx, StoreId store) {
        return tx.list("""
                select currency, sum(balance)::bigint from returns.credit
                where store_id = ? and balance > 0 group by currency order by currency""", CreditSql::sum, store);
    }

    private static Money sum(ResultSet row) throws SQLException {
        return Money.of(row.getLong(2), row.getString(1));
    }

    /** An entry to be written down, of a record of a person. */
    record Line(
            CreditEntryId id,
            CreditEntry.What what,
            CustomerId customer,
            Money amount,
            @Nullable PayoutId payout,
            @Nullable CreditSpendId spend,
            @Nullable String reason,
            String by,
            Instant at) {}

    /** Writes it down and moves the balance by it: the two are never apart. */
    static void add(Tx tx, StoreId store, Line line) {
        String currency = line.amount().currency().getCurrencyCode();
        long minor = line.amount().minor();
        // one statement for both would be refused: a row below nothing is not even offered to the database
        int moved = tx.update(
                minor < 0 ? TAKE : PUT,
                minor < 0
                        ? new Object[] {minor, store, line.customer(), currency}
                        : new Object[] {store, line.customer(), currency, minor});
        if (moved != 1) throw new IllegalStateException("there is no credit to take it off");
        tx.execute(
                """
                insert into returns.credit_entry (store_id, id, customer_id, currency, what, amount, payout_id, spend_id,
                  reason, made_by, made_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                store,
                line.id(),
                line.customer(),
                currency,
                line.what(),
                minor,
                line.payout(),
                line.spend(),
                line.reason(),
                line.by(),
                line.at());
    }

    /** The newest first. */
    static List<CreditEntry> entries(Tx tx, StoreId store, List<CustomerId> family, int limit) {
        return tx.list("""
                select e.*, r.id as return_id, r.code, s.order_reference
                from returns.credit_entry e
                left join returns.payout p on p.store_id = e.store_id and p.id = e.payout_id
                left join returns.customer_return r on r.store_id = p.store_id and r.id = p.return_id
                left join returns.credit_spend s on s.store_id = e.store_id and s.id = e.spend_id
                where e.store_id = ? and e.customer_id = any(?) order by e.id desc limit ?""", CreditSql::entry, store, longs(family), limit);
    }

    private static CreditEntry entry(ResultSet row) throws SQLException {
        Long payout = row.getObject("payout_id", Long.class);
        Long returned = row.getObject("return_id", Long.class);
        Long spend = row.getObject("spend_id", Long.class);
        return new CreditEntry(
                new CreditEntryId(row.getLong("id")),
                CreditEntry.What.valueOf(row.getString("what")),
                Money.of(row.getLong("amount"), row.getString("currency")),
                new CreditEntry.Cause(
                        payout == null ? null : new PayoutId(payout),
                        returned == null ? null : new ReturnId(returned),
                        row.getString("code"),
                        spend == null ? null : new CreditSpendId(spend),
                        row.getString("order_reference")),
                row.getString("reason"),
                row.getString("made_by"),
                Tx.instantNotNull(row, "made_at"));
    }

    /** What these payouts added. */
    static Map<PayoutId, Money> given(Tx tx, StoreId store, Collection<PayoutId> payouts) {
        Map<PayoutId, Money> given = new HashMap<>();
        tx.each(
                "select payout_id, amount, currency from returns.credit_entry where store_id = ? and payout_id = any(?)",
                row -> given.put(new PayoutId(row.getLong(1)), Money.of(row.getLong(2), row.getString(3))),
                store,
                payouts.stream().mapToLong(PayoutId::value).toArray());
        return given;
    }

    /** Whose return it is; locked, so that an erasure comes before or after. Empty: nobody's, or nobody's any more. */
    static Optional<CustomerId> whose(Tx tx, StoreId store, PayoutId payout) {
        return tx.first("""
                select r.customer_id from returns.customer_return r
                join returns.payout p on p.store_id = r.store_id and p.return_id = r.id
                where p.store_id = ? and p.id = ? and r.customer_id is not null for share of r""", row -> new CustomerId(row.getLong(1)), store, payout);
    }

    /** What was taken for an order. */
    record Spend(CreditSpendId id, Money amount, String order, String by, Instant at) {}

    static void addSpend(Tx tx, StoreId store, Spend spend) {
        tx.execute(
                """
                insert into returns.credit_spend (store_id, id, currency, amount, order_reference, spent_at, spent_by)
                values (?, ?, ?, ?, ?, ?, ?)""",
                store,
                spend.id(),
                spend.amount().currency().getCurrencyCode(),
                spend.amount().minor(),
                spend.order(),
                spend.at(),
                spend.by());
    }

    /** In which currency it was spent; locked. Empty where there is none. */
    static Optional<Currency> lockSpend(Tx tx, StoreId store, CreditSpendId spend) {
        return tx.first(
                "select currency from returns.credit_spend where store_id = ? and id = ? for update",
                row -> Currency.getInstance(row.getString(1)),
                store,
                spend);
    }

    /** What these records of a person gave for it and did not get back; none that did not spend it. */
    static List<Share> spent(Tx tx, StoreId store, CreditSpendId spend, List<CustomerId> family) {
        return tx.list("""
                select customer_id, -sum(amount)::bigint from returns.credit_entry
                where store_id = ? and spend_id = ? and customer_id = any(?) group by customer_id order by customer_id""", Share::of, store, spend, longs(family));
    }

    static void restore(Tx tx, StoreId store, CreditSpendId spend, long minor) {
        tx.execute(
                "update returns.credit_spend set restored = restored + ? where store_id = ? and id = ?",
                minor,
                store,
                spend);
    }

    /** What is left of these people, locked, by record and currency. */
    record Left(CustomerId customer, Money amount) {}

    static List<Left> lockAll(Tx tx, StoreId store, long[] family) {
        return tx.list(
                """
                select customer_id, balance, currency from returns.credit where store_id = ? and customer_id = any(?)
                order by customer_id, currency for update""",
                row -> new Left(new CustomerId(row.getLong(1)), Money.of(row.getLong(2), row.getString(3))),
                store,
                family);
    }

    /** From here on nobody knows whose it was. */
    static void forget(Tx tx, StoreId store, long[] family) {
        tx.execute("delete from returns.credit where store_id = ? and customer_id = any(?)", store, family);
        tx.execute("""
                update returns.credit_entry set customer_id = null, reason = case when reason is not null then '' end
                where store_id = ? and customer_id = any(?)""", store, family);
    }

    private static long[] longs(List<CustomerId> family) {
        return family.stream().mapToLong(CustomerId::value).toArray();
    }
}
