package io.postlude.console;

import io.postlude.console.Parts.Field;
import io.postlude.kernel.Problem.FieldError;
import io.postlude.stores.BusinessCalendar;
import io.postlude.stores.BusinessCalendar.Hours;
import io.postlude.stores.BusinessCalendar.OwnDay;
import io.postlude.stores.Holidays;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What stands in the form of business days, and the calendar it makes. */
final class CalendarForm {
    private static final Pattern HOURS = Pattern.compile("(\\d{1,2}:\\d{2})\\s*(?:-|–|to)\\s*(\\d{1,2}:\\d{2})");
    private static final Pattern OWN_DAY = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})\\s+(closed|open)\\s*(.*)");
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("H:mm", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM", Locale.UK);
    private static final int MOST_HANDLING_DAYS = 60;

    private final Map<String, String> values;
    private final Map<String, String> wrong = new LinkedHashMap<>();

    private CalendarForm(Map<String, String> values) {
        this.values = values;
    }

    static CalendarForm of(BusinessCalendar calendar) {
        Map<String, String> values = new LinkedHashMap<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            Hours hours = calendar.week().get(day);
            values.put(name(day), hours == null ? "" : hours.from() + "–" + hours.to());
        }
        values.put("cutOff", calendar.cutOff().toString());
        values.put("handlingDays", Integer.toString(calendar.handlingDays()));
        values.put("region", calendar.region());
        values.put(
                "ownDays",
                calendar.ownDays().stream()
                        .map(day -> day.date() + " " + day.kind().name().toLowerCase(Locale.ROOT) + " " + day.name())
                        .collect(Collectors.joining("\n")));
        return new CalendarForm(values);
    }

    static CalendarForm from(Visit visit) {
        Map<String, String> values = new LinkedHashMap<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            values.put(name(day), visit.field(name(day)));
        }
        for (String name : List.of("cutOff", "handlingDays", "region", "ownDays")) {
            values.put(name, visit.field(name));
        }
        return new CalendarForm(values);
    }

    private static String name(DayOfWeek day) {
        return day.name().toLowerCase(Locale.ROOT);
    }

    /** Null where something does not fit; the form then says what. */
    @Nullable
    BusinessCalendar read() {
        wrong.clear();
        Map<DayOfWeek, Hours> week = week();
        LocalTime cutOff = time("cutOff", text("cutOff"));
        String days = text("handlingDays");
        int handling = days.matches("\\d{1,2}") ? Integer.parseInt(days) : MOST_HANDLING_DAYS + 1;
        if (handling > MOST_HANDLING_DAYS) {
            wrong.put("handlingDays", "A number from 0 to " + MOST_HANDLING_DAYS + ".");
        }
        List<OwnDay> own = ownDays();
        return wrong.isEmpty() && cutOff != null
                ? new BusinessCalendar(week, text("region").toUpperCase(Locale.ROOT), own, cutOff, handling)
                : null;
    }

    private Map<DayOfWeek, Hours> week() {
        Map<DayOfWeek, Hours> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            String given = text(name(day));
            if (given.isEmpty()) {
                continue;
            }
            Matcher hours = HOURS.matcher(given);
            if (!hours.matches()) {
                wrong.put(name(day), "Hours such as 09:00–17:00, or nothing for a free day.");
                continue;
            }
            LocalTime from = time(name(day), hours.group(1));
            LocalTime to = time(name(day), hours.group(2));
            if (from != null && to != null && to.isAfter(from)) {
                week.put(day, new Hours(from, to));
            } else {
                wrong.putIfAbsent(name(day), "The hours end after they begin.");
            }
        }
        if (week.isEmpty()) {
            wrong.putIfAbsent(name(DayOfWeek.MONDAY), "At least one day of the week is worked.");
        }
        return week;
    }

    private @Nullable LocalTime time(String field, String text) {
        try {
            return LocalTime.parse(text, CLOCK);
        } catch (DateTimeParseException e) {
            wrong.put(field, "A time such as 14:00.");
            return null;
        }
    }

    private List<OwnDay> ownDays() {
        List<OwnDay> days = new ArrayList<>();
        int number = 0;
        for (String line : text("ownDays").split("\\R")) {
            number++;
            if (!line.isBlank()) {
                ownDay(number, line.strip(), days);
            }
        }
        return days;
    }

    private void ownDay(int number, String line, List<OwnDay> days) {
        Matcher day = OWN_DAY.matcher(line);
        String how =
                "Line " + number + ": write a day, closed or open, and why, such as 2026-12-24 closed Christmas Eve.";
        if (!day.matches() || day.group(3).isBlank()) {
            wrong.putIfAbsent("ownDays", how);
            return;
        }
        try {
            OwnDay.Kind kind = OwnDay.Kind.valueOf(day.group(2).toUpperCase(Locale.ROOT));
            days.add(new OwnDay(LocalDate.parse(day.group(1)), day.group(3).strip(), kind));
        } catch (DateTimeParseException e) {
            wrong.putIfAbsent("ownDays", "Line " + number + ": there is no day " + day.group(1) + ".");
        }
    }

    /** What the store's own check refused. */
    void refuse(List<FieldError> errors) {
        for (FieldError error : errors) {
            Matcher own = Pattern.compile("/ownDays/(\\d+)/.*").matcher(error.pointer());
            if (own.matches()) {
                wrong.putIfAbsent("ownDays", "Day " + (Integer.parseInt(own.group(1)) + 1) + ": " + error.detail());
            } else {
                wrong.put(error.pointer().substring(1), error.detail());
            }
        }
    }

    /** The next day off, so that one sees the holidays work. */
    String next(LocalDate today) {
        BusinessCalendar calendar = new CalendarForm(values).read();
        if (calendar == null) {
            return "";
        }
        Map<LocalDate, String> days = new java.util.TreeMap<>(Holidays.of(calendar.region(), today.getYear()));
        days.putAll(Holidays.of(calendar.region(), today.getYear() + 1));
        calendar.ownDays().forEach(own -> days.put(own.date(), own.name()));
        return days.entrySet().stream()
                .filter(day -> day.getKey().isAfter(today) && !calendar.isWorkingDay(day.getKey()))
                .findFirst()
                .map(day -> "Next day off: " + DAY.format(day.getKey()) + ", " + day.getValue())
                .orElse("No holiday is set");
    }

    Form form(String action, Map<String, String> hidden) {
        List<Field> fields = new ArrayList<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            Field field = field(name(day), day.getDisplayName(TextStyle.FULL, Locale.UK));
            fields.add(day == DayOfWeek.MONDAY ? field.hinting("Such as 09:00–17:00; empty is a free day.") : field);
        }
        fields.add(field("cutOff", "Orders until").hinting("Placed by then, packed the same working day."));
        fields.add(field("handlingDays", "Days to hand over").hinting("Working days from then to the carrier."));
        fields.add(field("region", "Public holidays of")
                .hinting("A country such as DE, or a part such as DE-HH; empty for none."));
        fields.add(field("ownDays", "Own days")
                .ofType("textarea", "off")
                .hinting("One a line: 2026-12-24 closed Christmas Eve, or 2026-12-20 open Sunday shift."));
        return Form.of(action, "Save the calendar", "check", fields).hiding(hidden);
    }

    private Field field(String name, String label) {
        return Field.text(name, label, text(name)).refused(wrong.get(name));
    }

    private String text(String name) {
        return values.getOrDefault(name, "");
    }
}
