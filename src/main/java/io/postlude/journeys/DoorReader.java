package io.postlude.journeys;

import io.postlude.customers.CustomerId;
import io.postlude.flows.Flow;
import io.postlude.flows.Flows;
import io.postlude.kernel.Event;
import io.postlude.kernel.LogReader;
import io.postlude.kernel.Logged;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.segments.SegmentEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Lets people into journeys as they come into segments or leave them, in the transaction that moves its place in the log. */
final class DoorReader implements LogReader {
    static final String NAME = "journey-doors";

    private final Entrance entrance;
    private final JourneysModule.Faces faces;

    DoorReader(Entrance entrance, JourneysModule.Faces faces) {
        this.entrance = entrance;
        this.faces = faces;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Class<? extends Event>> wants() {
        return Set.of(SegmentEvent.SegmentJoined.class, SegmentEvent.SegmentLeft.class);
    }

    @Override
    public boolean startsAtTheEnd() {
        return true;
    }

    /** Somebody at the door of a segment. */
    record Passage(long event, String segment, Flow.Side side, CustomerId person, Instant at) {
        static Passage of(Logged logged, SegmentEvent event) {
            Flow.Side side = event instanceof SegmentEvent.SegmentLeft ? Flow.Side.LEFT : Flow.Side.JOINED;
            return new Passage(logged.id(), event.name(), side, event.customer(), event.occurredAt());
        }

        Run.What what() {
            return new Run.What(side.event(), at, segment, null);
        }
    }

    @Override
    public void take(Tx tx, List<Logged> events) {
        Map<StoreId, List<Passage>> byStore = new TreeMap<>(Comparator.comparingInt(StoreId::value));
        for (Logged logged : events)
            if (!logged.seenBefore() && logged.event() instanceof SegmentEvent event)
                byStore.computeIfAbsent(logged.store(), store -> new ArrayList<>())
                        .add(Passage.of(logged, event));
        byStore.forEach((store, all) -> take(tx, store, all));
    }

    private void take(Tx tx, StoreId store, List<Passage> all) {
        List<Flows.Published> open = faces.flows().live(tx, store).stream()
                .filter(one -> one.open() && one.flow().entry().trigger() instanceof Flow.OnSegment)
                .toList();
        if (open.isEmpty()) return;
        Map<CustomerId, CustomerId> heads = faces.customers()
                .canonical(
                        tx, store, all.stream().map(Passage::person).distinct().toList());
        // A person's second passage must find what the first has done.
        List<List<Entrance.Knock>> rounds = new ArrayList<>();
        Map<CustomerId, Integer> seen = new HashMap<>();
        for (Passage one : all) {
            CustomerId head = heads.getOrDefault(one.person(), one.person());
            List<Entrance.Knock> knocks = knocks(open, one, head);
            if (knocks.isEmpty()) continue;
            int turn = seen.merge(head, 1, Integer::sum) - 1;
            if (turn == rounds.size()) rounds.add(new ArrayList<>());
            rounds.get(turn).addAll(knocks);
        }
        for (List<Entrance.Knock> round : rounds) entrance.enter(tx, store, round);
    }

    private static List<Entrance.Knock> knocks(List<Flows.Published> open, Passage one, CustomerId head) {
        Flow.OnSegment door = new Flow.OnSegment(one.segment(), one.side());
        return open.stream()
                .filter(published -> published.flow().entry().trigger().equals(door))
                .map(published -> new Entrance.Knock(
                        published, new Run.Subject(head.value(), null, null, head), one.what(), one.event()))
                .toList();
    }
}
