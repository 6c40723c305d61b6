package io.postlude.returns;

import io.postlude.customers.CustomerId;
import io.postlude.customers.Customers;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.BoughtLine;
import io.postlude.orders.LineId;
import io.postlude.orders.Orders;
import io.postlude.orders.ProductId;
import io.postlude.orders.VariantId;
import io.postlude.returns.ConductSql.Sent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Weighs all people of a store who sent something back within a year, in sets: six statements, however many they are. */
final class Weighing {
    private static final Duration YEAR = Duration.ofDays(365);
    /** So many pieces of the store's mean stand beside what is known of a product: few sales say little. */
    private static final double PRIOR_PIECES = 20;

    private final Customers customers;
    private final Orders orders;

    Weighing(Customers customers, Orders orders) {
        this.customers = customers;
        this.orders = orders;
    }

    /** Works all scores of a store out anew. */
    void weigh(Tx tx, StoreId store, Instant now) {
        Instant since = now.minus(YEAR);
        List<Sent> sent = ConductSql.sent(tx, store, since);
        Set<CustomerId> ids = new HashSet<>();
        sent.forEach(one -> ids.add(one.customer()));
        Map<CustomerId, CustomerId> canonical = customers.canonical(tx, store, ids);
        Map<CustomerId, Person> people = new HashMap<>();
        List<BoughtLine> lines = orders.lines(tx, store, ids, since);
        Map<LineId, BoughtLine> byLine = new HashMap<>();
        for (BoughtLine line : lines) {
            byLine.put(line.line(), line);
            person(people, canonical.getOrDefault(line.customer(), line.customer()))
                    .lines
                    .add(line);
        }
        for (Sent one : sent)
            if (byLine.containsKey(one.line()))
                person(people, canonical.getOrDefault(one.customer(), one.customer()))
                        .sent
                        .add(one);
        Rates rates = rates(tx, store, new Year(sent, byLine, new Orders.Between(since, now)));
        Map<CustomerId, List<Sign>> signs = new HashMap<>();
        people.forEach((id, person) -> {
            List<Sign> mine = person.behaviour(rates, byLine, now).signs();
            if (!mine.isEmpty()) signs.put(id, new ArrayList<>(mine));
        });
        link(tx, store, signs);
        ConductSql.write(tx, store, signs, now);
    }

    private static Person person(Map<CustomerId, Person> people, CustomerId id) {
        return people.computeIfAbsent(id, one -> new Person());
    }

    private record Year(List<Sent> sent, Map<LineId, BoughtLine> byLine, Orders.Between span) {}

    private Rates rates(Tx tx, StoreId store, Year year) {
        Map<VariantId, Long> sold = orders.pieces(tx, store, year.span());
        Map<VariantId, ProductId> products = orders.productsOf(tx, store, sold.keySet());
        Rates rates = new Rates();
        sold.forEach((variant, pieces) -> {
            ProductId product = products.get(variant);
            if (product != null) rates.bought.merge(product, pieces, Long::sum);
            rates.allBought += pieces;
        });
        for (Sent one : year.sent()) {
            BoughtLine line = year.byLine().get(one.line());
            if (line == null || !one.isOwnChoice()) continue;
            rates.returned.merge(line.product(), 1L, Long::sum);
            rates.allReturned++;
        }
        return rates;
    }

    /** Only those who already have a sign of their own are linked: a household is no offence. */
    private void link(Tx tx, StoreId store, Map<CustomerId, List<Sign>> signs) {
        Map<CustomerId, Set<CustomerId>> linked = new HashMap<>(orders.neighbours(tx, store, signs.keySet()));
        customers
                .sharing(tx, store, signs.keySet())
                .forEach((one, others) -> linked.merge(one, others, Weighing::both));
        linked.forEach((one, others) -> {
            List<Sign> mine = signs.get(one);
            if (mine != null) mine.add(Sign.of(Sign.Kind.LINKED, others.size(), 0));
        });
    }

    private static Set<CustomerId> both(Set<CustomerId> one, Set<CustomerId> other) {
        Set<CustomerId> all = new HashSet<>(one);
        all.addAll(other);
        return all;
    }

