package io.postlude.orders;

import io.postlude.customers.CustomerDetails;
import io.postlude.customers.Customers;
import io.postlude.customers.Resolved;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Problem.FieldError;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderStore.Change;
import io.postlude.orders.Taken.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Takes a batch of news in. Locks come in one order for everybody: people, claims of orders, orders by id, products; so two
 * batches wait for each other at most in a line. News of the same order in one batch is taken in rounds, first come first.
 */
final class Intake {
    private final Customers customers;
    private final EventLog log;
    private final Ids ids;
    private final Tx tx;
    private final StoreId store;
    private final Arrival arrival;
    private final Instant now;
    private final IdentityHashMap<News, Resolved> people = new IdentityHashMap<>();
    private final IdentityHashMap<News, Taken> answers = new IdentityHashMap<>();

    Intake(Customers customers, EventLog log, Ids ids, Batch batch) {
        this.customers = customers;
        this.log = log;
        this.ids = ids;
        this.tx = batch.tx;
        this.store = batch.store;
        this.arrival = batch.arrival;
        this.now = batch.now;
    }

    record Batch(Tx tx, StoreId store, Arrival arrival, Instant now) {}

    /** An answer for each, in their order. */
    List<Taken> take(List<News> news) {
        List<News> work = withoutKnown(news);
        resolvePeople(work);
        List<OrderEvent> events = new ArrayList<>();
        for (Map<OrderKey, News> round : rounds(work)) events.addAll(take(round));
        log.append(tx, events);
        return news.stream().map(n -> Objects.requireNonNull(answers.get(n))).toList();
    }

    /** The cheap way out for what was taken before, word for word: two look-ups for the whole batch, no lock. */
    private List<News> withoutKnown(List<News> news) {
        Map<OrderKey, OrderId> claims = ClaimSql.find(tx, store, keys(news));
        Map<OrderId, Long> hashes = OrderSql.hashes(tx, store, claims.values());
        Map<OrderKey, Long> times = news.stream().collect(Collectors.groupingBy(News::key, Collectors.counting()));
        List<News> work = new ArrayList<>();
        for (News one : news) {
            OrderId order = claims.get(one.key());
            Long hash = order == null ? null : hashes.get(order);
            // Twice in one batch: something older may stand between, so both go the long way.
            boolean known = one instanceof News.OfOrder(var key, var snapshot, long told)
                    && hash != null
                    && hash == told
                    && times.getOrDefault(key, 0L) == 1;
            if (known) answers.put(one, new Taken(Outcome.UNCHANGED, order, List.of(), List.of()));
            else work.add(one);
        }
        return work;
    }

    private void resolvePeople(List<News> work) {
        List<News> asked = new ArrayList<>();
        List<CustomerDetails> details = new ArrayList<>();
        for (News one : work)
            if (one instanceof News.OfOrder whole && whole.snapshot().customer() != null) {
                asked.add(one);
                details.add(whole.snapshot().customer());
            }
        List<Resolved> resolved = customers.resolve(tx, store, details);
        for (int i = 0; i < asked.size(); i++) people.put(asked.get(i), resolved.get(i));
    }

    /** Each order at most once in a round; one round where nothing is told twice. */
    private static List<Map<OrderKey, News>> rounds(List<News> work) {
        List<Map<OrderKey, News>> rounds = new ArrayList<>();
        Map<OrderKey, Integer> times = new HashMap<>();
        for (News one : work) {
            int round = times.merge(one.key(), 1, Integer::sum) - 1;
            if (round == rounds.size()) rounds.add(new TreeMap<>());
            rounds.get(round).put(one.key(), one);
        }
        return rounds;
    }

    private List<OrderEvent> take(Map<OrderKey, News> round) {
        Map<OrderKey, Order> before = open(round.keySet());
        Assembly assembly = assembly(round.values());
        List<OrderEvent> events = new ArrayList<>();
        List<Order> fresh = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        for (News one : round.values()) {
            Order was = Objects.requireNonNull(before.get(one.key()));
            Order is = apply(was, one, assembly);
            List<OrderEvent> happened = Happenings.between(store, was, is, arrival);
            events.addAll(happened);
            if (was.version() == 0) fresh.add(is);
            else if (!was.equals(is)) changes.add(new Change(was, is));
            answers.put(one, new Taken(outcome(was, is, one, happened), is.id(), notes(one), happened));
        }
        OrderStore.insert(tx, store, now, fresh);
        OrderStore.update(tx, store, now, changes);
        return events;
    }

    /** Claims what nobody knows, locks what somebody does. */
    private Map<OrderKey, Order> open(Collection<OrderKey> keys) {
        Map<OrderKey, OrderId> known = ClaimSql.find(tx, store, keys);
        Map<OrderKey, OrderId> claims = new TreeMap<>();
        for (OrderKey key : keys) if (!known.containsKey(key)) claims.put(key, new OrderId(ids.next()));
        Set<OrderKey> won = ClaimSql.claim(tx, store, claims);
        if (won.size() < claims.size()) {
            claims.keySet().retainAll(won);
            known = ClaimSql.find(
                    tx, store, keys.stream().filter(k -> !won.contains(k)).toList());
        }
        Map<OrderKey, Order> open = HashMap.newHashMap(keys.size());
        claims.forEach((key, id) -> open.put(key, Order.pending(id, key.source(), key.reference(), arrival)));
        long[] ids = known.values().stream().mapToLong(OrderId::value).sorted().toArray();
        for (Order order : OrderStore.lock(tx, store, ids))
            open.put(new OrderKey(order.source(), order.reference()), order);
        return open;
    }

    private Assembly assembly(Collection<News> news) {
        List<OrderSnapshot> snapshots = new ArrayList<>();
        for (News one : news) if (one instanceof News.OfOrder whole) snapshots.add(whole.snapshot());
        return new Assembly(snapshots.isEmpty() ? null : new Catalogue(ids).find(tx, store, snapshots));
    }

    private Order apply(Order before, News news, Assembly assembly) {
        return switch (news) {
            case News.OfOrder whole -> before.with(assembly.whole(whole, people.get(news)), ids);
            case News.OfFulfilment part -> before.with(part.told(), ids);
            case News.OfRefund part -> before.with(part.told(), ids);
        };
    }

    private static Outcome outcome(Order was, Order is, News news, List<OrderEvent> happened) {
        boolean told = news instanceof News.OfOrder;
        if (told ? !was.placed() : was.version() == 0) return Outcome.NEW;
        if (news instanceof News.OfOrder whole
                && was.olderThanKnown(whole.snapshot().updatedAt())) return Outcome.STALE;
        if (!happened.isEmpty()) return Outcome.CHANGED;
        return !is.placed() && !was.equals(is) ? Outcome.CHANGED : Outcome.UNCHANGED;
    }

    /** What was known of a person's details that could not be taken. */
    private List<FieldError> notes(News news) {
        Resolved resolved = people.get(news);
        if (resolved == null || resolved.problems().isEmpty()) return List.of();
        return resolved.problems().stream()
                .map(p -> new FieldError("/customer", p))
                .toList();
    }

    private static Set<OrderKey> keys(List<News> news) {
        return news.stream().map(News::key).collect(Collectors.toSet());
    }
}
