package io.postlude.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.kernel.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What the database must look like once every module has laid its tables. */
class SchemaTest {
    private static final TestDatabase DATABASE = TestDatabase.fresh();

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void the_role_of_the_stores_meets_the_wall_on_every_table_that_belongs_to_one() {
        List<String> open = list("""
                select n.nspname || '.' || c.relname from pg_class c
                join pg_namespace n on n.oid = c.relnamespace
                join pg_attribute a on a.attrelid = c.oid and a.attname = 'store_id' and not a.attisdropped
                where c.relkind in ('r', 'p') and not c.relrowsecurity
                  and has_table_privilege('postlude_app', c.oid, 'select, insert, update, delete')
                order by 1""");
        assertEquals(List.of(), open);
    }

    @Test
    void no_view_looks_past_the_wall() {
        List<String> views = list("""
                select n.nspname || '.' || c.relname from pg_class c
                join pg_namespace n on n.oid = c.relnamespace
                where c.relkind in ('v', 'm') and has_table_privilege('postlude_app', c.oid, 'select')
                  and n.nspname not in ('pg_catalog', 'information_schema')
                  and not coalesce('security_invoker=true' = any (c.reloptions), false)
                order by 1""");
        assertEquals(List.of(), views);
    }

    @Test
    void no_foreign_key_leaves_its_module() {
        List<String> leaving = list("""
                select k.conname from pg_constraint k
                join pg_class here on here.oid = k.conrelid
                join pg_class there on there.oid = k.confrelid
                where k.contype = 'f' and here.relnamespace <> there.relnamespace
                order by 1""");
        assertEquals(List.of(), leaving);
    }

    @Test
    void every_schema_is_a_module_and_its_card_names_its_tables() {
        List<String> tables = list("""
                select n.nspname || '.' || c.relname from pg_class c
                join pg_namespace n on n.oid = c.relnamespace
                where c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'migration'
                  and n.nspname not like 'pg\\_%' and n.nspname not in ('information_schema', 'public')
                order by 1""");
        assertTrue(tables.contains("kernel.event_log"), "the tables were not found");
        assertEquals(
                List.of(), tables.stream().filter(table -> !isOnItsCard(table)).toList());
    }

    private static boolean isOnItsCard(String table) {
        String[] parts = table.split("\\.");
        return Modules.OF_POSTLUDE.inOrder().contains(parts[0])
                && Papers.read("src/main/java/io/postlude/" + parts[0] + "/package-info.java")
                        .contains(parts[1]);
    }

    private static List<String> list(String sql) {
        return DATABASE.database().acrossStores(tx -> tx.list(sql, row -> row.getString(1)));
    }
}
