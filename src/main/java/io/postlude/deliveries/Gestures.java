package io.postlude.deliveries;

import io.postlude.customers.CustomerId;
import io.postlude.deliveries.Measures.Gesture;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Money;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.stores.PersonId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Goodwill given for a delivery that goes wrong: each once, within what the store allows for one order. */
public final class Gestures {
    private final EventLog log;
    private final Ids ids;
    private final InstantSource clock;

    Gestures(EventLog log, Ids ids, InstantSource clock) {
        this.log = log;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * What a store allows.
     *
     * @param limit for all gestures of one order together
     * @param daysGood how long a voucher is good for; 0 is without an end
     */
    public record Rule(Money limit, int daysGood) {
        public static final int MOST_DAYS = 1_100;

        public Rule {
            if (limit.isNegative()) {
                throw new IllegalArgumentException("A limit is not below zero");
            }
            if (daysGood < 0 || daysGood > MOST_DAYS) {
                throw new IllegalArgumentException("A voucher is good for 0 to 1,100 days");
            }
        }
    }

    /**
     * What is to be given.
     *
     * @param key made by the page that offers it, so that sending it twice gives once
     */
    public record Wish(String key, OrderId order, @Nullable CustomerId customer, Gesture gesture, PersonId person) {}

    /** What was given, by whom. */
    public record Given(GestureId id, OrderId order, Gesture gesture, PersonId person, Instant at) {}

    public sealed interface Outcome {
        /** {@code fresh} is false where it had been given before under the same key. */
        record Done(Given given, boolean fresh) implements Outcome {}

        /** It would pass what the store allows; {@code left} is what may still be given for this order. */
        record OverLimit(Money limit, Money left) implements Outcome {}

        /** The store has not said what may be given, or has in another currency. */
        record NotAllowed() implements Outcome {}
    }

    public Optional<Rule> rule(Tx tx, StoreId store) {
        return GestureSql.rule(tx, store);
    }

    public void setRule(Tx tx, StoreId store, Rule rule) {
        tx.execute(
                GestureSql.SET_RULE,
                store,
                rule.limit().minor(),
                rule.limit().currency().getCurrencyCode(),
                rule.daysGood(),
                clock.instant());
    }

    /** Until which day a voucher of today is good; absent where it has no end. */
    public static @Nullable LocalDate goodUntil(Rule rule, LocalDate today) {
        return rule.daysGood() == 0 ? null : today.plusDays(rule.daysGood());
    }

    /** Gives it, if the store's rule lets that be; at most once for its key. */
    public Outcome give(Tx tx, StoreId store, Wish wish) {
        tx.execute(RequestSql.LOCK, store, wish.order());
        Optional<Given> before = tx.first(GestureSql.BY_KEY, GestureSql::given, store, wish.key());
        if (before.isPresent()) {
            return new Outcome.Done(before.get(), false);
        }
        Money amount = wish.gesture().amount();
        Optional<Outcome> refused = refusal(tx, store, wish.order(), amount);
        if (refused.isPresent()) {
            return refused.get();
        }
        Instant now = clock.instant();
        Given given = new Given(new GestureId(ids.next()), wish.order(), wish.gesture(), wish.person(), now);
        tx.execute(
                GestureSql.ADD,
                store,
                given.id(),
                wish.key(),
                wish.order(),
                wish.customer(),
                amount.minor(),
                amount.currency().getCurrencyCode(),
                wish.gesture().way(),
                wish.gesture().code(),
                wish.gesture().until(),
                wish.person(),
                now);
        log.append(
                tx,
                new DeliveryEvent.GestureMade(
                        store,
                        wish.order(),
                        given.id(),
                        amount.minor(),
                        amount.currency().getCurrencyCode(),
                        now));
        return new Outcome.Done(given, true);
    }

    /** Why so much may not be given for an order now; empty where it may. */
    public Optional<Outcome> refusal(Tx tx, StoreId store, OrderId order, Money amount) {
        Optional<Rule> rule = rule(tx, store);
        if (rule.isEmpty() || !rule.get().limit().currency().equals(amount.currency())) {
            return Optional.of(new Outcome.NotAllowed());
        }
        Money limit = rule.get().limit();
        Money left = ofOrder(tx, store, order).stream()
                .map(given -> given.gesture().amount())
                .filter(given -> given.currency().equals(limit.currency()))
                .reduce(limit, Money::minus);
        return left.compareTo(amount) < 0 ? Optional.of(new Outcome.OverLimit(limit, left)) : Optional.empty();
    }

    /** Those of one order, the oldest first. */
    public List<Given> ofOrder(Tx tx, StoreId store, OrderId order) {
        return ofOrders(tx, store, List.of(order)).getOrDefault(order, List.of());
    }

    /** Those of several orders, the oldest first; orders without any are left out. */
    public Map<OrderId, List<Given>> ofOrders(Tx tx, StoreId store, Collection<OrderId> orders) {
        return tx
                .list(
                        GestureSql.OF_ORDERS,
                        GestureSql::given,
                        store,
                        orders.stream().mapToLong(OrderId::value).toArray())
                .stream()
                .collect(Collectors.groupingBy(Given::order));
    }
}
