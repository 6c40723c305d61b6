package io.postlude.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.StoreId;
import io.postlude.loyalty.Pool;
import io.postlude.loyalty.Rewards;
import io.postlude.orders.OrderQuery;
import io.postlude.orders.OrderSummary;
import io.postlude.stores.Audit;
import io.postlude.stores.Role;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pools of codes as staff see and keep them, by plain requests. */
class RewardPagesTest {
    private static ConsoleGround ground;
    private static StoreId store;
    private static PlainStaff owner;
    private static PlainStaff viewer;

    @BeforeAll
    static void open() {
        ground = new ConsoleGround();
        store = ground.open("maren-pine", "Maren & Pine");
        ground.hire(store, Role.OWNER, "ada@example.org");
        ground.hire(store, Role.VIEWER, "vi@example.org");
        owner = PlainStaff.signedIn(ground, "ada@example.org");
        viewer = PlainStaff.signedIn(ground, "vi@example.org");
        StoreWithOrders.fill(ground, store, "MP");
    }

    @AfterAll
    static void close() {
        ground.close();
    }

    private static Pool pool(String key) {
        return ground.test
                .database()
                .inStore(store, tx -> ground.loyalty.pools().byKey(tx, store, key))
                .orElseThrow();
    }

    /** To whoever placed the newest order with a known buyer. */
    private static CustomerId give(String key, long run) {
        return ground.test.database().<CustomerId>inStore(store, tx -> {
            OrderSummary order =
                    ground.orders.list(tx, store, OrderQuery.newest(1)).rows().getFirst();
            CustomerId buyer =
                    ground.orders.buyers(tx, store, List.of(order.id())).get(order.id());
            ground.loyalty.rewards().give(tx, store, key, List.of(new Rewards.Wish(run, buyer, order.id())));
            return buyer;
        });
    }

    @Test
    void a_pool_is_made_filled_watched_and_closed() {
        HttpResponse<String> made = owner.post(
                "/console/rewards",
                Map.of(
                        "name",
                        "Thank you",
                        "key",
                        "thanks",
                        "worth",
                        "percent",
                        "value",
                        "10",
                        "days",
                        "60",
                        "lowBelow",
                        "2"));
        assertEquals(303, made.statusCode(), made.body());
        assertEquals(
                "/console/rewards/thanks?done=pool_made",
                made.headers().firstValue("Location").orElse(""));

        HttpResponse<String> some = owner.post(
                "/console/rewards/thanks/codes", Map.of("codes", "MERCI-1\r\n\"MERCI-2\";two words\nmerci-1\n"));
        assertEquals(422, some.statusCode());
        assertTrue(some.body().contains("two words"), some.body());
        assertTrue(some.body().contains("stands in the list twice"), some.body());
        assertEquals(
                303,
                owner.post("/console/rewards/thanks/codes", Map.of("codes", "MERCI-3"))
                        .statusCode());

        assertFalse(owner.get("/console/today").body().contains("few codes left"));
        CustomerId anna = give("thanks", 1);
        give("thanks", 2);
        assertTrue(owner.get("/console/today").body().contains("“Thank you” has few codes left."));
        String list = owner.get("/console/rewards").body();
        assertTrue(list.contains("few left") && list.contains("10% off"), list);
        String page = owner.get("/console/rewards/thanks").body();
        assertTrue(page.contains("MERCI-1") && page.contains("/console/customers/" + anna), page);
        ground.test.database().runInStore(store, tx -> tx.execute("""
                insert into loyalty.use (store_id, code_id, order_id, pool_id, given_id, used_at, minor, currency)
                select store_id, code_id, order_id, pool_id, id, given_at, 1, 'EUR' from loyalty.given
                where store_id = ? and run_id = 1""", store));
        String person = owner.get("/console/customers/" + anna).body();
        assertTrue(person.contains("id=\"h-rw\"") && person.contains("MERCI-1"), person);
        assertTrue(person.contains("10% off") && person.contains("used</span>"), person);
        ground.test.database().runInStore(store, tx -> tx.execute("delete from loyalty.use where store_id = ?", store));
        HttpResponse<String> csv = owner.get("/console/rewards/thanks/codes.csv");
        assertTrue(csv.body().contains("\"MERCI-1\",\"given\",\"" + anna), csv.body());
        assertEquals(4, csv.body().lines().count());

        assertEquals(
                303, owner.post("/console/rewards/thanks/closure", Map.of()).statusCode());
        assertTrue(owner.get("/console/rewards").body().contains("closed"));
        assertFalse(owner.get("/console/today").body().contains("few codes left"));
        List<String> deeds = ground.stores.audit().list(store, Audit.Filter.none(), null).entries().stream()
                .filter(entry -> entry.subjectId().equals("thanks"))
                .map(Audit.Entry::action)
                .toList();
        assertEquals(
                List.of("reward-pool.closed", "reward-pool.filled", "reward-pool.filled", "reward-pool.made"), deeds);
    }

    @Test
    void what_is_entered_wrongly_comes_back_with_its_reason_and_all_that_was_entered() {
        HttpResponse<String> wrong = owner.post(
                "/console/rewards",
                Map.of("name", "Words", "key", "Not a key", "worth", "words", "words", "fr: une tasse"));
        assertEquals(422, wrong.statusCode());
        assertTrue(wrong.body().contains("Say it in English at least"), wrong.body());
        assertTrue(wrong.body().contains("fr: une tasse"), wrong.body());
        HttpResponse<String> key = owner.post(
                "/console/rewards",
                Map.of("name", "Words", "key", "Not a key", "worth", "words", "words", "en: a free mug"));
        assertEquals(422, key.statusCode());
        assertTrue(key.body().contains("The key is a word of small letters"), key.body());
        assertEquals(404, owner.get("/console/rewards/nowhere").statusCode());
    }

    @Test
    void one_code_for_everybody_takes_no_list_and_who_may_only_look_sees_no_codes() {
        assertEquals(
                303,
                owner.post(
                                "/console/rewards",
                                Map.of(
                                        "name", "Welcome", "key", "welcome", "worth", "amount", "value", "7,50", "code",
                                        "HELLO"))
                        .statusCode());
        assertEquals("HELLO", pool("welcome").shared());
        String path = owner.post("/console/rewards/welcome/codes", Map.of("codes", "MORE-1"))
                .headers()
                .firstValue("Location")
                .orElse("");
        assertTrue(path.endsWith("done=not_any_more"), path);
        assertEquals(403, viewer.get("/console/rewards/welcome").statusCode());
    }
}
