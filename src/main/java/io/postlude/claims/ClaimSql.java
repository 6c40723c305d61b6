package io.postlude.claims;

import io.postlude.customers.CustomerId;
import io.postlude.deliveries.Language;
import io.postlude.kernel.Id;
import io.postlude.kernel.Json;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.LineId;
import io.postlude.orders.OrderId;
import io.postlude.returns.Asker;
import io.postlude.returns.ReturnId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The statements over claims. */
final class ClaimSql {
    static final String ADD = """
            insert into claims.claim (store_id, id, code, order_id, customer_id, kind, state, place, wish, words, language,
              channel, request_key, warranty_until, evidence, asked_at, moved_at)
            values (?, ?, ?, ?, ?, ?, 'ASKED', ?, ?, ?, ?, ?, ?, ?, ?::json, ?, ?)""";

    static final List<String> LINE = List.of(
            "store_id int", "claim_id bigint", "line_id bigint", "order_id bigint", "quantity int", "serial text");

    static final String NOTE = """
            insert into claims.history (store_id, claim_id, id, at, by, what, was, became, said)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private ClaimSql() {}

    /** Puts the claims of an order in line until the transaction ends; taken before any lock of returns. */
    static void lock(Tx tx, StoreId store, OrderId order) {
        tx.execute("insert into claims.desk (store_id, order_id) values (?, ?) on conflict do nothing", store, order);
        tx.execute("select 1 from claims.desk where store_id = ? and order_id = ? for update", store, order);
    }

    static Optional<ClaimId> byKey(Tx tx, StoreId store, String key) {
        return tx.first("select id from claims.claim where store_id = ? and request_key = ?", ClaimSql::id, store, key);
    }

    static Optional<ClaimId> byCode(Tx tx, StoreId store, String code) {
        return tx.first("select id from claims.claim where store_id = ? and code = ?", ClaimSql::id, store, code);
    }

    static Optional<ClaimId> byReturn(Tx tx, StoreId store, ReturnId returned) {
        return tx.first(
                "select id from claims.claim where store_id = ? and return_id = ?", ClaimSql::id, store, returned);
    }

    static List<ClaimId> ofOrder(Tx tx, StoreId store, OrderId order) {
        return tx.list(
                "select id from claims.claim where store_id = ? and order_id = ? order by id",
                ClaimSql::id,
                store,
                order);
    }

    /** Of these orders those about which a claim is not over. */
    static List<OrderId> openOf(Tx tx, StoreId store, Collection<OrderId> orders) {
        return tx.list(
                """
                select distinct order_id from claims.claim
                where store_id = ? and order_id = any(?) and state = any(?)""",
                row -> new OrderId(row.getLong(1)),
                store,
                orders.stream().mapToLong(OrderId::value).toArray(),
                Arrays.stream(ClaimState.values())
                        .filter(ClaimState::holds)
                        .map(ClaimState::name)
                        .toArray(String[]::new));
    }

    private static ClaimId id(ResultSet row) throws SQLException {
        return new ClaimId(row.getLong(1));
    }

    /** Pieces of each line in claims that are open and have no return of their own. */
    static Map<LineId, Integer> claimed(Tx tx, StoreId store, OrderId order) {
        Map<LineId, Integer> all = new HashMap<>();
        tx.each("""
                select l.line_id, sum(l.quantity)::int from claims.claim_line l
                join claims.claim c on c.store_id = l.store_id and c.id = l.claim_id
                where l.store_id = ? and l.order_id = ? and c.state in ('ASKED', 'ASKED_BACK', 'AGREED')
                  and c.return_id is null
                group by l.line_id""", row -> all.put(new LineId(row.getLong(1)), row.getInt(2)), store, order);
        return all;
    }

    /** In the order of the ids given. */
    static List<ClaimView> views(Tx tx, StoreId store, Collection<ClaimId> ids) {
        if (ids.isEmpty()) return List.of();
        long[] numbers = ids.stream().mapToLong(Id::value).toArray();
        Map<ClaimId, List<ClaimView.Part>> parts = new HashMap<>();
        tx.each(
                """
                select claim_id, line_id, quantity, serial from claims.claim_line
                where store_id = ? and claim_id = any(?) order by line_id""",
                row -> parts.computeIfAbsent(new ClaimId(row.getLong(1)), id -> new ArrayList<>())
                        .add(new ClaimView.Part(new LineId(row.getLong(2)), row.getInt(3), row.getString(4))),
                store,
                numbers);
        Map<ClaimId, ClaimView> found = new HashMap<>();
        tx.each(
                "select * from claims.claim where store_id = ? and id = any(?)",
                row -> {
                    ClaimId id = new ClaimId(row.getLong("id"));
                    found.put(id, view(row, parts.getOrDefault(id, List.of())));
                },
                store,
                numbers);
        return ids.stream().map(found::get).filter(Objects::nonNull).toList();
    }

    private static ClaimView view(ResultSet row, List<ClaimView.Part> parts) throws SQLException {
        String outcome = row.getString("outcome");
        Long customer = number(row, "customer_id");
        Long returned = number(row, "return_id");
        var decidedAt = Tx.instant(row, "decided_at");
        return new ClaimView(
                new ClaimId(row.getLong("id")),
                row.getString("code"),
                new OrderId(row.getLong("order_id")),
                customer == null ? null : new CustomerId(customer),
                ClaimKind.valueOf(row.getString("kind")),
                ClaimState.valueOf(row.getString("state")),
                outcome == null ? null : Outcome.valueOf(outcome),
                Place.valueOf(row.getString("place")),
                ClaimWish.valueOf(row.getString("wish")),
                row.getString("words"),
                Language.of(row.getString("language")),
                Asker.Channel.valueOf(row.getString("channel")),
                row.getObject("warranty_until", LocalDate.class),
                Json.read(row.getString("evidence"), Evidence.class),
                Tx.instantNotNull(row, "asked_at"),
                row.getString("said"),
                decidedAt == null
                        ? null
                        : new ClaimView.Decided(decidedAt, Objects.requireNonNull(row.getString("decided_by"))),
                returned == null ? null : new ReturnId(returned),
                row.getString("number"),
                row.getInt("round"),
                row.getBoolean("appealed"),
                row.getString("owner"),
                parts);
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }
}
