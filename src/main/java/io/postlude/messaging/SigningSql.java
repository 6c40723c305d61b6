package io.postlude.messaging;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Statements over {@code messaging.signing_key}. */
final class SigningSql {
    private SigningSql() {}

    record Row(
            StoreId store,
            SigningKeyId id,
            String domain,
            String selector,
            Dkim.Algorithm algorithm,
            String sealed,
            String publicKey,
            boolean enabled) {}

    static void insert(Tx tx, Row row, Instant now) {
        tx.execute(
                """
                insert into messaging.signing_key (store_id, id, domain, selector, algorithm, private_sealed, public_key, made_at)
                values (?, ?, ?, ?, ?, ?, ?, ?)""",
                row.store(),
                row.id(),
                row.domain(),
                row.selector(),
                row.algorithm(),
                row.sealed(),
                row.publicKey(),
                now);
    }

    static boolean enable(Tx tx, StoreId store, SigningKeyId id, boolean on) {
        return tx.update("update messaging.signing_key set enabled = ? where store_id = ? and id = ?", on, store, id)
                == 1;
    }

    static List<Row> list(Tx tx, StoreId store) {
        return tx.list("select * from messaging.signing_key where store_id = ? order by id", SigningSql::read, store);
    }

    static List<Row> enabled(Tx tx, StoreId store, String domain) {
        return tx.list(
                "select * from messaging.signing_key where store_id = ? and domain = ? and enabled order by id",
                SigningSql::read,
                store,
                domain);
    }

    private static Row read(ResultSet row) throws SQLException {
        return new Row(
                new StoreId(row.getInt("store_id")),
                new SigningKeyId(row.getLong("id")),
                row.getString("domain"),
                row.getString("selector"),
                Dkim.Algorithm.valueOf(row.getString("algorithm")),
                row.getString("private_sealed"),
                row.getString("public_key"),
                row.getBoolean("enabled"));
    }
}
