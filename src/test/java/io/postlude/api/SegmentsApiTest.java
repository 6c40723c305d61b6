package io.postlude.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.api.ApiWorld.Program;
import io.postlude.api.ApiWorld.Reply;
import io.postlude.kernel.LogReaders;
import io.postlude.kernel.Nodes;
import io.postlude.segments.SegmentsModule;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Segments through the API: tried, made, read with their members page by page, archived. */
class SegmentsApiTest {
    private static ApiWorld world;

    @BeforeAll
    static void start() {
        world = new ApiWorld();
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    private static void settle() {
        SegmentsModule module = ApiWorld.segments(world.ground);
        try (LogReaders readers = new LogReaders(
                world.ground.database(),
                world.ground.log,
                Nodes.join(world.ground.database()),
                List.of(module.reader()))) {
            readers.drain();
        }
        module.passAcrossStores();
    }

    @Test
    void a_segment_is_tried_made_read_page_by_page_and_archived() {
        Program program = world.program("segments");
        for (String name : List.of("anna", "ben", "carla"))
            assertEquals(
                    200,
                    program.put(
                                    "/api/v1/customers/" + name,
                                    "{'email': '" + name + "@example.org', 'country': 'DE', 'tags': ['vip']}")
                            .status());
        settle();
        String vip = "{'name': 'Very important', 'condition': 'customer.has_email && orders == 0'}";
        JsonNode tried = program.post("/api/v1/segment-checks", vip.replace("'name': 'Very important', ", ""))
                .json();
        assertEquals(3, tried.path("members").asInt(), tried.toString());
        assertTrue(tried.path("exact").asBoolean());
        Reply made = program.put("/api/v1/segments/vip", vip);
        assertEquals(200, made.status(), made.toString());
        assertEquals("counting", made.json().path("state").asText());
        settle();
        JsonNode read = program.get("/api/v1/segments/vip").json();
        assertEquals("live", read.path("state").asText());
        assertEquals(3, read.path("members").asInt());
        Reply first = program.get("/api/v1/segments/vip/members?limit=2");
        assertEquals(2, first.json().path("members").size());
        String link = first.response().headers().firstValue("Link").orElseThrow();
        Reply second = program.get(link.substring(1, link.indexOf('>')));
        assertEquals(1, second.json().path("members").size());
        assertEquals(1, program.get("/api/v1/segments").json().path("segments").size());
        assertEquals(
                "archived",
                program.call("DELETE", "/api/v1/segments/vip", null)
                        .json()
                        .path("state")
                        .asText());
        assertEquals(0, program.get("/api/v1/segments").json().path("segments").size());
    }

    @Test
    void a_condition_that_cannot_be_read_is_told_where() {
        Program program = world.program("mistaken");
        JsonNode tried = program.post("/api/v1/segment-checks", "{'condition': 'orders >= 2 &&'}")
                .json();
        assertFalse(tried.path("readable").asBoolean());
        assertEquals(1, tried.at("/errors/0/line").asInt());
        Reply refused = program.put("/api/v1/segments/x", "{'condition': 'ordes > 1'}");
        assertEquals(422, refused.status());
        assertTrue(refused.faults().getFirst().startsWith("/condition "), refused.toString());
        assertEquals(404, program.get("/api/v1/segments/x").status());
    }
}
