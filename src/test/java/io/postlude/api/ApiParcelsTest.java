package io.postlude.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.api.ApiWorld.Program;
import io.postlude.api.ApiWorld.Reply;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What programs may tell and ask about parcels. */
class ApiParcelsTest {
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
    void parcels_are_listed_newest_first_page_by_page() {
        Program lister = world.program("parcels");
        for (int i = 1; i <= 5; i++) {
            lister.put("/api/v1/orders/P-" + i, ORDER.replace("'#1'", "'#P" + i + "'"));
            Reply parcel = lister.put(
                    "/api/v1/shipments/R-" + i,
                    "{'order':'P-" + i + "','numbers':[{'carrier':'dhl','trackingNumber':'LIST" + i + "'}]}");
            assertEquals(200, parcel.status(), parcel.toString());
        }
        List<String> numbers = new ArrayList<>();
        String path = "/api/v1/shipments?limit=2";
        while (!path.isEmpty()) {
            Reply page = lister.get(path);
            assertEquals(200, page.status(), page.toString());
            page.json()
                    .path("shipments")
                    .forEach(parcel ->
                            numbers.add(parcel.at("/numbers/0/trackingNumber").asText()));
            String link = page.header("Link");
            path = link.isEmpty() ? "" : link.substring(1, link.indexOf('>'));
        }
        assertEquals(List.of("LIST5", "LIST4", "LIST3", "LIST2", "LIST1"), numbers);
        assertEquals(422, lister.get("/api/v1/shipments?cursor=made-up").status());
        assertEquals(
                0,
                program.get("/api/v1/shipments")
                        .json()
                        .path("shipments")
                        .findValues("LIST1")
                        .size());
    }

    @Test
    void a_parcel_no_fulfilment_tells_of_is_followed_under_all_its_numbers() {
        Program back = world.program("back");
        assertEquals(201, back.put("/api/v1/orders/B-1", ORDER).status());
        Reply made = back.put("/api/v1/shipments/RET-1", """
                {'order':'B-1','direction':'inbound','numbers':[{'carrier':'dhl','trackingNumber':'BACK1'}],
                 'items':[{'reference':'1','quantity':1}]}""");
        assertEquals(200, made.status(), made.toString());
        Reply again = back.put("/api/v1/shipments/RET-1", """
                {'order':'B-1','direction':'inbound','numbers':[{'carrier':'dhl','trackingNumber':'BACK1'},
                 {'carrier':'gls','trackingNumber':'BACK2'}]}""");
        assertEquals(made.json().path("id"), again.json().path("id"), again.toString());
        back.post("/api/v1/scans", """
                {'scans':[{'trackingNumber':'BACK2','status':'PICKED_UP.accepted','occurredAt':'2026-04-30T12:00:00Z'}]}""");
        Reply read = back.get("/api/v1/shipments/" + made.json().path("id").asText());
        assertEquals("inbound", read.json().path("direction").asText(), read.toString());
        assertEquals("PICKED_UP.accepted", read.json().path("status").asText());
        assertEquals(2, read.json().path("numbers").size());
    }

    @Test
    void a_parcel_to_be_followed_needs_an_order_that_is_here_and_a_number() {
        Reply nobodys = program.put(
                "/api/v1/shipments/X-1", "{'order':'no-such','numbers':[{'carrier':'dhl','trackingNumber':'X1'}]}");
        assertEquals(List.of("/order is not known here"), nobodys.faults(), nobodys.toString());
        assertEquals(201, program.put("/api/v1/orders/X-2", ORDER).status());
        Reply numberless = program.put("/api/v1/shipments/X-2", "{'order':'X-2','direction':'sideways','numbers':[]}");
        assertEquals(2, numberless.faults().size(), numberless.toString());
        assertEquals(404, program.get("/api/v1/shipments/shp_zzzzzz").status());
    }

    @Test
    void what_the_carrier_says_of_the_day_is_taken_with_scans_and_with_fulfilments() {
        Program told = world.program("told");
        assertEquals(201, told.put("/api/v1/orders/D-1", ORDER).status());
        Reply shipped = told.put("/api/v1/orders/D-1/fulfilments/F-1", """
                {'shippedAt':'2026-04-30T11:00:00Z','updatedAt':'2026-04-30T11:00:00Z',
                 'parcels':[{'carrier':'dhl','trackingNumber':'DAY1','estimatedDelivery':'2026-05-04'}]}""");
        assertEquals(200, shipped.status(), shipped.toString());
        assertEquals("2026-05-04", estimate(told, "DAY1").path("by").asText());
        Reply scan = told.post("/api/v1/scans", """
                {'scans':[{'trackingNumber':'DAY1','status':'IN_TRANSIT.departed_facility','occurredAt':'2026-04-30T12:00:00Z',
                 'estimatedDeliveryFrom':'2026-05-05','estimatedDelivery':'2026-05-06'}]}""");
        assertEquals(200, scan.status(), scan.toString());
        assertEquals("2026-05-06", estimate(told, "DAY1").path("by").asText());
        assertEquals("2026-05-05", estimate(told, "DAY1").path("from").asText());
        Reply half = told.post("/api/v1/scans", """
                {'scans':[{'trackingNumber':'DAY1','status':'IN_TRANSIT.generic','occurredAt':'2026-04-30T13:00:00Z',
                 'estimatedDeliveryFrom':'2026-05-05'}]}""");
        assertEquals(422, half.status(), half.toString());
    }

    private static JsonNode estimate(Program told, String number) {
        return told.get("/api/v1/shipments?trackingNumber=" + number).json().at("/shipments/0/estimate");
    }
}
