package io.postlude.segments;

import io.postlude.customers.CustomerId;
import io.postlude.customers.Customers;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Logged;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.StoreTurn;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.orders.Orders;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Turns events into facts and has those looked at whom they concern. */
final class FactDesk {
    private static final StoreTurn PERSON = new StoreTurn("segments.person");

    private final Customers customers;
    private final Orders orders;
    private final Keeping keeping;
    private final InstantSource clock;

    FactDesk(Customers customers, Orders orders, Keeping keeping, InstantSource clock) {
        this.customers = customers;
        this.orders = orders;
        this.keeping = keeping;
        this.clock = clock;
    }

    void take(Tx tx, StoreId store, List<Logged> events) {
        News news = News.of(events, clock.instant());
        // A merge moves facts from one record to another: nobody may write facts under the old one meanwhile.
        if (news.merged.isEmpty()) PERSON.side(tx, store);
        else PERSON.alone(tx, store);
        new Turn(tx, store, news).take();
    }

    /** One set of events of one store. */
    private final class Turn {
        private final Tx tx;
        private final StoreId store;
        private final News news;
        private final Map<OrderId, FactSql.Known> owners = new HashMap<>();
        private final List<Fact> facts = new ArrayList<>();
        private final Set<CustomerId> told = new HashSet<>();

        Turn(Tx tx, StoreId store, News news) {
            this.tx = tx;
            this.store = store;
            this.news = news;
        }

        void take() {
            owners.putAll(FactSql.orders(tx, store, news.orders()));
            owners.values().forEach(owner -> told.add(owner.told()));
            orders();
            returnsAndDelays();
            told.addAll(news.people);
            told.addAll(news.merged);
            told.addAll(FactSql.told(tx, store, news.merged));
            Map<CustomerId, CustomerId> canonical = customers.canonical(tx, store, told);
            Set<CustomerId> touched = new HashSet<>(canonical.values());
            Set<CustomerId> known = new HashSet<>(PersonSql.lock(tx, store, union(touched, news.merged)));
            known.addAll(people(touched, known));
            forgetThoseMergedAway(touched);
            write(canonical, known);
            touched.addAll(news.merged);
            keeping.look(tx, store, touched, quiet(canonical)::contains);
        }

        private void orders() {
            for (var order : orders.orders(tx, store, List.copyOf(news.changed))) {
                List<Fact> now = OrderFacts.of(order);
                facts.addAll(now);
                now.forEach(fact -> own(fact));
            }
            news.placed.forEach((id, placed) -> {
                if (!news.changed.contains(id))
                    OrderFacts.of(placed).ifPresent(fact -> {
                        facts.add(fact);
                        own(fact);
                    });
            });
        }

        private void own(Fact fact) {
            told.add(fact.told());
            owners.put(fact.order(), new FactSql.Known(fact.told(), fact.told(), fact.imported()));
        }

        private void returnsAndDelays() {
            news.requested.forEach(asked -> {
                FactSql.Known owner = owners.get(asked.order());
                if (owner == null) return;
                asked.pieces().stream()
                        .filter(piece -> !news.called.contains(piece.value()))
                        .forEach(piece -> facts.add(new Fact(
                                Fact.Kind.BACK,
                                piece.value(),
                                owner.told(),
                                asked.order(),
                                asked.occurredAt(),
                                1,
                                null,
                                owner.imported(),
                                asked.returned().value())));
            });
            news.late.forEach(late -> {
                OrderId order = Objects.requireNonNull(late.order());
                FactSql.Known owner = owners.get(order);
                if (owner != null)
                    facts.add(new Fact(
                            Fact.Kind.LATE,
                            order.value(),
                            owner.told(),
                            order,
                            late.occurredAt(),
                            1,
                            null,
                            owner.imported(),
                            null));
            });
        }

        /** Reads those who are new or changed; answers who is known by now. */
        private Set<CustomerId> people(Set<CustomerId> touched, Set<CustomerId> known) {
            Set<CustomerId> wanted = new HashSet<>(touched);
            wanted.removeAll(known);
            wanted.addAll(customers
                    .canonical(tx, store, union(news.people, news.merged))
                    .values());
            wanted.removeAll(news.erased);
            var portraits = customers.portraits(tx, store, wanted);
            PersonSql.write(tx, store, portraits.values());
            return portraits.keySet();
        }

        private void forgetThoseMergedAway(Set<CustomerId> touched) {
            Set<CustomerId> gone = new HashSet<>(news.merged);
            gone.removeAll(touched);
            gone.addAll(news.erased);
            if (!gone.isEmpty()) PersonSql.delete(tx, store, gone);
            if (!news.erased.isEmpty()) FactSql.delete(tx, store, news.erased);
        }

        /** Nothing is kept of an order of somebody who was erased. */
        private void write(Map<CustomerId, CustomerId> canonical, Set<CustomerId> known) {
            if (!news.changed.isEmpty()) FactSql.clear(tx, store, news.changed);
            if (!news.called.isEmpty()) FactSql.deletePieces(tx, store, news.called);
            FactSql.write(
                    tx,
                    store,
                    facts.stream()
                            .filter(fact -> known.contains(canonical.getOrDefault(fact.told(), fact.told())))
                            .toList(),
                    canonical);
            if (!news.changed.isEmpty()) FactSql.follow(tx, store, news.changed);
            if (!news.merged.isEmpty()) FactSql.reassign(tx, store, canonical);
        }

        /** Those of whom nothing fresh is told. */
        private Set<CustomerId> quiet(Map<CustomerId, CustomerId> canonical) {
            Set<CustomerId> live = new HashSet<>();
            news.livePeople().forEach(person -> live.add(canonical.getOrDefault(person, person)));
            news.liveOrders().forEach((order, at) -> {
                FactSql.Known owner = owners.get(order);
                if (owner != null && !isHistory(order, owner, at))
                    live.add(canonical.getOrDefault(owner.told(), owner.told()));
            });
            Set<CustomerId> quiet = new HashSet<>(canonical.values());
            quiet.addAll(news.merged);
            quiet.removeAll(live);
            return quiet;
        }

        /** Of an order that came with a file, what happened before it came. */
        private static boolean isHistory(OrderId order, FactSql.Known owner, Instant at) {
            return owner.imported() && !at.isAfter(Ids.madeAt(order));
        }
    }

    private static Set<CustomerId> union(Set<CustomerId> some, Set<CustomerId> others) {
        Set<CustomerId> all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }
}
