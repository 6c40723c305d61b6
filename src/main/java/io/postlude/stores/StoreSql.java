package io.postlude.stores;

import io.postlude.kernel.Json;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Statements over {@code stores.store} and its history. */
final class StoreSql {
    private StoreSql() {}

    /** The form settings have in the database. Profile fields are texts, as {@link StoreDetails} holds them. */
    record Settings(StoreDetails details, Brand brand, BusinessCalendar calendar) {
        static Settings of(Store store) {
            return new Settings(store.details(), store.brand(), store.calendar());
        }
    }

    static StoreId insert(Tx tx, Settings settings, Instant now) {
        return tx.first(
                        """
                insert into stores.store (slug, version, settings, opened_at) values (?, 1, ?::jsonb, ?)
                returning store_id""",
                        row -> new StoreId(row.getInt(1)),
                        settings.details().slug(),
                        Json.write(settings),
                        now)
                .orElseThrow();
    }

    /** False where another version holds by now. */
    static boolean update(Tx tx, StoreId store, int version, Settings settings) {
        return tx.update("""
                update stores.store set slug = ?, version = version + 1, settings = ?::jsonb
                where store_id = ? and version = ?""", settings.details().slug(), Json.write(settings), store, version) == 1;
    }

    static void keepVersion(Tx tx, StoreId store, Kept kept) {
        tx.execute("""
                insert into stores.settings_version (store_id, version, settings, changed_at, changed_by)
                values (?, ?, ?::jsonb, ?, ?)""", store, kept.version(), Json.write(kept.settings()), kept.at(), kept.by());
    }

    record Kept(int version, Settings settings, Instant at, String by) {}

    static Optional<Store> find(Tx tx, StoreId store) {
        return tx.first(
                "select store_id, version, settings, opened_at from stores.store where store_id = ?",
                StoreSql::read,
                store);
    }

    static Optional<StoreId> bySlug(Tx tx, String slug) {
        return tx.first("select store_id from stores.store where slug = ?", row -> new StoreId(row.getInt(1)), slug);
    }

    static List<StoreId> all(Tx tx) {
        return tx.list("select store_id from stores.store order by store_id", row -> new StoreId(row.getInt(1)));
    }

    static List<Kept> versions(Tx tx, StoreId store, int most) {
        return tx.list(
                """
                select version, settings, changed_at, changed_by from stores.settings_version
                where store_id = ? order by version desc limit ?""",
                row -> new Kept(
                        row.getInt(1),
                        Json.read(row.getString(2), Settings.class),
                        Tx.instantNotNull(row, "changed_at"),
                        row.getString(4)),
                store,
                most);
    }

    private static Store read(ResultSet row) throws SQLException {
        Settings settings = Json.read(row.getString("settings"), Settings.class);
        Field field = new Field();
        Store.Profile profile = SettingsCheck.profile(settings.details(), field);
        if (profile == null) throw new IllegalStateException("stored settings are not valid: " + field.errors());
        return new Store(
                new StoreId(row.getInt("store_id")),
                row.getInt("version"),
                profile,
                settings.brand(),
                settings.calendar(),
                Tx.instantNotNull(row, "opened_at"));
    }
}
