package io.postlude.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.Money;
import io.postlude.kernel.StoreId;
import io.postlude.orders.OrderQuery;
import io.postlude.orders.OrderSummary;
import io.postlude.returns.CreditEntry;
import io.postlude.stores.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Store credit as staff see and correct it, by plain requests. */
class CreditDeskTest {
    private static ConsoleGround ground;
    private static StoreId store;
    private static PlainStaff owner;
    private static PlainStaff marketer;
    private static CustomerId person;

    @BeforeAll
    static void open() {
        ground = new ConsoleGround();
        store = ground.open("maren-pine", "Maren & Pine");
        ground.hire(store, Role.OWNER, "ada@example.org");
        ground.hire(store, Role.MARKETER, "mo@example.org");
        owner = PlainStaff.signedIn(ground, "ada@example.org");
        marketer = PlainStaff.signedIn(ground, "mo@example.org");
        StoreWithOrders.fill(ground, store, "MP");
        person = ground.test.database().<CustomerId>inStore(store, tx -> {
            OrderSummary order =
                    ground.orders.list(tx, store, OrderQuery.newest(1)).rows().getFirst();
            return Objects.requireNonNull(
                    ground.orders.buyers(tx, store, List.of(order.id())).get(order.id()));
        });
    }

    @AfterAll
    static void close() {
        ground.close();
    }

    private static String path() {
        return "/console/customers/" + person;
    }

    private static Map<String, String> form(String way, String amount, String reason) {
        return new HashMap<>(
                Map.of("way", way, "amount", amount, "currency", "EUR", "reason", reason, "seen", newest()));
    }

    private static List<CreditEntry> entries() {
        return ground.test
                .database()
                .inStore(store, tx -> ground.returns.credits().entries(tx, store, person));
    }

    private static String newest() {
        return entries().isEmpty() ? "" : entries().getFirst().id().toString();
    }

    private static long left() {
        return entries().stream()
                .map(CreditEntry::amount)
                .mapToLong(Money::minor)
                .sum();
    }

    @Test
    void staff_see_correct_and_count_what_customers_have() {
        String before = owner.get(path()).body();
        assertTrue(before.contains("Store credit") && before.contains("nothing is left"), before);
        Map<String, String> twice = form("on", "12,50", "The mug came late");
        assertEquals("credit_corrected", owner.done(path() + "/credit", twice));
        assertEquals(
                "not_any_more", owner.done(path() + "/credit", twice), "the same form sent twice is one correction");
        assertEquals(1250, left());
        assertEquals("credit_too_little", owner.done(path() + "/credit", form("off", "12.51", "A mistake")));
        assertEquals("credit_corrected", owner.done(path() + "/credit", form("off", "2.50", "A mistake")));
        for (Map<String, String> wrong : List.of(
                form("on", "0", "For nothing"),
                form("on", "-5", "Backwards"),
                form("on", "1000000.01", "Too much"),
                form("on", "5", " "),
                form("on", "five", "In words")))
            assertEquals("credit_unclear", owner.done(path() + "/credit", wrong), wrong.toString());
        assertEquals(1000, left());
        String page = owner.get(path()).body();
        assertTrue(page.contains("€10.00 to spend") && page.contains("The mug came late"), page);
        assertTrue(page.contains("They still have €10.00 of store credit"), "said before an erasure");
        String money = owner.get("/console/returns/money").body();
        assertTrue(money.contains("€10.00") && money.contains("Store credit customers have"), money);

        assertEquals(
                403,
                marketer.post(path() + "/credit", form("on", "5.00", "Mine")).statusCode());
        String seen = marketer.get(path()).body();
        assertTrue(seen.contains("€10.00 to spend") && !seen.contains("Correct their store credit"), seen);
        assertEquals(
                404,
                owner.post("/console/customers/cus_0000000000001/credit", form("on", "5.00", "Whose"))
                        .statusCode());
        assertEquals(1000, left());
    }

    @Test
    void the_owner_says_whether_it_is_held_here_or_given_by_a_person() {
        String choice = "/console/returns/money/credit";
        assertEquals("credit_by_hand", owner.done(choice, Map.of("by", "hand")));
        assertTrue(owner.get("/console/returns/money").body().contains("is given by a person"));
        assertEquals(403, marketer.post(choice, Map.of("by", "here")).statusCode());
        assertFalse(marketer.get("/console/returns/money").body().contains("Hold it here"));
        assertEquals("credit_held", owner.done(choice, Map.of("by", "here")));
        assertTrue(owner.get("/console/returns/money").body().contains("is held here"));
    }
}
