package io.postlude.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postlude.api.ApiWorld.Program;
import io.postlude.api.ApiWorld.Reply;
import io.postlude.kernel.Json;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A storefront that draws returns itself, and a warehouse that receives them. */
class ReturnApiTest {
    static final String WISH = """
            {'reference':'r-1','order':'A-1','method':'label','refund':'999.00',
             'items':[{'item':'1','quantity':%d,'reason':'changed_mind','remedy':'refund','amount':'999.00'}]}""";

    @Test
    void what_is_quoted_is_committed_once_and_its_next_actions_are_told() {
        try (ApiWorld world = new ApiWorld()) {
            Program shop = world.program("back");
            bought(shop);
            world.ground.clock.move(Duration.ofDays(5));
            JsonNode returnable = shop.get("/api/v1/orders/A-1/returnable").json();
            assertEquals(2, returnable.at("/items/0/quantity").asInt(), returnable.toString());

            JsonNode quote =
                    shop.post("/api/v1/returns/quotes", WISH.formatted(2)).json();
            assertTrue(quote.path("possible").asBoolean(), quote.toString());
            assertEquals("29.00", quote.path("refund").asText());

            Reply made = shop.post("/api/v1/returns", WISH.formatted(2));
            assertEquals(201, made.status(), made.toString());
            assertEquals("29.00", made.json().path("refund").asText(), "what the form says about money is not read");
            assertEquals(200, shop.post("/api/v1/returns", WISH.formatted(2)).status());
            assertTrue(made.json().path("actions").toString().contains("call_off"), made.toString());

            String path = "/api/v1/returns/" + made.json().path("id").asText();
            JsonNode received = shop.post(path + "/reception", "{}").json();
            assertEquals("arrived", received.path("stage").asText(), received.toString());
            Reply off = shop.post(path + "/cancellation", "{}");
            assertEquals(409, off.status(), off.toString());
            assertEquals(
                    1,
                    shop.get("/api/v1/returns?stage=arrived")
                            .json()
                            .path("returns")
                            .size());
            assertEquals(404, world.program("other").get(path).status());
        }
    }

    @Test
    void the_lot_read_off_a_piece_is_told_with_its_inspection_and_only_of_that_return() {
        try (ApiWorld world = new ApiWorld()) {
            Program shop = world.program("lots");
            bought(shop);
            world.ground.clock.move(Duration.ofDays(5));
            JsonNode made = shop.post("/api/v1/returns", WISH.formatted(2)).json();
            String path = "/api/v1/returns/" + made.path("id").asText();
            assertEquals(200, shop.post(path + "/reception", "{}").status());
            String look = "{'piece':'%s','grade':'d','disposition':'recycle','lot':'%s'}";
            String first = made.at("/pieces/0/id").asText();
            Reply looked = shop.post(path + "/inspection", look.formatted(first, " B-2031 "));
            assertEquals(200, looked.status(), looked.toString());
            assertEquals(List.of("B-2031"), lots(world));
            assertEquals(
                    422,
                    shop.post(path + "/inspection", look.formatted(first, "x".repeat(101)))
                            .status());
            Reply again = shop.post(path + "/inspection", look.formatted(first, "B-2032"));
            assertEquals(409, again.status(), again.toString());
            assertEquals(List.of("B-2031"), lots(world), "what is refused writes nothing down");
        }
    }

    private static List<String> lots(ApiWorld world) {
        return world.ground
                .database()
                .acrossStores(
                        tx -> tx.list("select lot from returns.piece where lot is not null", row -> row.getString(1)));
    }

    @Test
    void what_stands_in_the_way_is_told_at_its_place() {
        try (ApiWorld world = new ApiWorld()) {
            Program shop = world.program("back");
            bought(shop);
            world.ground.clock.move(Duration.ofDays(5));
            Reply many = shop.post("/api/v1/returns", WISH.formatted(3));
            assertEquals(422, many.status(), many.toString());
            assertEquals("/items/0/quantity too_many", many.faults().getFirst());
            Reply unknown =
                    shop.post("/api/v1/returns/quotes", WISH.formatted(1).replace("changed_mind", "because"));
            assertEquals("/items/0/reason is not known", unknown.faults().getFirst(), unknown.toString());
        }
    }

