package io.postlude.connectors;

import io.postlude.kernel.Database;
import io.postlude.kernel.Tx;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends webhooks that are due. Each attempt carries the same id, so a lost answer is simply sent again. A receiver that is
 * slow holds up its own events alone; one that took nothing for days is switched off, and its page says so.
 */
final class EndpointWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EndpointWorker.class);
    private static final Duration CLAIM = Duration.ofMinutes(3);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);
    private static final Duration IDLE = Duration.ofMillis(250);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(8);
    private static final Duration TOO_LONG = Duration.ofDays(5);
    private static final Duration BUSY_PAUSE = Duration.ofSeconds(5);
    private static final int MOST_UNDER_WAY = 200;
    private static final int AT_ONCE = 8;
    private static final int GONE = 410;
    /** Fifteen pauses over three days. */
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(4),
            Duration.ofHours(6),
            Duration.ofHours(8),
            Duration.ofHours(10),
            Duration.ofHours(12),
            Duration.ofHours(14),
            Duration.ofHours(14));

    private final Parts parts;
    private final Semaphore wake = new Semaphore(0);
    private final AtomicInteger underWay = new AtomicInteger();
    private final ConcurrentLinkedQueue<SentEventSql.Mark> done = new ConcurrentLinkedQueue<>();
    private final ConcurrentHashMap<EndpointId, Semaphore> turns = new ConcurrentHashMap<>();
    private volatile boolean stopping;
    private @Nullable Thread thread;

    record Parts(Database database, Endpoints endpoints, OutsideHttp http, InstantSource clock) {}

    EndpointWorker(Parts parts) {
        this.parts = parts;
    }

    void start() {
        thread = Thread.ofVirtual().name("webhooks").start(this::loop);
    }

    private void loop() {
        while (!stopping) {
            try {
                if (begin() + finish() == 0) await(IDLE);
            } catch (RuntimeException e) {
                if (stopping) return;
                LOG.warn("Webhooks could not be worked, trying again", e);
                await(Duration.ofSeconds(2));
            }
        }
    }

    private void await(Duration pause) {
        try {
            boolean _ = wake.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping = true;
        }
    }

    /** One claim worked to its end; answers how many were claimed. */
    int round() {
        int begun = begin();
        while (underWay.get() > 0) await(Duration.ofMillis(5));
        int _ = finish();
        return begun;
    }

    private record Batch(List<SentEventSql.Due> due, Map<EndpointId, EndpointSql.Row> endpoints) {}

    private int begin() {
        int room = MOST_UNDER_WAY - underWay.get();
        if (room <= 0) return 0;
        Batch batch = parts.database().spine(tx -> claim(tx, room));
        for (SentEventSql.Due due : batch.due()) {
            EndpointSql.Row endpoint = batch.endpoints().get(due.endpoint());
            if (endpoint != null) run(due, endpoint);
        }
        return batch.due().size();
    }

    private Batch claim(Tx tx, int room) {
        Instant now = parts.clock().instant();
        int _ = SentEventSql.orphansAcrossStores(tx, now);
        List<SentEventSql.Due> due = SentEventSql.claimAcrossStores(tx, now, CLAIM, room);
        Map<EndpointId, EndpointSql.Row> endpoints = new HashMap<>();
        if (!due.isEmpty())
            EndpointSql.ofStoresAcrossStores(
                            tx,
                            due.stream()
                                    .mapToInt(one -> one.store().value())
                                    .distinct()
                                    .toArray())
                    .forEach(row -> endpoints.put(row.id(), row));
        return new Batch(due, endpoints);
    }

    private void run(SentEventSql.Due due, EndpointSql.Row endpoint) {
        underWay.incrementAndGet();
        Thread.ofVirtual().name("webhook").start(() -> {
            try {
                done.add(send(due, endpoint));
            } catch (RuntimeException e) {
                LOG.error("A webhook of {} could not be sent", due.store(), e);
                done.add(failed(
                        due,
                        null,
                        "it could not be signed or sent from here",
                        parts.clock().instant()));
            } finally {
                underWay.decrementAndGet();
                wake.release();
            }
        });
    }

    private SentEventSql.Mark send(SentEventSql.Due due, EndpointSql.Row endpoint) {
        Semaphore turn = turns.computeIfAbsent(due.endpoint(), id -> new Semaphore(AT_ONCE, true));
        Instant now = parts.clock().instant();
        if (stopping || !turn.tryAcquire())
            return new SentEventSql.Mark(due, "QUEUED", due.attempt() - 1, null, null, now.plus(BUSY_PAUSE));
        try {
            Map<String, String> headers = new HashMap<>(StandardWebhook.headers(
                    Endpoints.eventId(due.id()),
                    now,
                    due.body(),
                    parts.endpoints().secrets(endpoint)));
            headers.put("Content-Type", "application/cloudevents+json");
            OutsideHttp.Answer answer = parts.http()
                    .send(new OutsideHttp.Call(
                            "POST",
                            URI.create(endpoint.address()),
                            headers,
                            due.body().getBytes(StandardCharsets.UTF_8),
                            ANSWER_LIMIT));
            return mark(due, answer, parts.clock().instant());
        } finally {
            turn.release();
        }
    }

    private static SentEventSql.Mark mark(SentEventSql.Due due, OutsideHttp.Answer answer, Instant now) {
        return switch (answer) {
            case OutsideHttp.Answer.Answered(int status, Map<String, String> _, String _) ->
                status / 100 == 2
                        ? new SentEventSql.Mark(due, "SENT", due.attempt(), status, null, now)
                        : failed(due, status, "it answered " + status, now);
            case OutsideHttp.Answer.Unreachable(String reason) -> failed(due, null, reason, now);
            case OutsideHttp.Answer.Lost(String reason) -> failed(due, null, reason, now);
        };
    }

    private static SentEventSql.Mark failed(
            SentEventSql.Due due, @Nullable Integer status, String reason, Instant now) {
        if (due.attempt() > PAUSES.size() || (status != null && status == GONE))
            return new SentEventSql.Mark(due, "GAVE_UP", due.attempt(), status, reason, now);
        Duration pause = PAUSES.get(due.attempt() - 1);
        return new SentEventSql.Mark(due, "QUEUED", due.attempt(), status, reason, now.plus(pause));
    }

    /** Writes what has ended, and what it says of each endpoint. */
    private int finish() {
        List<SentEventSql.Mark> ended = new ArrayList<>();
        for (SentEventSql.Mark one = done.poll(); one != null; one = done.poll()) ended.add(one);
        if (ended.isEmpty()) return 0;
        Instant now = parts.clock().instant();
        try {
            parts.database().runSpine(tx -> {
                SentEventSql.markAcrossStores(tx, ended);
                judge(tx, ended, now);
            });
        } catch (RuntimeException e) {
            done.addAll(ended);
            throw e;
        }
        return ended.size();
    }

    /** One success says that it works, whatever else failed in this moment. */
    private static void judge(Tx tx, List<SentEventSql.Mark> ended, Instant now) {
        Map<EndpointId, SentEventSql.Mark> telling = new HashMap<>();
        for (SentEventSql.Mark mark : ended)
            if (mark.error() != null || mark.state().equals("SENT"))
                telling.merge(
                        mark.due().endpoint(), mark, (one, other) -> one.state().equals("SENT") ? one : other);
        telling.forEach((endpoint, mark) -> {
            if (mark.state().equals("SENT")) EndpointSql.took(tx, mark.due().store(), endpoint);
            else {
                boolean gone = mark.status() != null && mark.status() == GONE;
                String why = gone ? "it answered that it is gone" : "it took nothing for five days: " + mark.error();
                EndpointSql.failed(
                        tx, mark.due().store(), endpoint, new EndpointSql.Failure(now, now.minus(TOO_LONG), gone, why));
            }
        });
    }

    @Override
    public void close() {
        stopping = true;
        wake.release();
        long began = System.nanoTime();
        try {
            if (thread != null && !thread.join(STOP_LIMIT)) LOG.warn("Webhooks did not stop in {}", STOP_LIMIT);
            while (underWay.get() > 0 && System.nanoTime() - began < STOP_LIMIT.toNanos()) await(Duration.ofMillis(20));
            int _ = finish();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
