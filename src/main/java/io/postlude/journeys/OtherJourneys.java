package io.postlude.journeys;

import io.postlude.customers.CustomerId;
import io.postlude.flows.FlowId;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What other journeys than the one that is rehearsed really sent, by the ids orders name people by. */
record OtherJourneys(Map<CustomerId, List<Sent>> sent) {
    private static final Set<Rule> ROOM = Set.of(Rule.CAP, Rule.PAUSE);

    record Sent(FlowId flow, Instant at) {}

    /** Whose, and since when. */
    record Of(FlowId but, Collection<CustomerId> people, Instant since) {}

    static OtherJourneys read(Tx tx, StoreId store, Of of) {
        Map<CustomerId, List<Sent>> sent = new HashMap<>();
        tx.each(
                """
                select customer_id, flow_id, decided_at from journeys.touchpoint
                where store_id = ? and customer_id = any(?) and flow_id <> ? and outcome = 'SENT' and decided_at >= ?""",
                row -> sent.computeIfAbsent(new CustomerId(row.getLong(1)), one -> new ArrayList<>(2))
                        .add(new Sent(new FlowId(row.getLong(2)), Tx.instantNotNull(row, "decided_at"))),
                store,
                of.people().stream().mapToLong(CustomerId::value).toArray(),
                of.but(),
                of.since());
        return new OtherJourneys(sent);
    }

    Meeting meeting(StepQuestion question, Verdict verdict, List<Rule> held) {
        List<Sent> others = others(question);
        if (others.isEmpty()) return Meeting.NONE;
        Set<FlowId> sameDay = new HashSet<>();
        if (verdict instanceof Verdict.Send) {
            LocalDate day =
                    LocalDate.ofInstant(question.now(), question.recipient().zone());
            for (Sent one : others)
                if (LocalDate.ofInstant(one.at(), question.recipient().zone()).equals(day)) sameDay.add(one.flow());
        }
        Rule rule = TouchpointSql.rule(verdict);
        boolean waited = held.stream().anyMatch(ROOM::contains) || (rule != null && ROOM.contains(rule));
        Set<FlowId> room = new HashSet<>();
        if (waited) {
            Instant from =
                    question.at().minus(Duration.ofDays(question.rules().caps().days()));
            for (Sent one : others)
                if (one.at().isAfter(from) && !one.at().isAfter(question.now())) room.add(one.flow());
        }
        return new Meeting(sameDay, room);
    }

    private List<Sent> others(StepQuestion question) {
        List<Sent> all = new ArrayList<>();
        Reaching.people(question).forEach(person -> all.addAll(sent.getOrDefault(person, List.of())));
        return all;
    }
}
