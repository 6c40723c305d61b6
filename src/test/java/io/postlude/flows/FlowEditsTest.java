package io.postlude.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.postlude.flows.FlowDiff.Change;
import io.postlude.flows.FlowEdits.Edge;
import io.postlude.kernel.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an editor does to a document, and what it leaves alone. */
class FlowEditsTest {
    private static final FlowParser PARSER = new FlowParser(new FlowParser.Surroundings(
            Map.of(
                    "review-request", Set.of("email"),
                    "review-reminder", Set.of("email"),
                    "thank-you", Set.of("email"),
                    "survey", Set.of("email")),
            Set.of(),
            Set.of(),
            List.of(new ActForm("note", "note", List.of(new ActForm.Field("text", "Text", false, 20, null)))),
            Map.of()));

    private static FlowEdits edits(String document) {
        return FlowEdits.of(document).orElseThrow();
    }

    private static String review() {
        return Ready.documents().get("review-request");
    }

    private static Edge edge(String text) {
        return Edge.parse(text).orElseThrow();
    }

    private static ObjectNode step(String json) {
        return Json.read(json.replace('\'', '"'), ObjectNode.class);
    }

    private static ObjectNode wait(String id) {
        return step("{'id': '" + id + "', 'do': 'wait', 'for': 'P1D'}");
    }

    private static Flow whole(String document) {
        return assertInstanceOf(FlowParser.Whole.class, PARSER.read(document), () -> document + PARSER.read(document))
                .flow();
    }

    @Test
    void a_ready_journey_is_written_as_it_was_read() {
        Ready.documents()
                .forEach((key, document) ->
                        assertEquals(document, edits(document).document(), key));
    }

    @Test
    void a_step_put_in_stands_between_those_of_its_edge() {
        FlowEdits edits = edits(review());
        assertEquals("wait", edits.add(edge("ask:next"), wait("wait")).orElseThrow());
        Flow flow = whole(edits.document());
        assertEquals(List.of("wait"), flow.step("ask").orElseThrow().ways());
        assertEquals(List.of("a-week"), flow.step("wait").orElseThrow().ways());
        assertEquals(
                List.of(new Change("ask", "next", "\"a-week\"", "\"wait\"")),
                FlowDiff.between(review(), edits.document()).stream()
                        .filter(change -> !"wait".equals(change.step()))
                        .toList());
    }

    @Test
    void a_step_at_the_start_is_where_one_begins_and_one_at_the_end_ends() {
        FlowEdits edits = edits(review());
        edits.add(edge("~start"), wait("two-weeks"));
        edits.add(edge("remind:next"), step("{'id': 'reached', 'do': 'goal', 'name': 'Asked'}"));
        Flow flow = whole(edits.document());
        assertEquals("two-weeks-2", flow.first().id());
        assertEquals(List.of("two-weeks"), flow.first().ways());
        assertEquals(List.of("reached"), flow.step("remind").orElseThrow().ways());
    }

    @Test
    void a_fork_leads_on_by_all_its_ways_and_a_step_can_stand_where_they_meet() {
        FlowEdits edits = edits(review());
        edits.add(
                edge("two-weeks:next"),
                step("{'id': 'which', 'do': 'branch', 'arms': [{'when': 'order.late_days > 2'}]}"));
        edits.add(edge("which:0"), step("{'id': 'sorry', 'do': 'touchpoint', 'message': 'thank-you'}"));
        edits.add(edge("~into:ask"), wait("meet"));
        Flow flow = whole(edits.document());
        assertEquals(List.of("sorry", "meet"), flow.step("which").orElseThrow().ways());
        assertEquals(List.of("meet"), flow.step("sorry").orElseThrow().ways());
        assertEquals(List.of("ask"), flow.step("meet").orElseThrow().ways());
    }

    @Test
    void a_removed_step_leaves_its_neighbours_joined_and_takes_along_what_only_it_led_to() {
        FlowEdits edits = edits(review());
        edits.add(
                edge("two-weeks:next"),
                step("{'id': 'which', 'do': 'branch', 'arms': [{'when': 'order.late_days > 2'}]}"));
        edits.add(edge("which:0"), step("{'id': 'sorry', 'do': 'touchpoint', 'message': 'thank-you'}"));
        assertTrue(edits.remove("which"));
        assertEquals(review(), edits.document());
    }

    @Test
    void the_first_step_can_be_removed() {
        FlowEdits edits = edits(review());
        edits.remove("two-weeks");
        assertEquals("ask", whole(edits.document()).first().id());
    }

    @Test
    void fields_are_written_and_taken_out() {
        FlowEdits edits = edits(review());
        Map<String, @Nullable JsonNode> fields = new LinkedHashMap<>();
        fields.put("at", null);
        fields.put("for", TextNode.valueOf("P20D"));
        edits.change("two-weeks", fields);
        edits.change(Map.of("holdout_percent", IntNode.valueOf(10), "key", TextNode.valueOf("other")));
        assertEquals(
                List.of(
                        new Change(null, "holdout_percent", null, "10"),
                        new Change("two-weeks", "for", "\"P14D\"", "\"P20D\""),
                        new Change("two-weeks", "at", "\"09:00\"", null)),
                FlowDiff.between(review(), edits.document()));
        assertEquals(10, whole(edits.document()).holdoutPercent());
    }

    /** Whatever is added and removed, the steps hang together: none dangles, none is lost. */
    @Test
    void any_adding_and_removing_leaves_a_whole_journey() {
        long seed = 20_261_122;
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            FlowEdits edits = edits(review());
            for (int move = 0; move < 12; move++) {
                Flow flow = whole(edits.document());
                Step some = flow.steps().get(random.nextInt(flow.steps().size()));
                if (random.nextInt(4) == 0 && writes(flow, some) > 0) edits.remove(some.id());
                else if (!(some instanceof Step.Goal))
                    edits.add(edge(some.id() + ":" + way(some, random)), fresh(random));
            }
            Flow flow = whole(edits.document());
            assertTrue(flow.steps().size() > 0, "seed " + seed + " round " + round);
        }
    }

    /** How many messages are left without it: a journey needs one, and taking out a fork may take its arms along. */
    private static long writes(Flow flow, Step without) {
        return without instanceof Step.Branch
                ? 0
                : flow.steps().stream()
                        .filter(step -> step instanceof Step.Touch && !step.id().equals(without.id()))
                        .count();
    }

    private static String way(Step step, Random random) {
        return switch (step) {
            case Step.Branch _ -> random.nextBoolean() ? "0" : "otherwise";
            case Step.Await _ -> random.nextBoolean() ? "next" : "otherwise";
            default -> "next";
        };
    }

    private static ObjectNode fresh(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> wait("pause");
            case 1 -> step("{'id': 'which', 'do': 'branch', 'arms': [{'when': 'order.late_days > 2'}]}");
            case 2 -> step("{'id': 'until', 'do': 'await', 'event': 'order_placed'}");
            default -> step("{'id': 'write', 'do': 'touchpoint', 'message': 'survey'}");
        };
    }
}
