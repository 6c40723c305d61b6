package io.postlude.console;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A length of time as a form shows it: a number and its unit; what has more than one unit stays as ISO 8601 writes it. */
record JourneySpans(String amount, String unit) {
    static final Map<String, String> UNITS = units();
    private static final Pattern ONE_UNIT = Pattern.compile("P(T?)(\\d{1,5})([YMWDHS])");

    private static Map<String, String> units() {
        Map<String, String> units = new LinkedHashMap<>();
        units.put("M", "minutes");
        units.put("H", "hours");
        units.put("D", "days");
        units.put("W", "weeks");
        units.put("MO", "months");
        units.put("Y", "years");
        units.put("ISO", "as written (ISO 8601)");
        return units;
    }

    static JourneySpans of(String iso) {
        if (iso.isEmpty()) return new JourneySpans("", "D");
        Matcher one = ONE_UNIT.matcher(iso);
        if (!one.matches() || one.group(3).equals("S")) return new JourneySpans(iso, "ISO");
        boolean clock = !one.group(1).isEmpty();
        String unit = one.group(3).equals("M") && !clock ? "MO" : one.group(3);
        return new JourneySpans(one.group(2), unit);
    }

    /** As documents write it; what is no number stays as it is, for the parser to refuse. */
    String iso() {
        String text = amount.strip();
        if (text.isEmpty() || unit.equals("ISO") || !text.matches("\\d{1,5}"))
            return text.toUpperCase(Locale.ROOT).startsWith("P") ? text.toUpperCase(Locale.ROOT) : text;
        return switch (unit) {
            case "M", "H" -> "PT" + text + unit;
            case "MO" -> "P" + text + "M";
            default -> "P" + text + unit;
        };
    }
}
