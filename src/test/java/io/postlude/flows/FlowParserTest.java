package io.postlude.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.flows.FlowParser.Faulty;
import io.postlude.flows.FlowParser.Surroundings;
import io.postlude.flows.FlowParser.Whole;
import io.postlude.kernel.Json;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a journey's document may say, and what is told of one that is wrong. */
class FlowParserTest {
    private static final Set<String> MESSAGES = Set.of(
            "thank-you",
            "thank-you-reward",
            "delay-apology",
            "check-in",
            "review-request",
            "review-reminder",
            "replenishment",
            "anniversary",
            "birthday",
            "win-back",
            "how-to-use",
            "product-registration",
            "referral-invitation",
            "survey",
            "new-content",
            "tier-reached",
            "points-expiring");
    private static final Map<String, Set<String>> FORMS = MESSAGES.stream()
            .collect(java.util.stream.Collectors.toMap(
                    key -> key,
                    key -> key.equals("survey")
                            ? Set.of("email", "sms")
                            : key.equals("win-back")
                                    ? Set.of("email")
                                    : Set.of("email", "sms", "push", "whatsapp", "page")));
    private static final FlowParser PARSER = new FlowParser(new Surroundings(
            FORMS,
            Set.of("check-in"),
            Set.of("thank-you-reward"),
            List.of(
                    new ActForm("note", "note", List.of(new ActForm.Field("text", "Text", false, 20, null))),
                    ActForm.award(Map.of("thank-you", "Thank you"))),
            Map.of("vips", "VIPs")));

    private static String journey(String entry, String steps) {
        return "{\"format\": 1, \"key\": \"a\", \"name\": \"A\", \"entry\": {" + entry + "}, \"steps\": [" + steps
                + "]}";
    }

    private static final String TOUCH = "{\"id\": \"t\", \"do\": \"touchpoint\", \"message\": \"survey\"}";

    private static List<FlowMistake> mistakes(String document) {
        return assertInstanceOf(Faulty.class, PARSER.read(document), document).mistakes();
    }

    private static FlowMistake only(String document) {
        List<FlowMistake> all = mistakes(document);
        assertEquals(1, all.size(), all.toString());
        return all.getFirst();
    }

    @Test
    void a_journey_about_a_return_needs_an_event_of_one_and_alone_may_ask_about_it() {
        String asks = "\"when\": \"returned.outcome == 'accepted' && promise.state == 'kept'\"";
        assertInstanceOf(
                Whole.class,
                PARSER.read(journey("\"event\": \"refund_settled\", \"per\": \"return\", " + asks, TOUCH)));
        assertEquals(
                "/entry/per",
                only(journey("\"event\": \"delivered\", \"per\": \"return\"", TOUCH))
                        .pointer());
        assertEquals(
                "/entry/when",
                only(journey("\"event\": \"refund_settled\", " + asks, TOUCH)).pointer());
    }

    @Test
    void an_event_of_the_stores_own_needs_its_name_and_may_be_asked_about_by_its_details() {
        String named = "\"event\": \"custom\", \"name\": \"tier_reached\"";
        Whole whole = assertInstanceOf(
                Whole.class,
                PARSER.read(journey(
                        named + ", \"when\": \"event.details.points > 100 && event.details.tier == 'gold'\"", TOUCH)));
        assertEquals(Flow.Per.CUSTOMER, whole.flow().entry().per());
        assertEquals(
                new Flow.On(new Signal(Happening.CUSTOM, "tier_reached")),
                whole.flow().entry().trigger());
        assertEquals(
                "/entry/name", only(journey("\"event\": \"custom\"", TOUCH)).pointer());
        assertEquals(
                "/entry/name",
                only(journey("\"event\": \"custom\", \"name\": \"Tier reached\"", TOUCH))
                        .pointer());
        assertEquals(
                "/entry/name",
                only(journey("\"event\": \"delivered\", \"name\": \"x\"", TOUCH))
                        .pointer());
        assertEquals(
                "/entry/per",
                only(journey(named + ", \"per\": \"parcel\"", TOUCH)).pointer());
        assertEquals(new Signal(Happening.CUSTOM, "a_b"), Signal.parse("CUSTOM:a_b"));
        assertEquals(Signal.of(Happening.SHIPPED), Signal.parse("SHIPPED"));
    }

    @Test
    void every_ready_journey_is_whole() {
        Ready.documents().forEach((key, document) -> {
            Flow flow = assertInstanceOf(Whole.class, PARSER.read(document), () -> key + PARSER.read(document))
                    .flow();
            assertEquals(key, flow.key());
        });
    }

