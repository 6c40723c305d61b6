package io.postlude.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.api.ApiWorld.Program;
import io.postlude.api.ApiWorld.Reply;
import io.postlude.connectors.ConnectorsWorld;
import io.postlude.stores.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What programs may tell and ask, and how they hear what is wrong. */
class ApiTest {
    private static final String ORDER = """
            {'number':'#1','placedAt':'2026-04-30T10:00:00Z','updatedAt':'2026-04-30T10:00:00Z','currency':'EUR',
             'customer':{'email':'amira@example.com'},
             'items':[{'reference':'1','title':'Mug','quantity':2,'unitPrice':'14.50'}]}""";

    private static ApiWorld world;
    private static Program program;

    @BeforeAll
    static void start() {
        world = new ApiWorld();
        program = world.program("shop");
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @Test
    void an_order_is_taken_once_and_read_back() {
        Reply first = program.put("/api/v1/orders/A-1", ORDER);
        assertEquals(201, first.status(), first.toString());
        Reply again = program.put("/api/v1/orders/A-1", ORDER);
        assertEquals(200, again.status(), again.toString());
        assertEquals("unchanged", again.json().path("outcome").asText());
        Reply read = program.get("/api/v1/orders/A-1");
        assertEquals("29.00", read.json().path("total").asText(), read.toString());
        assertEquals("#1", read.json().path("number").asText());
        String id = read.json().path("id").asText();
        assertEquals(id, program.get("/api/v1/orders/" + id).json().path("id").asText());
        assertEquals(404, program.get("/api/v1/orders/A-0").status());
        assertEquals(404, program.get("/api/v1/orders/A-1?source=shopify").status());
    }

    @Test
    void a_contact_of_the_help_desk_is_written_down_once_with_its_order() {
        assertEquals(201, program.put("/api/v1/orders/C-1", ORDER).status());
        String contact = """
                {'reference':'ticket-1','order':'C-1','cause':'where_is_it','channel':'phone','text':'When does it come?'}""";
        Reply first = program.post("/api/v1/contacts", contact);
        assertEquals(201, first.status(), first.toString());
        Reply again = program.post("/api/v1/contacts", contact);
        assertEquals(200, again.status(), again.toString());
        assertEquals(first.json().path("id").asText(), again.json().path("id").asText());
        Reply wrong = program.post("/api/v1/contacts", "{'reference':'2','cause':'curious','channel':'fax'}");
        assertEquals(2, wrong.faults().size(), wrong.toString());
        assertEquals(
                404,
                program.post("/api/v1/contacts", contact.replace("C-1", "C-0")).status());
    }

    @Test
    void what_a_contact_took_is_counted_where_it_was_measured_and_refused_where_it_makes_no_sense() {
        Reply measured = program.post("/api/v1/contacts", """
                {'reference':'m-1','cause':'late','channel':'phone','minutes':6,'cost':'4.50','currency':'EUR'}""");
        assertEquals(201, measured.status(), measured.toString());
        List<String> kept = world.measured("api m-1");
        assertEquals(List.of("6", "450", "EUR"), kept);
        Reply wrong = program.post("/api/v1/contacts", """
                {'reference':'m-2','cause':'late','channel':'phone','minutes':2000,'cost':'-1','currency':'EUR'}""");
        assertEquals(
                List.of("/minutes must be a whole number from 0 to 1440", "/cost must not be negative"),
                wrong.faults());
        Reply bare =
                program.post("/api/v1/contacts", "{'reference':'m-3','cause':'late','channel':'phone','cost':'4'}");
        assertEquals(List.of("/currency is needed"), bare.faults());
    }

    @Test
    void every_fault_of_a_body_is_told_at_once_with_its_place() {
        Reply reply = program.put("/api/v1/orders/bad", """
                {'placedAt':'2026-04-30T10:00:00','currency':'EURO','shipTo':{'country':'Germany'},
                 'promised':{'from':'2026-05-09','by':'2026-05-04'},
                 'items':[{'reference':'1','title':'Mug','quantity':-2,'unitPrice':'-1'},
                          {'reference':'2','quantity':1,'unitPrice':'1.234','imageUrl':'javascript:alert(1)'}]}""");
        assertEquals(422, reply.status());
        assertEquals("application/problem+json", reply.header("Content-Type"));
        assertEquals("/problems/invalid-input", reply.json().path("type").asText());
        List<String> faults = reply.faults();
        assertTrue(
                faults.contains("/placedAt needs a date, a time and a zone, such as 2026-05-01T10:00:00Z"),
                faults.toString());
        assertTrue(faults.contains("/currency is longer than 3 characters"), faults.toString());
        assertTrue(
                faults.contains("/shipTo/country must be two capital letters of ISO 3166, such as DE"),
                faults.toString());
        assertTrue(faults.contains("/promised/by lies before from"), faults.toString());
        assertTrue(faults.contains("/items/0/quantity must be a whole number from 0 to 1000000"), faults.toString());
        assertTrue(faults.contains("/items/0/unitPrice must not be negative"), faults.toString());
        assertTrue(faults.contains("/items/1/title is needed"), faults.toString());
        assertTrue(faults.contains("/items/1/imageUrl must begin with https://"), faults.toString());
        assertEquals(404, program.get("/api/v1/orders/bad").status(), "nothing was taken");
    }

    @Test
    void bad_bodies_get_the_status_that_fits() {
        assertEquals(400, program.put("/api/v1/orders/x", "{'number':").status());
        assertEquals(400, program.put("/api/v1/orders/x", "[1]").status());
        assertEquals(400, program.put("/api/v1/orders/x", "").status());
        assertEquals(
                422,
                program.put("/api/v1/orders/x", ORDER.replace("2026-04-30", "9999-04-30"))
                        .status());
        assertEquals(
                422,
                program.put("/api/v1/orders/x", ORDER.replace("'14.50'", "'999999999999999999'"))
                        .status());
        assertEquals(
                413,
                program.call("PUT", "/api/v1/orders/x", " ".repeat(ConnectorsWorld.BODY_LIMIT_BYTES + 1))
                        .status());
        assertEquals(405, program.call("PATCH", "/api/v1/orders/x", "{}").status());
        assertEquals(
                422, program.put("/api/v1/orders/" + "x".repeat(201), ORDER).status());
    }

    @Test
    void money_of_every_currency_is_exact_and_names_of_every_script_are_kept() {
        String yen = ORDER.replace("EUR", "JPY").replace("14.50", "1450").replace("Mug", "\u6e6f\u5451 \ud83c\udf75");
        assertEquals(201, program.put("/api/v1/orders/yen", yen).status());
        Reply read = program.get("/api/v1/orders/yen");
        assertEquals("2900", read.json().path("total").asText());
        assertEquals(
                "\u6e6f\u5451 \ud83c\udf75", read.json().at("/items/0/title").asText());
        String dinar =
                ORDER.replace("EUR", "KWD").replace("14.50", "1.255").replace("'#1'", "'\u0645\u0631\u064a\u0645'");
        assertEquals(201, program.put("/api/v1/orders/dinar", dinar).status());
        assertEquals(
                "2.510",
                program.get("/api/v1/orders/dinar").json().path("total").asText());
    }

    @Test
    void ten_thousand_items_are_taken_and_one_more_is_refused() {
        assertEquals(201, program.put("/api/v1/orders/many", ofItems(10_000)).status());
        Reply refused = program.put("/api/v1/orders/too-many", ofItems(10_001));
        assertEquals(List.of("/items has 10001 entries; at most 10000 are taken"), refused.faults());
    }

    private static String ofItems(int count) {
        StringBuilder items = new StringBuilder();
        for (int i = 0; i < count; i++)
            items.append(i == 0 ? "" : ",")
                    .append("{'reference':'")
                    .append(i)
                    .append("','title':'x','quantity':1,'unitPrice':'1'}");
        return "{'placedAt':'2026-04-30T10:00:00Z','currency':'EUR','items':[" + items + "]}";
    }

    @Test
    void a_key_that_is_missing_unknown_or_lacks_the_scope_gets_nothing() {
        assertEquals(
                401, world.ground.send("GET", "/api/v1/orders", null, Map.of()).statusCode());
        var unknown = world.ground.send("GET", "/api/v1/orders", null, Map.of("Authorization", "Bearer plk_nothing"));
        assertEquals(401, unknown.statusCode());
        Program reader = world.program(program.store, Set.of(Scope.ORDERS_READ));
        Reply refused = reader.put("/api/v1/orders/A-1", ORDER);
        assertEquals(403, refused.status());
        assertTrue(refused.json().path("detail").asText().contains("orders:write"), refused.toString());
    }

    @Test
    void another_stores_things_are_not_there() {
        Program other = world.program("another-shop");
        assertEquals(201, program.put("/api/v1/orders/mine", ORDER).status());
        assertEquals(
                200,
                program.put("/api/v1/customers/mine", "{'email':'mine@example.com'}")
                        .status());
        String order = program.get("/api/v1/orders/mine").json().path("id").asText();
        String customer =
                program.get("/api/v1/customers/mine").json().path("id").asText();
        for (String path : List.of("/orders/mine", "/orders/" + order, "/customers/mine", "/customers/" + customer))
            assertEquals(404, other.get("/api/v1" + path).status(), path);
        assertEquals(0, other.get("/api/v1/orders").json().path("orders").size());
        assertEquals(
                0,
                other.get("/api/v1/shipments?order=" + order)
                        .json()
                        .path("shipments")
                        .size());
        assertEquals(
                404,
                other.post("/api/v1/customers/" + customer + "/consents", CONSENT)
                        .status());
    }

    private static final String CONSENT =
            "{'channel':'email','purpose':'marketing','given':true,'at':'2026-04-30T10:00:00Z','proof':'form'}";

    @Test
    void a_fulfilment_may_come_before_its_order_and_scans_before_their_parcel() {
        Program early = world.program("early");
        Reply scan = early.post("/api/v1/scans", """
                {'scans':[{'trackingNumber':'00340434292135100186','status':'PICKED_UP.accepted','occurredAt':'2026-04-30T12:00:00Z'}]}""");
        assertEquals(1, scan.json().path("waiting").asInt(), scan.toString());
        Reply fulfilment = early.put("/api/v1/orders/E-1/fulfilments/F-1", """
                {'shippedAt':'2026-04-30T11:00:00Z','parcels':[{'trackingNumber':'0034 0434 2921 3510 0186'}]}""");
        assertEquals(201, fulfilment.status(), fulfilment.toString());
        assertEquals(404, early.get("/api/v1/orders/E-1").status());
        assertEquals(201, early.put("/api/v1/orders/E-1", ORDER).status());
        Reply parcels = early.get("/api/v1/shipments?trackingNumber=00340434292135100186");
        assertEquals(
                "PICKED_UP.accepted", parcels.json().at("/shipments/0/status").asText(), parcels.toString());
        String id = parcels.json().at("/shipments/0/id").asText();
        assertEquals(
                1, early.get("/api/v1/shipments/" + id).json().path("scans").size());
        assertEquals(
                422, early.get("/api/v1/shipments?trackingNumber=1&order=ord_1").status());
    }

    @Test
    void a_scan_says_which_words_it_uses() {
        Reply unknown = program.post(
                "/api/v1/scans",
                "{'scans':[{'trackingNumber':'-','status':'DELIVRED','occurredAt':'2026-04-30T12:00:00'}]}");
        assertEquals(3, unknown.faults().size(), unknown.toString());
        Reply foreign = program.post(
                "/api/v1/scans",
                "{'scans':[{'trackingNumber':'X1','vocabulary':'our-van','status':'ON TOUR','occurredAt':'2026-04-30T12:00:00Z'}]}");
        assertEquals(200, foreign.status(), foreign.toString());
    }

    @Test
    void lists_are_paged_with_cursors_newest_first() {
        Program lister = world.program("lister");
        for (int i = 1; i <= 5; i++)
            assertEquals(
                    201,
                    lister.put(
                                    "/api/v1/orders/L-" + i,
                                    ORDER.replace("'#1'", "'#" + i + "'").replace("04-30T10:00", "04-30T1" + i + ":00"))
                            .status());
        List<String> numbers = new ArrayList<>();
        String path = "/api/v1/orders?limit=2";
        while (!path.isEmpty()) {
            Reply page = lister.get(path);
            assertEquals(200, page.status(), page.toString());
            page.json()
                    .path("orders")
                    .forEach(order -> numbers.add(order.path("number").asText()));
            String link = page.header("Link");
            path = link.isEmpty() ? "" : link.substring(1, link.indexOf('>'));
        }
        assertEquals(List.of("#5", "#4", "#3", "#2", "#1"), numbers);
        assertEquals(422, lister.get("/api/v1/orders?cursor=made-up").status());
        assertEquals(422, lister.get("/api/v1/orders?limit=1000").status());
    }

    @Test
    void the_same_key_and_body_are_answered_again_and_done_once() {
        Map<String, String> key = Map.of("Idempotency-Key", "k-1");
        String body = ORDER.replace('\'', '"');
        Reply first = program.call("PUT", "/api/v1/orders/K-1", body, key);
        Reply again = program.call("PUT", "/api/v1/orders/K-1", body, key);
        assertEquals(201, first.status());
        assertEquals(first.toString(), again.toString());
        assertEquals("true", again.header("Idempotency-Replayed"));
        assertEquals(
                409,
                program.call("PUT", "/api/v1/orders/K-1", body.replace("#1", "#2"), key)
                        .status());
        assertEquals(409, program.call("PUT", "/api/v1/orders/K-2", body, key).status());
        assertEquals(
                422,
                program.call("PUT", "/api/v1/orders/K-1", body, Map.of("Idempotency-Key", "a b"))
                        .status());
        Program other = world.program("other-keys");
        assertEquals(201, other.call("PUT", "/api/v1/orders/K-1", body, key).status(), "a key is the caller's own");
    }

    @Test
    void a_refused_call_leaves_its_key_free_for_the_corrected_body() {
        Map<String, String> key = Map.of("Idempotency-Key", "k-refused");
        assertEquals(422, program.call("PUT", "/api/v1/orders/K-9", "{}", key).status());
        assertEquals(
                201,
                program.call("PUT", "/api/v1/orders/K-9", ORDER.replace('\'', '"'), key)
                        .status());
    }

    @Test
    void calls_with_one_key_at_the_same_moment_wait_for_one_answer() throws Exception {
        String body = ORDER.replace('\'', '"');
        List<Callable<String>> calls = new ArrayList<>();
        for (int i = 0; i < 8; i++)
            calls.add(() -> program.call("PUT", "/api/v1/orders/S-1", body, Map.of("Idempotency-Key", "k-storm"))
                    .toString());
        try (var together = Executors.newFixedThreadPool(8)) {
            List<Future<String>> answers = together.invokeAll(calls);
            for (Future<String> answer : answers)
                assertEquals(answers.getFirst().get(), answer.get());
            assertTrue(
                    answers.getFirst().get().startsWith("201"),
                    answers.getFirst().get());
        }
    }

    @Test
    void who_asks_too_much_is_told_when_to_come_back() {
        Program greedy = world.program("greedy");
        Reply reply = greedy.get("/api/v1/orders/none");
        assertTrue(reply.header("RateLimit").startsWith("\"key\";r="), reply.header("RateLimit"));
        for (int i = 0; i < 3_000 && reply.status() != 429; i++) reply = greedy.get("/api/v1/orders/none");
        assertEquals(429, reply.status());
        assertEquals("1", reply.header("Retry-After"));
    }

    @Test
    void events_of_other_programs_are_taken_one_or_many_once_and_an_unknown_customer_is_a_fault() {
        assertEquals(
                200,
                program.put("/api/v1/customers/e-1", "{'email':'eve@example.org'}")
                        .status());
        Reply one = program.post(
                "/api/v1/events",
                "{'name':'tier_reached','customer':'e-1','reference':'t-1','details':{'tier':'Gold','points':12.5,'vip':true}}");
        assertEquals(200, one.status(), one.toString());
        assertTrue(one.json().at("/events/0/fresh").asBoolean(), one.toString());
        Reply many = program.post(
                "/api/v1/events",
                "{'events':[{'name':'tier_reached','email':'EVE@example.org','reference':'t-1'},{'name':'visited','customer':'e-1'}]}");
        assertEquals(
                one.json().at("/events/0/id").asText(),
                many.json().at("/events/0/id").asText(),
                many.toString());
        assertEquals(false, many.json().at("/events/0/fresh").asBoolean());
        assertTrue(many.json().at("/events/1/fresh").asBoolean());
        Reply wrong = program.post(
                "/api/v1/events",
                "{'events':[{'name':'Bad name','customer':'nobody','details':{'a':{'b':1},'B!':1}},{'name':'ok','order':'no-such'}]}");
        assertEquals(422, wrong.status());
        assertEquals(
                List.of(
                        "/events/0/customer",
                        "/events/0/details/B!",
                        "/events/0/details/a",
                        "/events/0/name",
                        "/events/1/customer",
                        "/events/1/order"),
                wrong.json()
                        .path("errors")
                        .valueStream()
                        .map(e -> e.path("pointer").asText())
                        .sorted()
                        .toList(),
                wrong.toString());
        String tooMany =
                "{'events':[" + "{'name':'x','customer':'e-1'},".repeat(1_000) + "{'name':'x','customer':'e-1'}]}";
        assertEquals(422, program.post("/api/v1/events", tooMany).status());
    }

    @Test
    void a_customers_consents_are_kept_with_their_proof() {
        assertEquals(
                200,
                program.put("/api/v1/customers/c-1", "{'email':'nora@example.com','locale':'de'}")
                        .status());
        for (int i = 0; i < 2; i++)
            assertEquals(
                    200, program.post("/api/v1/customers/c-1/consents", CONSENT).status());
        Reply read = program.get("/api/v1/customers/c-1");
        assertEquals(1, read.json().path("consents").size(), read.toString());
        assertEquals("form", read.json().at("/consents/0/proof").asText());
        Reply bad = program.post("/api/v1/customers/c-1/consents", "{'channel':'pigeon'}");
        assertEquals(5, bad.faults().size(), bad.toString());
        Reply noted = program.put("/api/v1/customers/c-1", "{'phone':'not a phone'}");
        assertEquals(1, noted.json().path("notes").size(), noted.toString());
    }
}
