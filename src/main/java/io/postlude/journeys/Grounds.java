package io.postlude.journeys;

import io.postlude.customers.CustomerId;
import io.postlude.customers.Purpose;
import io.postlude.flows.Flow;
import io.postlude.flows.FlowId;
import io.postlude.flows.Flows;
import io.postlude.flows.Step;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.messaging.MessageId;
import io.postlude.messaging.Messages;
import io.postlude.orders.OrderId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** On what ground people were written to, from the records of decisions: for the person who asks "why did I get this". */
public final class Grounds {
    private final Flows flows;
    private final Messages messages;

    Grounds(Flows flows, Messages messages) {
        this.flows = flows;
        this.messages = messages;
    }

    /**
     * Why one message went.
     *
     * @param order what it was about; null where it was about the person
     * @param purpose what a journey's step wrote for; null for news of a delivery, and where the journey is gone
     * @param waited whether it was held back for a better moment before
     */
    public record Ground(
            TouchpointKind kind,
            @Nullable OrderId order,
            @Nullable Purpose purpose,
            boolean waited) {}

    /** Messages that no touchpoint asked for, such as a link somebody wanted, are not among them. */
    public Map<MessageId, Ground> of(
            Tx tx, StoreId store, Collection<CustomerId> people, Collection<MessageId> messages) {
        Map<Version, Optional<Flow>> read = new HashMap<>();
        Map<MessageId, Ground> grounds = new HashMap<>();
        // One that took over from another came for the same reason.
        Map<MessageId, MessageId> first = this.messages.firstOfWays(tx, store, messages);
        Set<MessageId> asked = new HashSet<>(messages);
        asked.addAll(first.values());
        for (Told told : told(tx, store, people, asked)) {
            Purpose purpose = told.version() == null
                    ? null
                    : read.computeIfAbsent(told.version(), one -> flows.version(tx, store, one.flow(), one.number()))
                            .map(flow -> purpose(flow, told.step()))
                            .orElse(null);
            // Several parcels told in one message: the first of them says why.
            grounds.putIfAbsent(told.message(), new Ground(told.kind(), told.order(), purpose, told.decisions() > 1));
        }
        first.forEach((message, before) -> {
            Ground ground = grounds.get(before);
            if (ground != null) grounds.put(message, ground);
        });
        return grounds;
    }

    private static @Nullable Purpose purpose(Flow flow, @Nullable String step) {
        return step != null && flow.byId().get(step) instanceof Step.Touch touch ? touch.purpose() : null;
    }

    private record Version(FlowId flow, int number) {}

    private record Told(
            MessageId message,
            TouchpointKind kind,
            @Nullable OrderId order,
            int decisions,
            @Nullable Version version,
            @Nullable String step) {}

    private static List<Told> told(
            Tx tx, StoreId store, Collection<CustomerId> people, Collection<MessageId> messages) {
        return tx.list(
                """
                select t.message_id, t.kind, t.order_id, t.decisions, t.flow_id, t.step, r.version
                from journeys.touchpoint t left join journeys.run r on r.store_id = t.store_id and r.id = t.run_id
                where t.store_id = ? and t.customer_id = any(?) and t.message_id = any(?) order by t.id""",
                row -> {
                    Long flow = TouchpointSql.number(row, "flow_id").orElse(null);
                    int version = row.getInt("version");
                    return new Told(
                            new MessageId(row.getLong("message_id")),
                            TouchpointKind.valueOf(row.getString("kind")),
                            TouchpointSql.number(row, "order_id")
                                    .map(OrderId::new)
                                    .orElse(null),
                            row.getInt("decisions"),
                            flow == null || version == 0 ? null : new Version(new FlowId(flow), version),
                            row.getString("step"));
                },
                store,
                people.stream().mapToLong(CustomerId::value).toArray(),
                messages.stream().mapToLong(MessageId::value).toArray());
    }
}
