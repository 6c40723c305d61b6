package io.postlude.journeys;

import io.postlude.journeys.TouchpointSql.Decided;
import io.postlude.journeys.TouchpointSql.Waiting;
import io.postlude.kernel.Ids;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.messaging.MessageId;
import io.postlude.orders.OrderId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Decides, writes the decision down and puts the message into the outbox: all in the transaction it is handed. */
final class TouchpointDesk {
    private final SurroundingsReading reading;
    private final DeliveryLetters letters;
    private final ReturnLetters returns;
    private final Ids ids;
    private final InstantSource clock;

    TouchpointDesk(SurroundingsReading reading, Letters letters, Ids ids, InstantSource clock) {
        this.reading = reading;
        this.letters = letters.outbound();
        this.returns = letters.back();
        this.ids = ids;
        this.clock = clock;
    }

    /** Who writes what is told. */
    record Letters(DeliveryLetters outbound, ReturnLetters back) {}

    /** Decides about what is new to us; what was decided before, and history, is passed over. */
    void notice(Tx tx, StoreId store, List<Occasion> occasions) {
        Instant now = clock.instant();
        Surroundings around = reading.read(tx, store, occasions);
        List<Occasion> fresh = new Fresh(around, now).of(occasions);
        if (fresh.isEmpty()) return;
        Questions questions = new Questions(around, fresh, now);
        List<Plan> plans = fresh.stream()
                .map(occasion -> plan(new TouchpointId(ids.next()), questions.about(occasion)))
                .toList();
        TouchpointSql.insert(tx, send(tx, around, plans), now);
    }

    /** Decides anew about what has waited, on the facts of now, and writes the message anew. */
    void decideAgain(Tx tx, StoreId store, List<Waiting> waiting) {
        Instant now = clock.instant();
        Surroundings around =
                reading.read(tx, store, waiting.stream().map(Waiting::occasion).toList());
        Questions questions = new Questions(around, List.of(), now);
        List<Plan> plans = waiting.stream()
                .map(due -> plan(due.id(), questions.again(due)))
                .toList();
        TouchpointSql.update(tx, send(tx, around, plans), now);
    }

    private static Plan plan(TouchpointId id, Question question) {
        return new Plan(id, question, Deciding.decide(question));
    }

    private List<Decided> send(Tx tx, Surroundings around, List<Plan> plans) {
        Map<TouchpointId, MessageId> messages = new HashMap<>();
        List<List<Plan>> together = together(around.rules().rhythm(), plans);
        Map<Boolean, List<List<Plan>>> parted = together.stream()
                .collect(Collectors.partitioningBy(
                        group -> group.getFirst().question().kind().isOfReturn()));
        List<List<Plan>> outbound = parted.getOrDefault(false, List.of());
        List<List<Plan>> back = parted.getOrDefault(true, List.of());
        mark(messages, outbound, letters.queue(tx, around, outbound));
        mark(messages, back, returns.queue(tx, around, back));
        return plans.stream()
                .map(plan -> new Decided(plan, messages.get(plan.id())))
                .toList();
    }

    private static void mark(Map<TouchpointId, MessageId> messages, List<List<Plan>> groups, List<MessageId> queued) {
        for (int i = 0; i < groups.size(); i++) for (Plan plan : groups.get(i)) messages.put(plan.id(), queued.get(i));
    }

    /** News of several parcels of one order that goes out in the same moment is one message. */
    private static List<List<Plan>> together(Rhythm rhythm, List<Plan> plans) {
        Map<Object, List<Plan>> groups = new LinkedHashMap<>();
        for (Plan plan : plans) {
            if (!plan.sends()) continue;
            Object key = key(rhythm, plan);
            groups.computeIfAbsent(key, one -> new ArrayList<>()).add(plan);
        }
        return List.copyOf(groups.values());
    }

    /** All that is told of one return in one moment is one message too, whatever the steps. */
    private static Object key(Rhythm rhythm, Plan plan) {
        Occasion occasion = plan.question().occasion();
        if (occasion.returned() != null) return occasion.returned();
        return occasion.kind().isToldTogether() && rhythm.togetherMinutes() > 0
                ? new Together(occasion.order(), occasion.kind())
                : plan.id();
    }

    private record Together(OrderId order, TouchpointKind kind) {}
}
