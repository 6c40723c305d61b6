package io.postlude.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postlude.console.Form.Checks;
import io.postlude.console.JourneyPanel.Group;
import io.postlude.console.JourneyPanel.Input;
import io.postlude.console.JourneyStepReading.Posted;
import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Option;
import io.postlude.console.Parts.Pick;
import io.postlude.flows.CustomerDay;
import io.postlude.flows.Flow;
import io.postlude.flows.Flow.Per;
import io.postlude.flows.Happening;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The part of a journey's form that says whom it lets in, and when: something happens, or a day comes. */
final class JourneyEntryForm {
    private static final String USUALLY_AT = "10:00";
    private static final List<String> CHOICES = List.of(
            "/entry/event",
            "/entry/segment",
            "/entry/members",
            "/entry/date",
            "/entry/as",
            "/entry/per",
            "/entry/again");
    private static final List<String> CLOCKED = List.of("by-date", "by-week", "by-month");

    private final JsonNode entry;
    private final Map<String, String> faults;
    private final Map<String, String> segments;

    private JourneyEntryForm(JsonNode entry, Map<String, String> faults, Map<String, String> segments) {
        this.entry = entry;
        this.faults = faults;
        this.segments = segments;
    }

    /** {@code segments}: the store's, names by keys. */
    static List<Group> groups(JsonNode entry, Map<String, String> faults, Map<String, String> segments) {
        return new JourneyEntryForm(entry, faults, segments).groups();
    }

    /** What is wrong with a choice: lists have no place for a mistake of their own. */
    static List<String> unplaced(Map<String, String> faults) {
        return CHOICES.stream()
                .map(faults::get)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /** By which of its fields an entry is told apart. */
    static String mode(JsonNode entry) {
        if (entry.hasNonNull("date")) return "by-date";
        if (entry.hasNonNull("segment")) return "by-segment";
        if (entry.hasNonNull("members")) return "by-members";
        if (!entry.hasNonNull("every")) return "by-event";
        return entry.path("every").asText().equals("month") ? "by-month" : "by-week";
    }

    static Per per(JsonNode entry) {
        if (!mode(entry).equals("by-event")) return Per.CUSTOMER;
        String code = entry.path("per").asText("order");
        return Arrays.stream(Per.values())
                .filter(one -> one.code().equals(code))
                .findFirst()
                .orElse(Per.ORDER);
    }

    private List<Group> groups() {
        String mode = mode(entry);
        List<Group> groups = new ArrayList<>();
        add(groups, "Who comes in", "", Input.of(new Pick("mode", "When", JourneyStepForm.options(modes(), mode))));
        add(
                groups,
                "",
                "by-event",
                Input.of(new Pick(
                        "event",
                        "Namely",
                        JourneyStepForm.options(JourneyStepForm.happenings(), text("event", "order_placed")))),
                Input.of(JourneyStepForm.eventName(entry, faults.get("/entry/name"))),
                Input.of(new Pick(
                        "per", "One run for each", JourneyStepForm.options(pers(), text("per", Per.ORDER.code())))));
        day(groups);
        people(groups, mode);
        add(groups, "", "by-week", Input.of(new Checks("on", "On", weekdays())));
        add(
                groups,
                "",
                "by-month",
                Input.of(Field.text("day", "Day of the month", text("day", "1"))
                        .ofType("number", "off")
                        .hinting("31: the last day of each month.")
                        .refused(faults.get("/entry/day"))));
        add(
                groups,
                "",
                "by-clock",
                Input.of(Field.text("at", "At, by their own clock", text("at", USUALLY_AT))
                        .ofType("time", "off")
                        // Ticks have no place for a mistake of their own.
                        .refused(faults.getOrDefault("/entry/at", faults.get("/entry/on")))));
        add(
                groups,
                "",
                "",
                Input.of(Field.text("when", "Only if (CEL)", text("when", ""))
                        .ofType("cel", "off")
                        .refused(faults.get("/entry/when"))),
                Input.of(JourneyConditions.pick("when", per(entry), segments)));
        add(
                groups,
                "",
                "by-again",
                Input.of(new Pick(
                        "again", "The same again", JourneyStepForm.options(again(), text("again", usualAgain(mode))))));
        return groups;
    }

    private void day(List<Group> groups) {
        JourneySpans offset = JourneySpans.of(text("offset", "").replaceFirst("^-", ""));
        boolean before = text("offset", "").startsWith("-");
        add(
                groups,
                "",
                "by-date",
                Input.of(new Pick("date", "Which day", JourneyStepForm.options(days(), text("date", "birthday")))),
                Input.of(Field.text("offset", "So far from it", offset.amount())
                        .hinting("Empty: on the day itself.")
                        .refused(faults.get("/entry/offset"))),
                Input.of(JourneyStepForm.units("offset_unit", offset)),
                Input.of(new Pick(
                        "offset_side",
                        "Before or after",
                        List.of(new Option("after", "after it", !before), new Option("before", "before it", before)))));
    }

    private void people(List<Group> groups, String mode) {
        String named = text(mode.equals("by-members") ? "members" : "segment", "");
        add(
                groups,
                "",
                "by-people",
                Input.of(new Pick("segment", "Segment", JourneyStepForm.options(known(named), named))));
        add(
                groups,
                "",
                "by-segment",
                Input.of(new Pick("as", "Whoever", JourneyStepForm.options(sides(), text("as", "joined")))));
        add(
                groups,
                "",
                "by-members",
                Input.of(Field.text("send_day", "On", mode.equals("by-members") ? text("day", "") : "")
                        .ofType("date", "off")
                        .hinting("Empty: as soon as it is published.")
                        .refused(mode.equals("by-members") ? faults.get("/entry/day") : null)));
    }

    /** With what the document says, where there is no such segment. */
    private Map<String, String> known(String named) {
        Map<String, String> all = new LinkedHashMap<>();
        if (!segments.containsKey(named)) all.put(named, named.isEmpty() ? "Choose one" : named);
        all.putAll(segments);
        return all;
    }

    private static Map<String, String> sides() {
        Map<String, String> all = new LinkedHashMap<>();
        for (Flow.Side one : Flow.Side.values()) all.put(one.code(), one.words() + " it");
        return all;
    }

    private static void add(List<Group> groups, String legend, String css, Input... inputs) {
        groups.add(new Group(legend, css, List.of(inputs)));
    }

    private String text(String name, String usual) {
        return entry.path(name).asText(usual);
    }

    private static String usualAgain(String mode) {
        return CLOCKED.contains(mode) ? "always" : "never";
    }

    private static Map<String, String> modes() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("by-event", "something happens");
        all.put("by-date", "a day of the customer comes");
        all.put("by-week", "on days of the week");
        all.put("by-month", "on a day of the month");
        all.put("by-segment", "somebody joins or leaves a segment");
        all.put("by-members", "once, to all in a segment");
        return all;
    }

