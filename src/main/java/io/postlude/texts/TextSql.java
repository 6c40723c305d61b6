package io.postlude.texts;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rows of {@code texts.text_version}. */
final class TextSql {
    private TextSql() {}

    record Row(String key, int number, String document) {}

    record Saving(String key, String document, Instant at, String by) {}

    static List<String> keys(Tx tx, StoreId store) {
        return tx.list(
                "select distinct key from texts.text_version where store_id = ?", row -> row.getString(1), store);
    }

    static Optional<Row> newest(Tx tx, StoreId store, String key) {
        return newest(tx, store, Set.of(key)).stream().findFirst();
    }

    static List<Row> newest(Tx tx, StoreId store, Set<String> keys) {
        return tx.list("""
                select distinct on (key) key, number, document from texts.text_version
                where store_id = ? and key = any(?) order by key, number desc""", TextSql::row, store, keys.toArray(String[]::new));
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(row.getString("key"), row.getInt("number"), row.getString("document"));
    }

    static List<Texts.Version> versions(Tx tx, StoreId store, String key) {
        return tx.list(
                """
                select number, document, saved_at, saved_by from texts.text_version
                where store_id = ? and key = ? order by number desc""",
                row -> new Texts.Version(
                        row.getInt(1), row.getString(2), Tx.instantNotNull(row, "saved_at"), row.getString(4)),
                store,
                key);
    }

    static void insert(Tx tx, StoreId store, Saving saving) {
        tx.execute("""
                insert into texts.text_version (store_id, key, number, document, saved_at, saved_by)
                select ?, ?, coalesce(max(number), 0) + 1, ?, ?, ? from texts.text_version where store_id = ? and key = ?""", store, saving.key(), saving.document(), saving.at(), saving.by(), store, saving.key());
    }
}
