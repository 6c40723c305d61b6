package io.postlude.orders;

import static io.postlude.orders.OrderFixtures.NOON;
import static io.postlude.orders.OrderFixtures.order;
import static io.postlude.orders.OrderFixtures.refund;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.customers.Channel;
import io.postlude.customers.CustomerDetails;
import io.postlude.customers.CustomerDetails.ConsentStatement;
import io.postlude.customers.CustomerEvent;
import io.postlude.customers.CustomerId;
import io.postlude.customers.Customers;
import io.postlude.customers.Privacy;
import io.postlude.customers.Purpose;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.EventTypes;
import io.postlude.kernel.Ids;
import io.postlude.kernel.MovableClock;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.TestDatabase;
import io.postlude.orders.Taken.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PrivacyTest {
    private static final StoreId STORE = new StoreId(1);
    private static final MovableClock CLOCK = MovableClock.standingAt(NOON.plus(Duration.ofDays(9)));
    private static TestDatabase test;
    private static Orders orders;
    private static Privacy privacy;

    @BeforeAll
    static void open() {
        test = TestDatabase.fresh();
        Ids ids = new Ids(0);
        Secrets secrets = new Secrets(test.database());
        EventLog log =
                new EventLog(ids, EventTypes.register(test.database(), List.of(CustomerEvent.class, OrderEvent.class)));
        Customers customers = new Customers(ids, log, secrets, CLOCK);
        orders = new Orders(customers, log, ids, CLOCK);
        privacy = new Privacy(new Privacy.Ground(log, secrets, CLOCK), customers, List.of(new OrderPersonalData()));
    }

    @AfterAll
    static void close() {
        test.close();
    }

    private static OrderFixtures bought(String reference, String email, String name, Instant asOf) {
        return order(reference)
                .by(new CustomerDetails(
                        "shopify",
                        "ref-" + email,
                        email,
                        "+4930" + Math.abs(email.hashCode() % 900_000 + 100_000),
                        name,
                        "Wintermute",
                        "de",
                        "Europe/Berlin",
                        "DE",
                        "1990-05-17",
                        List.of("friend"),
                        List.of(new ConsentStatement(Channel.EMAIL, Purpose.MARKETING, true, asOf, "form of " + email)),
                        asOf))
                .refunding(refund("r-" + reference, NOON, 100));
    }

    private static Taken take(OrderFixtures order) {
        return test.database()
                .inStore(STORE, tx -> orders.take(tx, STORE, List.of(order.snapshot())))
                .getFirst();
    }

    private static OrderView read(Taken taken) {
        return test.database()
                .inStore(STORE, tx -> orders.order(tx, STORE, Objects.requireNonNull(taken.order())))
                .orElseThrow();
    }

    private static CustomerId buyer(Taken taken) {
        return Objects.requireNonNull(read(taken).customer());
    }

    private static boolean erase(CustomerId id) {
        return test.database().inStore(STORE, tx -> privacy.erase(tx, STORE, id));
    }

    /** In how many rows of all tables a word stands, in any column. */
    private static long rowsWith(String word) {
        return test.database().acrossStores(tx -> {
            List<String> tables = tx.list("""
                    select format('%I.%I', table_schema, table_name) from information_schema.tables
                    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')""", row -> row.getString(1));
            long rows = 0;
            for (String table : tables)
                rows += tx.number("select count(*) from " + table + " t where position(? in lower(t::text)) > 0", word);
            return rows;
        });
    }

    @Test
    void an_export_holds_the_person_and_their_orders() {
        Taken taken = take(bought("5001", "export@example.com", "Exportia", NOON));
        String json = test.database()
                .inStore(STORE, tx -> privacy.export(tx, STORE, buyer(taken)))
                .orElseThrow();
        for (String fact :
                List.of("export@example.com", "Exportia", "1990-05-17", "MARKETING", "#5001", "Analytical Way"))
            assertTrue(json.contains(fact), fact);
    }

    @Test
    void an_erased_person_is_gone_from_every_table_and_the_figures_stay() {
        Taken taken = take(bought("5002", "gone@example.com", "Goneril", NOON));
        CustomerId who = buyer(taken);
        assertTrue(rowsWith("gone@example.com") > 0);
        assertTrue(erase(who));
        assertEquals(0, rowsWith("gone@example.com"));
        assertEquals(0, rowsWith("goneril"));
        OrderView view = read(taken);
        assertEquals(2990, view.totals().total().minor());
        assertEquals(who, view.customer());
        assertNull(view.email());
        assertEquals("DE", Objects.requireNonNull(view.shipTo()).country());
        assertNull(view.shipTo().line1());
        assertTrue(erase(who), "erasing again does no harm");
    }

    @Test
    void an_old_file_does_not_bring_an_erased_person_back() {
        Taken first = take(bought("5003", "stay@example.com", "Stayman", NOON));
        CustomerId who = buyer(first);
        assertTrue(erase(who));
        Taken again = take(bought("5003", "stay@example.com", "Stayman", NOON));
        assertEquals(Outcome.UNCHANGED, again.outcome());
        Taken other = take(bought("5004", "stay@example.com", "Stayman", NOON.plusSeconds(5)));
        assertEquals(who, buyer(other));
        assertEquals(0, rowsWith("stay@example.com"));
        assertEquals(0, rowsWith("stayman"));
    }

    @Test
    void who_buys_again_after_an_erasure_is_a_new_customer() {
        CustomerId before = buyer(take(bought("5005", "back@example.com", "Backett", NOON)));
        assertTrue(erase(before));
        CLOCK.move(Duration.ofDays(1));
        CustomerId after = buyer(take(bought("5006", "back@example.com", "Backett", CLOCK.instant())));
        assertNotEquals(before, after);
        assertEquals(
                "back@example.com",
                read(take(bought("5006", "back@example.com", "Backett", CLOCK.instant())))
                        .email());
    }

    @Test
    void an_unknown_id_is_nobody_to_erase() {
        assertFalse(erase(new CustomerId(12345)));
    }
}
