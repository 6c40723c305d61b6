package io.postlude.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.javalin.http.Context;
import io.postlude.kernel.Problem;
import io.postlude.kernel.Refusal;
import io.postlude.stores.ApiKeyId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** How much one key may ask of one node: a store that sends its past in must not stand in the way of the others. */
final class RateLimits {
    static final int BURST_CALLS = 300;
    static final int CALLS_PER_SECOND = 50;
    private static final int KEYS_LIMIT = 10_000;
    private static final long NANOS = 1_000_000_000L;

    private final Cache<ApiKeyId, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(KEYS_LIMIT)
            .expireAfterAccess(Duration.ofMinutes(10))
            .build();

    private final TimeMeter time;

    RateLimits(InstantSource clock) {
        this.time = new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return TimeUnit.MILLISECONDS.toNanos(clock.millis());
            }

            @Override
            public boolean isWallClockBased() {
                return true;
            }
        };
    }

    /** Counts a call and says how much is left. @throws Refusal 429 where nothing is */
    void count(Context context, ApiKeyId key) {
        Bucket bucket = buckets.get(key, fresh -> bucket());
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        context.header("RateLimit-Policy", "\"key\";q=" + BURST_CALLS + ";w=" + BURST_CALLS / CALLS_PER_SECOND);
        context.header(
                "RateLimit",
                "\"key\";r=" + probe.getRemainingTokens() + ";t=" + seconds(probe.getNanosToWaitForReset()));
        if (probe.isConsumed()) return;
        context.header("Retry-After", Long.toString(Math.max(1, seconds(probe.getNanosToWaitForRefill()))));
        throw new Refusal(Problem.of(
                429,
                "too-many-requests",
                "Too many requests",
                "Wait as long as Retry-After says. A key may make " + CALLS_PER_SECOND + " calls a second, and "
                        + BURST_CALLS + " at once."));
    }

    private Bucket bucket() {
        return Bucket.builder()
                .withCustomTimePrecision(time)
                .addLimit(limit -> limit.capacity(BURST_CALLS).refillGreedy(CALLS_PER_SECOND, Duration.ofSeconds(1)))
                .build();
    }

    private static long seconds(long nanos) {
        return Math.ceilDiv(nanos, NANOS);
    }
}
