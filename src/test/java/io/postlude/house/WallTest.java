package io.postlude.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.kernel.Database;
import io.postlude.kernel.DatabaseException;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Puts a row of each of two stores into every table there is, and looks from one store for the other. */
class WallTest {
    private static final StoreId HERE = new StoreId(41);
    private static final StoreId THERE = new StoreId(42);
    /** Without rows of any store, and open to work bound to one: the log's codes, the readers' places, numbers of change. */
    private static final Set<String> FOR_ALL =
            Set.of("kernel.event_type", "kernel.reader_cursor", "kernel.scheduled_task", "stores.generation");

    private static TestDatabase test;
    private static Database database;

    @BeforeAll
    static void fill() {
        test = TestDatabase.fresh();
        database = test.database();
        dropChecks();
        for (String table : tables())
            database.runAcrossStores(tx -> {
                tx.execute("set local session_replication_role = replica"); // no foreign keys: every table stands alone
                for (StoreId store : List.of(HERE, THERE)) tx.execute(insert(table, store));
            });
    }

    @AfterAll
    static void close() {
        test.close();
    }

    @Test
    void work_bound_to_one_store_finds_its_own_rows_and_none_of_another() {
        List<String> open = new ArrayList<>();
        for (String table : tables()) {
            String counts =
                    "select count(*) filter (where store_id = ?) * 1000 + count(*) filter (where store_id <> ?) from ";
            long found = database.<Long>inStore(HERE, tx -> tx.number(counts + table, HERE, HERE));
            if (found != 1_000) open.add(table + " " + found);
        }
        assertTrue(tables().size() > 10, "the tables were not found");
        assertEquals(List.of(), open);
    }

    @Test
    void work_bound_to_one_store_changes_and_deletes_nothing_of_another() {
        List<String> open = new ArrayList<>();
        for (String table : tables()) {
            String same = lastColumn(table);
            int touched = database.<Integer>inStore(
                    HERE,
                    tx -> tx.update("update " + table + " set " + same + " where store_id = ?", THERE)
                            + tx.update("delete from " + table + " where store_id = ?", THERE));
            if (touched != 0) open.add(table);
        }
        assertEquals(List.of(), open);
    }

    @Test
    void work_bound_to_one_store_cannot_write_a_row_of_another() {
        for (String table : tables())
            assertThrows(
                    DatabaseException.class,
                    () -> database.runInStore(HERE, tx -> tx.execute(insert(table, THERE))),
                    table);
    }

    @Test
    void tables_of_no_store_are_shut_to_work_of_a_store_unless_they_are_meant_for_all() {
        List<String> open = list("""
                select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where c.relkind in ('r', 'p') and not c.relispartition
                  and n.nspname not like 'pg\\_%' and n.nspname not in ('information_schema', 'public')
                  and not exists (select from pg_attribute a
                    where a.attrelid = c.oid and a.attname = 'store_id' and not a.attisdropped)
                  and has_table_privilege('postlude_app', c.oid, 'select')
                  and (not c.relrowsecurity or exists (select from pg_policy p where p.polrelid = c.oid))
                order by 1""");
        assertEquals(
                List.of(),
                open.stream().filter(table -> !FOR_ALL.contains(table)).toList());
    }

    /** Set to itself: an update that changes nothing is still one. */
    private static String lastColumn(String table) {
        String column = database.acrossStores(
                tx -> tx.first("""
                        select attname from pg_attribute where attrelid = ?::regclass and attnum > 0
                          and not attisdropped and attidentity = '' and attgenerated = '' order by attnum desc limit 1""", row -> row.getString(1), table).orElseThrow());
        return column + " = " + column;
    }

    /** Those work of a store may touch at all. */
    private static List<String> tables() {
        return list("""
                select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                join pg_attribute a on a.attrelid = c.oid and a.attname = 'store_id' and not a.attisdropped
                where c.relkind in ('r', 'p') and not c.relispartition
                  and has_table_privilege('postlude_app', c.oid, 'select')
                order by 1""");
    }

    /** The rules about values would need values that make sense; this is about who sees a row. */
    private static void dropChecks() {
        for (String drop : list("""
                select format('alter table %I.%I drop constraint %I', n.nspname, c.relname, k.conname)
                from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
                where k.contype in ('c', 'x') and not c.relispartition and n.nspname not like 'pg\\_%'
                  and n.nspname <> 'information_schema'""")) database.runAcrossStores(tx -> tx.execute(drop));
    }

    private static String insert(String table, StoreId store) {
        List<String> columns = new ArrayList<>();
        List<String> values = new ArrayList<>();
        database.runAcrossStores(tx -> tx.each(
                """
                select a.attname, format_type(a.atttypid, null), t.typcategory::text from pg_attribute a
                join pg_type t on t.oid = a.atttypid
                where a.attrelid = ?::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
                  and (a.attnotnull and not a.atthasdef or a.attname = 'store_id' or a.attname = 'part')""",
                row -> {
                    columns.add(row.getString(1));
                    values.add(
                            row.getString(1).equals("store_id")
                                    ? Integer.toString(store.value())
                                    : value(row.getString(2), row.getString(3), store));
                },
                table));
        return "insert into " + table + " (" + String.join(", ", columns) + ") overriding system value values ("
                + String.join(", ", values) + ")";
    }

    private static String value(String type, String category, StoreId store) {
        return switch (type) {
            case "json", "jsonb" -> "'{}'";
            case "bytea" -> "'x'";
            case "uuid" -> "gen_random_uuid()";
            case "tstzrange" -> "'empty'";
            case "xid8" -> "'1'";
            default ->
                switch (category) {
                    case "N" -> type.equals("smallint") ? "0" : Integer.toString(store.value());
                    case "B" -> "false";
                    case "D" -> type.equals("date") ? "'2026-05-01'" : "'2026-05-01 10:00Z'";
                    case "A" -> "'{}'";
                    case "T" -> "interval '0'";
                    default -> "'row of " + store + "'";
                };
        };
    }

    private static List<String> list(String sql) {
        return database.acrossStores(tx -> tx.list(sql, row -> row.getString(1)));
    }
}
