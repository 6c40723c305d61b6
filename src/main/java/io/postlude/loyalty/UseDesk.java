package io.postlude.loyalty;

import io.postlude.customers.CustomerId;
import io.postlude.customers.Customers;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.orders.Orders;
import io.postlude.orders.Redemption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Brings what is known of the use of codes in line with orders. */
final class UseDesk {
    private final Customers customers;
    private final Orders orders;
    private final EventLog log;

    UseDesk(Customers customers, Orders orders, EventLog log) {
        this.customers = customers;
        this.orders = orders;
        this.log = log;
    }

    void look(Tx tx, StoreId store, Collection<OrderId> changed) {
        if (!PoolSql.any(tx, store)) return;
        List<Redemption> carrying = orders.redemptions(tx, store, changed);
        Set<UseSql.Key> before = UseSql.of(tx, store, changed);
        if (carrying.isEmpty() && before.isEmpty()) return;
        List<UseSql.Row> uses = uses(tx, store, carrying);
        Set<UseSql.Key> now = uses.stream().map(UseDesk::key).collect(Collectors.toSet());
        Set<UseSql.Key> gone = new HashSet<>(before);
        gone.removeAll(now);
        UseSql.delete(tx, store, gone);
        UseSql.save(tx, store, uses);
        CodeSql.spend(
                tx, store, uses.stream().map(use -> use.code().id()).distinct().toList());
        log.append(
                tx,
                uses.stream()
                        .filter(use -> use.given() != null && !before.contains(key(use)))
                        .filter(use -> !use.order().imported())
                        .map(use -> new RewardEvent.RewardUsed(
                                store,
                                Objects.requireNonNull(use.given()),
                                use.code().pool(),
                                use.order().order(),
                                use.order().placedAt()))
                        .toList());
    }

    private static UseSql.Key key(UseSql.Row use) {
        return new UseSql.Key(use.code().id(), use.order().order());
    }

    /** An order carries a code once, however often and in whichever case it names it. */
    private List<UseSql.Row> uses(Tx tx, StoreId store, List<Redemption> carrying) {
        Map<String, CodeSql.Known> known = CodeSql.known(
                tx,
                store,
                carrying.stream()
                        .flatMap(order -> order.codes().stream().map(CodeSql::key))
                        .collect(Collectors.toSet()));
        Owners owners = owners(tx, store, carrying, known.values());
        List<UseSql.Row> uses = new ArrayList<>();
        for (Redemption order : carrying)
            order.codes().stream()
                    .map(CodeSql::key)
                    .distinct()
                    .map(known::get)
                    .filter(Objects::nonNull)
                    .forEach(code -> uses.add(new UseSql.Row(code, order, owners.of(code, order))));
        return uses;
    }

    /** Whose the codes are, the newest first; {@code heads}: the canonical record of whoever ordered. */
    private record Owners(List<GivenSql.Having> having, Map<CustomerId, CustomerId> heads) {
        /** What was ordered before it was given was ordered without it. */
        @Nullable
        RewardId of(CodeSql.Known code, Redemption order) {
            return having.stream()
                    .filter(one -> one.code() == code.id() && !one.at().isAfter(order.placedAt()))
                    .filter(one -> code.alone() || isSame(one.person(), order.customer()))
                    .map(GivenSql.Having::reward)
                    .findFirst()
                    .orElse(null);
        }

        private boolean isSame(@Nullable CustomerId one, @Nullable CustomerId other) {
            return one != null && other != null && head(one).equals(head(other));
        }

        private CustomerId head(CustomerId person) {
            return heads.getOrDefault(person, person);
        }
    }

    private Owners owners(Tx tx, StoreId store, List<Redemption> carrying, Collection<CodeSql.Known> codes) {
        Map<Boolean, List<Long>> byKind = codes.stream()
                .collect(Collectors.partitioningBy(
                        CodeSql.Known::alone, Collectors.mapping(CodeSql.Known::id, Collectors.toList())));
        List<GivenSql.Having> having =
                new ArrayList<>(GivenSql.ofCodes(tx, store, Objects.requireNonNull(byKind.get(true))));
        List<Long> shared = Objects.requireNonNull(byKind.get(false));
        if (shared.isEmpty()) return new Owners(having, Map.of());
        Set<CustomerId> people = carrying.stream()
                .map(Redemption::customer)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(HashSet::new));
        Map<CustomerId, CustomerId> heads = customers.canonical(tx, store, people);
        people.addAll(heads.values());
        having.addAll(GivenSql.ofPeople(tx, store, shared, people));
        return new Owners(having, heads);
    }
}
