package io.postlude.loyalty;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;

/** Reads codes with what became of them, those given last first. */
final class CodeSeenSql {
    private CodeSeenSql() {}

    /** Which, and of which day it is said. */
    record Asked(PoolId pool, LocalDate today, int most) {}

    static void each(Tx tx, StoreId store, Asked asked, Consumer<CodeSeen> taker) {
        tx.each("""
                select c.code, c.state, g.customer_id, g.given_at, g.until_day, u.order_id
                from loyalty.code c
                left join loyalty.given g on g.store_id = c.store_id and g.code_id = c.id
                left join lateral (select order_id from loyalty.use u
                  where u.store_id = c.store_id and u.code_id = c.id and u.cancelled_at is null
                    and u.given_id is not distinct from g.id
                  order by u.used_at, u.order_id limit 1) u on true
                where c.store_id = ? and c.pool_id = ? and (c.state <> 'SHARED' or g.id is not null)
                order by g.id desc nulls last, c.id limit ?""", row -> taker.accept(read(row, asked.today())), store, asked.pool(), asked.most());
    }

    /** Which people's, and of which day it is said. */
    @SuppressWarnings("ArrayRecordComponent") // handed to one statement, never compared
    record Whose(long[] people, LocalDate today, int most) {}

    /** What these people were given, the newest first. */
    static List<CodeSeen.Given> ofPeople(Tx tx, StoreId store, Whose whose) {
        return tx.list(
                """
                select c.code, c.state, g.customer_id, g.given_at, g.until_day, u.order_id, p.key, p.name, p.worth
                from loyalty.given g
                join loyalty.code c on c.store_id = g.store_id and c.id = g.code_id
                join loyalty.pool p on p.store_id = g.store_id and p.id = g.pool_id
                left join lateral (select order_id from loyalty.use u
                  where u.store_id = g.store_id and u.given_id = g.id and u.cancelled_at is null
                  order by u.used_at, u.order_id limit 1) u on true
                where g.store_id = ? and g.customer_id = any(?)
                order by g.id desc limit ?""",
                row -> new CodeSeen.Given(
                        row.getString("key"),
                        row.getString("name"),
                        PoolSql.worth(row.getString("worth")),
                        read(row, whose.today())),
                store,
                whose.people(),
                whose.most());
    }

    private static CodeSeen read(ResultSet row, LocalDate today) throws SQLException {
        long customer = row.getLong("customer_id");
        long order = row.getLong("order_id");
        LocalDate until = row.getObject("until_day", LocalDate.class);
        CodeSeen.State state = switch (row.getString("state")) {
            case "FREE" -> CodeSeen.State.LEFT;
            case "SPENT" -> CodeSeen.State.SPENT;
            default ->
                order != 0
                        ? CodeSeen.State.USED
                        : until != null && until.isBefore(today) ? CodeSeen.State.EXPIRED : CodeSeen.State.GIVEN;
        };
        return new CodeSeen(
                row.getString("code"),
                state,
                customer == 0 ? null : new CustomerId(customer),
                Tx.instant(row, "given_at"),
                until,
                order == 0 ? null : new OrderId(order));
    }
}
