package io.postlude.connectors;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Statements over {@code connectors.endpoint}. */
final class EndpointSql {
    private EndpointSql() {}

    record Row(
            StoreId store,
            EndpointId id,
            String address,
            Set<String> wants,
            String sealed,
            @Nullable String former,
            @Nullable Instant formerUntil,
            boolean enabled,
            @Nullable Instant failingSince,
            @Nullable String disabledWhy) {
        boolean hears(String type) {
            return enabled && (wants.isEmpty() || wants.contains(type));
        }
    }

    static void insert(Tx tx, Row row, Instant now) {
        tx.execute(
                "insert into connectors.endpoint (store_id, id, address, wants, secret_sealed, made_at) values (?, ?, ?, ?, ?, ?)",
                row.store(),
                row.id(),
                row.address(),
                row.wants().toArray(String[]::new),
                row.sealed(),
                now);
    }

    static boolean rotate(Tx tx, StoreId store, EndpointId id, Rotation rotation) {
        return tx.update("""
                update connectors.endpoint set former_sealed = secret_sealed, former_until = ?, secret_sealed = ?
                where store_id = ? and id = ?""", rotation.formerUntil(), rotation.sealed(), store, id) == 1;
    }

    record Rotation(String sealed, Instant formerUntil) {}

    static boolean enable(Tx tx, StoreId store, EndpointId id, boolean enabled) {
        return tx.update("""
                update connectors.endpoint set enabled = ?, failing_since = null, disabled_why = null
                where store_id = ? and id = ?""", enabled, store, id) == 1;
    }

    static boolean remove(Tx tx, StoreId store, EndpointId id) {
        tx.execute("delete from connectors.sent_event where store_id = ? and endpoint_id = ?", store, id);
        return tx.update("delete from connectors.endpoint where store_id = ? and id = ?", store, id) == 1;
    }

    static void took(Tx tx, StoreId store, EndpointId id) {
        tx.execute(
                "update connectors.endpoint set failing_since = null where store_id = ? and id = ? and failing_since is not null",
                store,
                id);
    }

    /** Notes a failure; one that lasted too long, or that said it is gone, switches it off. */
    static void failed(Tx tx, StoreId store, EndpointId id, Failure failure) {
        tx.execute(
                """
                update connectors.endpoint set
                  failing_since = coalesce(failing_since, ?),
                  enabled = enabled and not (? or coalesce(failing_since, ?) <= ?),
                  disabled_why = case when enabled and (? or coalesce(failing_since, ?) <= ?) then ? else disabled_why end
                where store_id = ? and id = ?""",
                failure.at(),
                failure.gone(),
                failure.at(),
                failure.tooLong(),
                failure.gone(),
                failure.at(),
                failure.tooLong(),
                failure.why(),
                store,
                id);
    }

    /** {@code tooLong}: failing since then or before is too long. */
    record Failure(Instant at, Instant tooLong, boolean gone, String why) {}

    static List<Row> list(Tx tx, StoreId store) {
        return tx.list("select * from connectors.endpoint where store_id = ? order by id", EndpointSql::read, store);
    }

    static List<Row> ofStoresAcrossStores(Tx tx, int[] stores) {
        return tx.list("select * from connectors.endpoint where store_id = any(?)", EndpointSql::read, stores);
    }

    private static Row read(ResultSet row) throws SQLException {
        return new Row(
                new StoreId(row.getInt("store_id")),
                new EndpointId(row.getLong("id")),
                row.getString("address"),
                Set.of((String[]) row.getArray("wants").getArray()),
                row.getString("secret_sealed"),
                row.getString("former_sealed"),
                Tx.instant(row, "former_until"),
                row.getBoolean("enabled"),
                Tx.instant(row, "failing_since"),
                row.getString("disabled_why"));
    }
}
