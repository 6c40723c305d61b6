package io.postlude.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.api.ApiWorld.Program;
import io.postlude.api.ApiWorld.Reply;
import io.postlude.kernel.Json;
import io.postlude.stores.Scope;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Journeys through the API: drafts, mistakes at their places, publishing, pausing. */
class JourneysApiTest {
    private static ApiWorld world;

    @BeforeAll
    static void start() {
        world = new ApiWorld();
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    private static String journey(String key, String wait) {
        return ("{'format': 1, 'key': '" + key + "', 'name': 'Ask', 'entry': {'event': 'delivered'}, 'steps': [\\n"
                        + "  {'id': 'a-while', 'do': 'wait', 'for': '" + wait + "', 'next': 'ask'},\\n"
                        + "  {'id': 'ask', 'do': 'touchpoint', 'message': 'survey'}]}")
                .replace("\\n", "\n");
    }

    @Test
    void a_draft_is_put_read_word_for_word_and_published() {
        Program program = world.program("put");
        Reply put = program.put("/api/v1/journeys/ask/draft", journey("ask", "P2D"));
        assertEquals(200, put.status(), put.toString());
        assertEquals("saved", put.json().path("outcome").asText());
        Reply read = program.get("/api/v1/journeys/ask/versions/1");
        assertTrue(read.response().body().contains(journey("ask", "P2D").replace('\'', '"')), read.toString());
        assertEquals(
                "draft",
                program.get("/api/v1/journeys/ask").json().path("state").asText());
        Reply live = program.post("/api/v1/journeys/ask/publication", "{'underWay': 'keep'}");
        assertEquals(1, live.json().path("version").asInt(), live.toString());
        JsonNode listed = program.get("/api/v1/journeys").json().at("/journeys/0");
        assertEquals("live", listed.path("state").asText());
        assertFalse(listed.has("draft"));
        assertEquals(
                200,
                program.get("/api/v1/journeys/" + listed.path("id").asText()).status());
    }

    @Test
    void the_same_document_again_writes_nothing() {
        Program program = world.program("same");
        program.put("/api/v1/journeys/ask/draft", journey("ask", "P2D"));
        Reply again = program.put("/api/v1/journeys/ask/draft", journey("ask", "P2D"));
        assertEquals("unchanged", again.json().path("outcome").asText());
        assertEquals(1, again.json().path("turn").asInt());
        program.post("/api/v1/journeys/ask/publication", "{'underWay': 'keep'}");
        Reply published = program.put("/api/v1/journeys/ask/draft", journey("ask", "P2D"));
        assertEquals("unchanged", published.json().path("outcome").asText());
        assertEquals(
                1, program.get("/api/v1/journeys/ask").json().path("versions").size());
    }

    @Test
    void mistakes_are_told_at_their_places_and_keep_it_from_being_published() {
        Program program = world.program("wrong");
        String wrong = journey("ask", "two days");
        Reply checked = program.post("/api/v1/journey-checks", wrong);
        assertFalse(checked.json().path("whole").asBoolean());
        assertEquals("/steps/0/for", checked.json().at("/errors/0/pointer").asText());
        assertEquals("a-while", checked.json().at("/errors/0/step").asText());
        assertEquals(404, program.get("/api/v1/journeys/ask").status());
        Reply put = program.put("/api/v1/journeys/ask/draft", wrong);
        assertEquals("/steps/0/for", put.json().at("/errors/0/pointer").asText());
        Reply refused = program.post("/api/v1/journeys/ask/publication", "{'underWay': 'keep'}");
        assertEquals(422, refused.status());
        assertTrue(refused.faults().getFirst().startsWith("/steps/0/for "), refused.toString());
    }

    @Test
    void what_is_no_journey_or_another_s_is_refused_and_nothing_is_made() {
        Program program = world.program("none");
        assertEquals(422, program.put("/api/v1/journeys/ask/draft", "{").status());
        Reply other = program.put("/api/v1/journeys/ask/draft", journey("other", "P1D"));
        assertEquals(List.of("/key must be ask, as the address says"), other.faults());
        assertEquals(0, program.get("/api/v1/journeys").json().path("journeys").size());
        assertEquals(
                404,
                program.post("/api/v1/journeys/ask/publication", "{'underWay': 'end'}")
                        .status());
    }

    @Test
    void two_who_work_on_one_draft_do_not_overwrite_each_other() {
        Program program = world.program("two");
        program.put("/api/v1/journeys/ask/draft?turn=0", journey("ask", "P1D"));
        assertEquals(
                200,
                program.put("/api/v1/journeys/ask/draft?turn=1", journey("ask", "P2D"))
                        .status());
        Reply late = program.put("/api/v1/journeys/ask/draft?turn=1", journey("ask", "P3D"));
        assertEquals(409, late.status());
        assertEquals("/problems/overtaken", late.json().path("type").asText());
        Reply old = program.post("/api/v1/journeys/ask/publication", "{'underWay': 'keep', 'turn': 1}");
        assertEquals(409, old.status(), old.toString());
    }

    @Test
    void a_journey_is_paused_and_goes_on() {
        Program program = world.program("pause");
        program.put("/api/v1/journeys/ask/draft", journey("ask", "P1D"));
        assertEquals(
                409, program.call("PUT", "/api/v1/journeys/ask/pause", null).status());
        program.post("/api/v1/journeys/ask/publication", "{'underWay': 'keep'}");
        assertEquals(
                "paused",
                program.call("PUT", "/api/v1/journeys/ask/pause", null)
                        .json()
                        .path("state")
                        .asText());
        assertEquals(
                "live",
                program.call("DELETE", "/api/v1/journeys/ask/pause", null)
                        .json()
                        .path("state")
                        .asText());
        assertEquals(
                409,
                program.post("/api/v1/journeys/ask/publication", "{'underWay': 'keep'}")
                        .status());
    }

    @Test
    void a_rehearsal_answers_with_sums_and_refuses_what_could_not_be_published() {
        Program program = world.program("rehearsal");
        program.put("/api/v1/journeys/ask/draft", journey("ask", "P1D"));
        Reply empty = program.post("/api/v1/journeys/ask/rehearsals", "{'days': 7}");
        assertEquals(200, empty.status(), empty.toString());
        assertEquals(0, empty.json().path("entered").asInt(-1));
        assertEquals(
                404,
                program.post("/api/v1/journeys/ask/rehearsals", "{'version': 'live'}")
                        .status());
        assertEquals(
                422,
                program.post("/api/v1/journeys/ask/rehearsals", "{'days': 91}").status());
        program.put("/api/v1/journeys/ask/draft", journey("ask", "soon"));
        Reply wrong = program.post("/api/v1/journeys/ask/rehearsals", "{}");
        assertTrue(wrong.faults().getFirst().startsWith("/steps/0/for "), wrong.toString());
    }

    @Test
    void a_key_that_may_only_read_cannot_write() {
        Program program = world.program(world.ground.openStore("reader"), EnumSet.of(Scope.JOURNEYS_READ));
        assertEquals(200, program.get("/api/v1/journeys").status());
        assertEquals(
                403,
                program.put("/api/v1/journeys/ask/draft", journey("ask", "P1D")).status());
    }

    @Test
    void the_schema_is_served_to_everybody() throws IOException {
        var schema = world.ground.send("GET", "/api/journey.schema.json", null, Map.of());
        assertEquals(
                "application/schema+json",
                schema.headers().firstValue("Content-Type").orElse(""));
        assertEquals(
                "A journey of Postlude",
                Json.MAPPER.readTree(schema.body()).path("title").asText());
    }

    @Test
    void a_send_is_written_down_looked_at_begun_and_called_off() {
        Program program = world.program("send");
        program.put("/api/v1/segments/all", "{'name': 'All', 'condition': 'orders >= 0'}");
        Reply wrong = program.post(
                "/api/v1/sends", "{'name': 'News', 'segment': 'none', 'message': 'survey', 'purpose': 'marketing'}");
        assertEquals(422, wrong.status(), wrong.toString());
        assertEquals("/segment", wrong.json().at("/errors/0/pointer").asText());
        Reply made = program.post(
                "/api/v1/sends",
                "{'name': 'News', 'segment': 'all', 'message': 'new-content', 'purpose': 'marketing', 'holdoutPercent': 0}");
        assertEquals(201, made.status(), made.toString());
        String path = "/api/v1/sends/" + made.json().path("key").asText();
        assertEquals("draft", made.json().path("state").asText());
        JsonNode outlook = program.get(path + "/outlook").json();
        assertTrue(outlook.path("exact").asBoolean(), outlook.toString());
        Reply begun = program.post(path + "/publication", "{}");
        assertEquals("under_way", begun.json().path("state").asText(), begun.toString());
        assertEquals(409, program.post(path + "/publication", "{ }").status());
        assertEquals(
                "cancelled",
                program.call("DELETE", path, null).json().path("state").asText());
        assertEquals(
                "cancelled",
                program.get("/api/v1/sends").json().at("/sends/0/state").asText());
    }
}
