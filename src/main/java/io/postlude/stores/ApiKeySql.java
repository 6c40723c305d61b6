package io.postlude.stores;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Statements over {@code stores.api_key}. */
final class ApiKeySql {
    private ApiKeySql() {}

    record Live(ApiCaller caller, @Nullable Instant expiresAt) {}

    static void insert(Tx tx, StoreId store, ApiKeys.Key key, String hash) {
        tx.execute(
                """
                insert into stores.api_key (store_id, id, name, prefix, token_hash, scopes, made_by, made_at, expires_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                store,
                key.id(),
                key.name(),
                key.prefix(),
                hash,
                key.scopes().stream().map(Scope::word).sorted().toArray(String[]::new),
                key.madeBy(),
                key.madeAt(),
                key.expiresAt());
    }

    static List<ApiKeys.Key> list(Tx tx, StoreId store) {
        return tx.list(
                """
                select id, name, prefix, scopes, made_by, made_at, expires_at, last_used_at, revoked_at
                from stores.api_key where store_id = ? order by id desc""",
                row -> new ApiKeys.Key(
                        new ApiKeyId(row.getLong("id")),
                        row.getString("name"),
                        row.getString("prefix"),
                        scopes(row),
                        row.getString("made_by"),
                        Tx.instantNotNull(row, "made_at"),
                        Tx.instant(row, "expires_at"),
                        Tx.instant(row, "last_used_at"),
                        Tx.instant(row, "revoked_at")),
                store);
    }

    static boolean revoke(Tx tx, StoreId store, ApiKeyId key, Instant now) {
        return tx.update(
                        "update stores.api_key set revoked_at = ? where store_id = ? and id = ? and revoked_at is null",
                        now,
                        store,
                        key)
                == 1;
    }

    static Optional<Live> find(Tx tx, String hash) {
        return tx.first(
                """
                select store_id, id, name, scopes, expires_at from stores.api_key
                where token_hash = ? and revoked_at is null""",
                row -> new Live(
                        new ApiCaller(
                                new StoreId(row.getInt("store_id")),
                                new ApiKeyId(row.getLong("id")),
                                row.getString("name"),
                                scopes(row)),
                        Tx.instant(row, "expires_at")),
                hash);
    }

    static void noteUse(Tx tx, ApiCaller caller, Instant now, Instant unlessSince) {
        tx.execute("""
                update stores.api_key set last_used_at = ?
                where store_id = ? and id = ? and (last_used_at is null or last_used_at < ?)""", now, caller.store(), caller.keyId(), unlessSince);
    }

    private static Set<Scope> scopes(ResultSet row) throws SQLException {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String word : (String[]) row.getArray("scopes").getArray())
            Scope.of(word).ifPresent(scopes::add);
        return scopes;
    }
}
