package io.postlude.returns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.customers.CustomerId;
import io.postlude.customers.PersonalData.Person;
import io.postlude.customers.Privacy;
import io.postlude.kernel.Secrets;
import io.postlude.orders.OrderId;
import io.postlude.returns.ReturnsWorld.Thing;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a person may take along, and what an erasure leaves of their returns. */
class ReturnPersonalDataTest {
    private static final byte[] PICTURE = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    @Test
    void of_a_return_made_in_the_shop_an_erasure_takes_every_word_and_late_news_bring_none_back() {
        try (ReturnsWorld world = new ReturnsWorld()) {
            OrderId order = world.sent("P-2", new Thing("mug", 1, 2400, 0));
            tell(world, "46", "P-2", "My mother is ill", "She rang twice");
            CustomerId customer = Objects.requireNonNull(world.order(order).customer());
            ReturnPersonalData data = new ReturnPersonalData();
            Person person = new Person(List.of(customer), List.of(), List.of());
            String told = world.database.<String>inStore(
                    world.store, tx -> data.export(tx, world.store, person).toString());
            assertTrue(told.contains("My mother is ill"), told);
            assertTrue(rows(world).contains("She rang twice"), rows(world));

            var privacy = new Privacy(
                    new Privacy.Ground(world.log, new Secrets(world.database), world.clock),
                    world.customers,
                    List.of(data));
            world.database.runInStore(
                    world.store, tx -> assertTrue(privacy.erase(tx, world.store, customer), "there was somebody"));
            assertNobody(world, customer);
            List<ShopReturn> kept = world.database.inStore(
                    world.store, tx -> world.module.shopReturns().ofOrder(tx, world.store, order));
            assertEquals(1, kept.getFirst().items().getFirst().pieces(), "what comes back is still counted");

            world.days(1);
            tell(world, "46", "P-2", "My mother is ill", "She rang twice");
            tell(world, "47", "P-2", "My mother is ill", "She rang twice");
            assertNobody(world, customer);
        }
    }

    private static void tell(ReturnsWorld world, String reference, String number, String words, String note) {
        var news = new ShopReturnNews(
                "api",
                reference,
                number,
                null,
                ShopReturn.State.DECLINED,
                new ShopReturnNews.Decline("other", note),
                List.of(new ShopReturn.Item("1", "l1", 1, Reason.OTHER, words)),
                List.of(),
                world.now());
        world.database.runInStore(
                world.store,
                tx -> assertTrue(
                        world.module.shopReturns().take(tx, world.store, news).isPresent()));
    }

    /** All that is written down of returns made in the shop. */
    private static String rows(ReturnsWorld world) {
        return world.database.inStore(
                world.store, tx -> String.join("\n", tx.list("""
                select json_build_array(row_to_json(r), row_to_json(i), row_to_json(g))::text
                from returns.shop_return r
                left join returns.shop_return_item i on i.store_id = r.store_id and i.shop_return_id = r.id
                left join returns.shop_return_removal g on g.store_id = r.store_id and g.shop_return_id = r.id
                where r.store_id = ?""", row -> row.getString(1), world.store)));
    }

    private static void assertNobody(ReturnsWorld world, CustomerId customer) {
        String rows = rows(world);
        for (String gone : List.of("mother", "rang", String.valueOf(customer.value())))
            assertFalse(rows.contains(gone), gone + " is still in " + rows);
    }

    @Test
    void a_person_takes_their_words_along_and_after_an_erasure_only_the_books_stay() {
        try (ReturnsWorld world = new ReturnsWorld()) {
            OrderId order = world.sent("P-1", new Thing("mug", 1, 2400, 0));
            var wish = new Wish(
                    world.line(order, "mug").id(), 1, Reason.OTHER, "", "My mother is ill", Remedy.Kind.REFUND, null);
            ReturnView view = world.requested(new Ask(order, List.of(wish), Method.LABEL));
            var pictures = new Returns.Pictures(List.of(PICTURE), "customer");
            ReturnsWorld.done(world.database.inStore(
                    world.store, tx -> world.returns.addPhotos(tx, world.store, view.id(), pictures)));
            world.received(view.id());
            ReturnView _ = world.taken(view.id());

            CustomerId customer = Objects.requireNonNull(view.customer());
            Person person = new Person(List.of(customer), List.of(), List.of());
            ReturnPersonalData data = new ReturnPersonalData();
            String told = world.database.<String>inStore(
                    world.store, tx -> data.export(tx, world.store, person).toString());
            assertTrue(told.contains("My mother is ill") && told.contains(view.code()), told);

            world.database.runInStore(world.store, tx -> data.erase(tx, world.store, person));
            ReturnView after = world.view(view.id());
            assertEquals(null, after.customer());
            assertEquals(null, after.pieces().getFirst().words());
            assertEquals(0L, (long) world.database.<Long>inStore(
                    world.store, tx -> world.returns.photoCount(tx, world.store, view.id())));
            assertEquals(-2400, world.balances().getOrDefault(Account.REFUND, 0L), "what is owed stays owed");
            String again = world.database.<String>inStore(
                    world.store, tx -> data.export(tx, world.store, person).toString());
            assertTrue(!again.contains(view.code()), again);
        }
    }
}
