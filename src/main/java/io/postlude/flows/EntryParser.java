package io.postlude.flows;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.flows.Flow.Again;
import io.postlude.flows.Flow.Entry;
import io.postlude.flows.Flow.Per;
import io.postlude.flows.Flow.Trigger;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads how one comes in: {@code event}, {@code date} or {@code every} says by what. */
final class EntryParser {
    /** The fields of each sort of entry, named by the field that tells it, beside those all have; the schema says the same. */
    static final Map<String, Set<String>> FIELDS = Map.of(
            "event", Set.of("event"),
            "date", Set.of("date", "offset", "at"),
            "every", Set.of("every", "on", "day", "at"));

    static final Set<String> COMMON = Set.of("when", "per", "again");
    static final List<String> RHYTHMS = List.of("week", "month");
    private static final int DAYS_OF_MONTH = 31;
    private static final LocalTime USUALLY_AT = LocalTime.of(10, 0);

    private final Fields fields;

    private EntryParser(Fields fields) {
        this.fields = fields;
    }

    static Entry read(Fields fields) {
        return new EntryParser(fields).entry();
    }

    private Entry entry() {
        List<String> sorts =
                FIELDS.keySet().stream().filter(fields::has).sorted().toList();
        String sort = sorts.contains("date") ? "date" : sorts.contains("every") ? "every" : "event";
        if (sorts.size() > 1) fields.wrong(sort, "Only one of event, date and every can let people in.");
        Set<String> known = new HashSet<>(COMMON);
        (sorts.isEmpty() ? List.of(sort) : sorts).forEach(one -> known.addAll(FIELDS.getOrDefault(one, Set.of())));
        fields.only(known);
        Trigger trigger = trigger(sort);
        boolean ofCalendar = trigger instanceof Flow.OfCalendar;
        Per per = fields.oneOf("per", Per.values(), ofCalendar ? Per.CUSTOMER : Per.ORDER);
        if (ofCalendar && per != Per.CUSTOMER)
            fields.wrong("per", "A day of the calendar is about a customer; take “customer”.");
        if (trigger instanceof Flow.On(Happening happening) && per == Per.PARCEL && !happening.ofParcel())
            fields.wrong("per", "“" + happening.code() + "” names no parcel; take “order” or “customer”.");
        return new Entry(
                trigger,
                fields.condition("when", per),
                per,
                fields.oneOf("again", Again.values(), Again.usual(trigger)));
    }

    private Trigger trigger(String sort) {
        return switch (sort) {
            case "date" -> onDay();
            case "every" -> every();
            default -> new Flow.On(fields.happening("event"));
        };
    }

    private Flow.OnDay onDay() {
        String text = fields.node().path("date").asText("");
        CustomerDay of = CustomerDay.of(text).orElseGet(() -> {
            fields.wrong(
                    "date",
                    "“" + text + "” is none of "
                            + Arrays.stream(CustomerDay.values())
                                    .map(CustomerDay::code)
                                    .collect(Collectors.joining(", "))
                            + ".");
            return CustomerDay.BIRTHDAY;
        });
        Span offset = fields.span("offset", Span.NONE);
        if (!offset.time().isZero()) fields.wrong("offset", "Whole days, weeks or months: P3D, -P1W.");
        if (of == CustomerDay.LAST_ORDER
                && (offset.isNegative() || offset.days().isZero()))
            fields.wrong("offset", "So long after the last order, for example P60D.");
        return new Flow.OnDay(of, offset, at());
    }

    private Flow.OfCalendar every() {
        String rhythm = fields.node().path("every").asText("");
        if (!RHYTHMS.contains(rhythm)) fields.wrong("every", "“" + rhythm + "” is none of week, month.");
        if (rhythm.equals("month")) {
            if (fields.has("on")) fields.wrong("on", "Weekdays belong to a week; a month has a “day”.");
            return new Flow.Monthly(fields.whole("day", 1, DAYS_OF_MONTH, 1), at());
        }
        if (fields.has("day")) fields.wrong("day", "The day of a month; a week has weekdays: “on”.");
        Set<DayOfWeek> on = weekdays(fields);
        if (on.isEmpty()) fields.wrong("on", "On which weekdays? For example [\"mon\"].");
        return new Flow.Weekly(on.isEmpty() ? Set.of(DayOfWeek.MONDAY) : on, at());
    }

    private LocalTime at() {
        LocalTime at = fields.time("at");
        return at == null ? USUALLY_AT : at;
    }

    /** As {@code on} writes them; empty where it is absent. */
    static Set<DayOfWeek> weekdays(Fields fields) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (JsonNode day : fields.node().path("on")) {
            DayOfWeek found = null;
            for (DayOfWeek one : DayOfWeek.values())
                if (one.name().substring(0, 3).equalsIgnoreCase(day.asText(""))) found = one;
            if (found == null) fields.wrong("on", "“" + day.asText("") + "” is no weekday like mon.");
            else days.add(found);
        }
        return days;
    }
}
