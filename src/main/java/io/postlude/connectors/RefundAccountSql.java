package io.postlude.connectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.postlude.kernel.Json;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Statements over {@code connectors.refund_account}. */
final class RefundAccountSql {
    private RefundAccountSql() {}

    record Row(String kind, Map<String, String> settings, String sealed, boolean enabled) {
        @Override
        public String toString() {
            return kind;
        }
    }

    static Optional<Row> find(Tx tx, StoreId store, String kind) {
        return tx.first(
                "select * from connectors.refund_account where store_id = ? and kind = ?",
                row -> new Row(
                        row.getString("kind"),
                        map(row.getString("settings")),
                        row.getString("secrets_sealed"),
                        row.getBoolean("enabled")),
                store,
                kind);
    }

    static void keep(Tx tx, StoreId store, Row row, Instant now) {
        tx.execute("""
                insert into connectors.refund_account (store_id, kind, settings, secrets_sealed, enabled, made_at)
                values (?, ?, ?::json, ?, true, ?)
                on conflict (store_id, kind) do update set settings = excluded.settings,
                  secrets_sealed = excluded.secrets_sealed""", store, row.kind(), Json.write(row.settings()), row.sealed(), now);
    }

    static boolean turn(Tx tx, StoreId store, String kind, boolean enabled) {
        return tx.update(
                        "update connectors.refund_account set enabled = ? where store_id = ? and kind = ? and enabled <> ?",
                        enabled,
                        store,
                        kind,
                        enabled)
                == 1;
    }

    static Map<String, String> map(String json) {
        try {
            return Json.MAPPER.readValue(json, new TypeReference<TreeMap<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the settings of an account are not what was written", e);
        }
    }
}
