package io.postlude.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.postlude.console.JourneyPanel.Editing;
import io.postlude.console.JourneyPanel.Group;
import io.postlude.console.JourneyPanel.Input;
import io.postlude.console.JourneyStepReading.Posted;
import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Pick;
import io.postlude.flows.Flow;
import io.postlude.flows.Flow.Per;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The form of the journey itself: its name, whom it lets in, why one leaves, who is held out. */
final class JourneySettingsForm {
    /** So many exits a form offers; a document may have more, which stay. */
    private static final int EXITS_SHOWN = 3;

    private JourneySettingsForm() {}

    /** {@code faults}: by the field's place in the document; {@code segments}: the store's, names by keys. */
    record Around(Map<String, String> faults, Map<String, String> segments) {}

    static Editing of(ObjectNode top, Around around, String action, String turn) {
        Map<String, String> faults = around.faults();
        JsonNode entry = top.path("entry");
        List<Group> groups = new ArrayList<>();
        groups.add(new Group(
                "",
                "",
                List.of(
                        Input.of(Field.text("name", "Name", top.path("name").asText(""))
                                .refused(faults.get("/name"))
                                .needed()),
                        Input.of(new Pick(
                                "stage",
                                "Stage on the map",
                                JourneyStepForm.options(stages(), text(top, "stage", "using")))))));
        groups.addAll(JourneyEntryForm.groups(entry, faults, around.segments()));
        exits(groups, top, around);
        groups.add(new Group(
                "Held out by lot",
                "",
                List.of(Input.of(Field.text("holdout_percent", "Per cent", text(top, "holdout_percent", "5"))
                        .hinting("They get none of its messages, but service; so its effect can be measured.")
                        .refused(faults.get("/holdout_percent"))))));
        return new Editing(action, Map.of("turn", turn), List.copyOf(groups), "Save", null);
    }

    private static void exits(List<Group> groups, ObjectNode top, Around around) {
        Map<String, String> faults = around.faults();
        Per per = JourneyEntryForm.per(top.path("entry"));
        int shown = Math.max(EXITS_SHOWN, top.path("exits").size() + 1);
        for (int i = 0; i < shown; i++) {
            JsonNode exit = top.path("exits").path(i);
            groups.add(new Group(
                    i == 0 ? "Who leaves, looked at before every step" : "",
                    "arm-form",
                    List.of(
                            Input.of(Field.text("exit_name_" + i, "Because", text(exit, "name", ""))
                                    .refused(faults.get("/exits/" + i + "/name"))),
                            Input.of(Field.text("exit_when_" + i, "Where (CEL)", text(exit, "when", ""))
                                    .ofType("cel", "off")
                                    .refused(faults.get("/exits/" + i + "/when"))),
                            Input.of(JourneyConditions.pick("exit_when_" + i, per, around.segments())))));
        }
    }

    private static String text(JsonNode node, String name, String usual) {
        return node.path(name).asText(usual);
    }

    private static Map<String, String> stages() {
        Map<String, String> all = new LinkedHashMap<>();
        for (Flow.Stage one : Flow.Stage.values()) all.put(one.code(), one.words());
        return all;
    }

    /** What the form says, as fields of the document; what of the entry it does not show stays. */
    static Map<String, @Nullable JsonNode> read(ObjectNode top, Posted form) {
        Map<String, @Nullable JsonNode> fields = new LinkedHashMap<>();
        fields.put("name", TextNode.valueOf(form.one("name")));
        fields.put("stage", JourneyStepReading.textOrNull(form.one("stage")));
        fields.put("entry", JourneyEntryForm.read(top.path("entry"), form));
        ArrayNode exits = exits(form);
        fields.put("exits", exits.isEmpty() ? null : exits);
        fields.put("holdout_percent", holdout(top, form.one("holdout_percent")));
        return fields;
    }

    private static ArrayNode exits(Posted form) {
        ArrayNode exits = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; !form.all("exit_name_" + i).isEmpty(); i++) {
            String name = form.one("exit_name_" + i);
            String when = condition(form, "exit_when_" + i);
            if (!name.isEmpty() || !when.isEmpty())
                exits.addObject().put("name", name).put("when", when);
        }
        return exits;
    }

    static String condition(Posted form, String name) {
        String ready = form.one(name + "_ready");
        return (ready.isEmpty() ? form.one(name) : ready).replaceAll("\\s*\\R\\s*", " ");
    }

    /** Left unsaid where it is what is usual and was not said before. */
    private static @Nullable JsonNode holdout(ObjectNode top, String text) {
        if (text.isEmpty() || (text.equals("5") && !top.has("holdout_percent"))) return null;
        return text.matches("\\d{1,3}\\.\\d{1,3}")
                ? DoubleNode.valueOf(Double.parseDouble(text))
                : JourneyStepReading.number(text);
    }
}
