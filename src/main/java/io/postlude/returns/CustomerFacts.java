package io.postlude.returns;

import io.postlude.customers.CustomerId;
import io.postlude.customers.Customers;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.Orders;
import io.postlude.stores.Store;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** What a policy knows of those who send something back: of the whole person, under whichever of their records they bought. */
final class CustomerFacts {
    private final Customers customers;
    private final Orders orders;

    CustomerFacts(Customers customers, Orders orders) {
        this.customers = customers;
        this.orders = orders;
    }

    /** By the records asked for, with as few statements for many as for one. */
    Map<CustomerId, Facts.Customer> of(Tx tx, Store owner, Collection<CustomerId> people, Instant now) {
        if (people.isEmpty()) return Map.of();
        StoreId store = owner.id();
        Map<CustomerId, List<CustomerId>> families = customers.families(tx, store, people);
        Set<CustomerId> all = new HashSet<>();
        families.values().forEach(all::addAll);
        Known known = new Known(orders.bought(tx, store, all), sent(tx, store, all), customers.tags(tx, store, all));
        LocalDate today = now.atZone(owner.zone()).toLocalDate();
        Map<CustomerId, Facts.Customer> facts = new HashMap<>();
        families.forEach((customer, family) -> {
            long returned = known.returned(family);
            int score = returned == 0
                    ? 0
                    : ConductSql.of(tx, store, family, today)
                            .map(Conduct::counting)
                            .orElse(0);
            facts.put(customer, known.of(family, score));
        });
        return facts;
    }

    /** Of each record by itself. */
    private record Known(
            Map<CustomerId, Orders.Bought> bought, Map<CustomerId, Sent> sent, Map<CustomerId, Set<String>> tags) {
        long returned(List<CustomerId> family) {
            return family.stream()
                    .mapToLong(one -> sent.getOrDefault(one, Sent.NONE).pieces())
                    .sum();
        }

        Facts.Customer of(List<CustomerId> family, int score) {
            long placed = 0;
            long units = 0;
            long claims = 0;
            Set<String> marks = new TreeSet<>();
            for (CustomerId one : family) {
                Orders.Bought had = bought.get(one);
                placed += had == null ? 0 : had.orders();
                units += had == null ? 0 : had.units();
                claims += sent.getOrDefault(one, Sent.NONE).claims();
                marks.addAll(tags.getOrDefault(one, Set.of()));
            }
            return new Facts.Customer(true, placed, units, returned(family), claims, List.copyOf(marks), score);
        }
    }

    /** Pieces sent back before, those that claims gave something for among them. */
    private record Sent(long pieces, long claims) {
        static final Sent NONE = new Sent(0, 0);

        Sent plus(Sent other) {
            return new Sent(pieces + other.pieces, claims + other.claims);
        }
    }

    /** In two steps: most people have no return, and the second never reads more than theirs. */
    private static Map<CustomerId, Sent> sent(Tx tx, StoreId store, Collection<CustomerId> records) {
        Map<Long, CustomerId> whose = new HashMap<>();
        tx.each(
                "select id, customer_id from returns.customer_return where store_id = ? and customer_id = any(?)",
                row -> whose.put(row.getLong(1), new CustomerId(row.getLong(2))),
                store,
                records.stream().mapToLong(CustomerId::value).sorted().toArray());
        if (whose.isEmpty()) return Map.of();
        Map<CustomerId, Sent> sent = new HashMap<>();
        tx.each(
                """
                select return_id, count(*), count(*) filter (where rule = ?) from returns.piece
                where store_id = ? and return_id = any(?) and verdict not in ('REFUSED', 'CALLED_OFF')
                group by return_id""",
                row -> sent.merge(
                        Objects.requireNonNull(whose.get(row.getLong(1))),
                        new Sent(row.getLong(2), row.getLong(3)),
                        Sent::plus),
                Grants.RULE,
                store,
                whose.keySet().stream().mapToLong(Long::longValue).sorted().toArray());
        return sent;
    }
}
