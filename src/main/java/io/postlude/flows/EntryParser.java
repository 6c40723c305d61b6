package io.postlude.flows;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.flows.Flow.Again;
import io.postlude.flows.Flow.Entry;
import io.postlude.flows.Flow.Per;
import io.postlude.flows.Flow.Trigger;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads how one comes in: {@code event}, {@code date}, {@code every}, {@code segment} or {@code members} says by what. */
final class EntryParser {
    /** The fields of each sort of entry, named by the field that tells it, beside those all have; the schema says the same. */
    static final Map<String, Set<String>> FIELDS = Map.of(
            "event", Set.of("event", "name"),
            "date", Set.of("date", "offset", "at"),
            "every", Set.of("every", "on", "day", "at"),
            "segment", Set.of("segment", "as"),
            "members", Set.of("members", "day", "at"));

    /** The one that is meant where a document has more than one. */
    private static final List<String> SORTS = List.of("date", "every", "segment", "members", "event");

    static final Set<String> COMMON = Set.of("when", "per", "again");
    static final List<String> RHYTHMS = List.of("week", "month");
    private static final int DAYS_OF_MONTH = 31;
    private static final LocalTime USUALLY_AT = LocalTime.of(10, 0);

    private final Fields fields;
    private final Map<String, String> segments;

    private EntryParser(Fields fields, Map<String, String> segments) {
        this.fields = fields;
        this.segments = segments;
    }

    /** {@code segments}: those there are, by their keys. */
    static Entry read(Fields fields, Map<String, String> segments) {
        return new EntryParser(fields, segments).entry();
    }

    private Entry entry() {
        List<String> sorts = SORTS.stream().filter(fields::has).toList();
        String sort = sorts.isEmpty() ? "event" : sorts.getFirst();
        if (sorts.size() > 1)
            fields.wrong(sort, "Only one of event, date, every, segment and members can let people in.");
        Set<String> known = new HashSet<>(COMMON);
        (sorts.isEmpty() ? List.of(sort) : sorts).forEach(one -> known.addAll(FIELDS.getOrDefault(one, Set.of())));
        fields.only(known);
        Trigger trigger = trigger(sort);
        boolean ofPeople = !(trigger instanceof Flow.On);
        Per per = fields.oneOf("per", Per.values(), ofPeople || isCustom(trigger) ? Per.CUSTOMER : Per.ORDER);
        if (ofPeople && per != Per.CUSTOMER)
            fields.wrong("per", "Days and segments are about a customer; take “customer”.");
        if (trigger instanceof Flow.On(Signal signal)
                && per == Per.PARCEL
                && !signal.happening().ofParcel())
            fields.wrong("per", "“" + signal.happening().code() + "” names no parcel; take “order” or “customer”.");
        if (trigger instanceof Flow.On(Signal signal)
                && per == Per.RETURN
                && !signal.happening().ofReturn())
            fields.wrong("per", "“" + signal.happening().code() + "” names no return; take “order” or “customer”.");
        Again again = fields.oneOf("again", Again.values(), Again.usual(trigger));
        if (trigger instanceof Flow.Members && again != Again.NEVER)
            fields.wrong("again", "A one-off send reaches each person once; leave “again” out.");
        return new Entry(trigger, fields.condition("when", per), per, again);
    }

    /** Most of them are about people: whoever means an order says so. */
    private static boolean isCustom(Trigger trigger) {
        return trigger instanceof Flow.On(Signal signal) && signal.happening() == Happening.CUSTOM;
    }

    private Trigger trigger(String sort) {
        return switch (sort) {
            case "date" -> onDay();
            case "every" -> every();
            case "segment" ->
                new Flow.OnSegment(segment("segment"), fields.oneOf("as", Flow.Side.values(), Flow.Side.JOINED));
            case "members" -> new Flow.Members(segment("members"), day(), at());
            default -> new Flow.On(fields.signal());
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

    private String segment(String name) {
        String key = fields.node().path(name).asText("");
        if (!segments.containsKey(key))
            fields.wrong(name, key.isEmpty() ? "Which segment?" : SegmentMentions.unknown(key));
        return key;
    }

    private @Nullable LocalDate day() {
        if (!fields.has("day")) return null;
        String text = fields.node().path("day").asText("");
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            fields.wrong("day", "“" + text + "” is no day like 2031-03-28; without one it goes at once.");
            return null;
        }
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
