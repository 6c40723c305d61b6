package io.postlude.returns;

import io.postlude.kernel.Database;
import io.postlude.kernel.StoreId;
import io.postlude.returns.Requests.Asked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/**
 * Lets requests through that come at the same moment together: one transaction for all of them, with as many statements as for
 * one. Nobody waits for company; whoever comes while others are served goes with the next. What fails together is tried each by
 * itself, so that nobody answers for somebody else. See docs/decisions/0380.
 */
public final class RequestGate {
    /** More would have the first of them wait for the last. */
    private static final int MOST = 16;

    private static final int AT_ONCE = 2;

    /** Whoever works on one of the orders for longer than this holds up that one only. */
    private static final Duration PATIENCE = Duration.ofMillis(300);

    private final Database database;
    private final Requests requests;
    private final String patience;
    private final Map<StoreId, Line> lines = new ConcurrentHashMap<>();

    RequestGate(Database database, Requests requests) {
        this(database, requests, PATIENCE);
    }

    RequestGate(Database database, Requests requests, Duration patience) {
        this.database = database;
        this.requests = requests;
        this.patience = "set local lock_timeout = " + patience.toMillis();
    }

    private record Waiting(Asked asked, CompletableFuture<Answer> answer) {}

    private static final class Line {
        private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
        private final Semaphore turns = new Semaphore(AT_ONCE);
    }

    /** As {@link Returns#request}, in a transaction of its own or one it shares; it is committed when this returns. */
    public Answer request(StoreId store, Ask ask, Asker asker) {
        Asked asked = new Asked(ask, asker);
        if (!mayShare(ask)) return alone(store, asked);
        Line line = lines.computeIfAbsent(store, _ -> new Line());
        Waiting mine = new Waiting(asked, new CompletableFuture<>());
        line.waiting.add(mine);
        serve(store, line);
        try {
            return mine.answer().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException own ? own : e;
        }
    }

    /** Things of the shelf are taken in the order they are asked for, which two transactions could do crosswise. */
    private static boolean mayShare(Ask ask) {
        return ask.wishes().stream().allMatch(wish -> wish.variant() == null);
    }

    private Answer alone(StoreId store, Asked asked) {
        return database.inStore(
                store, tx -> requests.make(tx, store, List.of(asked)).getFirst());
    }

    /** Whoever finds a turn free serves all who wait; who comes just as the last turn ends is seen by it or finds it free. */
    private void serve(StoreId store, Line line) {
        if (line.waiting.isEmpty() || !line.turns.tryAcquire()) return;
        Thread.ofVirtual().name("return-requests").start(() -> {
            try {
                for (List<Waiting> next = next(line); !next.isEmpty(); next = next(line)) together(store, next);
            } finally {
                line.turns.release();
            }
            serve(store, line);
        });
    }

    /** One of an order: the second is judged by what became of the first. */
    private static List<Waiting> next(Line line) {
        List<Waiting> some = new ArrayList<>();
        List<Waiting> later = new ArrayList<>();
        Set<Object> taken = new HashSet<>();
        while (some.size() < MOST) {
            Waiting one = line.waiting.poll();
            if (one == null) break;
            boolean order = taken.add(one.asked().ask().order());
            boolean key = taken.add(one.asked().asker().key());
            (order && key ? some : later).add(one);
        }
        line.waiting.addAll(later);
        return some;
    }

    private void together(StoreId store, List<Waiting> all) {
        try {
            List<Asked> asked = all.stream().map(Waiting::asked).toList();
            List<Answer> answers = database.inStore(store, tx -> {
                tx.execute(patience);
                return requests.make(tx, store, asked);
            });
            for (int i = 0; i < all.size(); i++) all.get(i).answer().complete(answers.get(i));
        } catch (RuntimeException | Error e) {
            // Nothing of it was written. Whose doing it was, each by itself shows, and nobody waits for the others any
            // more.
            for (Waiting one : all) Thread.ofVirtual().name("return-request").start(() -> byItself(store, one));
        }
    }

    private void byItself(StoreId store, Waiting one) {
        try {
            one.answer().complete(alone(store, one.asked()));
        } catch (RuntimeException | Error e) {
            one.answer().completeExceptionally(e);
        }
    }

    /** How many of a store have not been let through yet. */
    int waiting(StoreId store) {
        Line line = lines.get(store);
        return line == null ? 0 : line.waiting.size();
    }
}
