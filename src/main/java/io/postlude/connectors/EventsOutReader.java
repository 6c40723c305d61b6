package io.postlude.connectors;

import io.postlude.kernel.Event;
import io.postlude.kernel.Ids;
import io.postlude.kernel.LogReader;
import io.postlude.kernel.Logged;
import io.postlude.kernel.Tx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts events into the outbox of webhooks, in the transaction that moves its place in the log. */
final class EventsOutReader implements LogReader {
    private final Endpoints endpoints;
    private final Ids ids;
    private final InstantSource clock;

    EventsOutReader(Endpoints endpoints, Ids ids, InstantSource clock) {
        this.endpoints = endpoints;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "webhooks";
    }

    @Override
    public Set<Class<? extends Event>> wants() {
        return EventsOut.wanted();
    }

    @Override
    public boolean startsAtTheEnd() {
        return true;
    }

    @Override
    public void take(Tx tx, List<Logged> events) {
        int[] stores = events.stream()
                .mapToInt(logged -> logged.store().value())
                .distinct()
                .toArray();
        Map<Integer, List<EndpointSql.Row>> byStore = EndpointSql.ofStoresAcrossStores(tx, stores).stream()
                .collect(Collectors.groupingBy(row -> row.store().value()));
        if (byStore.isEmpty()) return;
        List<SentEventSql.Fresh> fresh = new ArrayList<>();
        for (Logged logged : events) {
            if (logged.seenBefore()) continue;
            String type = EventsOut.type(logged.event()).orElse(null);
            if (type == null) continue;
            List<EndpointSql.Row> hearing = byStore.getOrDefault(logged.store().value(), List.of()).stream()
                    .filter(row -> row.hears(type))
                    .toList();
            if (hearing.isEmpty()) continue;
            String body = EventsOut.body(
                    logged.event(), type, Endpoints.eventId(logged.id()), endpoints.source(logged.store()));
            for (EndpointSql.Row row : hearing)
                fresh.add(new SentEventSql.Fresh(logged.store(), ids.next(), row.id(), logged.id(), type, body));
        }
        SentEventSql.insert(tx, fresh, clock.instant());
    }
}
