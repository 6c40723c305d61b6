package io.postlude.portal;

import io.postlude.deliveries.Days;
import io.postlude.deliveries.Expectation;
import io.postlude.deliveries.Expectation.Chance;
import io.postlude.deliveries.OrderFacts.Window;
import io.postlude.deliveries.Scene;
import io.postlude.deliveries.WindowText;
import io.postlude.deliveries.Words;
import io.postlude.portal.TrackingPage.Day;
import io.postlude.portal.TrackingPage.DayStrip;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Draws how likely each day is: sixteen half-hours a day as ticks, highest in the early afternoon, the whole day as high as
 * its chance (the formula is that of the look of these pages).
 */
final class ChanceStripWriter {
    private static final int MOST_DAYS = 7;
    private static final int FEWEST_DAYS = 4;
    private static final int TICKS = 16;
    private static final double FIRST_HOUR = 8;
    private static final double HOURS_A_TICK = 0.75;
    private static final double BUSIEST_HOUR = 13.2;
    private static final double SPREAD_HOURS = 3.3;
    private static final int FLAT = 5;
    private static final int TALL = 89;

    private final Scene scene;
    private final Words words;
    private final Days days;

    ChanceStripWriter(Scene scene) {
        this.scene = scene;
        this.words = scene.words();
        this.days = scene.days();
    }

    /** From today, or the day missed, to the last day; from the window's first day where that is more than a week. */
    @Nullable
    DayStrip draw(Expectation expected) {
        Window promised = scene.punctuality().promised();
        boolean late = scene.punctuality().isLate();
        LocalDate today = days.today();
        LocalDate first = promised != null && late && promised.to().isBefore(today) ? promised.to() : today;
        if (isTooLong(first, expected.to())) {
            first = today;
        }
        if (isTooLong(first, expected.to())) {
            first = expected.from();
        }
        if (isTooLong(first, expected.to())) {
            return null;
        }
        var shares = new HashMap<LocalDate, Double>();
        expected.chances().forEach(chance -> shares.put(chance.day(), chance.share()));
        double most =
                expected.chances().stream().mapToDouble(Chance::share).max().orElse(1);
        LocalDate missed = late && promised != null ? promised.to() : null;
        var look = new Look(missed, expected.likely().orElse(null), most);
        var drawn = new ArrayList<Day>();
        for (LocalDate day = first; drawn.size() < FEWEST_DAYS || !day.isAfter(expected.to()); day = day.plusDays(1)) {
            drawn.add(day(day, look, shares));
        }
        return new DayStrip(words.get(late ? "days.caption.new" : "days.caption.chances"), drawn);
    }

    private static boolean isTooLong(LocalDate first, LocalDate last) {
        return ChronoUnit.DAYS.between(first, last) >= MOST_DAYS;
    }

    private record Look(
            @Nullable LocalDate missed, @Nullable LocalDate likely, double most) {}

    private Day day(LocalDate day, Look look, Map<LocalDate, Double> shares) {
        double share = shares.getOrDefault(day, 0.0);
        String chance = new WindowText(words, days).chance(share);
        boolean missed = day.equals(look.missed);
        boolean today = day.equals(days.today());
        boolean possible = !missed && !chance.isEmpty();
        String style = missed ? "missed" : !possible ? "" : day.equals(look.likely) ? "window likely" : "window";
        String note = missed ? words.get("days.missed") : possible ? chance : today ? words.get("days.today") : "";
        return new Day(
                day.toString(),
                days.weekday(day),
                String.valueOf(day.getDayOfMonth()),
                today ? ("today " + style).strip() : style,
                today,
                ticks(possible ? share / look.most : 0),
                note);
    }

    private static String ticks(double part) {
        var path = new StringBuilder();
        for (int i = 0; i < TICKS; i++) {
            double hour = FIRST_HOUR + i * HOURS_A_TICK;
            double bell = 0.16 + 0.84 * Math.exp(-Math.pow((hour - BUSIEST_HOUR) / SPREAD_HOURS, 2));
            long top = 100 - Math.round(FLAT + TALL * Math.pow(part, 0.75) * bell);
            path.append('M').append(i).append(".5 100V").append(top);
        }
        return path.toString();
    }
}
