package io.postlude.segments;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.Condition;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.kernel.Values;
import io.postlude.stores.Stores;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Looks at people, in sets, and writes who came into a segment and who left. The people are locked by the caller. */
final class Keeping {
    private final Stores stores;
    private final Told told;
    private final EventLog log;
    private final InstantSource clock;

    Keeping(Stores stores, Told told, EventLog log, InstantSource clock) {
        this.stores = stores;
        this.told = told;
        this.log = log;
        this.clock = clock;
    }

    /** {@code quiet}: of whom nobody is told, because it is history. */
    void look(Tx tx, StoreId store, Collection<CustomerId> people, Predicate<CustomerId> quiet) {
        if (people.isEmpty()) return;
        // Read after the people were locked: a condition saved meanwhile is seen, or its own walk comes by later.
        List<Rule> rules = rules(tx, store);
        Set<Condition.Count> counts = rules.stream()
                .flatMap(rule -> rule.condition().counts().stream())
                .collect(Collectors.toSet());
        List<Person> persons = PersonSql.read(tx, store, people, told.of(tx, store, people, counts));
        Moment moment = Moment.of(stores.get(store), clock.instant());
        Set<MembershipSql.Key> before = MembershipSql.now(tx, store, people);
        Set<MembershipSql.Key> after = fitting(persons, rules, counts, moment);
        Turn turn = new Turn(tx, store, moment, rules.stream().collect(Collectors.toMap(Rule::id, rule -> rule)));
        turn.write(minus(after, before), minus(before, after), quiet);
        PersonSql.due(tx, store, dues(persons, rules, moment));
    }

    /** {@code quiet}: it is being filled. */
    record Rule(SegmentId id, String name, Condition condition, boolean quiet) {}

    private static List<Rule> rules(Tx tx, StoreId store) {
        return SegmentSql.rules(tx, store).stream()
                .map(row -> new Rule(row.id(), row.key(), SegmentWords.condition(row.condition()), row.quiet()))
                .toList();
    }

    private static Set<MembershipSql.Key> fitting(
            List<Person> persons, List<Rule> rules, Set<Condition.Count> counts, Moment moment) {
        Set<MembershipSql.Key> fitting = new HashSet<>();
        for (Person person : persons) {
            Values values = person.values(moment, counts);
            for (Rule rule : rules)
                if (rule.condition().holds(values)) fitting.add(new MembershipSql.Key(rule.id(), person.id()));
        }
        return fitting;
    }

    private static List<MembershipSql.Key> minus(Set<MembershipSql.Key> some, Set<MembershipSql.Key> others) {
        return some.stream().filter(key -> !others.contains(key)).toList();
    }

    private static List<PersonSql.Due> dues(List<Person> persons, List<Rule> rules, Moment moment) {
        List<Condition> conditions = rules.stream().map(Rule::condition).toList();
        List<PersonSql.Due> changed = new ArrayList<>();
        for (Person person : persons) {
            Instant due = person.nextChange(moment, conditions).orElse(null);
            if (!Objects.equals(due, person.due())) changed.add(new PersonSql.Due(person.id(), due));
        }
        return changed;
    }

    /** What one look at people changes. */
    private final class Turn {
        private final Tx tx;
        private final StoreId store;
        private final Moment moment;
        private final Map<SegmentId, Rule> rules;
        private final Map<SegmentId, SegmentSql.Change> counted = new HashMap<>();
        private final List<SegmentEvent> news = new ArrayList<>();

        Turn(Tx tx, StoreId store, Moment moment, Map<SegmentId, Rule> rules) {
            this.tx = tx;
            this.store = store;
            this.moment = moment;
            this.rules = rules;
        }

        void write(List<MembershipSql.Key> entering, List<MembershipSql.Key> leaving, Predicate<CustomerId> quiet) {
            List<MembershipSql.Entry> entries = new ArrayList<>();
            for (MembershipSql.Key key : entering) {
                Rule rule = Objects.requireNonNull(rules.get(key.segment()));
                boolean silent = rule.quiet() || quiet.test(key.person());
                entries.add(new MembershipSql.Entry(key, silent));
                count(key, 1, 0);
                if (!silent)
                    news.add(new SegmentEvent.SegmentJoined(store, rule.id(), rule.name(), key.person(), moment.now()));
            }
            List<MembershipSql.Entry> exits = new ArrayList<>();
            for (MembershipSql.Key key : leaving) {
                Rule rule = rules.get(key.segment());
                boolean silent = rule == null || rule.quiet() || quiet.test(key.person());
                exits.add(new MembershipSql.Entry(key, silent));
                count(key, 0, 1);
                if (rule != null && !silent)
                    news.add(new SegmentEvent.SegmentLeft(store, rule.id(), rule.name(), key.person(), moment.now()));
            }
            MembershipSql.enter(tx, store, entries, moment.now());
            MembershipSql.leave(tx, store, exits, moment.now());
            SegmentSql.count(tx, store, moment.today(), counted.values());
            log.append(tx, news);
        }

        private void count(MembershipSql.Key key, long entered, long gone) {
            counted.merge(
                    key.segment(),
                    new SegmentSql.Change(key.segment(), entered, gone),
                    (a, b) -> new SegmentSql.Change(a.segment(), a.entered() + b.entered(), a.gone() + b.gone()));
        }
    }
}
