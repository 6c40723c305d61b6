package io.postlude.kernel;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** How long requests took, by route. A timer is looked up in the registry once: doing it each time costs more than a page. */
final class RequestTimes {
    private static final double NANOS_A_MILLI = 1e6;

    private final MeterRegistry registry;
    private final ConcurrentHashMap<Kind, Timer> timers = new ConcurrentHashMap<>();

    RequestTimes(MeterRegistry registry) {
        this.registry = registry;
    }

    private record Kind(String method, String route, int hundreds) {}

    /** {@code route} is a pattern of ours: there are as many timers as routes, methods and kinds of answers. */
    void record(String method, String route, int status, float millis) {
        timers.computeIfAbsent(new Kind(method, route, status / 100), this::timer)
                .record((long) (millis * NANOS_A_MILLI), TimeUnit.NANOSECONDS);
    }

    private Timer timer(Kind kind) {
        return Timer.builder("postlude_http")
                .tag("route", kind.route())
                .tag("method", kind.method())
                .tag("status", kind.hundreds() + "xx")
                .register(registry);
    }
}
