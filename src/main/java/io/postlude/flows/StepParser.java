package io.postlude.flows;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.customers.Purpose;
import io.postlude.flows.Flow.Per;
import io.postlude.flows.FlowParser.Surroundings;
import io.postlude.kernel.Condition;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads one step after the other. */
final class StepParser {
    /** The fields of each sort of step beside {@code id} and {@code do}; the schema says the same. */
    static final Map<String, Set<String>> FIELDS = Map.of(
            "wait", Set.of("for", "at", "on", "date", "offset", "missing", "next"),
            "await", Set.of("event", "name", "at_most", "next", "otherwise"),
            "branch", Set.of("arms", "otherwise"),
            "split", Set.of("arms"),
            "touchpoint", Set.of("message", "channels", "purpose", "only_if", "useful", "priority", "next"),
            "act", Set.of("act", "with", "next"),
            "goal", Set.of("name"));

    private static final int WEIGHT_MOST = 10_000;
    private static final int ARMS_LIMIT = 10;
    private static final Span USUAL_PATIENCE = Span.parse("P10D").orElseThrow();
    private static final Span USUALLY_USEFUL = Span.parse("P7D").orElseThrow();

    private final Surroundings around;
    private final Per per;
    private final List<FlowMistake> mistakes;

    StepParser(Surroundings around, Per per, List<FlowMistake> mistakes) {
        this.around = around;
        this.per = per;
        this.mistakes = mistakes;
    }

    /** Null where not even its sort is known. */
    @Nullable
    Step step(JsonNode node, String pointer) {
        String id = node.path("id").asText("");
        Fields fields = new Fields(node, pointer, id.isEmpty() ? null : id, mistakes);
        if (fields.id("id").equals("end")) fields.wrong("id", "“end” is the word for the end of the journey.");
        String sort = node.path("do").asText("");
        Set<String> known = FIELDS.get(sort);
        if (known == null) {
            fields.wrong("do", "“" + sort + "” is none of wait, await, branch, split, touchpoint, act, goal.");
            return null;
        }
        Set<String> all = new java.util.HashSet<>(known);
        all.add("id");
        all.add("do");
        fields.only(all);
        return switch (sort) {
            case "wait" -> new Step.Wait(id, until(fields), fields.way("next"));
            case "await" ->
                new Step.Await(
                        id,
                        fields.signal(),
                        fields.span("at_most", USUAL_PATIENCE),
                        fields.way("next"),
                        fields.way("otherwise"));
            case "branch" -> new Step.Branch(id, arms(fields, pointer), fields.way("otherwise"));
            case "split" -> new Step.Split(id, shares(fields, pointer));
            case "touchpoint" -> touch(id, fields);
            case "act" -> act(id, fields);
            default -> new Step.Goal(id, fields.text("name", 60));
        };
    }

    private Step.Until until(Fields fields) {
        if (fields.has("date")) {
            if (fields.has("for") || fields.has("on")) fields.wrong("date", "Either “date” or “for”, not both.");
            DateOf of = fields.oneOf("date", DateOf.values(), DateOf.PROMISED);
            if (per == Per.CUSTOMER && (of == DateOf.PROMISED || of == DateOf.DELIVERED))
                fields.wrong("date", "A customer has no “" + of.code() + "”.");
            LocalTime at = fields.time("at");
            return new Step.Date(
                    of,
                    fields.span("offset", Span.NONE),
                    at == null ? LocalTime.of(9, 0) : at,
                    fields.oneOf("missing", Step.Missing.values(), Step.Missing.LEAVE));
        }
        if (!fields.has("for") && !fields.has("at") && !fields.has("on"))
            fields.wrong("for", "A wait needs “for”, “at”, “on” or “date”.");
        Span span = fields.span("for", Span.NONE);
        if (span.isNegative()) fields.wrong("for", "Nobody can wait backwards.");
        return new Step.After(span, fields.time("at"), EntryParser.weekdays(fields));
    }

    private List<Step.Arm> arms(Fields fields, String pointer) {
        List<Step.Arm> arms = new ArrayList<>();
        JsonNode all = fields.array("arms", 1);
        if (all.size() > ARMS_LIMIT) fields.wrong("arms", "A branch has at most " + ARMS_LIMIT + " arms.");
        for (int i = 0; i < all.size(); i++) {
            Fields arm = new Fields(
                    all.get(i), pointer + "/arms/" + i, fields.node().path("id").asText(""), mistakes);
            arm.only(Set.of("when", "next"));
            if (!arm.has("when")) arm.wrong("when", "An arm needs its condition.");
            Condition when = arm.condition("when", per);
            if (when != null) arms.add(new Step.Arm(when, arm.way("next")));
        }
        return arms;
    }

