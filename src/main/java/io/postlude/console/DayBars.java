package io.postlude.console;

import io.postlude.promises.Outlook;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Draws how likely each of the coming days is, with the end of the promise as a line: what comes after it is late. */
public final class DayBars {
    private static final int MOST_DAYS = 7;
    private static final double WIDTH = 132;
    private static final double FLOOR = 34;
    private static final double TALLEST = 31;
    private static final double LEAST = 1.5;
    private static final double GAP = 2.9;

    private DayBars() {}

    /** As drawn; {@code due} is where the promise ends, null where that is not on the strip. */
    public record Drawn(List<Bar> bars, @Nullable String due) {}

    /** One day: where its bar stands, how tall, whether it would be late, and its letter. */
    public record Bar(
            String x,
            String y,
            String width,
            String height,
            boolean late,
            String middle,
            String letter,
            boolean last) {}

    /**
     * @param promised the last day that keeps the promise
     * @return null where no day has a chance worth drawing
     */
    static @Nullable Drawn of(Outlook.Likelihoods byDay, LocalDate promised, LocalDate today) {
        List<Double> chances = byDay.chances();
        int from = (int) Math.max(0, today.toEpochDay() - byDay.first().toEpochDay());
        int until = Math.min(chances.size(), from + MOST_DAYS);
        double most = 0;
        for (int day = from; day < until; day++) most = Math.max(most, chances.get(day));
        if (until - from < 2 || most == 0) return null;
        double step = WIDTH / (until - from);
        List<Bar> bars = new ArrayList<>();
        for (int day = from; day < until; day++) {
            LocalDate date = byDay.first().plusDays(day);
            double height = Math.max(LEAST, TALLEST * chances.get(day) / most);
            double left = step * (day - from);
            String letter = date.getDayOfWeek().getDisplayName(TextStyle.NARROW, Locale.UK);
            bars.add(new Bar(
                    number(left + GAP / 2),
                    number(FLOOR - height),
                    number(step - GAP),
                    number(height),
                    date.isAfter(promised),
                    number(left + step / 2),
                    letter,
                    date.equals(promised)));
        }
        long kept = promised.toEpochDay() - byDay.first().plusDays(from).toEpochDay() + 1;
        String due = kept >= 0 && kept <= bars.size() ? number(step * kept) : null;
        return new Drawn(List.copyOf(bars), due);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
