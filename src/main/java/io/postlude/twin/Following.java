package io.postlude.twin;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How an open order stands in its buyer's eyes, from moment to moment. */
final class Following {
    final OrderPlan order;
    Instant news;
    boolean bad;
    int open;
    boolean lostOne;
    boolean wentBack;

    @Nullable
    Instant deliveredAt;

    Following(OrderPlan order) {
        this.order = order;
        this.news = order.placedAt();
        this.open = order.parcels().size();
    }

    void saw(Seen seen) {
        news = seen.at();
        bad = seen.step().bad();
        if (seen.step().arrival()) deliveredAt = seen.at();
        else if (seen.step().end()) lostOne = true;
    }

    /** Whether all came, and when. */
    boolean arrived() {
        return open == 0 && !lostOne;
    }

    boolean late() {
        return lostOne || deliveredAt == null || deliveredAt.isAfter(order.promiseEnds());
    }
}
