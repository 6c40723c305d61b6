package io.postlude.twin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A storm over all lanes, in the days that are lived with the product at work and over a week before anybody
 * looks: so many promises were at risk then, and are settled since, that it can be judged whether the chances were honest.
 */
final class PastStorm {
    private static final Duration BEGAN_BEFORE = Duration.ofDays(10);
    private static final Duration ENDED_BEFORE = Duration.ofDays(6);
    private static final long ID = -1_000_000;

    private PastStorm() {}

    static List<Trouble> over(Shop shop, Instant living) {
        return shop.lanes().stream()
                .map(lane -> new Trouble(
                        ID, Trouble.Kind.STORM, lane.key(), living.minus(BEGAN_BEFORE), living.minus(ENDED_BEFORE)))
                .toList();
    }
}
