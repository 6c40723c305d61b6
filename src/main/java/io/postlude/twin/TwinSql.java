package io.postlude.twin;

import io.postlude.kernel.BulkRows;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Statements on the twin's own schema. */
final class TwinSql {
    private static final List<String> TRUTH = List.of(
            "store_id int",
            "order_number text",
            "settled_at timestamptz",
            "lane text",
            "delivered_at timestamptz",
            "late boolean",
            "questions int",
            "questions_untold int",
            "ask_chance float8",
            "ask_chance_untold float8",
            "again_chance float8",
            "again_chance_untold float8",
            "again boolean",
            "again_untold boolean");

    private TwinSql() {}

    /** How far a world was lived. {@code apiKey} is sealed. */
    @SuppressWarnings("ArrayRecordComponent") // carried, never compared
    record WorldRow(long seed, Instant began, Instant living, Instant livedUntil, byte @Nullable [] apiKey) {}

    static void insert(Tx tx, StoreId store, WorldRow world) {
        tx.execute(
                "insert into twin.world (store_id, seed, began_at, living_at, lived_until, api_key) values (?, ?, ?, ?, ?, ?)",
                store,
                world.seed(),
                world.began(),
                world.living(),
                world.livedUntil(),
                world.apiKey());
    }

    static Optional<WorldRow> world(Tx tx, StoreId store) {
        return tx.first(
                "select * from twin.world where store_id = ?",
                row -> new WorldRow(
                        row.getLong("seed"),
                        Tx.instantNotNull(row, "began_at"),
                        Tx.instantNotNull(row, "living_at"),
                        Tx.instantNotNull(row, "lived_until"),
                        row.getBytes("api_key")),
                store);
    }

    static void lived(Tx tx, StoreId store, Instant until) {
        tx.execute("update twin.world set lived_until = greatest(lived_until, ?) where store_id = ?", until, store);
    }

    static List<Trouble> troubles(Tx tx, StoreId store) {
        return tx.list(
                "select id, kind, lane, from_at, until_at from twin.trouble where store_id = ? order by id",
                row -> new Trouble(
                        row.getLong(1),
                        Trouble.Kind.valueOf(row.getString(2)),
                        row.getString(3),
                        Tx.instantNotNull(row, "from_at"),
                        Tx.instantNotNull(row, "until_at")),
                store);
    }

    /** Writes a trouble, or its new end. */
    static void put(Tx tx, StoreId store, Trouble trouble) {
        tx.execute("""
                insert into twin.trouble (store_id, id, kind, lane, from_at, until_at) values (?, ?, ?, ?, ?, ?)
                on conflict (store_id, id) do update set until_at = excluded.until_at""", store, trouble.id(), trouble.kind().name(), trouble.lane(), trouble.from(), trouble.until());
    }

    static void truths(Tx tx, StoreId store, String letters, List<Truth> truths) {
        BulkRows rows = new BulkRows(TRUTH);
        for (Truth truth : truths)
            rows.add(
                    store,
                    letters + "-" + truth.order(),
                    truth.settledAt(),
                    truth.lane(),
                    truth.deliveredAt(),
                    truth.late(),
                    truth.questions(),
                    truth.questionsUntold(),
                    truth.askChance(),
                    truth.askChanceUntold(),
                    truth.againChance(),
                    truth.againChanceUntold(),
                    truth.again(),
                    truth.againUntold());
        rows.execute(tx, """
                insert into twin.truth (store_id, order_number, settled_at, lane, delivered_at, late, questions,
                  questions_untold, ask_chance, ask_chance_untold, again_chance, again_chance_untold, again, again_untold)
                select * from :rows u on conflict do nothing""");
    }
}
