package io.postlude.returns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.customers.CustomerId;
import io.postlude.customers.PersonalData.Person;
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
