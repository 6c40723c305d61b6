package io.postlude.returns;

import io.postlude.kernel.Money;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The statements over what is to be given. */
final class PayoutSql {
    static final String ADD = """
            insert into returns.payout (store_id, id, return_id, order_id, posting_id, kind, amount, currency, state,
              gateway, trouble, instead_of, charged, bonus, charge_id, made_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    static final String WORK_AT = """
            insert into returns.payout_due (store_id, payout_id, due_at) values (?, ?, ?)
            on conflict (store_id, payout_id) do update set due_at = excluded.due_at""";

    static final String GIVEN = """
            update returns.payout set state = 'GIVEN', reference = ?, given_at = ?, given_by = ?, trouble = null, gathers_until = null
            where store_id = ? and id = ? and state in ('WAITING', 'ASKING', 'BY_HAND')""";

    /** Given, or perhaps given: a call was begun, or that of the one it goes out with, or it has others with it. */
    static final String BEGUN = """
            select count(*) from returns.payout p where p.store_id = ? and p.posting_id = ? and (p.state in ('ASKING', 'GIVEN')
              or (p.state = 'WAITING' and exists (
                select from returns.payout f join returns.payout o on o.store_id = f.store_id and o.together = f.id
                where f.store_id = p.store_id and f.id = coalesce(p.together, p.id) and f.tries > 0)))""";

    static final String STOP = """
            update returns.payout set state = 'STOPPED'
            where store_id = ? and posting_id = ? and state in ('WAITING', 'BY_HAND', 'UNPAID')""";

    static final String STOP_ONE =
            "update returns.payout set state = 'STOPPED' where store_id = ? and id = ? and state in ('BY_HAND', 'UNPAID')";

    /** What was changed into something else stays as it is: the books would have to be turned round twice. */
    static final String CHANGED = """
            select count(*) from returns.payout
            where store_id = ? and posting_id = ? and (instead_of is not null or topped)""";

    static final String FORGET_DUE = """
            delete from returns.payout_due where store_id = ? and payout_id in
              (select id from returns.payout where store_id = ? and posting_id = ?)""";

    private PayoutSql() {}

    static Map<ReturnId, List<Payout>> ofReturns(Tx tx, StoreId store, Collection<ReturnId> ids) {
        return tx
                .list(
                        "select * from returns.payout where store_id = ? and return_id = any(?) order by id",
                        PayoutSql::payout,
                        store,
                        ReturnSql.longs(ids))
                .stream()
                .collect(Collectors.groupingBy(Payout::returned));
    }

    static Optional<Payout> payout(Tx tx, StoreId store, PayoutId id) {
        return tx.first("select * from returns.payout where store_id = ? and id = ?", PayoutSql::payout, store, id);
    }

    static long postingOf(Tx tx, StoreId store, PayoutId id) {
        return tx.number("select posting_id from returns.payout where store_id = ? and id = ?", store, id);
    }

    /** Those of a posting that are still to be given. */
    static long open(Tx tx, StoreId store, long posting) {
        return tx.number("""
                select count(*) from returns.payout
                where store_id = ? and posting_id = ? and state in ('WAITING', 'ASKING', 'BY_HAND', 'UNPAID')""", store, posting);
    }

    /** Those of a posting that wait to be worked at. */
    static List<PayoutId> waiting(Tx tx, StoreId store, long posting) {
        return tx.list(
                "select id from returns.payout where store_id = ? and posting_id = ? and state = 'WAITING' and kind = 'EXCHANGE'",
                row -> new PayoutId(row.getLong(1)),
                store,
                posting);
    }

    static long openOfReturn(Tx tx, StoreId store, ReturnId of) {
        return tx.number("""
                select count(*) from returns.payout
                where store_id = ? and return_id = ? and state in ('WAITING', 'ASKING', 'BY_HAND')""", store, of);
    }

    /** The postings of a return whose other things wait to be paid on top. */
    static List<Long> unpaid(Tx tx, StoreId store, ReturnId of) {
        return tx.list(
                "select posting_id from returns.payout where store_id = ? and return_id = ? and state = 'UNPAID' order by id",
                row -> row.getLong(1),
                store,
                of);
    }

    /** The one of a posting that waits to be paid on top. */
    static PayoutId unpaidOf(Tx tx, StoreId store, long posting) {
        return new PayoutId(tx.number(
                "select id from returns.payout where store_id = ? and posting_id = ? and state = 'UNPAID'",
                store,
                posting));
    }

    /** What of a payout was paid on top, and what of it is bonus. */
    record Within(long charged, long bonus) {}

    static Within within(Tx tx, StoreId store, PayoutId id) {
        return tx.first(
                        "select charged, bonus from returns.payout where store_id = ? and id = ?",
                        row -> new Within(row.getLong(1), row.getLong(2)),
                        store,
                        id)
                .orElseThrow();
    }

    /** What of a posting was paid on top. */
    static long charged(Tx tx, StoreId store, long posting) {
        return tx.number(
                "select coalesce(sum(charged), 0) from returns.payout where store_id = ? and posting_id = ? and state <> 'STOPPED'",
                store,
                posting);
    }

    /** The payment it pays back, as its gateway calls it; null where it pays back what was ordered. */
    static @Nullable String paysBack(Tx tx, StoreId store, PayoutId id) {
        return tx.first("""
                        select c.payment from returns.payout p
                        join returns.charge c on c.store_id = p.store_id and c.id = p.charge_id
                        where p.store_id = ? and p.id = ?""", row -> Optional.ofNullable(row.getString(1)), store, id)
                .flatMap(payment -> payment)
                .orElse(null);
    }

    /** What its gateway prepared for it; null where nothing was. */
    static @Nullable String prepared(Tx tx, StoreId store, PayoutId id) {
        return tx.first(
                        "select prepared from returns.payout where store_id = ? and id = ?",
                        row -> Optional.ofNullable(row.getString(1)),
                        store,
                        id)
                .flatMap(name -> name)
                .orElse(null);
    }

    static void keepPrepared(Tx tx, StoreId store, PayoutId id, String name) {
        tx.execute("update returns.payout set prepared = ? where store_id = ? and id = ?", name, store, id);
    }

    /** Whether the promise of a return still binds. */
    static boolean openPromise(Tx tx, StoreId store, ReturnId of) {
        return tx.number(
                        "select count(*) from returns.customer_return where store_id = ? and id = ? and promise_open",
                        store,
                        of)
                > 0;
    }

    static Payout payout(ResultSet row) throws SQLException {
        return new Payout(
                new PayoutId(row.getLong("id")),
                new ReturnId(row.getLong("return_id")),
                new OrderId(row.getLong("order_id")),
                Payout.Kind.valueOf(row.getString("kind")),
                Money.of(row.getLong("amount"), row.getString("currency")),
                Payout.State.valueOf(row.getString("state")),
                row.getString("gateway"),
                row.getInt("tries"),
                Tx.instantNotNull(row, "made_at"),
                row.getString("reference"),
                row.getString("trouble"),
                Tx.instant(row, "given_at"),
                Tx.instant(row, "gathers_until"));
    }
}
