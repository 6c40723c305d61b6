package io.postlude.segments;

import io.postlude.customers.CustomEvents;
import io.postlude.kernel.Condition;
import java.time.Instant;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Counts facts of one person. What comes back is known twice, by our returns and by the shop's refunds; of each order the one
 * that knows of returns at all is believed. An order that was cancelled counts nowhere.
 */
final class Counting {
    private static final String TOLD = "events_in ";

    private final List<Fact> facts;
    private final List<CustomEvents.Happened> told;
    private final Currency currency;
    private final double minorInOne;

    /** {@code currency}: only orders in it count as money. */
    Counting(List<Fact> all, List<CustomEvents.Happened> told, Currency currency) {
        this.told = List.copyOf(told);
        this.currency = currency;
        this.minorInOne = Math.pow(10, Math.max(0, currency.getDefaultFractionDigits()));
        Set<Long> standing = new HashSet<>();
        Set<Long> announced = new HashSet<>();
        for (Fact fact : all) {
            if (fact.kind() == Fact.Kind.ORDER) standing.add(fact.order().value());
            if (fact.kind() == Fact.Kind.BACK) announced.add(fact.order().value());
        }
        this.facts = all.stream()
                .filter(fact -> standing.contains(fact.order().value()))
                .filter(fact -> fact.kind() != Fact.Kind.REFUND
                        || (fact.pieces() > 0
                                && !announced.contains(fact.order().value())))
                .toList();
    }

    List<Fact> facts() {
        return facts;
    }

    /** Which facts a count looks at. */
    private static boolean counts(String name, Fact.Kind kind) {
        return switch (kind) {
            case ORDER -> name.startsWith("orders") || name.startsWith("items") || name.startsWith("spent");
            case BACK, REFUND -> name.startsWith("return");
            case LATE -> name.startsWith("late");
        };
    }

    Map<Condition.Count, Number> counts(Set<Condition.Count> asked, Instant now) {
        Map<Condition.Count, Number> counted = HashMap.newHashMap(asked.size());
        for (Condition.Count count : asked)
            counted.put(count, count(count.name(), now.minusSeconds(count.days() * 86_400L)));
        return counted;
    }

    static boolean isTold(Condition.Count count) {
        return count.name().startsWith(TOLD);
    }

    /** When each thing happened that a count looks at. */
    Stream<Instant> counted(Condition.Count count) {
        return isTold(count)
                ? told(count.name()).map(CustomEvents.Happened::at)
                : facts.stream()
                        .filter(fact -> counts(count.name(), fact.kind()))
                        .map(Fact::at);
    }

    private Stream<CustomEvents.Happened> told(String name) {
        String of = name.substring(TOLD.length());
        return told.stream().filter(one -> one.name().equals(of));
    }

    private Number count(String name, Instant after) {
        if (name.startsWith(TOLD))
            return told(name).filter(one -> one.at().isAfter(after)).count();
        return switch (name) {
            case "orders_in" -> orders(after);
            case "items_in" -> items(after);
            case "spent_in" -> spent(after);
            case "returns_in" -> returns(after);
            case "returned_items_in" -> returnedItems(after);
            case "late_orders_in" -> late(after);
            default -> throw new IllegalArgumentException("nobody counts " + name);
        };
    }

    long orders(Instant after) {
        return facts.stream()
                .filter(f -> f.kind() == Fact.Kind.ORDER && f.at().isAfter(after))
                .count();
    }

    long items(Instant after) {
        return facts.stream()
                .filter(f -> f.kind() == Fact.Kind.ORDER && f.at().isAfter(after))
                .mapToLong(Fact::pieces)
                .sum();
    }

    double spent(Instant after) {
        long minor = 0;
        for (Fact fact : facts) {
            Fact.Worth worth = fact.worth();
            if (worth != null
                    && worth.currency().equals(currency.getCurrencyCode())
                    && fact.at().isAfter(after)) minor += worth.minor();
        }
        return minor / minorInOne;
    }

    long returns(Instant after) {
        return facts.stream()
                .filter(f -> isBack(f) && f.at().isAfter(after))
                .map(f -> f.returned() == null ? f.ref() : f.returned())
                .distinct()
                .count();
    }

    long returnedItems(Instant after) {
        return facts.stream()
                .filter(f -> isBack(f) && f.at().isAfter(after))
                .mapToLong(Fact::pieces)
                .sum();
    }

    long late(Instant after) {
        return facts.stream()
                .filter(f -> f.kind() == Fact.Kind.LATE && f.at().isAfter(after))
                .count();
    }

    private static boolean isBack(Fact fact) {
        return fact.kind() == Fact.Kind.BACK || fact.kind() == Fact.Kind.REFUND;
    }
}
