package io.postlude.journeys;

import io.postlude.customers.CustomerId;
import io.postlude.customers.Customers;
import io.postlude.deliveries.Manner;
import io.postlude.flows.Flow;
import io.postlude.flows.FlowId;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.segments.Segment;
import io.postlude.segments.Segments;
import io.postlude.stores.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks whom a one-off send would reach, before it goes: the same walking and the same rules as when it goes, at the moment it
 * would come to each person, on what is known now. Writes and sends nothing.
 */
final class SendOutlook {
    /** Past so many, every second, third, ... member is looked at, and counts are reckoned up. */
    static final int LOOKED_LIMIT = 20_000;

    private static final int PEOPLE_AT_ONCE = 2_000;
    private static final int IDS_AT_ONCE = 10_000;

    private final JourneysModule.Faces faces;
    private final RunReading reading;
    private final Reaching reaching;

    SendOutlook(JourneysModule.Faces faces, RunReading reading, Reaching reaching) {
        this.faces = faces;
        this.reading = reading;
        this.reaching = reaching;
    }

    /** What is looked at. */
    record Wanted(FlowId id, Flow flow, Flow.Members members, Instant now) {}

    Send.Outlook look(Tx tx, StoreId id, Wanted wanted) {
        Segment segment =
                faces.segments().byKey(tx, id, wanted.members().segment()).orElse(null);
        List<CustomerId> all = segment == null ? List.of() : members(tx, id, segment);
        int step = all.size() / LOOKED_LIMIT + (all.size() % LOOKED_LIMIT == 0 ? 0 : 1);
        List<CustomerId> looked = new ArrayList<>();
        for (int i = 0; i < all.size(); i += Math.max(1, step)) looked.add(all.get(i));
        Counting counting = new Counting(wanted, faces.stores().get(id));
        for (int from = 0; from < looked.size(); from += PEOPLE_AT_ONCE)
            counting.count(tx, looked.subList(from, Math.min(looked.size(), from + PEOPLE_AT_ONCE)));
        return counting.outlook(all.size(), looked.size());
    }

    private List<CustomerId> members(Tx tx, StoreId store, Segment segment) {
        List<CustomerId> all = new ArrayList<>();
        List<CustomerId> some;
        do {
            long after = all.isEmpty() ? 0 : all.getLast().value();
            some = faces.segments().membersAfter(tx, store, segment.id(), new Segments.Walk(after, IDS_AT_ONCE));
            all.addAll(some);
        } while (some.size() == IDS_AT_ONCE);
        return all;
    }

    /** Sums while people are looked at. */
    private final class Counting {
        private final Wanted wanted;
        private final Store store;
        private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
        private final Map<Rule, Long> rules = new EnumMap<>(Rule.class);
        private final Map<Rule, Long> held = new EnumMap<>(Rule.class);
        private long left;

        Counting(Wanted wanted, Store store) {
            this.wanted = wanted;
            this.store = store;
        }

        void count(Tx tx, List<CustomerId> people) {
            Map<CustomerId, Customers.Called> called = faces.customers().called(tx, store.id(), people);
            List<Run> runs = new ArrayList<>();
            for (CustomerId person : people) {
                Customers.Called one = called.get(person);
                if (one == null) left++;
                else runs.add(run(one));
            }
            if (runs.isEmpty()) return;
            RunReading.Round round = reading.read(tx, store.id(), runs, RunReading.Wants.of(wanted.flow()));
            List<Asked> asked = new ArrayList<>();
            for (Run run : runs) ask(run, round).ifPresent(asked::add);
            Reaching.Read reachable = reaching.read(
                    tx, store.id(), asked.stream().map(Asked::question).toList());
            for (Asked one : asked) note(reachable.reachable(one.question()), one.paces());
        }

        private record Asked(StepQuestion question, Map<CustomerId, Pace> paces) {}

        private Run run(Customers.Called one) {
            Instant at = wanted.members().day() == null
                    ? wanted.now()
                    : later(CalendarDays.moment(
                            wanted.members(), wanted.members().day(), Manner.zone(store, one.zone())));
            Run.What what = new Run.What("members", at, wanted.members().segment(), null);
            return new Run(
                    new RunId(one.id().value()),
                    store.id(),
                    wanted.id(),
                    0,
                    new Run.Subject(one.id().value(), null, null, one.id()),
                    1,
                    Run.Stand.at(wanted.flow().first().id(), at),
                    new Run.Came(what, 0, at),
                    0);
        }

        private Instant later(Instant at) {
            return at.isAfter(wanted.now()) ? at : wanted.now();
        }

        /** What is told first; what comes after waits, and is not foreseen. Empty: nothing is told. */
        private Optional<Asked> ask(Run run, RunReading.Round read) {
            Instant at = run.stand().at();
            RunReading.Round round = read.at(at, Set.of(wanted.id()));
            StepFacts facts = round.facts(run);
            var when = wanted.flow().entry().when();
            if (when != null && !facts.holds(when, at)) {
                left++;
                return Optional.empty();
            }
            List<Walking.Call> calls =
                    Walking.walk(wanted.flow(), run, facts, at).calls();
            for (Walking.Call call : calls)
                if (call instanceof Walking.Touched touched)
                    return Optional.of(new Asked(
                            round.ask(new TouchpointId(0), run, wanted.flow(), touched)
                                    .question(),
                            round.paces()));
            left++;
            return Optional.empty();
        }

        private void note(StepQuestion question, Map<CustomerId, Pace> paces) {
            CustomerId person = question.recipient().customer();
            Pace pace = person == null ? Pace.NOTHING : paces.getOrDefault(person, Pace.NOTHING);
            Verdict verdict = StepDeciding.decide(question.paced(pace));
            Outcome outcome = TouchpointSql.outcome(verdict);
            outcomes.merge(outcome, 1L, Long::sum);
            Rule rule = TouchpointSql.rule(verdict);
            if (rule != null) (outcome == Outcome.DEFERRED ? held : rules).merge(rule, 1L, Long::sum);
        }

        Send.Outlook outlook(long members, long looked) {
            double times = looked == 0 ? 1 : (double) members / looked;
            return new Send.Outlook(
                    members,
                    looked,
                    Math.round(left * times),
                    reckoned(outcomes, times),
                    reckoned(rules, times),
                    reckoned(held, times));
        }

        private static <K> Map<K, Long> reckoned(Map<K, Long> counts, double times) {
            if (times != 1) counts.replaceAll((key, count) -> Math.round(count * times));
            return counts;
        }
    }
}
