package io.postlude.insights;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * When a parcel will be there, as a distribution. Days are those of the store's zone. The window for a confidence is the
 * shortest one that has held that often; likely is the day of even chances.
 */
public final class Forecast {
    /** More days than this are not told one by one. */
    public static final int DAYS_LIMIT = 60;

    private static final double LEAST_CHANCE = 0.005;

    private final Stage stage;
    private final Instant madeAt;
    private final double start;
    private final Arrival arrival;
    private final Calibration.Levels levels;
    private final ZoneId zone;
    private final Grounds grounds;
    private final int version;

    /** Where a distribution begins, and what judges its windows. */
    record Made(Stage stage, double start, Instant at, Calibration.Levels levels, int version) {}

    Forecast(Made made, Arrival arrival, ZoneId zone, Grounds grounds) {
        this.stage = made.stage();
        this.madeAt = made.at();
        this.start = made.start();
        this.levels = made.levels();
        this.version = made.version();
        this.arrival = arrival;
        this.zone = zone;
        this.grounds = grounds;
    }

    public Stage stage() {
        return stage;
    }

    public Instant madeAt() {
        return madeAt;
    }

    /** The version of the model it comes from; 0 where the store has none yet. */
    public int version() {
        return version;
    }

    public Grounds grounds() {
        return grounds;
    }

    /** Two days, both meant. */
    public record Window(LocalDate earliest, LocalDate latest) {}

    /** The fewest whole days that hold with this confidence, from 0.5 to 0.99. */
    public Window window(double confidence) {
        if (!(confidence >= 0.5 && confidence <= 0.99))
            throw new IllegalArgumentException("confidence lies between 0.5 and 0.99: " + confidence);
        Arrival.Window window = new WholeDays(arrival, start, zone).shortest(levels.asked(confidence));
        return new Window(day(window.from()), day(window.to()));
    }

    /** As likely later as earlier. */
    public LocalDate likely() {
        return day(arrival.quantile(0.5));
    }

    /** The chance that it comes after the end of that day, between 0 and 1. */
    public double chanceLaterThan(LocalDate date) {
        return chanceLaterThan(date.plusDays(1).atStartOfDay(zone).toInstant());
    }

    /** The chance that it comes after that moment. */
    public double chanceLaterThan(Instant moment) {
        return Math.clamp(1 - arrival.chanceWithin(Trip.day(moment) - start), 0, 1);
    }

    /** One day and how likely it is the one. */
    public record DayChance(LocalDate day, double chance) {}

    /** The days that count, in order: from the first that is at all likely to the last; at most 60. */
    public List<DayChance> days() {
        List<DayChance> days = new ArrayList<>();
        LocalDate day = day(arrival.quantile(LEAST_CHANCE));
        double before = 0;
        while (days.size() < DAYS_LIMIT && before < 1 - LEAST_CHANCE) {
            double until = 1 - chanceLaterThan(day);
            days.add(new DayChance(day, Math.max(0, until - before)));
            before = Math.max(before, until);
            day = day.plusDays(1);
        }
        return List.copyOf(days);
    }

    private LocalDate day(double days) {
        return Trip.instant(start + days).atZone(zone).toLocalDate();
    }

    double start() {
        return start;
    }

    Arrival arrival() {
        return arrival;
    }
}
