package io.postlude.messaging;

import io.postlude.deliveries.Expectation;
import io.postlude.deliveries.Expectation.Chance;
import io.postlude.deliveries.OrderFacts.Window;
import io.postlude.deliveries.Scene;
import io.postlude.deliveries.WindowText;
import io.postlude.deliveries.Words;
import io.postlude.messaging.DeliveryPage.Day;
import io.postlude.messaging.DeliveryPage.Strip;
import io.postlude.messaging.DeliveryPage.Weight;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Draws how likely each day is with cells of a table, the only drawing every mail program shows. */
final class DayBars {
    private static final int MOST_DAYS = 7;
    private static final int FLAT_PIXELS = 3;
    private static final int TALL_PIXELS = 64;
    private static final double ROOT = 0.75;

    private final Scene scene;
    private final Words words;

    DayBars(Scene scene) {
        this.scene = scene;
        this.words = scene.words();
    }

    /** From the missed day, or the first likely one, to the last; nothing without chances or with too many days. */
    @Nullable
    Strip draw() {
        Expectation expected = scene.expected();
        if (expected == null || expected.chances().isEmpty()) {
            return null;
        }
        Window promised = scene.punctuality().promised();
        LocalDate missed = promised != null && scene.punctuality().isLate() ? promised.to() : null;
        LocalDate first = missed != null && missed.isBefore(expected.from()) ? missed : expected.from();
        if (ChronoUnit.DAYS.between(first, expected.to()) >= MOST_DAYS) {
            first = expected.from();
        }
        if (ChronoUnit.DAYS.between(first, expected.to()) >= MOST_DAYS) {
            return null;
        }
        var shares = new TreeMap<LocalDate, Double>();
        expected.chances().forEach(chance -> shares.put(chance.day(), chance.share()));
        double most =
                expected.chances().stream().mapToDouble(Chance::share).max().orElse(1);
        var days = new ArrayList<Day>();
        for (LocalDate day = first; !day.isAfter(expected.to()); day = day.plusDays(1)) {
            days.add(day(day, new Look(missed, expected.likely().orElse(null), most), shares));
        }
        return new Strip(words.get("days.caption.chances"), days);
    }

    private record Look(
            @Nullable LocalDate missed, @Nullable LocalDate likely, double most) {}

    private Day day(LocalDate day, Look look, Map<LocalDate, Double> shares) {
        boolean missed = day.equals(look.missed);
        double share = shares.getOrDefault(day, 0.0);
        String chance = new WindowText(words, scene.days()).chance(share);
        Weight weight = missed
                ? Weight.MISSED
                : day.equals(look.likely) ? Weight.STRONG : chance.isEmpty() ? Weight.NONE : Weight.SOFT;
        int pixels = weight == Weight.MISSED || weight == Weight.NONE
                ? FLAT_PIXELS
                : (int) Math.round(FLAT_PIXELS + (TALL_PIXELS - FLAT_PIXELS) * Math.pow(share / look.most, ROOT));
        return new Day(
                scene.days().weekday(day),
                String.valueOf(day.getDayOfMonth()),
                missed ? words.get("days.missed") : chance,
                pixels,
                weight);
    }
}
