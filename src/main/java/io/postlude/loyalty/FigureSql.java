package io.postlude.loyalty;

import io.postlude.kernel.Money;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts what became of codes. */
final class FigureSql {
    private FigureSql() {}

    static Map<PoolId, PoolFigures> figures(Tx tx, StoreId store, LocalDate today) {
        Map<PoolId, List<Money>> money = new HashMap<>();
        tx.each(
                """
                select pool_id, currency, sum(minor)::bigint from
                  (select distinct pool_id, order_id, currency, minor from loyalty.use
                   where store_id = ? and cancelled_at is null) o
                group by pool_id, currency order by currency""",
                row -> money.computeIfAbsent(new PoolId(row.getLong(1)), id -> new ArrayList<>())
                        .add(Money.of(row.getLong(3), row.getString(2))),
                store);
        Map<PoolId, PoolFigures> all = new HashMap<>();
        tx.each(
                """
                select p.id,
                  (select count(*) from loyalty.code c
                   where c.store_id = p.store_id and c.pool_id = p.id and c.state = 'FREE') as left,
                  (select count(*) from loyalty.code c
                   where c.store_id = p.store_id and c.pool_id = p.id and c.state = 'SPENT') as spent,
                  g.given, g.used, g.expired,
                  (select count(distinct u.order_id) from loyalty.use u
                   where u.store_id = p.store_id and u.pool_id = p.id and u.cancelled_at is null) as orders
                from loyalty.pool p left join lateral
                  (select count(*) as given, count(*) filter (where o.used) as used,
                     count(*) filter (where not o.used and o.until_day < ?) as expired
                   from (select g.until_day, %s as used from loyalty.given g
                     where g.store_id = p.store_id and g.pool_id = p.id) o) g on true
                where p.store_id = ?""".formatted(GivenSql.USED),
                row -> {
                    PoolId pool = new PoolId(row.getLong("id"));
                    all.put(
                            pool,
                            new PoolFigures(
                                    row.getLong("left"),
                                    row.getLong("spent"),
                                    row.getLong("given"),
                                    row.getLong("used"),
                                    row.getLong("expired"),
                                    row.getLong("orders"),
                                    money.getOrDefault(pool, List.of())));
                },
                today,
                store);
        return all;
    }
}
