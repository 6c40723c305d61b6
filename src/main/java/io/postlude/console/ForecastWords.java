package io.postlude.console;

import io.postlude.console.Parts.Pill;
import io.postlude.console.Parts.Tone;
import io.postlude.deliveries.ParcelReading;
import io.postlude.insights.Change;
import io.postlude.insights.ForecastReport.Figures;
import io.postlude.insights.ForecastReport.Held;
import io.postlude.insights.ForecastReport.LaneName;
import io.postlude.insights.ForecastReport.State;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How forecasts, lanes and their states are named. */
final class ForecastWords {
    private ForecastWords() {}

    /** {@code 3.5 days}. */
    static String days(double days) {
        return number(days) + (number(days).equals("1.0") ? " day" : " days");
    }

    /** {@code 31 h} below three days, else {@code 3.5 days}. */
    static String took(double days) {
        return days < 3 ? Math.round(days * 24) + " h" : days(days);
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** {@code +1.6} or a true minus; zero has no sign. */
    static String signed(double value) {
        String number = number(Math.abs(value));
        return number.equals("0.0") ? number : (value < 0 ? "−" : "+") + number;
    }

    /** {@code 89–93}, in whole per cent. */
    static String interval(Held held) {
        return Math.round(held.low() * 100) + "–" + Math.round(held.high() * 100);
    }

    /** {@code DHL, express} for {@code dhl/express}; the usual service goes without saying. */
    static String carrier(String name) {
        if (name.isEmpty()) return "Any carrier";
        int slash = name.indexOf('/');
        String service = slash < 0 ? "" : name.substring(slash + 1);
        String known = ParcelReading.nameOf(slash < 0 ? name : name.substring(0, slash));
        return service.isEmpty() || service.equals("standard") ? known : known + ", " + service.replace('_', ' ');
    }

    /** {@code Norway – Germany, Hessen}. */
    static String way(LaneName lane) {
        String to = country(lane.toCountry());
        String region = region(lane.toRegion());
        return country(lane.fromCountry()) + " – " + (region.isEmpty() ? to : to + ", " + region);
    }

    private static String country(String code) {
        return code.length() == 2 ? Locale.of("", code).getDisplayCountry(Locale.UK) : "unknown";
    }

    /** Regions are kept in capitals; short ones are codes and stay so. */
    private static String region(String name) {
        if (name.length() <= 3) return name;
        StringBuilder words = new StringBuilder();
        for (String word : name.toLowerCase(Locale.ROOT).split(" ", -1)) {
            if (!words.isEmpty()) words.append(' ');
            if (!word.isEmpty())
                words.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
        }
        return words.toString();
    }

    static Pill state(State state, @Nullable Change change, Words words) {
        String since = change == null ? " in the last 4 weeks" : " since " + words.day(change.since());
        return switch (state) {
            case STEADY -> new Pill(Tone.KEPT, "Steady");
            case THIN -> new Pill(Tone.INFO, "Little history");
            case MISSES -> new Pill(Tone.BROKEN, "Drift" + since);
            case LATER -> new Pill(Tone.RISK, "Slower" + since);
            case EARLIER -> new Pill(Tone.RISK, "Faster" + since);
            case TOO_WIDE -> new Pill(Tone.INFO, "Window wider than needed");
        };
    }

    static String bias(Figures figures) {
        double bias = figures.bias();
        if (number(Math.abs(bias)).equals("0.0")) return "parcels arrive as said, on average";
        String much = Math.abs(bias) < 0.5 ? "a little " : "";
        return "parcels arrive " + much + (bias > 0 ? "later" : "earlier") + " than said";
    }
}
