package io.postlude.stores;

import io.postlude.kernel.Json;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Statements over {@code stores.connection}. */
final class ConnectionSql {
    private static final String COLUMNS = """
            select id, store_id, source, path_token, shop_domain, secret_sealed, former_sealed, former_until, extras, enabled
            from stores.connection
            """;

    private ConnectionSql() {}

    record Row(
            ConnectionId id,
            StoreId store,
            Source source,
            String pathToken,
            @Nullable String shopDomain,
            String sealed,
            @Nullable String former,
            @Nullable Instant formerUntil,
            Map<String, String> extras,
            boolean enabled) {}

    static void insert(Tx tx, Row row, Instant now) {
        tx.execute(
                """
                insert into stores.connection (store_id, id, source, path_token, shop_domain, secret_sealed, extras, enabled, made_at)
                values (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?)""",
                row.store(),
                row.id(),
                row.source().word(),
                row.pathToken(),
                row.shopDomain(),
                row.sealed(),
                Json.write(row.extras()),
                row.enabled(),
                now);
    }

    record Rotation(String sealed, Instant formerUntil) {}

    static boolean rotate(Tx tx, StoreId store, ConnectionId id, Rotation rotation) {
        return tx.update("""
                update stores.connection
                set former_sealed = secret_sealed, former_until = ?, secret_sealed = ?
                where store_id = ? and id = ?""", rotation.formerUntil(), rotation.sealed(), store, id) == 1;
    }

    static boolean enable(Tx tx, StoreId store, ConnectionId id, boolean enabled) {
        return tx.update("update stores.connection set enabled = ? where store_id = ? and id = ?", enabled, store, id)
                == 1;
    }

    static Optional<Row> find(Tx tx, StoreId store, ConnectionId id) {
        return tx.first(COLUMNS + "where store_id = ? and id = ?", ConnectionSql::read, store, id);
    }

    static List<Row> list(Tx tx, StoreId store) {
        return tx.list(COLUMNS + "where store_id = ? order by id", ConnectionSql::read, store);
    }

    static Optional<Row> byPath(Tx tx, String token) {
        return tx.first(COLUMNS + "where path_token = ?", ConnectionSql::read, token);
    }

    static Optional<Row> byShop(Tx tx, Source source, String domain) {
        return tx.first(COLUMNS + "where source = ? and shop_domain = ?", ConnectionSql::read, source.word(), domain);
    }

    private static Row read(ResultSet row) throws SQLException {
        return new Row(
                new ConnectionId(row.getLong("id")),
                new StoreId(row.getInt("store_id")),
                Source.of(row.getString("source")).orElseThrow(),
                row.getString("path_token"),
                row.getString("shop_domain"),
                row.getString("secret_sealed"),
                row.getString("former_sealed"),
                Tx.instant(row, "former_until"),
                extras(row.getString("extras")),
                row.getBoolean("enabled"));
    }

    private static Map<String, String> extras(String json) {
        Map<String, String> extras = new HashMap<>();
        Json.read(json, com.fasterxml.jackson.databind.JsonNode.class)
                .properties()
                .forEach(entry -> extras.put(entry.getKey(), entry.getValue().asText()));
        return extras;
    }
}
