package io.postlude.journeys;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a person was sent by journeys in the last days, the oldest first; service news is not counted. */
record Pace(List<Sent> sent) {
    static final Pace NOTHING = new Pace(List.of());
    private static final Duration REMEMBERED = Duration.ofDays(60);

    record Sent(Instant at, String message) {}

    Pace and(Instant now, String message) {
        List<Sent> all = new ArrayList<>(sent);
        all.removeIf(one -> one.at().isBefore(now.minus(REMEMBERED)));
        all.add(new Sent(now, message));
        all.sort(Comparator.comparing(Sent::at));
        return new Pace(List.copyOf(all));
    }

    /** When there is room for one more; null: now. */
    @Nullable
    Instant roomAt(Caps caps, Instant now) {
        Duration span = Duration.ofDays(caps.days());
        List<Sent> counted =
                sent.stream().filter(one -> one.at().isAfter(now.minus(span))).toList();
        if (counted.size() < caps.messages()) return null;
        if (caps.messages() == 0) return now.plus(span);
        return counted.get(counted.size() - caps.messages()).at().plus(span);
    }

    /** When the pause since the last one ends; null: it has. */
    @Nullable
    Instant pauseEnds(Caps caps, Instant now) {
        if (sent.isEmpty()) return null;
        Instant ends = sent.getLast().at().plus(Duration.ofHours(caps.pauseHours()));
        return ends.isAfter(now) ? ends : null;
    }

    long since(Instant from) {
        return sent.stream().filter(one -> !one.at().isBefore(from)).count();
    }
}