    @Test
    void a_draft_lists_what_can_be_done_next_until_it_can_be_committed() {
        try (ApiWorld world = new ApiWorld()) {
            Program shop = world.program("back");
            bought(shop);
            world.ground.clock.move(Duration.ofDays(5));
            JsonNode empty =
                    shop.post("/api/v1/returns/quotes", "{'order':'A-1'}").json();
            assertEquals(List.of("add_item"), actions(empty), empty.toString());
            JsonNode open = shop.post(
                            "/api/v1/returns/quotes", "{'order':'A-1','items':[{'item':'1','reason':'changed_mind'}]}")
                    .json();
            assertEquals(List.of("choose_remedy", "remove_item", "choose_method"), actions(open), open.toString());
            assertEquals(
                    "[\"exchange\",\"credit\",\"refund\"]",
                    open.at("/next/0/options").toString());
            JsonNode ready =
                    shop.post("/api/v1/returns/quotes", WISH.formatted(1)).json();
            assertEquals("commit", actions(ready).getFirst(), ready.toString());
            assertTrue(ready.at("/items/0/trace").toString().contains("within-window"), ready.toString());
        }
    }

    @Test
    void a_draft_offers_the_days_of_the_carrier_and_takes_one_that_can_be_moved_and_cancelled() {
        try (ApiWorld world = new ApiWorld()) {
            Program shop = world.program("back");
            bought(shop);
            withPickups(shop);
            world.ground.clock.move(Duration.ofDays(5));
            String fetched = WISH.formatted(1).replace("'label'", "'pickup'");
            JsonNode none = shop.post("/api/v1/returns/quotes", fetched).json();
            assertFalse(actions(none).contains("choose_pickup_day"), "the store offers no days: " + none);
            world.offerPickups(shop.store, 1);
            JsonNode draft = shop.post("/api/v1/returns/quotes", fetched).json();
            JsonNode offered = draft.path("next")
                    .valueStream()
                    .filter(next -> next.path("action").asText().equals("choose_pickup_day"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(draft.toString()))
                    .path("options");
            String first = offered.path(0).asText();
            Reply wrong = shop.post("/api/v1/returns", day(fetched, "2001-01-01"));
            assertEquals("/pickupDay not_now", wrong.faults().getFirst(), wrong.toString());
            assertEquals(0, shop.get("/api/v1/returns").json().path("returns").size(), "nothing of it stays");
            Reply made = shop.post("/api/v1/returns", day(fetched, first));
            assertEquals(201, made.status(), made.toString());
            String path = "/api/v1/returns/" + made.json().path("id").asText() + "/pickup";
            JsonNode booked = shop.get(path).json();
            assertEquals(first, booked.at("/booked/day").asText(), booked.toString());
            assertEquals(0, booked.at("/days/0/left").asInt(), "its only place");
            String second = offered.path(1).asText();
            assertEquals(
                    second,
                    shop.put(path, "{'day':'" + second + "'}")
                            .json()
                            .at("/booked/day")
                            .asText());
            assertEquals(1, shop.get(path).json().at("/days/0/left").asInt(), "free again");
            JsonNode off = shop.delete(path).json();
            assertEquals("cancelled", off.at("/booked/state").asText(), off.toString());
            assertEquals(409, shop.delete(path).status(), "nothing is booked");
            assertEquals(
                    "/day is needed, a day like 2026-05-12",
                    shop.put(path, "{}").faults().getFirst());
        }
    }

    @Test
    void a_gift_is_sent_back_for_credit_by_whoever_was_given_it() {
        try (ApiWorld world = new ApiWorld()) {
            Program shop = world.program("back");
            bought(shop);
            world.ground.clock.move(Duration.ofDays(5));
            String gift = WISH.formatted(1).replace("'method'", "'gift':{'email':'Ben@Example.org'},'method'");
            JsonNode draft = shop.post("/api/v1/returns/quotes", gift.replace("'remedy':'refund',", ""))
                    .json();
            assertFalse(draft.at("/items/0/offers").toString().contains("refund"), draft.toString());
            Reply nobody = shop.post(
                    "/api/v1/returns",
                    gift.replace("'email':'Ben@Example.org'", "").replace("refund','amount", "credit','amount"));
            assertEquals(List.of("/gift/email is needed"), nobody.faults());
            Reply made = shop.post("/api/v1/returns", gift.replace("refund','amount", "credit','amount"));
            assertEquals(201, made.status(), made.toString());
            assertTrue(made.json().path("gift").asBoolean(), made.toString());
            assertEquals("0.00", made.json().path("refund").asText());
            String strict = shop.get("/api/v1/return-policy")
                    .json()
                    .path("document")
                    .toString()
                    .replace("\"gifts\":true", "\"gifts\":false");
            assertEquals(
                    200, shop.call("PUT", "/api/v1/return-policy/draft", strict).status());
            assertEquals(
                    200, shop.post("/api/v1/return-policy/publication", "{}").status());
            Reply none = shop.post(
                    "/api/v1/returns", gift.replace("r-1", "r-2").replace("refund','amount", "credit','amount"));
            assertTrue(none.faults().toString().contains("no_gifts"), none.toString());
        }
    }

    /** The usual policy, with the carrier at the door among the ways back. */
    private static void withPickups(Program shop) {
        String usual = shop.get("/api/v1/return-policy").json().path("document").toString();
        String more = usual.replace("\"own_carrier\"]", "\"own_carrier\",\"pickup\"]");
        assertEquals(200, shop.call("PUT", "/api/v1/return-policy/draft", more).status());
        assertEquals(200, shop.post("/api/v1/return-policy/publication", "{}").status());
    }

    private static String day(String wish, String day) {
        return wish.replace("'method'", "'pickupDay':'" + day + "','method'");
    }

    private static List<String> actions(JsonNode quote) {
        return quote.path("next")
                .valueStream()
                .map(next -> next.path("action").asText())
                .toList();
    }

    @Test
    void an_exchange_is_for_a_variant_of_the_same_product_only() {
        try (ApiWorld world = new ApiWorld()) {
            Program shop = world.program("back");
            bought(shop);
            world.ground.clock.move(Duration.ofDays(5));
            String exchange = WISH.formatted(1).replace("'refund','amount'", "'exchange','sku':'SOFA-1','amount'");
            Reply other = shop.post("/api/v1/returns", exchange);
            assertEquals(List.of("/items/0/sku is none of the same product"), other.faults(), other.toString());
            Reply same = shop.post("/api/v1/returns", exchange.replace("SOFA-1", "MUG-1"));
            assertEquals("exchange", same.json().at("/pieces/0/remedy").asText(), same.toString());
        }
    }

    @Test
    void a_policy_is_checked_kept_as_a_draft_and_published() throws IOException {
        try (ApiWorld world = new ApiWorld();
                InputStream usual = Objects.requireNonNull(
                        ReturnApiTest.class.getResourceAsStream("/returns/default-policy.json"))) {
            Program shop = world.program("back");
            bought(shop);
            world.ground.clock.move(Duration.ofDays(5));
            String document = new String(usual.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            JsonNode live = shop.get("/api/v1/return-policy").json();
            assertEquals(0, live.path("version").asInt());
            assertEquals(Json.MAPPER.readTree(document), live.path("document"));

            String wrong = document.replace("\"refuse\": \"no_rule\"", "\"refuse\": \"because\"");
            Reply checked = shop.call("POST", "/api/v1/return-policy/validations", wrong);
            assertEquals(
                    "/otherwise/refuse", checked.json().at("/errors/0/pointer").asText(), checked.toString());
            assertEquals(
                    422, shop.call("PUT", "/api/v1/return-policy/draft", wrong).status());
            assertEquals(
                    409, shop.post("/api/v1/return-policy/publication", "{}").status(), "nothing to publish");

            String repairs = document.replace("\"days\": 730", "\"days\": 731")
                    .replace("{\"person\": true", "{\"repair\": true, \"person\": true");
            JsonNode warned = shop.call("POST", "/api/v1/return-policy/validations", repairs)
                    .json();
            assertTrue(warned.path("valid").asBoolean(), warned.toString());
            assertEquals("/rules/4", warned.at("/warnings/0/pointer").asText(), warned.toString());

            String strict = document.replace("\"days\": 30", "\"days\": 1");
            assertEquals(
                    "draft",
                    shop.call("PUT", "/api/v1/return-policy/draft", strict)
                            .json()
                            .path("state")
                            .asText());
            assertEquals(201, shop.post("/api/v1/returns", WISH.formatted(1)).status(), "a draft decides nothing");
            Reply published = shop.post("/api/v1/return-policy/publication", "{}");
            assertEquals("live", published.json().path("state").asText(), published.toString());
            world.ground.clock.move(Duration.ofDays(20));
            Reply late = shop.post("/api/v1/returns", WISH.formatted(1).replace("r-1", "r-2"));
            assertEquals(List.of("/items/0 not_taken_back: too_late"), late.faults(), late.toString());
            assertEquals(
                    2,
                    shop.get("/api/v1/return-policy/versions")
                            .json()
                            .path("versions")
                            .size());
        }
    }

    @Test
    void a_product_marked_as_final_sale_does_not_come_back_and_a_gold_member_has_a_year() {
        try (ApiWorld world = new ApiWorld()) {
            Program shop = world.program("back");
            Reply told = shop.put("/api/v1/products/lamp", """
                    {'title':'Lamp','type':'Light','tags':['Final Sale','oak'],
                     'variants':[{'reference':'lamp-1','sku':'LAMP-1','price':'80.00'}]}""");
            assertEquals(200, told.status(), told.toString());
            assertEquals("[\"Final Sale\",\"oak\"]", told.json().path("tags").toString());
            sold(shop, "A-7", "'productReference':'lamp','sku':'LAMP-1'");
            sold(shop, "A-8", "'productReference':'vase','sku':'VASE-1'");
            Reply marked = shop.put(
                    "/api/v1/customers/c-1",
                    "{'email':'anna@example.com','tags':['tier:Gold'],'updatedAt':'2026-04-30T10:00:00Z'}");
            assertTrue(marked.status() < 300, marked.toString());
            ObjectNode policy =
                    (ObjectNode) shop.get("/api/v1/return-policy").json().path("document");
            ((ObjectNode) policy.at("/rules/3")).put("when", "customer.tier == 'gold'");
            ((ObjectNode) policy.at("/rules/3/window")).put("days", 365);
            assertEquals(
                    200,
                    shop.call("PUT", "/api/v1/return-policy/draft", policy.toString())
                            .status());
            assertEquals(
                    200, shop.post("/api/v1/return-policy/publication", "{}").status());
            world.ground.clock.move(Duration.ofDays(200));

            JsonNode lamp = shop.post("/api/v1/returns/quotes", wish("A-7")).json();
            assertEquals("final_sale", lamp.at("/problems/0/cause").asText(), lamp.toString());
            JsonNode vase = shop.post("/api/v1/returns/quotes", wish("A-8")).json();
            assertTrue(vase.path("possible").asBoolean(), vase.toString());
        }
    }

    @Test
    void what_is_told_of_a_product_is_checked() {
        try (ApiWorld world = new ApiWorld()) {
            Program shop = world.program("back");
            Reply odd = shop.put(
                    "/api/v1/products/lamp", "{'title':'Lamp','variants':[{'reference':'1','price':'cheap'}]}");
            assertEquals(422, odd.status(), odd.toString());
            assertEquals(
                    "/variants/0/price must be a decimal like 24.90",
                    odd.faults().getFirst());
            Reply negative =
                    shop.put("/api/v1/products/lamp", "{'title':'Lamp','variants':[{'reference':'1','price':'-1'}]}");
            assertEquals("/variants/0/price is no price", negative.faults().getFirst(), negative.toString());
        }
    }

    private static String wish(String order) {
        return WISH.formatted(1).replace("A-1", order);
    }

    private static void sold(Program shop, String order, String product) {
        Reply placed = shop.put("/api/v1/orders/" + order, """
                {'number':'#%s','placedAt':'2026-04-30T10:00:00Z','updatedAt':'2026-04-30T10:00:00Z','currency':'EUR',
                 'customer':{'reference':'c-1','email':'anna@example.com'},
                 'items':[{'reference':'1','title':'Thing',%s,'quantity':1,'unitPrice':'80.00'}]}""".formatted(order, product));
        assertTrue(placed.status() < 300, placed.toString());
        Reply sent = shop.put("/api/v1/orders/" + order + "/fulfilments/F-" + order, """
                {'shippedAt':'2026-05-01T10:00:00Z','updatedAt':'2026-05-01T10:00:00Z',
                 'parcels':[{'carrier':'dhl','trackingNumber':'0034043429213510%s'}]}""".formatted(
                        order.equals("A-7") ? "0186" : "0193"));
        assertTrue(sent.status() < 300, sent.toString());
    }

    static void bought(Program shop) {
        Reply order = shop.put("/api/v1/orders/A-1", """
                {'number':'#1','placedAt':'2026-04-30T10:00:00Z','updatedAt':'2026-04-30T10:00:00Z','currency':'EUR',
                 'items':[{'reference':'1','title':'Mug','sku':'MUG-1','quantity':2,'unitPrice':'14.50'}]}""");
        assertTrue(order.status() < 300, order.toString());
        Reply sent = shop.put("/api/v1/orders/A-1/fulfilments/F-1", """
                {'shippedAt':'2026-05-01T10:00:00Z','updatedAt':'2026-05-01T10:00:00Z',
                 'parcels':[{'carrier':'dhl','trackingNumber':'00340434292135100186'}]}""");
        assertTrue(sent.status() < 300, sent.toString());
    }
}
