package io.postlude.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.api.ApiWorld.Program;
import io.postlude.api.ApiWorld.Reply;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Programs ask how many promises were kept. */
class KeptPromisesTest {
    @Test
    void promises_that_came_due_are_counted_by_kind_and_week_and_those_to_come_are_not() {
        try (ApiWorld world = new ApiWorld()) {
            Program shop = world.program("kept");
            order(shop, "A-1", "2026-05-06");
            order(shop, "A-2", "2026-05-07");
            order(shop, "A-3", "2026-12-24");
            world.ground.clock.move(Duration.ofDays(30));
            world.ground.promises.breakOverdueAcrossStores();

            JsonNode kept = shop.get("/api/v1/promises/kept").json();
            assertEquals(1, kept.path("weeks").size(), kept.toString());
            JsonNode week = kept.at("/weeks/0");
            assertEquals("delivery", week.path("kind").asText());
            assertEquals("2026-05-04", week.path("week").asText());
            assertEquals(2, week.path("broken").asInt());
            assertEquals(0, week.path("kept").asInt());
            JsonNode before = shop.get("/api/v1/promises/kept?from=2026-04-01T00:00:00Z&until=2026-05-01T00:00:00Z")
                    .json();
            assertEquals(0, before.path("weeks").size(), before.toString());
            assertEquals(
                    0,
                    world.program("another")
                            .get("/api/v1/promises/kept")
                            .json()
                            .path("weeks")
                            .size());
        }
    }

    @Test
    void a_span_that_is_none_is_refused_by_name() {
        try (ApiWorld world = new ApiWorld()) {
            Program shop = world.program("kept");
            refused(shop.get("/api/v1/promises/kept?from=yesterday"), "/query/from");
            refused(
                    shop.get("/api/v1/promises/kept?from=2026-05-02T00:00:00Z&until=2026-05-01T00:00:00Z"),
                    "/query/from");
        }
    }

    private static void refused(Reply reply, String field) {
        assertEquals(422, reply.status(), reply.toString());
        assertTrue(reply.json().toString().contains(field), reply.toString());
    }

    private static void order(Program shop, String reference, String by) {
        Reply reply = shop.put("/api/v1/orders/" + reference, """
                {'number':'#%s','placedAt':'2026-04-30T10:00:00Z','updatedAt':'2026-04-30T10:00:00Z','currency':'EUR',
                 'items':[{'reference':'1','title':'Mug','quantity':1,'unitPrice':'14.50'}],
                 'promised':{'from':'%s','by':'%s'}}""".formatted(reference, by, by));
        assertTrue(reply.status() < 300, reply.toString());
    }
}
