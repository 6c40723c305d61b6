package io.postlude.returns;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.BulkRows;
import io.postlude.kernel.Json;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.LineId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rows of {@code returns.conduct}, and what they are worked out from. */
final class ConductSql {
    private static final List<String> COLUMNS = List.of(
            "store_id int",
            "customer_id bigint",
            "score int",
            "rules_version int",
            "signs json",
            "weighed_at timestamptz");

    private ConductSql() {}

    /** One piece somebody sent back, or is about to. */
    record Sent(
            CustomerId customer,
            ReturnId returned,
            LineId line,
            Reason reason,
            boolean claimed,
            boolean isOtherThanTold,
            long goods,
            Instant at) {
        boolean isOwnChoice() {
            return !claimed && !reason.isOurs();
        }

        /** Not in the parcel to us, or told to have been missing in ours. */
        boolean isMissing() {
            return isOtherThanTold || (claimed && reason == Reason.INCOMPLETE);
        }
    }

    static List<Sent> sent(Tx tx, StoreId store, Instant since) {
        return tx.list(
                """
                select r.customer_id, r.id, p.line_id, p.reason, p.rule = ? as claimed, p.goods, r.requested_at,
                  p.travel = 'MISSING' or coalesce(p.disposition = 'WRONG_ITEM', false) as other
                from returns.customer_return r join returns.piece p on p.store_id = r.store_id and p.return_id = r.id
                where r.store_id = ? and r.requested_at >= ? and r.customer_id is not null
                  and p.verdict not in ('REFUSED', 'CALLED_OFF')""",
                row -> new Sent(
                        new CustomerId(row.getLong("customer_id")),
                        new ReturnId(row.getLong("id")),
                        new LineId(row.getLong("line_id")),
                        Reason.valueOf(row.getString("reason")),
                        row.getBoolean("claimed"),
                        row.getBoolean("other"),
                        row.getLong("goods"),
                        Tx.instantNotNull(row, "requested_at")),
                Grants.RULE,
                store,
                since);
    }

    static void write(Tx tx, StoreId store, Map<CustomerId, List<Sign>> signs, Instant now) {
        tx.execute("delete from returns.conduct where store_id = ?", store);
        BulkRows rows = new BulkRows(COLUMNS);
        signs.forEach((customer, mine) ->
                rows.add(store, customer, Sign.score(mine), Conduct.RULES_VERSION, Json.write(mine), now));
        rows.appendTo(tx, "returns.conduct");
        tx.execute("""
                insert into returns.weighing (store_id, weighed_at) values (?, ?)
                on conflict (store_id) do update set weighed_at = excluded.weighed_at""", store, now);
    }

    /** The highest of what is known under these ids, set aside where a person said so. */
    static Optional<Conduct> of(Tx tx, StoreId store, Collection<CustomerId> family, LocalDate today) {
        long[] ids = family.stream().mapToLong(CustomerId::value).toArray();
        return tx.first("""
                select c.*, (select max(a.until) from returns.appeal a
                  where a.store_id = c.store_id and a.customer_id = any(?) and a.granted and a.until >= ?) as aside
                from returns.conduct c where c.store_id = ? and c.customer_id = any(?)
                order by c.score desc, c.customer_id limit 1""", ConductSql::conduct, ids, today, store, ids);
    }

    private static Conduct conduct(ResultSet row) throws SQLException {
        return new Conduct(
                row.getInt("score"),
                row.getInt("rules_version"),
                List.of(Json.read(row.getString("signs"), Sign[].class)),
                Tx.instantNotNull(row, "weighed_at"),
                row.getObject("aside", LocalDate.class));
    }

    /** Stores where something was asked for since they were weighed, the last time before this moment. */
    static List<StoreId> dueAcrossStores(Tx tx, Instant before) {
        return tx.list("""
                select r.store_id from (select store_id, max(requested_at) as newest from returns.customer_return
                  group by store_id) r
                left join returns.weighing w on w.store_id = r.store_id
                where w.weighed_at is null or (w.weighed_at <= ? and r.newest > w.weighed_at) order by r.store_id""", row -> new StoreId(row.getInt(1)), before);
    }
}
