package io.postlude.twin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All that befalls the lanes of a store: what the world does by itself, and what people let loose. */
final class Troubles {
    private static final int PERIOD_DAYS = 30;
    private static final double STORMS_A_PERIOD = 0.35;
    private static final double STRIKES_A_PERIOD = 0.06;
    /** Around the first day of a living world nothing happens by itself: what one lets loose is seen alone. */
    private static final Duration CALM_BEFORE = Duration.ofDays(6);

    private static final Duration CALM_AFTER = Duration.ofDays(12);

    private final Map<String, List<Trouble>> byLane = new HashMap<>();

    static Troubles none() {
        return new Troubles();
    }

    /** The world's own, over a span, calm around {@code living}. */
    static Troubles ownOf(Dice dice, Collection<TransitLane> lanes, Instant from, Instant living) {
        Troubles troubles = new Troubles();
        long first = Math.floorDiv(
                from.getEpochSecond(), Duration.ofDays(PERIOD_DAYS).toSeconds());
        long last = Math.floorDiv(
                        living.getEpochSecond(), Duration.ofDays(PERIOD_DAYS).toSeconds())
                + 24;
        for (TransitLane lane : lanes)
            for (long period = first; period <= last; period++) {
                Dice drawn = dice.on(lane.key()).on(period);
                troubles.draw(drawn.on("storm"), new Draw(Trouble.Kind.STORM, lane.key(), period, living));
                troubles.draw(drawn.on("strike"), new Draw(Trouble.Kind.STRIKE, lane.key(), period, living));
            }
        return troubles;
    }

    private record Draw(Trouble.Kind kind, String lane, long period, Instant living) {}

    private void draw(Dice dice, Draw draw) {
        boolean storm = draw.kind == Trouble.Kind.STORM;
        if (!dice.on("comes").chance(storm ? STORMS_A_PERIOD : STRIKES_A_PERIOD)) return;
        Instant from = Instant.ofEpochSecond(
                        draw.period * Duration.ofDays(PERIOD_DAYS).toSeconds())
                .plusSeconds((long) (dice.on("from").uniform()
                        * Duration.ofDays(PERIOD_DAYS).toSeconds()));
        Instant until = from.plusSeconds((long) (3_600 * dice.on("lasts").between(storm ? 30 : 24, storm ? 84 : 60)));
        boolean calm = until.isAfter(draw.living.minus(CALM_BEFORE)) && from.isBefore(draw.living.plus(CALM_AFTER));
        if (!calm) put(new Trouble(-1 - draw.period, draw.kind, draw.lane, from, until));
    }

    /** Adds one, or takes the place of the one with its id. */
    void put(Trouble trouble) {
        List<Trouble> of = byLane.computeIfAbsent(trouble.lane(), lane -> new ArrayList<>());
        of.removeIf(known -> known.id() == trouble.id() && known.kind() == trouble.kind());
        of.add(trouble);
    }

    List<Trouble> of(String lane) {
        return byLane.getOrDefault(lane, List.of());
    }

    /** Which of its speed a lane keeps at a moment. */
    double rate(String lane, Instant at) {
        double rate = 1;
        for (Trouble trouble : of(lane)) if (trouble.at(at)) rate = Math.min(rate, trouble.kind().rate);
        return rate;
    }

    /** The next moment after this at which the rate may change, at most {@code limit}. */
    Instant changeAfter(String lane, Instant at, Instant limit) {
        Instant next = limit;
        for (Trouble trouble : of(lane)) {
            if (trouble.from().isAfter(at) && trouble.from().isBefore(next)) next = trouble.from();
            if (trouble.until().isAfter(at) && trouble.until().isBefore(next)) next = trouble.until();
        }
        return next;
    }
}