    /** What of each product all people together bought and sent back of their own choice. */
    private static final class Rates {
        private final Map<ProductId, Long> bought = new HashMap<>();
        private final Map<ProductId, Long> returned = new HashMap<>();
        private long allBought;
        private long allReturned;

        /** The share of a product that others send back: without this person's own, drawn to the store's mean. */
        double ofOthers(ProductId product, long ownBought, long ownReturned, Totals own) {
            double mean = share(allReturned - own.returned(), allBought - own.bought());
            double others = Math.max(0, bought.getOrDefault(product, 0L) - ownBought);
            double back = Math.max(0, returned.getOrDefault(product, 0L) - ownReturned);
            return Math.min(1, (back + PRIOR_PIECES * mean) / (others + PRIOR_PIECES));
        }

        private static double share(long part, long whole) {
            return whole <= 0 ? 0 : (double) Math.max(0, part) / whole;
        }
    }

    private record Totals(long bought, long returned) {}

    /** One person with all their ids. */
    private static final class Person {
        private final List<BoughtLine> lines = new ArrayList<>();
        private final List<Sent> sent = new ArrayList<>();

        Behaviour behaviour(Rates rates, Map<LineId, BoughtLine> byLine, Instant now) {
            Map<ProductId, Long> bought = new HashMap<>();
            Map<ProductId, Long> returned = new HashMap<>();
            for (BoughtLine line : lines) bought.merge(line.product(), line.pieces(), Long::sum);
            List<Sent> chosen = sent.stream().filter(Sent::isOwnChoice).toList();
            for (Sent one : chosen) returned.merge(product(byLine, one), 1L, Long::sum);
            Totals own = new Totals(sum(bought), chosen.size());
            double expected = 0;
            for (var entry : bought.entrySet())
                expected += entry.getValue()
                        * rates.ofOthers(
                                entry.getKey(), entry.getValue(), returned.getOrDefault(entry.getKey(), 0L), own);
            List<Sent> missing = sent.stream().filter(Sent::isMissing).toList();
            return new Behaviour(
                    own.bought(),
                    own.returned(),
                    expected,
                    chosen.stream()
                            .filter(one -> one.at().isAfter(now.minus(Duration.ofDays(Behaviour.RECENT_DAYS))))
                            .map(Sent::returned)
                            .distinct()
                            .count(),
                    recentOrders(chosen, byLine, now),
                    value(chosen),
                    missing.size(),
                    missing.stream().map(Sent::returned).distinct().count());
        }

        private static long sum(Map<ProductId, Long> pieces) {
            return pieces.values().stream().mapToLong(Long::longValue).sum();
        }

        private static ProductId product(Map<LineId, BoughtLine> byLine, Sent one) {
            return java.util.Objects.requireNonNull(byLine.get(one.line())).product();
        }

        /** Orders whose time to come back is now: those of the last weeks, and those something came back of. */
        private long recentOrders(List<Sent> chosen, Map<LineId, BoughtLine> byLine, Instant now) {
            Set<Long> orders = new HashSet<>();
            Instant since = now.minus(Duration.ofDays(Behaviour.ORDERS_DAYS));
            for (BoughtLine line : lines)
                if (line.placedAt().isAfter(since)) orders.add(line.order().value());
            for (Sent one : chosen) {
                BoughtLine line = byLine.get(one.line());
                if (line != null && one.at().isAfter(now.minus(Duration.ofDays(Behaviour.RECENT_DAYS))))
                    orders.add(line.order().value());
            }
            return orders.size();
        }

        private double value(List<Sent> chosen) {
            Set<String> currencies = new HashSet<>();
            long paid = 0;
            for (BoughtLine line : lines) {
                currencies.add(line.paid().currency().getCurrencyCode());
                paid += line.paid().minor();
            }
            if (currencies.size() != 1 || paid <= 0) return -1;
            long back = chosen.stream().mapToLong(Sent::goods).sum();
            return (double) back / paid;
        }
    }
}
