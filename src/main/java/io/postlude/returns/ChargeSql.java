package io.postlude.returns;

import io.postlude.kernel.Money;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The statements over what customers pay on top. The caller holds the order's book. */
final class ChargeSql {
    static final String ADD = """
            insert into returns.charge (store_id, id, return_id, order_id, amount, currency, state, gateway, made_at, due_at, work_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    static final String PAID = """
            update returns.charge set state = 'PAID', payment = ?, paid_at = ?, paid_by = ?, work_at = null, trouble = null
            where store_id = ? and id = ? and state in ('WAITING', 'OPEN', 'BY_HAND', 'CLOSING')""";

    /** A page that may be open is shut first; one that nobody has seen is just not wanted any more. */
    static final String STOP = """
            update returns.charge set state = case when state = 'BY_HAND' then 'STOPPED' else 'CLOSING' end,
              work_at = case when state = 'BY_HAND' then null else ?::timestamptz end
            where store_id = ? and id = ? and state in ('WAITING', 'OPEN', 'BY_HAND')""";

    static final String LAPSE = """
            update returns.charge set state = 'LAPSED', work_at = null
            where store_id = ? and id = ? and state in ('WAITING', 'OPEN', 'BY_HAND')""";

    private ChargeSql() {}

    /** What a payment holds that went nowhere so far. */
    record Deposit(ChargeId id, String gateway, @Nullable String payment, long left) {}

    static List<Deposit> deposits(Tx tx, StoreId store, ReturnId of) {
        return tx.list(
                """
                select id, gateway, payment, amount - used - back from returns.charge
                where store_id = ? and return_id = ? and state = 'PAID' and amount > used + back order by id""",
                row -> new Deposit(new ChargeId(row.getLong(1)), row.getString(2), row.getString(3), row.getLong(4)),
                store,
                of);
    }

    static long deposited(Tx tx, StoreId store, ReturnId of) {
        return deposits(tx, store, of).stream().mapToLong(Deposit::left).sum();
    }

    /** So much of what was paid goes into other things. */
    static void use(Tx tx, StoreId store, ReturnId of, long minor) {
        long open = minor;
        for (Deposit one : deposits(tx, store, of)) {
            long part = Math.min(open, one.left());
            if (part > 0)
                tx.execute(
                        "update returns.charge set used = used + ? where store_id = ? and id = ?",
                        part,
                        store,
                        one.id());
            open -= part;
        }
        if (open > 0) throw new IllegalStateException("less was paid than goes into other things");
    }

    /** So much of it goes into nothing after all. */
    static void unuse(Tx tx, StoreId store, ReturnId of, long minor) {
        record Used(long id, long used) {}
        long open = minor;
        for (Used one : tx.list(
                "select id, used from returns.charge where store_id = ? and return_id = ? and used > 0 order by id desc",
                row -> new Used(row.getLong(1), row.getLong(2)),
                store,
                of)) {
            long part = Math.min(open, one.used());
            if (part > 0)
                tx.execute(
                        "update returns.charge set used = used - ? where store_id = ? and id = ?",
                        part,
                        store,
                        one.id());
            open -= part;
        }
        if (open > 0) throw new IllegalStateException("less went into other things than comes out of them");
    }

    /** The newest of each return. */
    static Map<ReturnId, Charge> ofReturns(Tx tx, StoreId store, Collection<ReturnId> ids) {
        Map<ReturnId, Charge> all = new HashMap<>();
        tx.each(
                """
                select distinct on (return_id) * from returns.charge where store_id = ? and return_id = any(?)
                order by return_id, id desc""",
                row -> {
                    Charge charge = charge(row);
                    all.put(charge.returned(), charge);
                },
                store,
                ReturnSql.longs(ids));
        return all;
    }

    static Optional<Charge> open(Tx tx, StoreId store, ReturnId of) {
        return tx.first("""
                select * from returns.charge
                where store_id = ? and return_id = ? and state in ('WAITING', 'OPEN', 'BY_HAND')""", ChargeSql::charge, store, of);
    }

    static void lookNow(Tx tx, StoreId store, ChargeId id, Instant now) {
        tx.execute(
                "update returns.charge set work_at = ? where store_id = ? and id = ? and work_at > ?",
                now,
                store,
                id,
                now);
    }

    static Optional<Charge> charge(Tx tx, StoreId store, ChargeId id) {
        return tx.first("select * from returns.charge where store_id = ? and id = ?", ChargeSql::charge, store, id);
    }

    /** Those a customer is asked for, the oldest first. */
    static List<Charge> open(Tx tx, StoreId store, int limit) {
        return tx.list("""
                select * from returns.charge where store_id = ? and state in ('WAITING', 'OPEN', 'BY_HAND')
                order by made_at, id limit ?""", ChargeSql::charge, store, limit);
    }

    private static Charge charge(ResultSet row) throws SQLException {
        return new Charge(
                new ChargeId(row.getLong("id")),
                new ReturnId(row.getLong("return_id")),
                new OrderId(row.getLong("order_id")),
                Money.of(row.getLong("amount"), row.getString("currency")),
                Charge.State.valueOf(row.getString("state")),
                row.getString("gateway"),
                row.getInt("attempt"),
                row.getString("reference"),
                row.getString("link"),
                row.getString("payment"),
                Tx.instantNotNull(row, "made_at"),
                Tx.instantNotNull(row, "due_at"),
                Tx.instant(row, "paid_at"),
                row.getString("trouble"));
    }

    /** One whose time to look at it has come, taken until {@code lease}. */
    record Claimed(StoreId store, ChargeId id) {}

    static List<Claimed> claimAcrossStores(Tx tx, Instant now, Instant lease, int limit) {
        return tx.list(
                """
                update returns.charge c set work_at = ? from (
                  select store_id, id from returns.charge where work_at <= ? order by work_at limit ? for update skip locked) due
                where c.store_id = due.store_id and c.id = due.id returning c.store_id, c.id""", row -> new Claimed(new StoreId(row.getInt(1)), new ChargeId(row.getLong(2))), lease, now, limit);
    }
}