    @Test
    void a_step_that_leads_nowhere_is_told_at_the_step() {
        FlowMistake mistake = only(journey("\"event\": \"delivered\"", TOUCH.replace("}", ", \"next\": \"gone\"}")));
        assertEquals("t", mistake.step());
        assertTrue(mistake.text().contains("“gone”"));
    }

    @Test
    void a_journey_about_a_customer_takes_no_text_that_speaks_of_an_order() {
        String touch = TOUCH.replace("survey", "check-in");
        String customers = "\"event\": \"order_placed\", \"per\": \"customer\"";
        FlowMistake mistake = only(journey(customers, touch));
        assertEquals("/steps/0/message", mistake.pointer());
        assertTrue(mistake.text().contains("speaks of an order"), mistake.text());
        assertInstanceOf(Whole.class, PARSER.read(journey(customers, TOUCH)));
        assertInstanceOf(Whole.class, PARSER.read(journey("\"event\": \"delivered\"", touch)));
    }

    @Test
    void a_circle_without_a_wait_is_refused_and_one_with_a_wait_is_not() {
        String round = "{\"id\": \"b\", \"do\": \"act\", \"act\": \"note\", \"next\": \"t\"}";
        String touch = TOUCH.replace("}", ", \"next\": \"b\"}");
        assertTrue(only(journey("\"event\": \"delivered\"", touch + "," + round))
                .text()
                .contains("circle"));
        String wait = "{\"id\": \"b\", \"do\": \"wait\", \"for\": \"P1D\", \"next\": \"t\"}";
        assertInstanceOf(Whole.class, PARSER.read(journey("\"event\": \"delivered\"", touch + "," + wait)));
        String none = "{\"id\": \"b\", \"do\": \"wait\", \"at\": \"09:00\", \"next\": \"t\"}";
        assertTrue(only(journey("\"event\": \"delivered\"", touch + "," + none))
                .text()
                .contains("circle"));
    }

    @Test
    void unknown_events_messages_acts_fields_and_words_are_named_with_what_is_known() {
        assertTrue(only(journey("\"event\": \"moon_rises\"", TOUCH)).text().contains("order_placed"));
        assertTrue(only(journey("\"event\": \"delivered\"", TOUCH.replace("survey", "poem")))
                .text()
                .contains("“poem”"));
        assertTrue(only(journey("\"event\": \"delivered\"", TOUCH.replace("}", ", \"colour\": 1}")))
                .text()
                .contains("“colour”"));
        assertTrue(only(journey("\"event\": \"delivered\"", "{\"id\": \"a\", \"do\": \"act\", \"act\": \"fly\"}"))
                .text()
                .contains("“fly”"));
        assertEquals(
                "/steps/0/do",
                mistakes(journey("\"event\": \"delivered\"", "{\"id\": \"a\", \"do\": \"jump\"}"))
                        .getFirst()
                        .pointer());
    }

    @Test
    void a_condition_says_where_its_mistake_is() {
        FlowMistake mistake =
                only(journey("\"event\": \"delivered\", \"when\": \"order.total > 5 && order.totl > 6\"", TOUCH));
        assertEquals("/entry/when", mistake.pointer());
        assertTrue(mistake.text().contains("at character 25"), mistake.text());
        assertTrue(
                only(journey("\"event\": \"delivered\", \"per\": \"customer\", \"when\": \"order.total > 5.0\"", TOUCH))
                        .text()
                        .contains("order"),
                "a journey about a customer has no order to ask about");
    }

    @Test
    void what_cannot_be_is_refused() {
        assertTrue(only(journey("\"event\": \"order_placed\", \"per\": \"parcel\"", TOUCH))
                .text()
                .contains("no parcel"));
        assertTrue(only(journey("\"event\": \"delivered\"", TOUCH + "," + TOUCH.replace("\"t\"", "\"u\"")))
                .text()
                .contains("No way leads"));
        assertTrue(mistakes(journey("\"event\": \"delivered\"", TOUCH + "," + TOUCH)).stream()
                .anyMatch(m -> m.text().contains("Two steps")));
        assertTrue(only(journey("\"event\": \"delivered\"", "{\"id\": \"w\", \"do\": \"wait\", \"for\": \"P1D\"}"))
                .text()
                .contains("Nobody would notice"));
        assertTrue(only(journey("\"event\": \"delivered\"", TOUCH).replace("\"key\": \"a\"", "\"key\": \"A b\""))
                .pointer()
                .equals("/key"));
        assertTrue(only("{\"format\": 1,").text().contains("no JSON in line 1"));
        assertEquals(1, mistakes("[]").size());
        assertEquals("/format", mistakes("{\"format\": 2}").getFirst().pointer());
        assertTrue(only(journey(
                        "\"event\": \"delivered\"",
                        "{\"id\": \"w\", \"do\": \"wait\", \"for\": \"-P1D\", \"next\": \"t\"}," + TOUCH))
                .text()
                .contains("backwards"));
        assertTrue(only(journey(
                        "\"event\": \"delivered\"",
                        "{\"id\": \"w\", \"do\": \"wait\", \"for\": \"fortnight\", \"next\": \"t\"}," + TOUCH))
                .text()
                .contains("P14D"));
    }

