package io.postlude.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.postlude.kernel.Database;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.Tx;
import io.postlude.messaging.ChannelProvider.Known;
import io.postlude.messaging.ChannelProvider.Sending;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is due on every channel but e-mail, and asks about what is in doubt. Claimed and routed in one transaction, so
 * that after a crash it is known whom to ask; sent on threads of their own, so that a slow provider holds up nobody else's
 * messages; outcomes are written as they come, with their events.
 */
final class ChannelWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelWorker.class);
    private static final Duration IDLE = Duration.ofMillis(200);
    private static final Duration BUSY = Duration.ofMillis(20);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(8);
    private static final int MOST_UNDER_WAY = 400;
    /** Waiting longer for a turn would use up the claim. */
    private static final long TURN_LIMIT_SECONDS = 20;

    private final Parts parts;
    private final Duration claim;
    private final ChannelOutcomes outcomes;
    private final Semaphore wake = new Semaphore(0);
    private final AtomicInteger underWay = new AtomicInteger();
    private final ConcurrentLinkedQueue<ChannelOutcomes.Outcome> done = new ConcurrentLinkedQueue<>();
    private final ConcurrentHashMap<ProviderId, Semaphore> turns = new ConcurrentHashMap<>();
    private volatile boolean stopping;
    private @Nullable Thread thread;

    /** {@code keeping}: where a store has no provider for a channel, its messages count as sent and are read in the outbox. */
    record Parts(
            Database database,
            EventLog log,
            InstantSource clock,
            MeterRegistry metrics,
            Providers providers,
            Suppressions suppressions,
            boolean keeping) {}

    ChannelWorker(Parts parts, Duration claim) {
        this.parts = parts;
        this.claim = claim;
        this.outcomes = new ChannelOutcomes(parts.log(), parts.suppressions());
    }

    void start() {
        thread = Thread.ofVirtual().name("channels").start(this::loop);
    }

    private void loop() {
        while (!stopping) {
            Duration pause;
            try {
                int worked = begin() + finish();
                pause = worked > 0 || underWay.get() > 0 ? BUSY : IDLE;
            } catch (RuntimeException e) {
                if (stopping) return;
                LOG.warn("The worker of channels could not work, trying again", e);
                pause = AFTER_FAILURE;
            }
            await(pause);
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

    /** One claim worked through to its end; returns how many messages were claimed or asked about. */
    int round() {
        int begun = begin();
        while (underWay.get() > 0) {
            int _ = finish();
            await(Duration.ofMillis(5));
        }
        int _ = finish();
        return begun;
    }

    private record Batch(List<DueMessage> toSend, List<DueMessage> toAsk, Map<Integer, List<Account>> accounts) {
        List<Account> accounts(DueMessage message) {
            return accounts.getOrDefault(message.store().value(), List.of()).stream()
                    .filter(account -> account.channel() == message.channel())
                    .toList();
        }

        @Nullable
        Account provider(DueMessage message) {
            return accounts(message).stream()
                    .filter(account -> account.id().equals(message.provider()))
                    .findFirst()
                    .orElse(null);
        }
    }

    private int begin() {
        int room = MOST_UNDER_WAY - underWay.get();
        if (room <= 0) return 0;
        Batch batch = parts.database().spine(tx -> claim(tx, room));
        for (DueMessage message : batch.toSend()) run(message, () -> send(batch, message));
        for (DueMessage message : batch.toAsk()) run(message, () -> ask(batch, message));
        return batch.toSend().size() + batch.toAsk().size();
    }

    private Batch claim(Tx tx, int room) {
        Instant now = parts.clock().instant();
        int orphans = ChannelSql.orphansAcrossStores(tx, now);
        if (orphans > 0)
            LOG.warn("{} messages were left behind by a worker that stopped; they are asked about", orphans);
        List<DueMessage> due = ChannelSql.claimAcrossStores(tx, now, claim, room);
        if (due.size() < room) {
            outcomes.expire(tx, now, room);
            int _ = ChannelSql.dropStaleAcrossStores(tx, now, room);
        }
        List<DueMessage> doubtful = ChannelSql.toAskAcrossStores(tx, now, room);
        if (due.isEmpty() && doubtful.isEmpty()) return new Batch(List.of(), List.of(), Map.of());
        int[] stores = Stream.concat(due.stream(), doubtful.stream())
                .mapToInt(message -> message.store().value())
                .distinct()
                .toArray();
        Batch all = new Batch(due, doubtful, byStore(parts.providers().accountsAcrossStores(tx, stores)));
        return new Batch(route(tx, all, now), doubtful, all.accounts());
    }

    private static Map<Integer, List<Account>> byStore(List<Account> accounts) {
        return accounts.stream()
                .collect(java.util.stream.Collectors.groupingBy(
                        account -> account.store().value()));
    }

    /** Writes down whom each goes through; those that go nowhere are settled at once. */
    private List<DueMessage> route(Tx tx, Batch batch, Instant now) {
        Map<MessageId, Suppressions.Reason> suppressed = SuppressionSql.ofMessagesAcrossStores(tx, batch.toSend());
        List<DueMessage> routed = new ArrayList<>();
        List<ChannelOutcomes.Outcome> settled = new ArrayList<>();
        for (DueMessage message : batch.toSend()) {
            Suppressions.Reason reason = suppressed.get(message.id());
            List<Account> inOrder = batch.accounts(message);
            Account account = Routing.choose(message, inOrder, now).orElse(null);
            if (reason != null && !Replies.answers(message))
                settled.add(ChannelOutcomes.Outcome.of(
                        Routing.gaveUp(message, "on the list of those not written to: " + word(reason), now)));
            else if (account != null) routed.add(message.through(account.id()));
            else if (inOrder.isEmpty() && parts.keeping())
                settled.add(ChannelOutcomes.Outcome.of(
                        Routing.decide(message, new Sending.Taken("kept in /dev/outbox"), inOrder, now)));
            else settled.add(ChannelOutcomes.Outcome.of(Routing.unrouted(message, inOrder, now)));
        }
        ChannelSql.routed(tx, routed);
        outcomes.write(tx, settled, now);
        return routed;
    }

    private static String word(Suppressions.Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    private void run(DueMessage message, Runnable work) {
        underWay.incrementAndGet();
        Thread.ofVirtual().name("channel-" + message.channel()).start(() -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                // An adapter's bug: nobody knows how far it got, so the claim runs out and the provider is asked.
                LOG.error("{} could not be worked", message.id(), e);
            } finally {
                underWay.decrementAndGet();
                wake.release();
            }
        });
    }

    private void send(Batch batch, DueMessage message) {
        List<Account> inOrder = batch.accounts(message);
        Account account = batch.provider(message);
        if (account == null) throw new IllegalStateException("routed through nobody");
        ChannelProvider adapter = parts.providers().adapter(account);
        Semaphore turn = turns.computeIfAbsent(account.id(), id -> new Semaphore(adapter.atOnce(), true));
        if (stopping || !taken(turn)) {
            done.add(ChannelOutcomes.Outcome.of(
                    Routing.notYet(message, parts.clock().instant())));
            return;
        }
        try {
            Sending answer = adapter.send(account, message);
            Instant now = parts.clock().instant();
            done.add(new ChannelOutcomes.Outcome(
                    Routing.decide(message, answer, inOrder, now), account, answer, adapter.cost(account, message)));
            count(account, answer.getClass().getSimpleName());
        } finally {
            turn.release();
        }
    }

    private static boolean taken(Semaphore turn) {
        try {
            return turn.tryAcquire(TURN_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void ask(Batch batch, DueMessage message) {
        Account account = batch.provider(message);
        Known answer = account == null
                ? new Known.CannotSay()
                : parts.providers().adapter(account).ask(account, message, ref -> isOther(account, message, ref));
        done.add(ChannelOutcomes.Outcome.of(
                Routing.decide(message, answer, parts.clock().instant())));
    }

    private boolean isOther(Account account, DueMessage message, String ref) {
        return parts.database().<Boolean>acrossStores(tx -> ChannelSql.isOther(tx, account.id(), message, ref));
    }

    private void count(Account account, String outcome) {
        parts.metrics()
                .counter("postlude_channel", "provider", account.kind(), "outcome", outcome.toLowerCase(Locale.ROOT))
                .increment();
    }

    /** Writes what has ended. */
    private int finish() {
        List<ChannelOutcomes.Outcome> ended = new ArrayList<>();
        for (ChannelOutcomes.Outcome one = done.poll(); one != null; one = done.poll()) ended.add(one);
        if (ended.isEmpty()) return 0;
        try {
            parts.database()
                    .runSpine(tx -> outcomes.write(tx, ended, parts.clock().instant()));
        } catch (RuntimeException e) {
            done.addAll(ended); // they went out: what became of them must not be lost with one failed commit
            throw e;
        }
        return ended.size();
    }

    @Override
    public void close() {
        stopping = true;
        wake.release();
        long began = System.nanoTime();
        try {
            if (thread != null && !thread.join(STOP_LIMIT))
                LOG.warn("The worker of channels did not stop in {}", STOP_LIMIT);
            while (underWay.get() > 0 && System.nanoTime() - began < STOP_LIMIT.toNanos()) await(BUSY);
            int _ = finish();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
