package io.postlude.deliveries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.customers.CustomerEvent;
import io.postlude.customers.CustomerId;
import io.postlude.customers.Customers;
import io.postlude.customers.PersonalData.Person;
import io.postlude.deliveries.Gestures.Outcome;
import io.postlude.deliveries.Measures.Gesture;
import io.postlude.kernel.Database;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.EventTypes;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Money;
import io.postlude.kernel.MovableClock;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.TestDatabase;
import io.postlude.orders.OrderEvent;
import io.postlude.orders.OrderId;
import io.postlude.orders.Orders;
import io.postlude.promises.Outlooks;
import io.postlude.promises.PromiseEvent;
import io.postlude.promises.Promises;
import io.postlude.stores.PersonId;
import io.postlude.stores.StoresModule;
import io.postlude.tracking.Tracking;
import io.postlude.tracking.TrackingEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What staff give, ask and have sent again; and what all the asking costs. */
class RemediesTest {
    private static final StoreId STORE = new StoreId(7);
    private static final PersonId ADA = new PersonId(11);
    private static final Instant NOW = Instant.parse("2026-11-19T08:42:00Z");
    private static TestDatabase test;
    private static Database database;
    private static Deliveries deliveries;

    @BeforeAll
    static void open() {
        test = TestDatabase.fresh();
        database = test.database();
        MovableClock clock = MovableClock.standingAt(NOW);
        Ids ids = new Ids(5);
        Secrets secrets = new Secrets(database);
        EventLog log = new EventLog(
                ids,
                EventTypes.register(
                        database,
                        List.of(
                                CustomerEvent.class,
                                OrderEvent.class,
                                PromiseEvent.class,
                                TrackingEvent.class,
                                DeliveryEvent.class)));
        Customers customers = new Customers(ids, log, secrets, clock);
        Orders orders = new Orders(customers, log, ids, clock);
        Promises promises = new Promises(database, log, ids, clock);
        Tracking tracking = new Tracking(
                new Tracking.Ground(database, log, ids, clock, promises, store -> ZoneId.of("Europe/Oslo")));
        StoresModule stores = StoresModule.wire(new StoresModule.Needs(database, log, ids, secrets, clock, clock));
        deliveries = new Deliveries(
                new Deliveries.Faces(
                        stores.stores(), customers, orders, tracking, promises, new Outlooks(database, log, clock)),
                log,
                ids,
                clock);
        database.runInStore(
                STORE, tx -> deliveries.gestures().setRule(tx, STORE, new Gestures.Rule(Money.of(2_500, "EUR"), 365)));
    }

    @AfterAll
    static void close() {
        test.close();
    }

    private static Outcome give(String key, long order, Gesture gesture) {
        return database.inStore(
                STORE,
                tx -> deliveries
                        .gestures()
                        .give(
                                tx,
                                STORE,
                                new Gestures.Wish(key, new OrderId(order), new CustomerId(order), gesture, ADA)));
    }

    private static Gesture voucher(long minor) {
        return new Gesture(Money.of(minor, "EUR"), LocalDate.of(2027, 11, 19), Gesture.Way.VOUCHER, "SORRY-" + minor);
    }

    @Test
    void many_clicks_at_once_give_once() throws Exception {
        try (var hands = Executors.newFixedThreadPool(6)) {
            Callable<Outcome> click = () -> give("click", 100, voucher(1_000));
            long fresh = 0;
            for (Future<Outcome> clicked : hands.invokeAll(List.of(click, click, click, click, click, click)))
                if (assertInstanceOf(Outcome.Done.class, clicked.get()).fresh()) fresh++;
            assertEquals(1, fresh);
        }
        List<Gestures.Given> given =
                database.inStore(STORE, tx -> deliveries.gestures().ofOrder(tx, STORE, new OrderId(100)));
        assertEquals(1, given.size());
        assertEquals(voucher(1_000), given.getFirst().gesture());
        assertEquals(ADA, given.getFirst().person());
    }

    @Test
    void the_limit_is_for_all_gestures_of_an_order_together() {
        assertInstanceOf(Outcome.Done.class, give("one", 200, voucher(2_000)));
        var over = assertInstanceOf(Outcome.OverLimit.class, give("two", 200, voucher(501)));
        assertEquals(Money.of(500, "EUR"), over.left());
        assertInstanceOf(Outcome.Done.class, give("three", 200, voucher(500)));
        assertInstanceOf(Outcome.Done.class, give("other order", 201, voucher(2_500)));
    }

    @Test
    void where_the_store_has_said_nothing_or_in_another_currency_nothing_is_given() {
        Gesture crowns = new Gesture(Money.of(100, "NOK"), null, Gesture.Way.REFUND, null);
        assertInstanceOf(Outcome.NotAllowed.class, give("crowns", 300, crowns));
    }

