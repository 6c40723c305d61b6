package io.postlude.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postlude.console.Form.Checks;
import io.postlude.console.JourneyPanel.Editing;
import io.postlude.console.JourneyPanel.Group;
import io.postlude.console.JourneyPanel.Input;
import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Option;
import io.postlude.console.Parts.Pick;
import io.postlude.customers.Purpose;
import io.postlude.flows.ActForm;
import io.postlude.flows.DateOf;
import io.postlude.flows.Flow.Per;
import io.postlude.flows.Happening;
import io.postlude.flows.Medium;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The form of one step, with what stands in the document, be it right or wrong; a mistake stands beside its field. */
final class JourneyStepForm {
    private static final int LONG_CHARS = 200;

    private final ObjectNode step;
    private final Around around;
    private final List<Group> groups = new ArrayList<>();

    /**
     * What the form offers.
     *
     * @param steps the other steps by their ids
     * @param messages texts by their keys
     * @param segments the store's, names by keys
     * @param faults what is wrong, by field ({@code for}, {@code arms/0/when})
     */
    record Around(
            Per per,
            Map<String, String> steps,
            Map<String, String> messages,
            List<ActForm> acts,
            Map<String, String> segments,
            Map<String, String> faults) {}

    private JourneyStepForm(ObjectNode step, Around around) {
        this.step = step;
        this.around = around;
    }

    static Editing of(ObjectNode step, Around around, String action, String turn) {
        JourneyStepForm form = new JourneyStepForm(step, around);
        String sort = step.path("do").asText();
        form.fill(sort);
        String more = sort.equals("branch") || sort.equals("split") ? "Save and add an arm" : null;
        return new Editing(
                action,
                Map.of("turn", turn, "do", sort, "with", shown(step, around)),
                List.copyOf(form.groups),
                "Save",
                more);
    }

    private void fill(String sort) {
        switch (sort) {
            case "wait" -> wait_();
            case "await" -> await();
            case "branch" -> branch();
            case "split" -> split();
            case "touchpoint" -> touch();
            case "act" -> act();
            default -> add("", "", field("name", "What was reached"));
        }
    }

    private void wait_() {
        boolean date = step.hasNonNull("date");
        add(
                "",
                "",
                Input.of(new Pick(
                        "mode",
                        "Wait",
                        List.of(
                                new Option("after", "so long", !date),
                                new Option("date", "for a day of the customer’s", date)))));
        JourneySpans span = JourneySpans.of(text("for"));
        add(
                "So long",
                "mode-after",
                Input.of(Field.text("for", "How long", span.amount()).refused(fault("for"))),
                Input.of(units("for_unit", span)),
                Input.of(time("at", "Then until, by their clock", date ? "" : text("at"))),
                Input.of(new Checks("on", "Only on", weekdays())));
        JourneySpans offset = JourneySpans.of(text("offset").replaceFirst("^-", ""));
        boolean before = text("offset").startsWith("-");
        add(
                "For a day",
                "mode-date",
                Input.of(new Pick("date", "Which day", options(dates(), text("date")))),
                Input.of(Field.text("offset", "So far from it", offset.amount()).refused(fault("offset"))),
                Input.of(units("offset_unit", offset)),
                Input.of(new Pick(
                        "offset_side",
                        "Before or after",
                        List.of(new Option("after", "after it", !before), new Option("before", "before it", before)))),
                Input.of(time("date_at", "At", date ? text("at") : "")),
                Input.of(new Pick(
                        "missing",
                        "Who has no such day",
                        options(
                                Map.of("leave", "leaves", "wait", "waits for it"),
                                text("missing").isEmpty() ? "leave" : text("missing")))));
        add(
                "Where it leads",
                "ways",
                Input.of(way("next", "Then", step.path("next").asText(""))));
    }

    private Map<String, String> dates() {
        Map<String, String> dates = new LinkedHashMap<>();
        for (DateOf one : DateOf.values())
            if (around.per() != Per.CUSTOMER || one == DateOf.LAST_ORDER)
                dates.put(one.code(), StepWords.dates().getOrDefault(one.code(), one.code()));
        return dates;
    }

