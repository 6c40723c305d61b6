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

/** Statements over the accounts a store has with providers: a table for each purpose, all of one form. */
final class ProviderAccountSql {
    private ProviderAccountSql() {}

    /** What accounts are for. */
    enum Book {
        REFUNDS("connectors.refund_account", "refund-account"),
        LABELS("connectors.label_account", "label-account");

        private final String table;
        final String word;

        Book(String table, String word) {
            this.table = table;
            this.word = word;
        }
    }

    /** One kind of account of a store. */
    record Whose(Book book, StoreId store, String kind) {}

    record Row(String kind, Map<String, String> settings, String sealed, boolean enabled) {
        @Override
        public String toString() {
            return kind;
        }
    }

    static Optional<Row> find(Tx tx, Whose whose) {
        return tx.first(
                "select * from " + whose.book().table + " where store_id = ? and kind = ?",
                row -> new Row(
                        row.getString("kind"),
                        map(row.getString("settings")),
                        row.getString("secrets_sealed"),
                        row.getBoolean("enabled")),
                whose.store(),
                whose.kind());
    }

    static void keep(Tx tx, Whose whose, Row row, Instant now) {
        tx.execute(
                "insert into " + whose.book().table + """
                 (store_id, kind, settings, secrets_sealed, enabled, made_at)
                values (?, ?, ?::json, ?, true, ?)
                on conflict (store_id, kind) do update set settings = excluded.settings,
                  secrets_sealed = excluded.secrets_sealed""",
                whose.store(),
                row.kind(),
                Json.write(row.settings()),
                row.sealed(),
                now);
    }

    static boolean turn(Tx tx, Whose whose, boolean enabled) {
        return tx.update(
                        "update " + whose.book().table
                                + " set enabled = ? where store_id = ? and kind = ? and enabled <> ?",
                        enabled,
                        whose.store(),
                        whose.kind(),
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
