package io.postlude.portal;

import io.postlude.deliveries.Days;
import io.postlude.deliveries.OrderFacts.Window;
import io.postlude.deliveries.Words;
import io.postlude.portal.TrackingPage.Day;
import io.postlude.portal.TrackingPage.DayStrip;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Draws the days of a promise. It shows no chances: a promise has none, so every day of the window stands equally high.
 */
final class DayStripWriter {
    private static final int MOST_DAYS = 7;
    private static final int FEWEST_DAYS = 4;
    private static final int TICKS = 16;
    private static final int FLAT = 5;
    private static final int[] WINDOW = {34, 38, 42, 46, 49, 52, 54, 55, 55, 54, 52, 49, 46, 42, 38, 34};

    private final Words words;
    private final Days days;

    DayStripWriter(Words words, Days days) {
        this.words = words;
        this.days = days;
    }

    /** From today, or from the day missed, to the last day that counts; nothing if that is more than a week. */
    @Nullable
    DayStrip draw(Window promised, @Nullable LocalDate estimate) {
        LocalDate today = days.today();
        boolean missed = promised.to().isBefore(today);
        LocalDate first = missed ? promised.to() : today;
        LocalDate last = promised.to().isAfter(today) ? promised.to() : today;
        if (estimate != null && estimate.isAfter(last)) {
            last = estimate;
        }
        long count = Math.max(FEWEST_DAYS, ChronoUnit.DAYS.between(first, last) + 1);
        if (count > MOST_DAYS) {
            return null;
        }
        var drawn = new ArrayList<Day>();
        for (int i = 0; i < count; i++) {
            drawn.add(day(first.plusDays(i), promised, estimate));
        }
        String caption = missed ? "days.caption.late" : promised.from() == null ? "days.caption.by" : "days.caption";
        return new DayStrip(words.get(caption), drawn);
    }

    private Day day(LocalDate day, Window promised, @Nullable LocalDate estimate) {
        boolean broken = promised.to().isBefore(days.today()) || (estimate != null && estimate.isAfter(promised.to()));
        boolean isLast = day.equals(promised.to());
        boolean isWindow = !broken && (isLast || inside(day, promised));
        boolean isEstimate = broken && day.equals(estimate);
        boolean today = day.equals(days.today());
        String style = isLast && broken ? "missed" : isWindow || isEstimate ? "window promised" : "";
        String note = today ? words.get("days.today") : "";
        if (isLast) {
            note = broken
                    ? words.get("days.missed")
                    : promised.from() == null && !today ? words.get("days.last") : note;
        } else if (isEstimate) {
            note = words.get("days.estimate");
        }
        return new Day(
                day.toString(),
                days.weekday(day),
                String.valueOf(day.getDayOfMonth()),
                today ? ("today " + style).strip() : style,
                today,
                ticks(isWindow || isEstimate),
                note);
    }

    private static boolean inside(LocalDate day, Window promised) {
        LocalDate from = promised.from();
        return from != null && !day.isBefore(from) && !day.isAfter(promised.to());
    }

    private static String ticks(boolean window) {
        var path = new StringBuilder();
        for (int i = 0; i < TICKS; i++) {
            int top = 100 - (window ? WINDOW[i] : FLAT);
            path.append('M').append(i).append(".5 100V").append(top);
        }
        return path.toString();
    }
}