    private static Flow.Entry entry(String fields) {
        return assertInstanceOf(
                        Whole.class,
                        PARSER.read(journey(fields, TOUCH)),
                        () -> PARSER.read(journey(fields, TOUCH)).toString())
                .flow()
                .entry();
    }

    @Test
    void a_day_of_the_customer_or_of_the_calendar_lets_people_in() {
        Flow.Entry birthday = entry("\"date\": \"birthday\", \"offset\": \"-P3D\", \"at\": \"09:30\"");
        assertEquals(
                new Flow.OnDay(CustomerDay.BIRTHDAY, Span.parse("-P3D").orElseThrow(), LocalTime.of(9, 30)),
                birthday.trigger());
        assertEquals(Flow.Per.CUSTOMER, birthday.per());
        assertEquals(Flow.Again.ALWAYS, birthday.again(), "a birthday comes every year");
        assertEquals(
                new Flow.Weekly(Set.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), LocalTime.of(10, 0)),
                entry("\"every\": \"week\", \"on\": [\"mon\", \"fri\"]").trigger());
        assertEquals(
                new Flow.Monthly(31, LocalTime.of(8, 0)),
                entry("\"every\": \"month\", \"day\": 31, \"at\": \"08:00\"").trigger());
    }

    @Test
    void a_day_that_cannot_be_is_refused_at_its_field() {
        Map<String, String> wrong = new java.util.LinkedHashMap<>();
        wrong.put("\"date\": \"christmas\"", "/entry/date");
        wrong.put("\"date\": \"birthday\", \"event\": \"delivered\"", "/entry/date");
        wrong.put("\"date\": \"birthday\", \"offset\": \"PT3H\"", "/entry/offset");
        wrong.put("\"date\": \"last_order\"", "/entry/offset");
        wrong.put("\"date\": \"last_order\", \"offset\": \"-P3D\"", "/entry/offset");
        wrong.put("\"date\": \"birthday\", \"per\": \"order\"", "/entry/per");
        wrong.put("\"date\": \"birthday\", \"at\": \"25:00\"", "/entry/at");
        wrong.put("\"every\": \"day\", \"on\": [\"mon\"]", "/entry/every");
        wrong.put("\"every\": \"week\"", "/entry/on");
        wrong.put("\"every\": \"week\", \"on\": [\"someday\", \"mon\"]", "/entry/on");
        wrong.put("\"every\": \"week\", \"on\": [\"mon\"], \"day\": 3", "/entry/day");
        wrong.put("\"every\": \"month\", \"day\": 32", "/entry/day");
        wrong.put("\"every\": \"month\", \"on\": [\"mon\"]", "/entry/on");
        wrong.put("\"when\": \"true\"", "/entry/event");
        wrong.put("\"segment\": \"nobody\"", "/entry/segment");
        wrong.put("\"segment\": \"vips\", \"as\": \"stays\"", "/entry/as");
        wrong.put("\"segment\": \"vips\", \"per\": \"order\"", "/entry/per");
        wrong.put("\"members\": \"nobody\"", "/entry/members");
        wrong.put("\"members\": \"vips\", \"day\": \"soon\"", "/entry/day");
        wrong.put("\"members\": \"vips\", \"again\": \"always\"", "/entry/again");
        wrong.put("\"event\": \"delivered\", \"when\": \"'nobody' in customer.segments\"", "/entry/when");
        wrong.forEach((entry, pointer) ->
                assertEquals(pointer, only(journey(entry, TOUCH)).pointer(), entry));
    }

    @Test
    void the_published_schema_names_the_same_fields_and_words() throws Exception {
        JsonNode schema = Json.MAPPER.readTree(Ready.schema());
        assertEquals(new TreeSet<>(FlowParser.TOP), names(schema.at("/properties")));
        Map<String, String> sorts = Map.of(
                "event",
                "on_event",
                "date",
                "on_date",
                "every",
                "on_schedule",
                "segment",
                "on_segment",
                "members",
                "on_members");
        sorts.forEach((sort, name) -> {
            Set<String> fields = new TreeSet<>(EntryParser.FIELDS.getOrDefault(sort, Set.of()));
            fields.addAll(EntryParser.COMMON);
            assertEquals(fields, names(schema.at("/$defs/" + name + "/properties")), sort);
        });
        assertEquals(EntryParser.FIELDS.keySet(), sorts.keySet());
        assertEquals(
                Arrays.stream(CustomerDay.values()).map(CustomerDay::code).toList(),
                texts(schema.at("/$defs/on_date/properties/date/enum")));
        assertEquals(EntryParser.RHYTHMS, texts(schema.at("/$defs/on_schedule/properties/every/enum")));
        for (Map.Entry<String, Set<String>> step : StepParser.FIELDS.entrySet()) {
            Set<String> fields = new TreeSet<>(step.getValue());
            fields.addAll(Set.of("id", "do"));
            assertEquals(fields, names(schema.at("/$defs/" + step.getKey() + "/properties")), step.getKey());
        }
        assertEquals(
                Arrays.stream(Happening.values()).map(Happening::code).toList(), texts(schema.at("/$defs/event/enum")));
        assertEquals(
                Arrays.stream(Flow.Stage.values()).map(Flow.Stage::code).toList(),
                texts(schema.at("/properties/stage/enum")));
        assertEquals(
                Arrays.stream(DateOf.values()).map(DateOf::code).toList(),
                texts(schema.at("/$defs/wait/properties/date/enum")));
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> texts(JsonNode array) {
        return java.util.stream.StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    @Test
    void days_are_counted_on_the_calendar_and_hours_on_the_clock() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Instant before = Instant.parse("2026-03-28T08:00:00Z"); // 9:00; the clocks go forward that night
        assertEquals(
                Instant.parse("2026-03-29T07:00:00Z"),
                Span.parse("P1D").orElseThrow().after(before, berlin));
        assertEquals(
                Instant.parse("2026-03-29T08:00:00Z"),
                Span.parse("PT24H").orElseThrow().after(before, berlin));
        assertEquals("-P3D", Span.parse("-P3D").orElseThrow().toString());
        assertEquals("14 days 3 hours", Span.parse("P14DT3H").orElseThrow().words());
        for (String bad : List.of("", "P", "14D", "P14", "P9999D", "PT", "P1DT", "P-1D"))
            assertTrue(Span.parse(bad).isEmpty(), bad);
    }

    private static String touch(String message, String channels) {
        return "{\"id\": \"t\", \"do\": \"touchpoint\", \"message\": \"" + message + "\", \"channels\": " + channels
                + "}";
    }

    @Test
    void a_touchpoint_names_channels_in_order_and_mail_is_usual() {
        Flow flow = assertInstanceOf(
                        FlowParser.Whole.class,
                        PARSER.read(journey("\"event\": \"delivered\"", touch("check-in", "[\"push\", \"sms\"]"))))
                .flow();
        assertEquals(
                List.of(Medium.PUSH, Medium.SMS),
                assertInstanceOf(Step.Touch.class, flow.first()).media());
        Flow usual = assertInstanceOf(FlowParser.Whole.class, PARSER.read(journey("\"event\": \"delivered\"", TOUCH)))
                .flow();
        assertEquals(
                List.of(Medium.EMAIL),
                assertInstanceOf(Step.Touch.class, usual.first()).media());
    }

    @Test
    void a_channel_that_is_unknown_or_twice_or_has_no_words_is_told_beside_its_step() {
        String entry = "\"event\": \"delivered\"";
        assertEquals("t", only(journey(entry, touch("survey", "[\"fax\"]"))).step());
        assertEquals(
                "“fax” is none of email, sms, whatsapp, push, page.",
                only(journey(entry, touch("survey", "[\"fax\"]"))).text());
        assertEquals(
                "“sms” is there twice.",
                only(journey(entry, touch("survey", "[\"sms\", \"sms\"]"))).text());
        assertEquals(
                "The text has no words for WhatsApp.",
                only(journey(entry, touch("survey", "[\"whatsapp\", \"email\"]")))
                        .text());
        assertEquals(
                "A block on the page goes alone: it cannot fail, so nothing comes after it.",
                only(journey(entry, touch("check-in", "[\"page\", \"email\"]"))).text());
    }
}
