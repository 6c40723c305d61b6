package io.postlude.portal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import java.time.Duration;

/** How often someone may ask: so many at once, then so many in a stretch of time. */
final class Attempts {
    private static final int MOST_REMEMBERED = 50_000;

    private final int most;
    private final Duration per;
    private final Cache<String, Bucket> buckets;

    Attempts(int most, Duration per) {
        this.most = most;
        this.per = per;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterAccess(per)
                .build();
    }

    /** Zero if one more is allowed now, else after how many minutes it will be. */
    int waitMinutes(String who) {
        Bucket bucket = buckets.get(
                who,
                name -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(most).refillGreedy(most, per))
                        .build());
        var probe = bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed()
                ? 0
                : 1 + (int) Duration.ofNanos(probe.getNanosToWaitForRefill()).toMinutes();
    }
}
