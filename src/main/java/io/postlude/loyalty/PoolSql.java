package io.postlude.loyalty;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postlude.kernel.Json;
import io.postlude.kernel.Money;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rows of {@code loyalty.pool}. */
final class PoolSql {
    private static final String POOL = """
            select p.*, (select c.code from loyalty.code c
              where c.store_id = p.store_id and c.pool_id = p.id and c.state = 'SHARED') as shared
            from loyalty.pool p
            """;

    private PoolSql() {}

    static List<Pool> all(Tx tx, StoreId store) {
        return tx.list(
                POOL + "where p.store_id = ? order by p.closed_at is not null, lower(p.name), p.id",
                PoolSql::read,
                store);
    }

    static Optional<Pool> byKey(Tx tx, StoreId store, String key) {
        return tx.first(POOL + "where p.store_id = ? and p.key = ?", PoolSql::read, store, key);
    }

    static long count(Tx tx, StoreId store) {
        return tx.number("select count(*) from loyalty.pool where store_id = ?", store);
    }

    /** Whether there is anything an order could carry. */
    static boolean any(Tx tx, StoreId store) {
        return tx.number("select count(*) from (select from loyalty.pool where store_id = ? limit 1) p", store) > 0;
    }

    /** False where the key is taken. */
    static boolean insert(Tx tx, StoreId store, Pool pool) {
        return tx.update(
                        """
                insert into loyalty.pool (store_id, id, key, name, kind, worth, valid_days, valid_until, low_below, made_at, made_by)
                values (?, ?, ?, ?, ?, ?::json, ?, ?, ?, ?, ?) on conflict on constraint pool_key_once do nothing""",
                        store,
                        pool.id(),
                        pool.key(),
                        pool.name(),
                        pool.kind(),
                        write(pool.worth()),
                        pool.validity().days(),
                        pool.validity().until(),
                        pool.lowBelow(),
                        pool.madeAt(),
                        pool.madeBy())
                == 1;
    }

    /** False where it was closed before. */
    static boolean close(Tx tx, StoreId store, PoolId pool, Instant at) {
        return tx.update(
                        "update loyalty.pool set closed_at = ? where store_id = ? and id = ? and closed_at is null",
                        at,
                        store,
                        pool)
                == 1;
    }

    /** False where it was told before. */
    static boolean tellLow(Tx tx, StoreId store, PoolId pool, Instant at) {
        return tx.update(
                        "update loyalty.pool set low_told_at = ? where store_id = ? and id = ? and low_told_at is null",
                        at,
                        store,
                        pool)
                == 1;
    }

    /** Enough are left again: the next time is news. */
    static void calm(Tx tx, StoreId store, PoolId pool) {
        tx.execute(
                "update loyalty.pool set low_told_at = null where store_id = ? and id = ? and low_told_at is not null",
                store,
                pool);
    }

    static Pool read(ResultSet row) throws SQLException {
        int days = row.getInt("valid_days");
        return new Pool(
                new PoolId(row.getLong("id")),
                row.getString("key"),
                row.getString("name"),
                Pool.Kind.valueOf(row.getString("kind")),
                row.getString("shared"),
                worth(row.getString("worth")),
                new Pool.Validity(days == 0 ? null : days, row.getObject("valid_until", LocalDate.class)),
                row.getInt("low_below"),
                Tx.instantNotNull(row, "made_at"),
                row.getString("made_by"),
                Tx.instant(row, "closed_at"));
    }

    private static String write(Worth worth) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        switch (worth) {
            case Worth.Percent(int percent) -> json.put("percent", percent);
            case Worth.Amount(Money off) ->
                json.put("minor", off.minor()).put("currency", off.currency().getCurrencyCode());
            case Worth.Said(Map<String, String> words) -> words.forEach(json.putObject("words")::put);
        }
        return Json.write(json);
    }

    static Worth worth(String stored) {
        JsonNode json = Json.read(stored, JsonNode.class);
        if (json.has("percent")) return new Worth.Percent(json.path("percent").intValue());
        if (json.has("minor"))
            return new Worth.Amount(Money.of(
                    json.path("minor").longValue(), json.path("currency").textValue()));
        Map<String, String> words = new HashMap<>();
        json.path("words")
                .properties()
                .forEach(one -> words.put(one.getKey(), one.getValue().textValue()));
        return new Worth.Said(words);
    }
}
