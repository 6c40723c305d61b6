package io.postlude.twin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How a buyer feels about an order one evening: pure, so that it can be asked with the messages they had and without. */
final class Mood {
    private static final int MOST_LATE_DAYS = 6;
    private static final double HOURS_OF_A_DAY = 24;

    private final KnownEffects effects;

    Mood(KnownEffects effects) {
        this.effects = effects;
    }

    /**
     * What they know of the order.
     *
     * @param news when they last saw something of it
     * @param bad whether that was bad
     */
    record Standing(OrderPlan order, Instant news, boolean bad) {}

    /** The chance that they ask this evening. */
    double worry(Standing standing, Instant evening, List<Heard.Word> heard) {
        OrderPlan order = standing.order();
        double silentDays = hours(standing.news(), evening) / HOURS_OF_A_DAY;
        double lateDays = hours(order.promiseEnds(), evening) / HOURS_OF_A_DAY;
        double worry = effects.worryAlways()
                + effects.worryPerSilentDay() * Math.max(0, silentDays - effects.patientDays())
                + effects.worryPerLateDay() * Math.clamp(Math.ceil(lateDays), 0, MOST_LATE_DAYS)
                + (standing.bad() ? effects.worryWhenBad() : 0);
        double calmed = Math.min(effects.worryMost(), worry * order.buyer().worries());
        if (heardLately(order, evening, heard)) calmed *= 1 - effects.wordCalms();
        if (toldInTime(order, evening, heard)) calmed *= 1 - effects.earlyWordCalms();
        return calmed;
    }

    private boolean heardLately(OrderPlan order, Instant evening, List<Heard.Word> heard) {
        return heard.stream()
                .anyMatch(word -> word.at().isAfter(order.placedAt())
                        && !word.at().isAfter(evening)
                        && hours(word.at(), evening) <= effects.wordLastsHours());
    }

    private static boolean toldInTime(OrderPlan order, Instant until, List<Heard.Word> heard) {
        return heard.stream()
                .anyMatch(word -> word.ownsUp()
                        && word.at().isAfter(order.placedAt())
                        && !word.at().isAfter(until)
                        && word.at().isBefore(order.promiseEnds()));
    }

    private static double hours(Instant from, Instant until) {
        return Duration.between(from, until).toMinutes() / 60.0;
    }

    /** How an order ended for its buyer. */
    record Ending(OrderPlan order, Instant at, boolean late, int questions) {}

    /** The chance that they buy again. */
    double again(Ending ending, List<Heard.Word> heard) {
        double again = effects.again() * ending.order().buyer().faithful();
        if (ending.late())
            again *= toldInTime(ending.order(), ending.at(), heard) ? effects.againLateTold() : effects.againLate();
        again *= Math.pow(effects.againPerQuestion(), ending.questions());
        List<Heard.Word> since = heard.stream()
                .filter(word -> word.at().isAfter(ending.order().placedAt())
                        && !word.at().isAfter(ending.at()))
                .toList();
        if (ending.order().consumable() && since.stream().anyMatch(Heard.Word::reminds))
            again += effects.againReminder();
        if (since.stream().anyMatch(Heard.Word::asksForReview)) again += effects.againReviewAsk();
        return Math.clamp(again, 0, 1);
    }
}