    private List<Option> weekdays() {
        List<String> on = step.path("on").valueStream().map(JsonNode::asText).toList();
        return Arrays.stream(DayOfWeek.values())
                .map(day -> {
                    String code = day.name().substring(0, 3).toLowerCase(Locale.ROOT);
                    return new Option(code, StepWords.day(day), on.contains(code));
                })
                .toList();
    }

    private void await() {
        JourneySpans span = JourneySpans.of(step.hasNonNull("at_most") ? text("at_most") : "P10D");
        add(
                "",
                "",
                Input.of(new Pick("event", "Until", options(happenings(), text("event")))),
                Input.of(eventName(step, fault("name"))),
                Input.of(Field.text("at_most", "At most", span.amount()).refused(fault("at_most"))),
                Input.of(units("at_most_unit", span)));
        add(
                "Where it leads",
                "ways",
                Input.of(way("next", "When it happens", text("next"))),
                Input.of(way("otherwise", "Not in time", text("otherwise"))));
    }

    /** Of an event of the store's own. */
    static Field eventName(JsonNode node, @Nullable String wrong) {
        return Field.text("event_name", "Called", node.path("name").asText(""))
                .hinting("Only for what a program of yours tells: the name it tells it by, for example tier_reached.")
                .refused(wrong);
    }

    static Map<String, String> happenings() {
        Map<String, String> all = new LinkedHashMap<>();
        for (Happening one : Happening.values()) all.put(one.code(), one.words());
        return all;
    }

    private void branch() {
        for (int i = 0; i < step.path("arms").size(); i++) {
            JsonNode arm = step.path("arms").path(i);
            add(
                    step.path("arms").size() == 1 ? "Yes, where" : "Arm " + (i + 1) + ", where",
                    "arm-form",
                    Input.of(Field.text(
                                    "when_" + i,
                                    "Condition (CEL)",
                                    arm.path("when").asText(""))
                            .ofType("cel", "off")
                            .refused(fault("arms/" + i + "/when"))),
                    Input.of(JourneyConditions.pick("when_" + i, around.per(), around.segments())),
                    Input.of(way("next_" + i, "Leads to", arm.path("next").asText(""))),
                    Input.of(new Checks(
                            "drop", "", List.of(new Option(Integer.toString(i), "Take this arm out", false)))));
        }
        add("Otherwise", "ways", Input.of(way("otherwise", "Leads to", text("otherwise"))));
    }

    private void split() {
        for (int i = 0; i < step.path("arms").size(); i++) {
            JsonNode arm = step.path("arms").path(i);
            add(
                    "Arm " + (i + 1),
                    "arm-form",
                    Input.of(Field.text("name_" + i, "Name", arm.path("name").asText(""))
                            .refused(fault("arms/" + i + "/name"))),
                    Input.of(Field.text(
                                    "weight_" + i, "Weight", arm.path("weight").asText("1"))
                            .ofType("number", "off")
                            .refused(fault("arms/" + i + "/weight"))),
                    Input.of(way("next_" + i, "Leads to", arm.path("next").asText(""))),
                    Input.of(new Checks(
                            "drop", "", List.of(new Option(Integer.toString(i), "Take this arm out", false)))));
        }
    }

    private void touch() {
        JourneySpans useful = JourneySpans.of(step.hasNonNull("useful") ? text("useful") : "P7D");
        add(
                "",
                "",
                Input.of(new Pick("message", "Text", options(around.messages(), text("message")))),
                Input.of(new Pick(
                        "purpose",
                        "It is",
                        options(purposes(), step.path("purpose").asText("marketing")))));
        add("By", "", places());
        add(
                "Only if",
                "",
                Input.of(Field.text("only_if", "Condition (CEL)", text("only_if"))
                        .ofType("cel", "off")
                        .hinting("Empty: always. Looked at again when it goes out later.")
                        .refused(fault("only_if"))),
                Input.of(JourneyConditions.pick("only_if", around.per(), around.segments())));
        add(
                "When there is little room",
                "",
                Input.of(Field.text("useful", "Of use for", useful.amount()).refused(fault("useful"))),
                Input.of(units("useful_unit", useful)),
                Input.of(Field.text(
                                "priority",
                                "Priority, 1 goes first",
                                step.path("priority").asText("5"))
                        .ofType("number", "off")
                        .refused(fault("priority"))));
        add("Where it leads", "ways", Input.of(way("next", "Then", text("next"))));
    }

