package io.postlude.loyalty;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.BulkRows;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows of {@code loyalty.given}. */
final class GivenSql {
    /** A reward is used where an order that stands carries it. */
    static final String USED = """
            exists (select from loyalty.use u
              where u.store_id = g.store_id and u.given_id = g.id and u.cancelled_at is null)""";

    private GivenSql() {}

    record Row(
            RewardId id,
            Pool pool,
            long code,
            Rewards.Wish wish,
            Instant at,
            @Nullable LocalDate until) {}

    static void insert(Tx tx, StoreId store, List<Row> given) {
        BulkRows rows = new BulkRows(List.of(
                "store_id int",
                "id bigint",
                "pool_id bigint",
                "code_id bigint",
                "alone boolean",
                "run_id bigint",
                "customer_id bigint",
                "order_id bigint",
                "given_at timestamptz",
                "until_day date"));
        for (Row one : given)
            rows.add(
                    store,
                    one.id(),
                    one.pool().id(),
                    one.code(),
                    one.pool().kind() == Pool.Kind.LISTED,
                    one.wish().run(),
                    one.wish().customer(),
                    one.wish().order(),
                    one.at(),
                    one.until());
        rows.execute(tx, """
                insert into loyalty.given (store_id, id, pool_id, code_id, alone, run_id, customer_id, order_id, given_at, until_day)
                select * from :rows u""");
    }

    /** Which of these runs have one of this pool. */
    static Set<Long> have(Tx tx, StoreId store, PoolId pool, Collection<Long> runs) {
        return new HashSet<>(tx.list(
                "select run_id from loyalty.given where store_id = ? and pool_id = ? and run_id = any(?)",
                row -> row.getLong(1),
                store,
                pool,
                longs(runs)));
    }

    /** By their runs, of several the newest. */
    static Map<Long, Reward> ofRuns(Tx tx, StoreId store, Collection<Long> runs) {
        Map<Long, Reward> all = new HashMap<>();
        tx.each("""
                select g.run_id, p.key, p.worth, c.code, g.until_day, %s as used
                from loyalty.given g join loyalty.pool p on p.store_id = g.store_id and p.id = g.pool_id
                join loyalty.code c on c.store_id = g.store_id and c.id = g.code_id
                where g.store_id = ? and g.run_id = any(?) order by g.id""".formatted(USED), row -> all.put(row.getLong("run_id"), reward(row)), store, longs(runs));
        return all;
    }

    private static Reward reward(ResultSet row) throws SQLException {
        return new Reward(
                row.getString("key"),
                PoolSql.worth(row.getString("worth")),
                row.getString("code"),
                row.getObject("until_day", LocalDate.class),
                row.getBoolean("used"));
    }

    /** Who was given a code; {@code person} null: nobody we know, or nobody any more. */
    record Having(long code, @Nullable CustomerId person, RewardId reward, Instant at) {
        static Having of(ResultSet row) throws SQLException {
            long person = row.getLong("customer_id");
            return new Having(
                    row.getLong("code_id"),
                    person == 0 ? null : new CustomerId(person),
                    new RewardId(row.getLong("id")),
                    Tx.instantNotNull(row, "given_at"));
        }
    }

    /** Whose these codes for one person are. */
    static List<Having> ofCodes(Tx tx, StoreId store, Collection<Long> codes) {
        return tx.list(
                "select * from loyalty.given where store_id = ? and code_id = any(?) and alone",
                Having::of,
                store,
                longs(codes));
    }

    /** Which of these people were given these codes of everybody, the newest first. */
    static List<Having> ofPeople(Tx tx, StoreId store, Collection<Long> codes, Collection<CustomerId> people) {
        return tx.list(
                """
                select * from loyalty.given
                where store_id = ? and code_id = any(?) and customer_id = any(?) and not alone order by id desc""",
                Having::of,
                store,
                longs(codes),
                people.stream().mapToLong(CustomerId::value).toArray());
    }

    private static long[] longs(Collection<Long> all) {
        return all.stream().mapToLong(Long::longValue).toArray();
    }
}
