package io.postlude.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.postlude.flows.Happening;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a step's form says, as fields of the document; an empty field is taken out of it. */
final class JourneyStepReading {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    static final int CHANNEL_PLACES = 4;
    private static final String NEW_CONDITION = "customer.orders >= 2";

    private final Posted form;
    private final Map<String, @Nullable JsonNode> fields = new LinkedHashMap<>();

    /** The form's fields. */
    interface Posted {
        /** Empty where it is absent. */
        String one(String name);

        List<String> all(String name);
    }

    private JourneyStepReading(Posted form) {
        this.form = form;
    }

    /** For a step of this sort, of which {@code before} stands in the document. */
    static Map<String, @Nullable JsonNode> read(String sort, ObjectNode before, Posted form) {
        JourneyStepReading reading = new JourneyStepReading(form);
        switch (sort) {
            case "wait" -> reading.wait_();
            case "await" -> {
                reading.text("event");
                reading.eventName();
                reading.span("at_most");
                reading.way("next");
                reading.way("otherwise");
            }
            case "branch" -> {
                reading.arms(before, reading::branchArm);
                reading.way("otherwise");
            }
            case "split" -> reading.arms(before, reading::splitArm);
            case "touchpoint" -> {
                for (String name : List.of("message", "purpose")) reading.text(name);
                reading.channels();
                reading.condition("only_if");
                reading.span("useful");
                reading.whole("priority");
                reading.way("next");
            }
            case "act" -> {
                reading.text("act");
                // What was filled in belongs to the act it was filled in for.
                if (form.one("act").equals(before.path("act").asText())) reading.with();
                else reading.fields.put("with", null);
                reading.way("next");
            }
            default -> reading.text("name");
        }
        return reading.fields;
    }

    /** Mail alone is what a step does where nothing is said. */
    private void channels() {
        ArrayNode channels = JSON.arrayNode();
        for (int i = 0; i < CHANNEL_PLACES; i++) {
            String one = form.one("channel_" + i);
            if (!one.isEmpty()) channels.add(one);
        }
        boolean usual = channels.isEmpty()
                || (channels.size() == 1 && channels.path(0).asText().equals("email"));
        fields.put("channels", usual ? null : channels);
    }

    private void wait_() {
        boolean date = form.one("mode").equals("date");
        for (String name : List.of("for", "on", "date", "offset", "missing", "at")) fields.put(name, null);
        if (date) {
            text("date");
            text("missing");
            fields.put("at", textOrNull(form.one("date_at")));
            String offset = new JourneySpans(form.one("offset"), form.one("offset_unit")).iso();
            boolean before = form.one("offset_side").equals("before") && !offset.isEmpty();
            fields.put("offset", textOrNull(before ? "-" + offset : offset));
        } else {
            span("for");
            text("at");
            ArrayNode on = JSON.arrayNode();
            form.all("on").forEach(on::add);
            fields.put("on", on.isEmpty() ? null : on);
        }
        way("next");
    }

    private void arms(ObjectNode before, Function<Integer, ObjectNode> arm) {
        ArrayNode arms = JSON.arrayNode();
        List<String> dropped = form.all("drop");
        for (int i = 0; i < before.path("arms").size(); i++)
            if (!dropped.contains(Integer.toString(i))) arms.add(arm.apply(i));
        if (!form.one("more").isEmpty()) arms.add(fresh(before, arms.size()));
        fields.put("arms", arms);
    }

    private static ObjectNode fresh(ObjectNode before, int place) {
        ObjectNode arm = JSON.objectNode();
        if (before.path("do").asText().equals("split"))
            arm.put("name", String.valueOf((char) ('A' + place))).put("weight", 1);
        else arm.put("when", NEW_CONDITION);
        // It leads where the first one does, so that the arms still meet.
        JsonNode next = before.path("arms").path(0).path("next");
        if (next.isTextual()) arm.set("next", next);
        return arm;
    }

    private ObjectNode branchArm(int i) {
        ObjectNode arm = JSON.objectNode();
        arm.put("when", conditionText("when_" + i));
        return leading(arm, i);
    }

    private ObjectNode splitArm(int i) {
        ObjectNode arm = JSON.objectNode();
        arm.put("name", form.one("name_" + i));
        arm.set("weight", number(form.one("weight_" + i)));
        return leading(arm, i);
    }

    private ObjectNode leading(ObjectNode arm, int i) {
        String next = form.one("next_" + i);
        if (!next.isEmpty()) arm.put("next", next);
        return arm;
    }

    private void with() {
        ObjectNode with = JSON.objectNode();
        for (String name : form.one("with").split(",")) {
            String value = form.one("with_" + name);
            if (!name.isEmpty() && !value.isEmpty()) with.put(name, value);
        }
        fields.put("with", with.isEmpty() ? null : with);
    }

    private void span(String name) {
        fields.put(name, textOrNull(new JourneySpans(form.one(name), form.one(name + "_unit")).iso()));
    }

    private void whole(String name) {
        fields.put(name, form.one(name).isEmpty() ? null : number(form.one(name)));
    }

    /** What is no number stays a text, for the parser to refuse. */
    static JsonNode number(String text) {
        return text.matches("\\d{1,6}") ? IntNode.valueOf(Integer.parseInt(text)) : TextNode.valueOf(text);
    }

    private void condition(String name) {
        fields.put(name, textOrNull(conditionText(name)));
    }

    private String conditionText(String name) {
        String ready = form.one(name + "_ready");
        return (ready.isEmpty() ? form.one(name) : ready).replaceAll("\\s*\\R\\s*", " ");
    }

    private void text(String name) {
        fields.put(name, textOrNull(form.one(name)));
    }

    /** Only an event of the store's own has one. */
    private void eventName() {
        boolean own = form.one("event").equals(Happening.CUSTOM.code());
        fields.put("name", own ? textOrNull(form.one("event_name")) : null);
    }

    private void way(String name) {
        text(name);
    }

    static @Nullable JsonNode textOrNull(String text) {
        return text.isEmpty() ? null : TextNode.valueOf(text);
    }
}
