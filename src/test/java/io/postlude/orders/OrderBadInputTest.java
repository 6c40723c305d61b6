package io.postlude.orders;

import static io.postlude.orders.OrderFixtures.NOON;
import static io.postlude.orders.OrderFixtures.line;
import static io.postlude.orders.OrderFixtures.order;
import static io.postlude.orders.OrderFixtures.totals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.customers.CustomerDetails;
import io.postlude.customers.CustomerEvent;
import io.postlude.customers.Customers;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.EventTypes;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Money;
import io.postlude.kernel.MovableClock;
import io.postlude.kernel.Problem.FieldError;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.TestDatabase;
import io.postlude.orders.OrderSnapshot.Context;
import io.postlude.orders.OrderSnapshot.Line;
import io.postlude.orders.OrderSnapshot.ProductRef;
import io.postlude.orders.OrderSnapshot.Totals;
import io.postlude.orders.Taken.Outcome;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OrderBadInputTest {
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
    }

    @AfterAll
    static void close() {
        test.close();
    }

    private static List<Taken> take(OrderSnapshot... all) {
        return test.database().inStore(STORE, tx -> orders.take(tx, STORE, List.of(all)));
    }

    private static OrderView read(Taken taken) {
        return test.database()
                .inStore(STORE, tx -> orders.order(tx, STORE, Objects.requireNonNull(taken.order())))
                .orElseThrow();
    }

    private static List<String> pointers(Taken taken) {
        return taken.problems().stream().map(FieldError::pointer).toList();
    }

    /** The same order with another address, window, number and context. */
    private static OrderSnapshot odd(
            String reference, String number, Address shipTo, OrderSnapshot.PromisedWindow promised) {
        OrderSnapshot s = order(reference).snapshot();
        return new OrderSnapshot(
                s.source(),
                reference,
                number,
                s.placedAt(),
                s.updatedAt(),
                new CustomerDetails(
                        "shopify",
                        null,
                        "\uD83E\uDD84@example.com",
                        "not a phone",
                        "\uD83D\uDE00 Zo\u00EB",
                        "\u05E9\u05DC\u05D5\u05DD",
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        List.of(),
                        NOON),
                s.lines(),
                s.totals(),
                shipTo,
                null,
                promised,
                null,
                List.of(),
                List.of(),
                new Context(
                        "web",
                        null,
                        List.of("a\u0000b", "\"quoted\", {braced}", "back\\slash"),
                        "line\nbreak\ttab",
                        null,
                        null,
                        null),
                true);
    }

    @Test
    void nul_signs_halves_of_emoji_and_right_to_left_names_are_taken_clean() {
        Address address = new Address(
                "\u05E9\u05DC\u05D5\u05DD \u0645\u0631\u062D\u0628\u0627",
                null,
                "Way\u0000 1\\N",
                "half \uD83D",
                null,
                "S\u00E3o\tPaulo",
                null,
                "BR",
                null);
        Taken taken = take(odd("odd", "#\u0000odd", address, null)).getFirst();
        assertEquals(Outcome.NEW, taken.outcome());
        OrderView view = read(taken);
        assertEquals("#odd", view.number());
        Address kept = Objects.requireNonNull(view.shipTo());
        assertEquals("Way 1\\N", kept.line1());
        assertEquals("half \uFFFD", kept.line2());
        assertEquals(address.name(), kept.name());
        assertEquals("\uD83D\uDE00 Zo\u00EB \u05E9\u05DC\u05D5\u05DD", view.buyer());
        assertEquals(
                List.of("ab", "\"quoted\", {braced}", "back\\slash"),
                view.context().tags());
        assertEquals("line\nbreak\ttab", view.context().note());
        assertEquals(List.of("/customer"), pointers(taken), "the phone is named, the rest is taken");
        assertEquals(
                Outcome.UNCHANGED,
                take(odd("odd", "#\u0000odd", address, null)).getFirst().outcome());
    }

    @Test
    void the_same_signs_survive_the_way_by_copy() {
        Address address =
                new Address("tab\tline\nback\\slash \\N \uD83D\uDE00", null, null, null, null, null, null, null, null);
        Taken taken = test.database()
                .spine(tx -> orders.take(tx, STORE, List.of(odd("odd-copy", "#1", address, null))))
                .getFirst();
        assertEquals(address, read(taken).shipTo());
        assertEquals("\"quoted\", {braced}", read(taken).context().tags().get(1));
    }

    @Test
    void a_refused_order_does_not_hold_up_its_neighbours() {
        List<Taken> taken = take(
                order("good-1").snapshot(),
                order("bad")
                        .with(List.of(line("l1", -1, 10), line("l2", 1, -10)), totals(0, 0, 0, 0, -5))
                        .snapshot(),
                order("good-2").snapshot());
        assertEquals(
                List.of(Outcome.NEW, Outcome.REFUSED, Outcome.NEW),
                taken.stream().map(Taken::outcome).toList());
        assertEquals(List.of("/lines/0/quantity", "/lines/1/unitPrice", "/totals/total"), pointers(taken.get(1)));
    }

    @Test
    void ten_thousand_lines_are_taken_and_one_more_is_refused() {
        List<Line> many =
                IntStream.range(0, 10_000).mapToObj(i -> line("l" + i, 1, 1)).toList();
        Taken taken = take(order("huge")
                        .with(many, totals(10_000, 0, 0, 0, 10_000))
                        .snapshot())
                .getFirst();
        assertEquals(Outcome.NEW, taken.outcome());
        assertEquals(10_000, read(taken).lines().size());
        assertNull(read(taken).mismatch());
        List<Line> more =
                IntStream.range(0, 10_001).mapToObj(i -> line("l" + i, 1, 1)).toList();
        Taken refused = take(order("huger")
                        .with(more, totals(10_001, 0, 0, 0, 10_001))
                        .snapshot())
                .getFirst();
        assertEquals(List.of("/lines"), pointers(refused));
    }

    @Test
    void currencies_without_and_with_three_decimals_add_up() {
        for (String currency : List.of("JPY", "KWD")) {
            Money none = Money.of(0, currency);
            Line line = new Line("1", ProductRef.NONE, "Tea", null, 3, Money.of(1_234, currency), none, none, true);
            Totals sums = new Totals(
                    Money.of(3_702, currency), none, none, none, Money.of(3_702, currency), true, List.of(), null);
            OrderView view = read(
                    take(order(currency).with(List.of(line), sums).snapshot()).getFirst());
            assertNull(view.mismatch());
            assertEquals(currency, view.totals().total().currency().getCurrencyCode());
        }
        Totals euros = totals(1, 0, 0, 0, 1);
        Line yen = new Line(
                "1", ProductRef.NONE, "Tea", null, 1, Money.of(1, "JPY"), Money.of(0, "EUR"), Money.of(0, "EUR"), true);
        assertEquals(
                List.of("/lines/0/unitPrice"),
                pointers(take(order("mixed").with(List.of(yen), euros).snapshot())
                        .getFirst()));
    }

    @Test
    void a_date_far_ahead_is_refused_and_an_impossible_promise_is_left_out() {
        Taken ahead = take(order("ahead")
                        .placed(NOON.plus(Duration.ofDays(40_000)))
                        .snapshot())
                .getFirst();
        assertEquals(List.of("/placedAt", "/updatedAt"), pointers(ahead));
        OrderSnapshot.PromisedWindow never =
                new OrderSnapshot.PromisedWindow(LocalDate.of(2026, 3, 4), LocalDate.of(9999, 12, 31));
        Address address = new Address(null, null, null, null, null, null, null, null, null);
        Taken promised = take(odd("never", "#2", address, never)).getFirst();
        assertEquals(Outcome.NEW, promised.outcome());
        assertNull(read(promised).promised());
        assertTrue(pointers(promised).contains("/promised"));
    }

    @Test
    void a_reference_too_long_is_refused_and_a_title_too_long_is_cut() {
        assertEquals(
                Outcome.REFUSED,
                take(order("x".repeat(201)).snapshot()).getFirst().outcome());
        Line wordy = new Line(
                "1",
                ProductRef.NONE,
                "T".repeat(5_000),
                null,
                1,
                Money.of(1, "EUR"),
                Money.of(0, "EUR"),
                Money.of(0, "EUR"),
                true);
        OrderView view = read(
                take(order("wordy").with(List.of(wordy), totals(1, 0, 0, 0, 1)).snapshot())
                        .getFirst());
        assertEquals(500, view.lines().getFirst().title().length());
    }

    @Test
    void one_line_reference_told_twice_makes_two_lines() {
        OrderView view = read(take(order("twice")
                        .with(List.of(line("sku", 1, 5), line("sku", 2, 5)), totals(15, 0, 0, 0, 15))
                        .snapshot())
                .getFirst());
        assertEquals(
                List.of("sku", "sku#2"),
                view.lines().stream().map(OrderView.Line::reference).toList());
    }
}
