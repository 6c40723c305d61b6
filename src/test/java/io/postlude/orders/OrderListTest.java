package io.postlude.orders;

import static io.postlude.orders.OrderFixtures.NOON;
import static io.postlude.orders.OrderFixtures.fulfilment;
import static io.postlude.orders.OrderFixtures.line;
import static io.postlude.orders.OrderFixtures.order;
import static io.postlude.orders.OrderFixtures.totals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.customers.CustomerEvent;
import io.postlude.customers.Customers;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.EventTypes;
import io.postlude.kernel.Found;
import io.postlude.kernel.Ids;
import io.postlude.kernel.MovableClock;
import io.postlude.kernel.Page;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.SearchWords;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OrderListTest {
    private static final StoreId STORE = new StoreId(1);
    private static TestDatabase test;
    private static Orders orders;

    @BeforeAll
    static void open() {
        test = TestDatabase.fresh();
        Ids ids = new Ids(0);
        MovableClock clock = MovableClock.standingAt(NOON.plus(Duration.ofDays(9)));
        EventLog log =
                new EventLog(ids, EventTypes.register(test.database(), List.of(CustomerEvent.class, OrderEvent.class)));
        orders = new Orders(new Customers(ids, log, new Secrets(test.database()), clock), log, ids, clock);
        List<OrderSnapshot> all = new ArrayList<>();
        for (int i = 1; i <= 7; i++)
            all.add(order("100" + i)
                    .by(OrderFixtures.customer("buyer" + i + "@example.com", NOON))
                    .placed(NOON.plus(Duration.ofHours(i)))
                    .snapshot());
        all.add(order("2001")
                .placed(NOON.minusSeconds(60))
                .shipping(fulfilment("f", NOON))
                .snapshot());
        all.add(order("2002").cancelledAt(NOON).snapshot());
        all.add(order("2003")
                .with(List.of(line("l1", 1, 100)), totals(100, 0, 0, 0, 99))
                .snapshot());
        List<Taken> taken = test.database().inStore(STORE, tx -> orders.take(tx, STORE, all));
        assertTrue(taken.stream().allMatch(t -> t.outcome() == Taken.Outcome.NEW));
    }

    @Test
    void what_was_bought_is_counted_with_those_who_had_bought_before() {
        StoreId own = new StoreId(9);
        List<OrderSnapshot> all = List.of(
                bought("b1", "anna@example.com", 0),
                bought("b2", "anna@example.com", 10),
                bought("b3", "anna@example.com", 20),
                bought("b4", "ben@example.com", 12),
                bought("b5", "cleo@example.com", 15),
                order("b6")
                        .by(OrderFixtures.customer("ben@example.com", NOON))
                        .placed(NOON.plus(Duration.ofHours(30)))
                        .cancelledAt(NOON.plus(Duration.ofHours(31)))
                        .snapshot());
        test.database().runInStore(own, tx -> orders.take(tx, own, all));
        Instant since = NOON.plus(Duration.ofHours(5));
        Buying since5 = test.database().inStore(own, tx -> orders.buying(tx, own, since));
        assertEquals(new Buying(4, 3, 2, 1), since5);
        assertEquals(new Buying(5, 3, 2, 1), test.database().inStore(own, tx -> orders.buying(tx, own, NOON)));
    }

    private static OrderSnapshot bought(String reference, String email, int hours) {
        return order(reference)
                .by(OrderFixtures.customer(email, NOON))
                .placed(NOON.plus(Duration.ofHours(hours)))
                .snapshot();
    }

    @Test
    void the_search_behind_the_wall_finds_only_the_session_s_own_store() {
        StoreId other = new StoreId(2);
        String asked = SearchWords.query("buyer1@example.com");
        assertEquals(
                1,
                test.database()
                        .inStore(STORE, tx -> Found.by(tx, "orders.found_by_words", STORE, asked))
                        .orElseThrow()
                        .length);
        assertEquals(
                0,
                test.database()
                        .inStore(other, tx -> Found.by(tx, "orders.found_by_words", STORE, asked))
                        .orElseThrow()
                        .length);
    }

    @Test
    void sums_are_those_of_all_orders_that_fit_whatever_page_was_asked_for() {
        List<OrderSum> sums = test.database().inStore(STORE, tx -> orders.sums(tx, STORE, OrderQuery.newest(1)));
        assertEquals(10, sums.stream().mapToLong(OrderSum::orders).sum());
        List<OrderSum> cancelled = test.database()
                .inStore(
                        STORE,
                        tx -> orders.sums(tx, STORE, OrderQuery.newest(1).withStates(OrderState.CANCELLED, null)));
        assertEquals(1, cancelled.stream().mapToLong(OrderSum::orders).sum());
    }

    @AfterAll
    static void close() {
        test.close();
    }

    private static List<String> numbers(OrderQuery query) {
        List<String> numbers = new ArrayList<>();
        String cursor = null;
        do {
            Page<OrderSummary> page = page(query.after(cursor));
            page.rows().forEach(o -> numbers.add(o.number()));
            cursor = page.next();
        } while (cursor != null);
        return numbers;
    }

    private static Page<OrderSummary> page(OrderQuery query) {
        return test.database().inStore(STORE, tx -> orders.list(tx, STORE, query));
    }

    private static OrderQuery all() {
        return OrderQuery.newest(3);
    }

    @Test
    void pages_follow_each_other_without_gap_or_repetition() {
        List<String> newest = numbers(all());
        assertEquals(10, newest.size());
        assertEquals("#1007", newest.getFirst());
        assertEquals("#2001", newest.getLast());
        assertEquals(newest.reversed(), numbers(all().sorted(OrderQuery.Sort.OLDEST)));
        assertEquals("#2003", numbers(all().sorted(OrderQuery.Sort.SMALLEST)).getFirst());
        assertEquals(10, numbers(all().sorted(OrderQuery.Sort.LARGEST)).size());
    }

    @Test
    void each_filter_finds_what_it_says() {
        assertEquals(List.of("#2002"), numbers(all().withStates(OrderState.CANCELLED, null)));
        assertEquals(List.of("#2001"), numbers(all().withStates(null, FulfilmentState.FULFILLED)));
        assertEquals(
                8,
                numbers(all().withStates(OrderState.OPEN, FulfilmentState.NOT)).size());
        assertEquals(List.of("#2003"), numbers(all().onlyMismatches()));
        assertEquals(List.of("#2001"), numbers(all().between(null, NOON)));
        assertEquals(10, numbers(all().withTag("vip").withChannel("web")).size());
        assertEquals(List.of(), numbers(all().withTag("none")));
        long count = test.database().inStore(STORE, tx -> orders.count(tx, STORE, all()));
        assertEquals(10, count);
    }

    @Test
    void search_knows_numbers_addresses_and_names() {
        assertEquals(List.of("#1003"), numbers(all().withText("#1003")));
        assertEquals(List.of("#1003"), numbers(all().withText("1003")));
        assertEquals(List.of("#1004"), numbers(all().withText("Buyer4@Example.com")));
        assertEquals(10, numbers(all().withText("lov ada")).size());
        assertEquals(List.of(), numbers(all().withText("'; drop table x --")));
    }

    @Test
    void an_order_is_found_by_number_and_email_together_only() {
        assertTrue(find("# 1001", "BUYER1@example.com ").isPresent());
        assertEquals(Optional.empty(), find("1001", "buyer2@example.com"));
        assertEquals(Optional.empty(), find("9999", "buyer1@example.com"));
        assertEquals(Optional.empty(), find("", ""));
    }

    private static Optional<OrderId> find(String number, String email) {
        return test.database().inStore(STORE, tx -> orders.find(tx, STORE, number, email));
    }

    @Test
    void days_are_those_of_the_stores_zone() {
        LocalDate day = LocalDate.of(2026, 3, 3);
        List<DayCount> tokyo = test.database()
                .inStore(STORE, tx -> orders.days(tx, STORE, new DaySpan(day, day, ZoneId.of("Asia/Tokyo"))));
        assertEquals(5, tokyo.stream().mapToLong(DayCount::orders).sum(), "placed from 15:00 UTC on");
        List<DayCount> berlin = test.database()
                .inStore(
                        STORE,
                        tx -> orders.days(tx, STORE, new DaySpan(day.minusDays(1), day, ZoneId.of("Europe/Berlin"))));
        assertEquals(10, berlin.stream().mapToLong(DayCount::orders).sum());
    }

    @Test
    void a_cursor_that_is_not_ours_is_refused() {
        assertThrows(Refusal.class, () -> page(all().after("x.y.z")));
        assertThrows(Refusal.class, () -> page(all().after("AAAA")));
    }

    @Test
    void a_product_counts_what_was_bought_and_not_cancelled() {
        OrderSummary one = page(all().withText("#1001")).rows().getFirst();
        OrderView view = test.database()
                .inStore(STORE, tx -> orders.order(tx, STORE, one.id()))
                .orElseThrow();
        ProductId product = view.lines().getFirst().product();
        ProductView page = test.database()
                .inStore(STORE, tx -> orders.product(tx, STORE, product))
                .orElseThrow();
        assertEquals("Thing l1", page.title());
        assertEquals(9, page.orders());
        assertEquals(17, page.units());
        Page<ProductSummary> list =
                test.database().inStore(STORE, tx -> orders.products(tx, STORE, new ProductQuery("THING", null, 1)));
        assertEquals(1, list.rows().size());
        assertTrue(list.next() != null);
    }

    @Test
    void another_store_sees_none_of_them() {
        StoreId other = new StoreId(2);
        OrderId id = page(all()).rows().getFirst().id();
        assertEquals(Optional.empty(), test.database().inStore(other, tx -> orders.order(tx, other, id)));
        assertEquals(Optional.empty(), test.database().inStore(other, tx -> orders.order(tx, STORE, id)));
        assertEquals(
                List.of(),
                test.database()
                        .inStore(other, tx -> orders.list(tx, STORE, all()))
                        .rows());
    }

    @Test
    void counts_per_person_leave_out_what_was_cancelled() {
        OrderSummary one = page(all().withText("#1005")).rows().getFirst();
        var who = Objects.requireNonNull(one.customer());
        Orders.@Nullable Bought bought = test.database()
                .inStore(STORE, tx -> orders.bought(tx, STORE, List.of(who)))
                .get(who);
        assertEquals(1, Objects.requireNonNull(bought).orders());
        assertEquals(3, bought.units());
    }
}
