package io.postlude.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.api.ApiWorld.Program;
import io.postlude.api.ApiWorld.Reply;
import io.postlude.api.OpenApi.Operation;
import io.postlude.kernel.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The description of the API says what the server does. */
class OpenApiTest {
    private static ApiWorld world;
    private static final OpenApi API = new OpenApi();

    @BeforeAll
    static void start() {
        world = new ApiWorld();
        world.ground.clock.move(Duration.ofDays(10)); // past the days the examples speak of
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @Test
    void every_route_is_described_with_its_scope_and_nothing_else_is() {
        TreeSet<String> routes = new TreeSet<>();
        for (Endpoint endpoint : world.api().endpoints())
            routes.add(endpoint.method() + " " + endpoint.path() + " "
                    + endpoint.scope().word());
        TreeSet<String> described = new TreeSet<>();
        for (Operation operation : API.operations())
            described.add(operation.method() + " " + operation.path() + " "
                    + operation.node().at("/security/0/key/0").asText());
        assertEquals(routes, described);
    }

    @Test
    void every_reference_leads_somewhere() {
        check(API.document());
    }

    private static void check(JsonNode node) {
        if (node.has("$ref")) assertFalse(API.resolve(node).isMissingNode(), node.toString());
        node.forEach(OpenApiTest::check);
    }

    @Test
    void the_examples_work_against_the_server_and_its_answers_are_as_described() {
        Program program = world.program("examples");
        List<Operation> writesFirst = API.operations().stream()
                .sorted(Comparator.comparingInt(OpenApiTest::rank))
                .toList();
        for (Operation operation : writesFirst) {
            // their ids are known only from an answer
            if (operation.path().contains("{shipment}") || operation.path().contains("{return}")) continue;
            if (operation.path().contains("{webhook}") || operation.id().equals("postWebhook")) continue;
            if (operation.path().contains("{claim}")) continue;
            // what is in a return already is in no claim: ClaimApiTest makes one
            if (operation.id().equals("makeClaim")) continue;
            // nobody has credit yet: CreditApiTest gives somebody some and takes these examples
            if (operation.path().contains("/credit/")) continue;
            if (operation.id().equals("postJourneyRehearsedMessage")) continue;
            Reply reply = program.call(operation.method(), filled(operation), body(operation));
            assertTrue(reply.status() < 300, operation.id() + ": " + reply);
            matches(operation, reply);
        }
        String id = program.get("/api/v1/shipments?trackingNumber=00340434292135100186")
                .json()
                .at("/shipments/0/id")
                .asText();
        Reply parcel = program.get("/api/v1/shipments/" + id);
        assertEquals(
                "IN_TRANSIT.departed_facility", parcel.json().path("status").asText(), parcel.toString());
    }

    @Test
    void what_is_done_with_a_return_is_answered_as_described() {
        Program program = world.program("returning");
        ReturnApiTest.bought(program);
        Reply made = program.post("/api/v1/returns", ReturnApiTest.WISH.formatted(2));
        assertEquals(201, made.status(), made.toString());
        String path = "/api/v1/returns/" + made.json().path("id").asText();
        String piece = made.json().at("/pieces/0/id").asText();
        done("getReturnLabel", program.post(path + "/label", "{}"));
        done("tellReturnParcel", program.post(path + "/parcel", "{'trackingNumber':'00340434292135100193'}"));
        done("dispatchReturn", program.post(path + "/dispatch", "{}"));
        done("receiveReturn", program.post(path + "/reception", "{'pieces':['" + piece + "']}"));
        done("missReturn", program.post(path + "/absence", "{}"));
        done(
                "inspectReturn",
                program.post(
                        path + "/inspection",
                        "{'piece':'" + piece
                                + "','grade':'b','disposition':'restock','deduction':'0.50','words':'Opened'}"));
        Reply reversed = program.post(path + "/acceptance-reversal", "{'pieces':['" + piece + "']}");
        done("reverseReturnAcceptance", reversed);
        done("acceptReturn", program.post(path + "/acceptance", "{'pieces':['" + piece + "']}"));
        Reply whole = program.get(path);
        done("getReturn", whole);
        String payout = whole.json().at("/payouts/1/id").asText();
        done("receiveReturnPayout", program.post(path + "/payouts/" + payout + "/receipt", "{'reference':'re_1'}"));
        done("declineReturn", program.post(path + "/decline", "{'why':'It never came'}"));
    }

    @Test
    void what_is_done_with_a_webhook_is_answered_as_described() {
        Program program = world.program("hearing");
        String wanted = "{'address':'http://127.0.0.1:9/hook','events':['postlude.order.placed.v1']}";
        Reply made = program.post("/api/v1/webhooks", wanted);
        assertEquals(201, made.status(), made.toString());
        assertTrue(made.json().path("secret").asText().startsWith("whsec_"), made.toString());
        String path = "/api/v1/webhooks/" + made.json().path("id").asText();
        done("getWebhook", program.get(path));
        Reply rotated = program.post(path + "/secret", "{}");
        done("postWebhookSecret", rotated);
        assertNotEquals(made.json().path("secret"), rotated.json().path("secret"));
        assertTrue(program.get(path).json().path("secret").isMissingNode(), "told once");
        Reply pinged = program.post(path + "/ping", "{}");
        done("postWebhookPing", pinged);
        assertEquals("queued", pinged.json().at("/deliveries/0/state").asText());
        done("listWebhookDeliveries", program.get(path + "/deliveries"));
        Reply paused = program.call("PUT", path + "/pause", "{}");
        done("putWebhookPause", paused);
        assertEquals("paused", paused.json().path("state").asText());
        done("deleteWebhookPause", program.call("DELETE", path + "/pause", null));
        assertEquals(
                422,
                program.post("/api/v1/webhooks", "{'address':'ftp://x','events':['nothing']}")
                        .status());
        done("deleteWebhook", program.call("DELETE", path, null));
        assertEquals(404, program.get(path).status());
    }

    private static void done(String id, Reply reply) {
        assertEquals(200, reply.status(), id + ": " + reply);
        matches(operation(id), reply);
    }

    static Operation operation(String id) {
        return API.operations().stream()
                .filter(operation -> operation.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** Customers, orders, fulfilments, scans, a journey, then what is only read. */
    private static int rank(Operation operation) {
        List<String> first = List.of(
                "putCustomer",
                "postConsent",
                "putOrder",
                "putFulfilment",
                "postScans",
                "putJourneyDraft",
                "postJourneyPublication",
                "putJourneyPause",
                "deleteJourneyPause",
                "putSegment",
                "makeRewardPool",
                "fillRewardPool",
                "postSend",
                "postSendPublication");
        int place = first.indexOf(operation.id());
        return place < 0 ? first.size() : place;
    }

    private static String filled(Operation operation) {
        String path = operation.path();
        StringBuilder query = new StringBuilder();
        for (JsonNode node : parameters(operation)) {
            JsonNode parameter = API.resolve(node);
            String example = parameter.path("example").asText();
            if (parameter.path("in").asText().equals("path"))
                path = path.replace("{" + parameter.path("name").asText() + "}", example);
            else if (!example.isEmpty())
                query.append(query.isEmpty() ? "?" : "&")
                        .append(parameter.path("name").asText())
                        .append('=')
                        .append(example);
        }
        return path + query;
    }

    private static List<JsonNode> parameters(Operation operation) {
        return Stream.concat(
                        operation.shared().path("parameters").valueStream(),
                        operation.node().path("parameters").valueStream())
                .toList();
    }

    static String body(Operation operation) {
        JsonNode example = operation.node().at("/requestBody/content/application~1json/example");
        return example.isMissingNode() ? null : Json.write(example);
    }

    static void matches(Operation operation, Reply reply) {
        JsonNode response = operation.node().path("responses").path(Integer.toString(reply.status()));
        assertFalse(
                response.isMissingNode(), operation.id() + " answers " + reply.status() + ", which is not described");
        JsonNode content = response.at("/content/application~1json");
        matches(API.resolve(content.path("schema")), reply.json(), operation.id());
        if (content.has("example"))
            assertEquals(withoutIds(content.get("example")), withoutIds(reply.json()), operation.id());
    }

    /** Ids are made anew each time; their form is compared, not their number. */
    private static String withoutIds(JsonNode node) {
        return node.toString().replaceAll("\"([a-z]{3})_[0-9a-z]{8,}\"", "\"$1_\"");
    }

    /** Needed fields are there, no field is undescribed, and lists are looked into. */
    private static void matches(JsonNode schema, JsonNode value, String where) {
        schema.path("required")
                .forEach(name -> assertTrue(value.has(name.asText()), where + " lacks " + name + ": " + value));
        if (!schema.has("properties")) return;
        value.propertyStream().forEach(field -> {
            JsonNode described = schema.path("properties").path(field.getKey());
            assertFalse(described.isMissingNode(), where + " tells " + field.getKey() + ", which is not described");
            JsonNode inner = described.has("items") ? API.resolve(described.get("items")) : API.resolve(described);
            Stream<JsonNode> values =
                    field.getValue().isArray() ? field.getValue().valueStream() : Stream.of(field.getValue());
            values.forEach(one -> matches(inner, one, where + "/" + field.getKey()));
        });
    }

    @Test
    void every_type_of_problem_the_code_knows_is_documented_at_its_address() throws IOException {
        Pattern made = Pattern.compile("Problem\\.of\\(\\s*(\\d{3}),\\s*\"([a-z0-9-]+)\"");
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/io/postlude"))) {
            for (Path file : files.filter(path -> path.toString().matches(".*/(api|connectors|kernel)/.*\\.java"))
                    .toList())
                made.matcher(Files.readString(file)).results().forEach(found -> {
                    JsonNode problem =
                            API.problem(found.group(2)).orElseThrow(() -> new AssertionError(found.group(2)));
                    assertEquals(found.group(1), problem.path("status").asText(), found.group(2));
                    var page = world.ground.send("GET", "/problems/" + found.group(2), null, Map.of());
                    assertEquals(200, page.statusCode());
                    assertTrue(page.body().contains(problem.path("title").asText()), page.body());
                });
        }
        assertEquals(
                404,
                world.ground.send("GET", "/problems/no-such", null, Map.of()).statusCode());
    }

    @Test
    void the_document_is_served_and_the_page_shows_every_call_without_anything_from_elsewhere() throws IOException {
        var yaml = world.ground.send("GET", "/api/openapi.yaml", null, Map.of());
        assertTrue(yaml.body().startsWith("openapi: 3.1.0"), yaml.body());
        var json = world.ground.send("GET", "/api/openapi.json", null, Map.of());
        assertEquals(API.document(), Json.MAPPER.readTree(json.body()));
        String page = world.ground.send("GET", "/api", null, Map.of()).body();
        for (Operation operation : API.operations())
            assertTrue(page.contains("id=\"" + operation.id() + "\""), operation.id());
        assertFalse(Pattern.compile("(src|href)=\"(https?:)?//").matcher(page).find(), "nothing from elsewhere");
        assertFalse(page.contains("<script") || page.contains("style="), "nothing the content policy forbids");
        assertEquals(
                200,
                world.ground.send("GET", "/api/assets/api.css", null, Map.of()).statusCode());
    }
}
