package io.postlude.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Transactions, migrations, secrets and jobs on the real database. */
class GroundTest {
    private static TestDatabase test;
    private static Database database;

    @BeforeAll
    static void open() {
        test = TestDatabase.fresh();
        database = test.database();
        database.runAcrossStores(tx -> {
            tx.execute("create schema ground");
            tx.execute(
                    "create table ground.thing (store_id int not null, name text not null constraint thing_name_unique unique)");
            tx.execute("select kernel.protect('ground', 'thing')");
            tx.execute("create table ground.migration ()");
            tx.execute("select kernel.grant_app('ground')");
        });
    }

    @AfterAll
    static void close() {
        test.close();
    }

    @Test
    void a_transaction_bound_to_a_store_sees_and_writes_only_that_store() {
        StoreId one = new StoreId(1);
        StoreId two = new StoreId(2);
        database.runInStore(one, tx -> tx.execute("insert into ground.thing values (1, 'a')"));
        assertEquals(1L, database.<Long>inStore(one, tx -> tx.number("select count(*) from ground.thing")));
        assertEquals(0L, database.<Long>inStore(two, tx -> tx.number("select count(*) from ground.thing")));
        assertThrows(
                DatabaseException.class,
                () -> database.runInStore(two, tx -> tx.execute("insert into ground.thing values (1, 'b')")));
        assertEquals(0, database.<Integer>inStore(two, tx -> tx.update("delete from ground.thing")));
    }

    @Test
    void a_bound_transaction_cannot_read_the_installations_secrets() {
        assertThrows(
                DatabaseException.class,
                () -> database.<Long>inStore(new StoreId(1), tx -> tx.number("select count(*) from kernel.secret")));
    }

    @Test
    void the_name_of_a_violated_constraint_is_told_and_it_is_not_taken_for_a_passing_fault() {
        database.runAcrossStores(tx -> tx.execute("insert into ground.thing values (3, 'once')"));
        DatabaseException refused = assertThrows(
                DatabaseException.class,
                () -> database.runAcrossStores(tx -> tx.execute("insert into ground.thing values (3, 'once')")));
        assertEquals("thing_name_unique", DatabaseException.constraint(refused));
        assertFalse(DatabaseException.isTransient(refused));
    }

    @Test
    void an_empty_database_is_brought_up_to_date_and_a_second_start_changes_nothing() {
        DatabaseAddress empty = TestDatabase.empty();
        Database.open(empty).close();
        try (Database again = Database.open(empty)) {
            long tables = again.<Long>acrossStores(
                    tx -> tx.number("select count(*) from pg_tables where schemaname = 'kernel'"));
            assertTrue(tables > 5);
        }
    }

    @Test
    void a_secret_opens_only_for_its_purpose_and_unaltered_and_all_nodes_share_the_key() {
        Secrets secrets = new Secrets(database);
        byte[] sealed = secrets.seal("totp", "ŝekreto");
        assertEquals("ŝekreto", new Secrets(database).unseal("totp", sealed));
        assertThrows(IllegalStateException.class, () -> secrets.unseal("webhook", sealed));
        sealed[sealed.length - 1] ^= 1;
        assertThrows(IllegalStateException.class, () -> secrets.unseal("totp", sealed));
        assertArrayEquals(secrets.sign("link", new byte[] {1}), new Secrets(database).sign("link", new byte[] {1}));
        assertNotEquals(Secrets.fingerprint("a"), Secrets.fingerprint("b"));
    }

    @Test
    void a_job_runs_and_says_how_it_went() throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(2);
        try (Jobs jobs = new Jobs(database)) {
            jobs.every(Duration.ofMillis(50), "count", ran::countDown);
            jobs.start();
            assertTrue(ran.await(60, TimeUnit.SECONDS));
            List<Jobs.JobState> states = jobs.states();
            assertEquals("count", states.getFirst().name());
        }
    }

    @Test
    void nodes_hold_different_numbers() {
        Nodes a = Nodes.join(database);
        Nodes b = Nodes.join(database);
        assertNotEquals(a.number(), b.number());
        a.beat();
        assertEquals(2, a.alive());
        b.leave();
        a.beat();
        assertEquals(1, a.alive());
        a.leave();
    }
}