    private List<Step.Share> shares(Fields fields, String pointer) {
        List<Step.Share> shares = new ArrayList<>();
        JsonNode all = fields.array("arms", 2);
        if (all.size() > ARMS_LIMIT) fields.wrong("arms", "A split has at most " + ARMS_LIMIT + " arms.");
        for (int i = 0; i < all.size(); i++) {
            Fields arm = new Fields(
                    all.get(i), pointer + "/arms/" + i, fields.node().path("id").asText(""), mistakes);
            arm.only(Set.of("name", "weight", "next"));
            shares.add(new Step.Share(arm.text("name", 40), arm.whole("weight", 1, WEIGHT_MOST, 1), arm.way("next")));
        }
        return shares;
    }

    private Step touch(String id, Fields fields) {
        String message = fields.text("message", 48);
        if (!message.isEmpty() && !around.messages().containsKey(message))
            fields.wrong("message", "There is no message text “" + message + "”.");
        if (per == Per.CUSTOMER && around.ofOrders().contains(message))
            fields.wrong(
                    "message",
                    "This text speaks of an order, and this journey is about a customer: take another text.");
        List<Medium> media = media(fields, around.messages().get(message));
        Span useful = fields.span("useful", USUALLY_USEFUL);
        if (useful.isNegative()) fields.wrong("useful", "It cannot have been useful before.");
        return new Step.Touch(
                id,
                message,
                media,
                fields.oneOf("purpose", Purpose.values(), Purpose.MARKETING),
                fields.condition("only_if", per),
                useful,
                fields.whole("priority", 1, 9, 5),
                fields.way("next"));
    }

    /** {@code forms}: what the text can be sent as; null: there is no such text. */
    private List<Medium> media(Fields fields, @Nullable Set<String> forms) {
        if (!fields.has("channels")) return List.of(Medium.EMAIL);
        List<Medium> media = new ArrayList<>();
        for (JsonNode one : fields.array("channels", 1)) {
            Medium medium = medium(one.asText(""));
            if (medium == null)
                fields.wrong("channels", "“" + one.asText("") + "” is none of email, sms, whatsapp, push, page.");
            else if (media.contains(medium)) fields.wrong("channels", "“" + medium.code() + "” is there twice.");
            else {
                media.add(medium);
                if (forms != null && !forms.contains(medium.code()))
                    fields.wrong("channels", "The text has no words for " + medium.words() + ".");
            }
        }
        if (media.contains(Medium.PAGE) && media.size() > 1)
            fields.wrong("channels", "A block on the page goes alone: it cannot fail, so nothing comes after it.");
        if (media.contains(Medium.PAGE) && per == Per.CUSTOMER)
            fields.wrong("channels", "A block stands on the page of an order, and a customer is none.");
        return media.isEmpty() ? List.of(Medium.EMAIL) : media;
    }

    private static @Nullable Medium medium(String code) {
        for (Medium one : Medium.values()) if (one.code().equals(code)) return one;
        return null;
    }

    private Step act(String id, Fields fields) {
        String act = fields.text("act", 48);
        Map<String, String> with = new HashMap<>();
        fields.node().path("with").properties().forEach(entry -> {
            if (entry.getValue().isTextual())
                with.put(entry.getKey(), entry.getValue().textValue());
            else fields.wrong("with/" + entry.getKey(), "Here a text is needed.");
        });
        if (!act.isEmpty()) check(fields, act, with);
        return new Step.Act(id, act, with, fields.way("next"));
    }

    private void check(Fields fields, String act, Map<String, String> with) {
        ActForm form = around.acts().stream()
                .filter(one -> one.name().equals(act))
                .findFirst()
                .orElse(null);
        if (form == null) {
            fields.wrong("act", "There is no act “" + act + "”.");
            return;
        }
        Set<String> known = form.fields().stream().map(ActForm.Field::name).collect(Collectors.toSet());
        for (String name : with.keySet())
            if (!known.contains(name)) fields.wrong("with/" + name, "“" + act + "” knows no “" + name + "”.");
        for (ActForm.Field one : form.fields())
            one.wrong(with.get(one.name())).ifPresent(wrong -> fields.wrong("with/" + one.name(), wrong));
    }
}
