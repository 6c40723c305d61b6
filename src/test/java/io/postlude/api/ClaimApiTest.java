package io.postlude.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.api.ApiWorld.Program;
import io.postlude.api.ApiWorld.Reply;
import io.postlude.claims.ClaimAnswer;
import io.postlude.claims.ClaimAsk;
import io.postlude.claims.ClaimKind;
import io.postlude.claims.ClaimWish;
import io.postlude.deliveries.Language;
import io.postlude.orders.OrderId;
import io.postlude.returns.Asker;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A help desk that reads claims and decides them. */
class ClaimApiTest {
    @Test
    void a_claim_is_read_with_its_evidence_and_decided_once() {
        try (ApiWorld world = new ApiWorld()) {
            Program shop = world.program("claims");
            ReturnApiTest.bought(shop);
            world.ground.clock.move(Duration.ofDays(12));
            String id = claimed(world, shop);
            JsonNode listed = shop.get("/api/v1/claims?state=asked").json();
            assertEquals(id, listed.at("/claims/0/id").asText(), listed.toString());
            JsonNode one = shop.get("/api/v1/claims/" + id).json();
            assertEquals("damaged", one.path("kind").asText(), one.toString());
            assertTrue(one.path("actions").toString().contains("agree"), one.toString());
            Reply bad = shop.post("/api/v1/claims/" + id + "/agreement", "{'outcome':'part','said':'A quarter.'}");
            assertEquals(422, bad.status(), bad.toString());
            Reply agreed = shop.post(
                    "/api/v1/claims/" + id + "/agreement", "{'outcome':'part','percent':25,'said':'A quarter.'}");
            assertEquals("agreed", agreed.json().path("state").asText(), agreed.toString());
            Reply back =
                    shop.get("/api/v1/returns/" + agreed.json().path("returned").asText());
            assertEquals(200, back.status(), back.toString());
            Reply late = shop.post("/api/v1/claims/" + id + "/refusal", "{'said':'No.'}");
            assertEquals(409, late.status(), late.toString());
        }
    }

    @Test
    void a_claim_is_made_once_with_its_items_and_what_is_wrong_stands_at_its_place() {
        try (ApiWorld world = new ApiWorld()) {
            Program shop = world.program("desk");
            ReturnApiTest.bought(shop);
            world.ground.clock.move(Duration.ofDays(12));
            var order = world.ground
                    .database()
                    .inStore(
                            shop.store,
                            tx -> world.ground
                                    .orders
                                    .byReference(tx, shop.store, "api", "A-1")
                                    .flatMap(id -> world.ground.orders.order(tx, shop.store, id)))
                    .orElseThrow();
            String item = order.lines().getFirst().reference();
            String made = "{'reference':'d-1','order':'A-1','kind':'damaged','wish':'replace','words':'Torn.',"
                    + "'items':[{'item':'" + item + "'}]}";
            Reply first = shop.post("/api/v1/claims", made);
            assertEquals(201, first.status(), first.toString());
            assertEquals("replace", first.json().path("wish").asText(), first.toString());
            Reply again = shop.post("/api/v1/claims", made);
            assertEquals(200, again.status(), again.toString());
            assertEquals(first.json().path("id"), again.json().path("id"));
            Reply wrong = shop.post(
                    "/api/v1/claims",
                    "{'reference':'d-2','order':'A-1','kind':'broken','items':[{'item':'zz'}],'photos':['%']}");
            assertEquals(422, wrong.status(), wrong.toString());
            for (String at : List.of("/kind", "/items/0/item", "/photos"))
                assertTrue(wrong.toString().contains(at), wrong.toString());
        }
    }

    private static String claimed(ApiWorld world, Program shop) {
        var store = shop.store;
        return world.ground.database().inStore(store, tx -> {
            OrderId order =
                    world.ground.orders.byReference(tx, store, "api", "A-1").orElseThrow();
            var line = world.ground
                    .orders
                    .order(tx, store, order)
                    .orElseThrow()
                    .lines()
                    .getFirst();
            ClaimAnswer answer = world.claims()
                    .claims()
                    .ask(
                            tx,
                            store,
                            new ClaimAsk(
                                    order,
                                    ClaimKind.DAMAGED,
                                    List.of(new ClaimAsk.Part(line.id(), 1, null)),
                                    ClaimWish.ANY,
                                    "Torn.",
                                    Language.EN,
                                    List.of(),
                                    new Asker(Asker.Channel.API, "k", "test")));
            if (!(answer instanceof ClaimAnswer.Done done)) throw new AssertionError(answer.toString());
            return done.view().id().toString();
        });
    }
}
