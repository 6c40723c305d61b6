package io.postlude.flows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.postlude.kernel.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is different between two documents of a journey: step by step, field by field. */
public final class FlowDiff {
    private FlowDiff() {}

    /**
     * One difference.
     *
     * @param step the step it is in; null: the journey itself
     * @param field empty where the whole step is new or gone
     * @param before as the document writes it; null: it was not there
     * @param after null: it is not there any more
     */
    public record Change(
            @Nullable String step,
            String field,
            @Nullable String before,
            @Nullable String after) {
        /** {@code step ask: useful "P7D" is "P14D" now}. */
        @Override
        public String toString() {
            String where = step == null ? "" : "step " + step + (field.isEmpty() ? "" : ": ");
            if (before == null)
                return where + (field.isEmpty() ? " is new" : field + " is " + after + " now, it was not there");
            if (after == null) return where + (field.isEmpty() ? " is gone" : field + " " + before + " is gone");
            return where + field + " " + before + " is " + after + " now";
        }
    }

    /** In the order of the newer document. A document that is no JSON differs as a whole. */
    public static List<Change> between(String before, String after) {
        if (before.equals(after)) return List.of();
        try {
            JsonNode older = Json.MAPPER.readTree(before);
            JsonNode newer = Json.MAPPER.readTree(after);
            List<Change> changes = new ArrayList<>();
            for (String name : names(older, newer))
                if (!name.equals("steps")) field(changes, new Spot(null, name), older.path(name), newer.path(name));
            steps(changes, byId(older.path("steps")), byId(newer.path("steps")));
            return List.copyOf(changes);
        } catch (JsonProcessingException e) {
            return List.of(new Change(null, "document", null, e.getOriginalMessage()));
        }
    }

    private static void steps(List<Change> changes, Map<String, JsonNode> older, Map<String, JsonNode> newer) {
        newer.forEach((id, step) -> {
            JsonNode was = older.get(id);
            if (was == null) changes.add(new Change(id, "", null, step.toString()));
            else
                for (String name : names(was, step))
                    field(changes, new Spot(id, name), was.path(name), step.path(name));
        });
        older.forEach((id, step) -> {
            if (!newer.containsKey(id)) changes.add(new Change(id, "", step.toString(), null));
        });
        List<String> stayed = newer.keySet().stream().filter(older::containsKey).toList();
        List<String> order = older.keySet().stream().filter(newer::containsKey).toList();
        if (!stayed.isEmpty() && !stayed.getFirst().equals(order.getFirst()))
            changes.add(new Change(null, "first step", order.getFirst(), stayed.getFirst()));
    }

    /** A field, and whose. */
    private record Spot(@Nullable String step, String field) {
        Spot inner(String name) {
            return new Spot(step, field + "." + name);
        }
    }

    private static void field(List<Change> changes, Spot spot, JsonNode was, JsonNode is) {
        if (was.equals(is)) return;
        if (was.isObject() && is.isObject()) {
            for (String inner : names(was, is)) field(changes, spot.inner(inner), was.path(inner), is.path(inner));
            return;
        }
        changes.add(new Change(spot.step(), spot.field(), written(was), written(is)));
    }

    private static @Nullable String written(JsonNode node) {
        return node instanceof MissingNode ? null : node.toString();
    }

    private static Set<String> names(JsonNode older, JsonNode newer) {
        Set<String> names = new LinkedHashSet<>();
        newer.fieldNames().forEachRemaining(names::add);
        older.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Map<String, JsonNode> byId(JsonNode steps) {
        Map<String, JsonNode> byId = new LinkedHashMap<>();
        for (JsonNode step : steps) byId.putIfAbsent(step.path("id").asText(""), step);
        return byId;
    }
}