    @Test
    void an_enquiry_is_opened_once_followed_up_and_closed_once() {
        Enquiries enquiries = deliveries.enquiries();
        LocalDate friday = LocalDate.of(2026, 11, 20);
        Enquiries.Question question = new Enquiries.Question(
                "q1",
                new Enquiries.About(new OrderId(400), new CustomerId(400), 9L, "dhl", "JJD1"),
                "Where is it?",
                ADA,
                null,
                friday);
        EnquiryId id = database.inStore(STORE, tx -> enquiries.open(tx, STORE, question))
                .orElseThrow();
        assertTrue(database.inStore(STORE, tx -> enquiries.open(tx, STORE, question))
                .isEmpty());
        assertEquals(0L, database.<Long>inStore(STORE, tx -> enquiries.due(tx, STORE, friday.minusDays(1))));
        assertEquals(1L, database.<Long>inStore(STORE, tx -> enquiries.due(tx, STORE, friday)));
        assertTrue(database.<Boolean>inStore(STORE, tx -> enquiries.postpone(tx, STORE, id, friday.plusDays(3))));
        assertEquals(0L, database.<Long>inStore(STORE, tx -> enquiries.due(tx, STORE, friday)));
        assertTrue(database.<Boolean>inStore(STORE, tx -> enquiries.answer(tx, STORE, id, "Found in Alnabru")));
        assertFalse(database.<Boolean>inStore(STORE, tx -> enquiries.giveUp(tx, STORE, id)));
        Enquiries.Enquiry closed =
                database.inStore(STORE, tx -> enquiries.enquiry(tx, STORE, id)).orElseThrow();
        assertEquals(Enquiries.State.ANSWERED, closed.state());
        assertEquals("Found in Alnabru", closed.answer());

        erase(400);
        Enquiries.Enquiry erased =
                database.inStore(STORE, tx -> enquiries.enquiry(tx, STORE, id)).orElseThrow();
        assertNull(erased.words());
        assertNull(erased.answer());
    }

    private static void erase(long customer) {
        Person person = new Person(List.of(new CustomerId(customer)), List.of(), List.of());
        database.runInStore(STORE, tx -> {
            assertNotNull(new DeliveryPersonalData().export(tx, STORE, person));
            new DeliveryPersonalData().erase(tx, STORE, person);
        });
    }

    @Test
    void a_replacement_is_wanted_once_and_settled_once() {
        Replacements replacements = deliveries.replacements();
        Replacements.Wish wish =
                new Replacements.Wish("r1", new OrderId(500), new CustomerId(500), null, "Both candles", ADA, ADA);
        ReplacementId id = database.inStore(STORE, tx -> replacements.want(tx, STORE, wish))
                .orElseThrow();
        assertTrue(database.inStore(STORE, tx -> replacements.want(tx, STORE, wish))
                .isEmpty());
        assertTrue(database.<Boolean>inStore(STORE, tx -> replacements.sent(tx, STORE, id, "MP-9")));
        assertFalse(database.<Boolean>inStore(STORE, tx -> replacements.drop(tx, STORE, id)));
        Replacements.Replacement sent = database.inStore(STORE, tx -> replacements.ofOrder(tx, STORE, new OrderId(500)))
                .getFirst();
        assertEquals(Replacements.State.SENT, sent.state());
        assertEquals("MP-9", sent.reference());
        assertEquals(NOW, sent.settledAt());
    }

    @Test
    void what_was_not_measured_costs_what_the_store_says_one_contact_costs() {
        Contacts contacts = deliveries.contacts();
        database.runInStore(STORE, tx -> contacts.setCost(tx, STORE, Money.of(450, "EUR")));
        record("c1", Contact.Cause.WHERE_IS_IT, Contacts.Effort.NOT_MEASURED);
        record("c2", Contact.Cause.WHERE_IS_IT, new Contacts.Effort(12, Money.of(700, "EUR"), ADA));
        record("c2", Contact.Cause.WHERE_IS_IT, new Contacts.Effort(99, Money.of(9_900, "EUR"), ADA));
        record("c3", Contact.Cause.RETURN, new Contacts.Effort(5, Money.of(80, "NOK"), ADA));
        List<Contacts.Week> weeks = database.inStore(
                STORE,
                tx -> contacts.weeks(
                        tx,
                        STORE,
                        new Promises.Span(NOW.minusSeconds(60), NOW.plusSeconds(60), ZoneId.of("Europe/Oslo"))));
        LocalDate monday = LocalDate.of(2026, 11, 16);
        assertEquals(
                List.of(
                        new Contacts.Week(monday, Contact.Cause.RETURN, Contact.Channel.PHONE, 1, 0, 5),
                        new Contacts.Week(monday, Contact.Cause.WHERE_IS_IT, Contact.Channel.PHONE, 2, 1_150, 12)),
                weeks);
    }

    private static void record(String key, Contact.Cause cause, Contacts.Effort effort) {
        database.runInStore(STORE, tx -> {
            var recorded = deliveries
                    .contacts()
                    .record(tx, STORE, new Contact(key, null, null, cause, Contact.Channel.PHONE, null, NOW), effort);
            assertNotNull(recorded.id());
        });
    }
}
