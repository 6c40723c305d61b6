package io.postlude.flows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postlude.kernel.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes to a journey's document, one at a time, as an editor makes them. What it does not understand it leaves as it is;
 * whether the outcome is whole the parser says.
 */
public final class FlowEdits {
    /** The edge before the first step. */
    public static final String START = "~start";

    private static final List<String> PLAIN_WAYS = List.of("next", "otherwise");

    private final ObjectNode document;

    private FlowEdits(ObjectNode document) {
        this.document = document;
    }

    /** Empty where the document is no JSON object with a list of steps. */
    public static Optional<FlowEdits> of(String document) {
        try {
            return Json.MAPPER.readTree(document) instanceof ObjectNode tree
                            && tree.path("steps").isArray()
                    ? Optional.of(new FlowEdits(tree))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** The document as it is now, a line for each step. */
    public String document() {
        return FlowPrint.of(document);
    }

    /**
     * Where a step can be put in: {@code ~start}; {@code ask:next}, the way {@code next} of the step {@code ask};
     * {@code which:0}, its first arm; {@code ~into:join}, before a step, on all ways that lead to it.
     */
    public record Edge(String from, String way) {
        public static Optional<Edge> parse(String text) {
            if (text.equals(START)) return Optional.of(new Edge(START, ""));
            int colon = text.indexOf(':');
            return colon < 1
                    ? Optional.empty()
                    : Optional.of(new Edge(text.substring(0, colon), text.substring(colon + 1)));
        }

        public static String into(String step) {
            return "~into:" + step;
        }

        @Override
        public String toString() {
            return from.equals(START) ? START : from + ":" + way;
        }
    }

    /** Puts a step in on an edge and answers its id; empty where there is no such edge. */
    public Optional<String> add(Edge edge, ObjectNode step) {
        String id = freshId(step.path("id").asText("step"));
        step.put("id", id);
        int place;
        String next;
        if (edge.from().equals(START)) {
            place = 0;
            next = steps().isEmpty() ? null : steps().get(0).path("id").asText();
        } else if (edge.from().equals("~into")) {
            place = indexOf(edge.way());
            if (place < 0) return Optional.empty();
            next = edge.way();
            for (JsonNode one : steps()) redirect(one, next, id);
        } else {
            ObjectNode from = step(edge.from()).orElse(null);
            if (from == null) return Optional.empty();
            ObjectNode holder = holder(from, edge.way());
            String field = PLAIN_WAYS.contains(edge.way()) ? edge.way() : "next";
            if (holder == null) return Optional.empty();
            next = holder.hasNonNull(field) ? holder.path(field).asText() : null;
            holder.put(field, id);
            place = indexOf(edge.from()) + 1;
        }
        lead(step, next);
        steps().insert(place, step);
        return Optional.of(id);
    }

    /** What a way is written in: the step itself, or one of its arms. */
    private static @Nullable ObjectNode holder(ObjectNode step, String way) {
        if (PLAIN_WAYS.contains(way)) return step;
        return way.matches("\\d{1,2}") && step.path("arms").path(Integer.parseInt(way)) instanceof ObjectNode arm
                ? arm
                : null;
    }

    /** All ways of a new step lead where the edge led. */
    private static void lead(ObjectNode step, @Nullable String next) {
        String sort = step.path("do").asText();
        if (next == null || next.equals("end") || sort.equals("goal")) return;
        for (JsonNode arm : step.path("arms")) if (arm instanceof ObjectNode one) one.put("next", next);
        if (!sort.equals("branch") && !sort.equals("split")) step.put("next", next);
        if (sort.equals("branch") || sort.equals("await")) step.put("otherwise", next);
    }

    private String freshId(String wanted) {
        String base = wanted.length() > 44 ? wanted.substring(0, 44) : wanted;
        String id = base;
        for (int i = 2; indexOf(id) >= 0 || id.equals("end"); i++) id = base + "-" + i;
        return id;
    }

    /** Takes a step out; who came to it goes where it led, and what only it led to goes with it. False: there is none. */
    public boolean remove(String id) {
        int place = indexOf(id);
        if (place < 0) return false;
        Set<String> before = reached();
        JsonNode gone = steps().get(place);
        String on = onward(gone);
        steps().remove(place);
        // The first step is where one begins: what came after the old first step takes its place.
        if (place == 0 && on != null && indexOf(on) > 0) steps().insert(0, steps().remove(indexOf(on)));
        for (JsonNode step : steps()) redirect(step, id, on);
        Set<String> now = reached();
        List<JsonNode> stay = new ArrayList<>();
        for (JsonNode step : steps()) {
            String name = step.path("id").asText();
            if (now.contains(name) || !before.contains(name)) stay.add(step);
        }
        steps().removeAll().addAll(stay);
        return true;
    }

    private static @Nullable String onward(JsonNode step) {
        String way = step.path("next")
                .asText(step.path("otherwise")
                        .asText(step.path("arms").path(0).path("next").asText("")));
        return way.isEmpty() || way.equals("end") ? null : way;
    }

    private static void redirect(JsonNode step, String from, @Nullable String to) {
        if (!(step instanceof ObjectNode whole)) return;
        for (String way : PLAIN_WAYS) turn(whole, way, from, to);
        for (JsonNode arm : step.path("arms")) if (arm instanceof ObjectNode one) turn(one, "next", from, to);
    }

    private static void turn(ObjectNode holder, String way, String from, @Nullable String to) {
        if (!holder.path(way).asText("").equals(from)) return;
        if (to == null) holder.remove(way);
        else holder.put(way, to);
    }

    private Set<String> reached() {
        Map<String, JsonNode> byId = new LinkedHashMap<>();
        for (JsonNode step : steps()) byId.put(step.path("id").asText(), step);
        Set<String> reached = new HashSet<>();
        List<String> open = new ArrayList<>();
        if (!byId.isEmpty()) open.add(byId.keySet().iterator().next());
        while (!open.isEmpty()) {
            String id = open.removeLast();
            JsonNode step = byId.get(id);
            if (step == null || !reached.add(id)) continue;
            for (String way : PLAIN_WAYS) open.add(step.path(way).asText(""));
            for (JsonNode arm : step.path("arms")) open.add(arm.path("next").asText(""));
        }
        return reached;
    }

    /** Writes fields of a step; a null takes one out. False: there is no such step. */
    public boolean change(String id, Map<String, @Nullable JsonNode> fields) {
        ObjectNode step = step(id).orElse(null);
        if (step == null) return false;
        put(step, fields);
        return true;
    }

    /** Writes fields of the journey itself, but for its key and its steps. */
    public void change(Map<String, @Nullable JsonNode> fields) {
        Map<String, @Nullable JsonNode> allowed = new LinkedHashMap<>(fields);
        allowed.keySet().removeAll(Set.of("key", "steps", "format"));
        JsonNode steps = document.remove("steps");
        put(document, allowed);
        document.set("steps", steps);
    }

    private static void put(ObjectNode node, Map<String, @Nullable JsonNode> fields) {
        fields.forEach((name, value) -> {
            if (value == null || value.isNull()) node.remove(name);
            else node.set(name, value);
        });
    }

    /** A copy of a step as it is written. */
    public Optional<ObjectNode> copy(String id) {
        return step(id).map(ObjectNode::deepCopy);
    }

    /** The journey's own fields, as they are written. */
    public ObjectNode top() {
        return document.deepCopy();
    }

    private ArrayNode steps() {
        return (ArrayNode) document.path("steps");
    }

    private Optional<ObjectNode> step(String id) {
        int place = indexOf(id);
        return place >= 0 && steps().get(place) instanceof ObjectNode step ? Optional.of(step) : Optional.empty();
    }

    private int indexOf(String id) {
        for (int i = 0; i < steps().size(); i++)
            if (steps().get(i).path("id").asText("").equals(id)) return i;
        return -1;
    }
}
