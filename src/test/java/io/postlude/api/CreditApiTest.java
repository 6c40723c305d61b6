package io.postlude.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.api.ApiWorld.Program;
import io.postlude.api.ApiWorld.Reply;
import io.postlude.kernel.Json;
import io.postlude.stores.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A checkout that takes store credit for orders, and the description's own examples of it. */
class CreditApiTest {
    private static ApiWorld world;
    private static int calls;

    @BeforeAll
    static void start() {
        world = new ApiWorld();
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    /** A store where c-17 sent a mug of 24.00 back broken for credit: 25.20 with the bonus. */
    private static Program credited(String slug) {
        Program shop = world.program(slug);
        ok(shop.put("/api/v1/customers/c-17", "{'email':'amira@example.com'}"));
        ok(shop.put("/api/v1/customers/c-18", "{'email':'bela@example.com'}"));
        ok(shop.put("/api/v1/orders/A-1", """
                {'number':'#1','placedAt':'2026-04-30T10:00:00Z','updatedAt':'2026-04-30T10:00:00Z','currency':'EUR',
                 'customer':{'reference':'c-17','email':'amira@example.com'},
                 'items':[{'reference':'1','title':'Mug','sku':'MUG-1','quantity':1,'unitPrice':'24.00'}]}"""));
        ok(shop.put(
                "/api/v1/orders/A-1/fulfilments/F-1",
                "{'shippedAt':'2026-05-01T10:00:00Z','updatedAt':'2026-05-01T10:00:00Z'}"));
        world.ground.clock.move(Duration.ofDays(5));
        Reply made = ok(shop.post("/api/v1/returns", """
                {'reference':'r-1','order':'A-1','method':'label',
                 'items':[{'item':'1','quantity':1,'reason':'damaged','remedy':'credit'}]}"""));
        String path = "/api/v1/returns/" + made.json().path("id").asText();
        ok(shop.post(path + "/reception", "{}"));
        String piece = made.json().at("/pieces/0/id").asText();
        ok(shop.post(path + "/inspection", "{'piece':'" + piece + "','grade':'a','disposition':'restock'}"));
        world.giveDue();
        return shop;
    }

    private static Reply ok(Reply reply) {
        assertTrue(reply.status() < 300, reply.toString());
        return reply;
    }

    private static Reply keyed(Program shop, String path, String body) {
        return shop.call("POST", path, body.replace('\'', '"'), Map.of("Idempotency-Key", "k-" + ++calls));
    }

    private static String balance(Program shop, String customer) {
        return shop.get("/api/v1/customers/" + customer + "/credit")
                .json()
                .at("/balances/0/amount")
                .asText("none");
    }

    @Test
    void the_examples_of_the_description_work_as_they_stand() {
        Program shop = credited("examples");
        var spend = OpenApiTest.operation("spendCustomerCredit");
        Reply spent = keyed(shop, "/api/v1/customers/c-17/credit/spend", OpenApiTest.body(spend));
        assertEquals(201, spent.status(), spent.toString());
        OpenApiTest.matches(spend, spent);
        var restore = OpenApiTest.operation("restoreCustomerCredit");
        String body = OpenApiTest.body(restore)
                .replaceAll("csp_[0-9a-z]+", spent.json().path("spend").asText());
        Reply restored = keyed(shop, "/api/v1/customers/c-17/credit/restore", body);
        assertEquals(200, restored.status(), restored.toString());
        OpenApiTest.matches(restore, restored);
        Reply read = shop.get("/api/v1/customers/c-17/credit");
        OpenApiTest.matches(OpenApiTest.operation("getCustomerCredit"), read);
        assertEquals(
                List.of("restored 5.00", "spent -20.00", "given 25.20"),
                read.json()
                        .path("entries")
                        .valueStream()
                        .map(entry -> entry.path("what").asText() + " "
                                + entry.path("amount").asText())
                        .toList());
        assertTrue(read.json().at("/entries/2/return").asText().startsWith("ret_"), read.toString());
    }

    @Test
    void the_same_call_again_takes_nothing_twice_and_one_without_a_key_takes_nothing() {
        Program shop = credited("twice");
        String path = "/api/v1/customers/c-17/credit/spend";
        String body = "{\"amount\":\"10.00\",\"currency\":\"EUR\",\"order\":\"77\"}";
        Reply first = shop.call("POST", path, body, Map.of("Idempotency-Key", "order-77"));
        Reply again = shop.call("POST", path, body, Map.of("Idempotency-Key", "order-77"));
        assertEquals(first.json(), again.json());
        assertEquals("15.20", balance(shop, "c-17"));
        Reply open = shop.post(path, body);
        assertEquals(422, open.status());
        assertTrue(open.faults().getFirst().startsWith("/header/Idempotency-Key is needed"), open.toString());
        assertEquals("15.20", balance(shop, "c-17"));
    }

    @Test
    void too_much_is_refused_with_what_is_there_and_the_key_may_be_used_again() {
        Program shop = credited("much");
        String path = "/api/v1/customers/c-17/credit/spend";
        Map<String, String> key = Map.of("Idempotency-Key", "order-78");
        Reply much = shop.call("POST", path, "{\"amount\":\"25.21\",\"currency\":\"EUR\",\"order\":\"78\"}", key);
        assertEquals(409, much.status(), much.toString());
        assertEquals("/problems/not-enough-credit", much.json().path("type").asText());
        assertTrue(much.json().path("detail").asText().contains("25.20 EUR"), much.toString());
        assertEquals(
                409,
                keyed(shop, path, "{'amount':'1.00','currency':'SEK','order':'78'}")
                        .status(),
                "there is none in kronor");
        Reply less = shop.call("POST", path, "{\"amount\":\"25.20\",\"currency\":\"EUR\",\"order\":\"78\"}", key);
        assertEquals(201, less.status(), less.toString());
        assertEquals("none", balance(shop, "c-17"));
        String back = "/api/v1/customers/c-17/credit/restore";
        String spend = less.json().path("spend").asText();
        Reply over = keyed(shop, back, "{'spend':'" + spend + "','amount':'25.21','currency':'EUR'}");
        assertEquals(409, over.status(), over.toString());
        assertEquals(200, keyed(shop, back, "{'spend':'" + spend + "'}").status());
        assertEquals("25.20", balance(shop, "c-17"));
        assertEquals(409, keyed(shop, back, "{'spend':'" + spend + "'}").status(), "once");
    }

    @Test
    void it_is_nobody_elses_in_no_store_and_with_no_lesser_key() {
        Program shop = credited("mine");
        String spend = keyed(
                        shop, "/api/v1/customers/c-17/credit/spend", "{'amount':'5.00','currency':'EUR','order':'79'}")
                .json()
                .path("spend")
                .asText();
        String give = "{'spend':'" + spend + "'}";
        assertEquals(
                404, keyed(shop, "/api/v1/customers/c-18/credit/restore", give).status());
        assertEquals("none", balance(shop, "c-18"));
        String ours = shop.get("/api/v1/customers/c-17/credit")
                .json()
                .path("customer")
                .asText();
        Program other = world.program("others");
        assertEquals(404, other.get("/api/v1/customers/" + ours + "/credit").status());
        assertEquals(
                404,
                keyed(other, "/api/v1/customers/" + ours + "/credit/restore", give)
                        .status());
        Program reader = world.program(shop.store, Set.of(Scope.RETURNS_READ));
        assertEquals(200, reader.get("/api/v1/customers/c-17/credit").status());
        assertEquals(
                403,
                keyed(reader, "/api/v1/customers/c-17/credit/restore", give).status());
        assertEquals("20.20", balance(shop, "c-17"));
    }

    @Test
    void what_makes_no_sense_is_told_at_its_place() {
        Program shop = world.program("sense");
        ok(shop.put("/api/v1/customers/c-17", "{'email':'amira@example.com'}"));
        Reply spend = keyed(shop, "/api/v1/customers/c-17/credit/spend", "{'amount':'-1.00','currency':'XXQ'}");
        JsonNode faults = spend.json().path("errors");
        assertEquals(422, spend.status(), spend.toString());
        assertEquals(3, faults.size(), Json.write(faults));
        Reply restore = keyed(shop, "/api/v1/customers/c-17/credit/restore", "{'spend':'ret_1'}");
        assertEquals(List.of("/spend is no id of a spend, csp_..."), restore.faults());
        Reply nobody = shop.get("/api/v1/customers/c-99/credit");
        assertEquals(404, nobody.status(), nobody.toString());
        assertEquals(
                0,
                shop.get("/api/v1/customers/c-17/credit").json().path("entries").size());
    }
}