    /** First, else second, and so on; an empty place is none. */
    private Input[] places() {
        List<String> chosen =
                step.path("channels").valueStream().map(JsonNode::asText).toList();
        List<String> shown = chosen.isEmpty() ? List.of(Medium.EMAIL.code()) : chosen;
        Input[] places = new Input[JourneyStepReading.CHANNEL_PLACES];
        for (int i = 0; i < places.length; i++) {
            Map<String, String> media = new LinkedHashMap<>();
            if (i > 0) media.put("", "nothing");
            for (Medium one : Medium.values()) media.put(one.code(), one.words());
            String here = i < shown.size() ? shown.get(i) : "";
            places[i] = Input.of(new Pick("channel_" + i, i == 0 ? "First" : "Else", options(media, here)));
        }
        return places;
    }

    private static Map<String, String> purposes() {
        Map<String, String> words = Map.of(
                "service", "service: goes to all, even those held out",
                "marketing", "marketing: needs a yes",
                "review", "a review request",
                "research", "a survey: needs a yes");
        Map<String, String> all = new LinkedHashMap<>();
        for (Purpose one : Purpose.values()) {
            String code = one.name().toLowerCase(Locale.ROOT);
            all.put(code, words.getOrDefault(code, code));
        }
        return all;
    }

    private void act() {
        Map<String, String> acts = new LinkedHashMap<>();
        around.acts().forEach(one -> acts.put(one.name(), one.words()));
        add("", "", Input.of(new Pick("act", "Do", options(acts, text("act")))));
        around.acts().stream()
                .filter(one -> one.name().equals(text("act")))
                .findFirst()
                .ifPresent(one -> {
                    for (ActForm.Field field : one.fields()) add("", "", input(field));
                });
        add("Where it leads", "ways", Input.of(way("next", "Then", text("next"))));
    }

    private Input input(ActForm.Field field) {
        String name = "with_" + field.name();
        String value = step.path("with").path(field.name()).asText("");
        if (field.options() != null) return Input.of(new Pick(name, field.label(), options(field.options(), value)));
        Field text = Field.text(name, field.label(), value).refused(fault("with/" + field.name()));
        return Input.of(field.most() > LONG_CHARS ? text.ofType("textarea", "off") : text);
    }

    /** Which fields of {@code with} the form of a step shows, for whoever reads it. */
    private static String shown(ObjectNode step, Around around) {
        return around.acts().stream()
                .filter(one -> one.name().equals(step.path("act").asText("")))
                .flatMap(one -> one.fields().stream())
                .map(ActForm.Field::name)
                .collect(Collectors.joining(","));
    }

    private void add(String legend, String css, Input... inputs) {
        groups.add(new Group(legend, css, List.of(inputs)));
    }

    private Input field(String name, String label) {
        return Input.of(Field.text(name, label, text(name)).refused(fault(name)));
    }

    private static Field time(String name, String label, String value) {
        return Field.text(name, label, value).ofType("time", "off");
    }

    private Pick way(String name, String label, String next) {
        Map<String, String> ways = new LinkedHashMap<>();
        ways.put("", "the end");
        ways.putAll(around.steps());
        return new Pick(name, label, options(ways, next.equals("end") ? "" : next));
    }

    static Pick units(String name, JourneySpans span) {
        return new Pick(name, "Unit", options(JourneySpans.UNITS, span.unit()));
    }

    /** What is chosen stays, be it offered or not. */
    static List<Option> options(Map<String, String> all, String chosen) {
        List<Option> options = new ArrayList<>();
        all.forEach((value, label) -> options.add(new Option(value, label, value.equals(chosen))));
        if (!all.containsKey(chosen)) options.addFirst(new Option(chosen, chosen.isEmpty() ? "—" : chosen, true));
        return options;
    }

    private String text(String name) {
        return step.path(name).asText("");
    }

    private @Nullable String fault(String name) {
        return around.faults().get(name);
    }
}