    private static Map<String, String> days() {
        Map<String, String> all = new LinkedHashMap<>();
        for (CustomerDay one : CustomerDay.values()) all.put(one.code(), one.words());
        return all;
    }

    private static Map<String, String> pers() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("order", "order: two orders run twice");
        all.put("parcel", "parcel");
        all.put("return", "return: two returns of one order run twice");
        all.put("customer", "customer");
        return all;
    }

    private static Map<String, String> again() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("never", "never comes in twice");
        all.put("after_end", "comes in again once it has ended");
        all.put("always", "comes in each time");
        return all;
    }

    private List<Option> weekdays() {
        List<String> on = entry.path("on").valueStream().map(JsonNode::asText).toList();
        return Arrays.stream(DayOfWeek.values())
                .map(day -> {
                    String code = day.name().substring(0, 3).toLowerCase(Locale.ROOT);
                    return new Option(code, StepWords.day(day), on.contains(code));
                })
                .toList();
    }

    /** What the form says; of the entry before stays what no form shows. */
    static ObjectNode read(JsonNode before, Posted form) {
        ObjectNode entry = before instanceof ObjectNode node ? node.deepCopy() : JsonNodeFactory.instance.objectNode();
        for (String name : List.of(
                "event", "name", "date", "every", "segment", "members", "as", "on", "day", "offset", "at", "per",
                "again", "when")) entry.remove(name);
        String mode = form.one("mode");
        switch (mode) {
            case "by-date" -> {
                put(entry, "date", form.one("date"));
                String offset = new JourneySpans(form.one("offset"), form.one("offset_unit")).iso();
                boolean isBefore = form.one("offset_side").equals("before") && !offset.isEmpty();
                put(entry, "offset", isBefore ? "-" + offset : offset);
            }
            case "by-week" -> {
                ArrayNode on = entry.put("every", "week").putArray("on");
                form.all("on").forEach(on::add);
            }
            case "by-month" -> entry.put("every", "month").set("day", JourneyStepReading.number(form.one("day")));
            case "by-segment" -> {
                entry.put("segment", form.one("segment"));
                if (form.one("as").equals(Flow.Side.LEFT.code())) put(entry, "as", form.one("as"));
            }
            case "by-members" -> {
                entry.put("members", form.one("segment"));
                put(entry, "day", form.one("send_day"));
            }
            default -> {
                put(entry, "event", form.one("event"));
                if (form.one("event").equals(Happening.CUSTOM.code())) put(entry, "name", form.one("event_name"));
                put(entry, "per", form.one("per"));
            }
        }
        boolean isDayNamed = mode.equals("by-members") && !form.one("send_day").isEmpty();
        if (CLOCKED.contains(mode) || isDayNamed) put(entry, "at", form.one("at"));
        put(entry, "when", JourneySettingsForm.condition(form, "when"));
        if (!mode.equals("by-members") && !form.one("again").equals(usualAgain(mode)))
            put(entry, "again", form.one("again"));
        return entry;
    }

    private static void put(ObjectNode node, String name, String value) {
        if (!value.isEmpty()) node.put(name, value);
    }
}
