package io.postlude.twin;

import io.postlude.customers.CustomerDetails;
import io.postlude.customers.CustomerId;
import io.postlude.kernel.Database;
import io.postlude.kernel.Money;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.loyalty.CodeSeen;
import io.postlude.loyalty.Pool;
import io.postlude.loyalty.Pools;
import io.postlude.loyalty.Worth;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderSnapshot;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders;
import io.postlude.orders.Taken;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The pool the demo's thank-you draws from, and the first who bought again with a code of it. */
final class FirstRewards {
    private static final String KEY = "thank-you";
    private static final String BY = "Maren Holm";
    private static final int CODES = 400;
    private static final int LOW_BELOW = 40;
    private static final int PERCENT = 10;
    private static final int BASIS_POINTS = 100;
    private static final int GOOD_DAYS = 60;
    private static final int BUYERS = 4;
    private static final int LOOKED_AT = 200;
    private static final String SOURCE = "api";
    private static final Duration PONDERED = Duration.ofHours(12);
    private static final int SIGNS = 4;
    /** Nothing that is easily taken for something else. */
    private static final String ALPHABET = "23456789ACDEFGHJKLMNPQRTUVWXYZ";

    private final Database database;
    private final Orders orders;
    private final Pools pools;
    private boolean allBought;

    FirstRewards(Database database, Orders orders, Pools pools) {
        this.database = database;
        this.orders = orders;
        this.pools = pools;
    }

    void fill(StoreId store, Dice dice) {
        Set<String> codes = new LinkedHashSet<>();
        for (int i = 0; codes.size() < CODES; i++) codes.add("MERCI-" + word(dice.on("reward-" + i)));
        Pools.Wanted wanted = new Pools.Wanted(
                KEY,
                "Thank you, 10%",
                null,
                new Worth.Percent(PERCENT),
                new Pool.Validity(GOOD_DAYS, null),
                LOW_BELOW,
                BY);
        database.runInStore(store, tx -> {
            if (!(pools.make(tx, store, wanted) instanceof Pools.Kept))
                throw new IllegalStateException("the demo's pool is refused");
            Pool pool = pools.byKey(tx, store, KEY).orElseThrow();
            Pools.Filled filled = pools.fill(tx, store, pool, new Pools.Filling(List.copyOf(codes), BY));
            if (!filled.refused().isEmpty()) throw new IllegalStateException(filled.toString());
        });
    }

    private static String word(Dice dice) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < SIGNS; i++)
            word.append(ALPHABET.charAt((int) (dice.on("sign-" + i).uniform() * ALPHABET.length())));
        return word.toString();
    }

    /** The first few who were given one buy again what they bought first, at the price of the code, half a day later. */
    void use(StoreId store, Instant now) {
        if (allBought) return;
        database.runInStore(store, tx -> {
            Pool pool = pools.byKey(tx, store, KEY).orElse(null);
            if (pool == null) return;
            List<CodeSeen> given = new ArrayList<>();
            pools.codes(tx, pool, new Pools.Reading(store, LOOKED_AT, given::add));
            Deque<CodeSeen> ripe = new ArrayDeque<>(given.reversed().stream()
                    .filter(one -> one.state() == CodeSeen.State.GIVEN && one.customer() != null)
                    .filter(one -> Objects.requireNonNull(one.givenAt()).isBefore(now.minus(PONDERED)))
                    .toList());
            int bought = 0;
            for (int number = 1; number <= BUYERS; number++) {
                boolean there =
                        orders.byReference(tx, store, SOURCE, reference(number)).isPresent();
                while (!there && !ripe.isEmpty()) there = buy(tx, store, ripe.pop(), new Buying(now, number));
                if (there) bought++;
            }
            allBought = bought == BUYERS;
        });
    }

    private record Buying(Instant at, int number) {}

    private static String reference(int number) {
        return "again-" + number;
    }

    private boolean buy(Tx tx, StoreId store, CodeSeen reward, Buying buying) {
        CustomerId buyer = Objects.requireNonNull(reward.customer());
        List<OrderId> before = orders.ofBuyers(tx, store, List.of(buyer)).getOrDefault(buyer, List.of());
        OrderView first = orders.orders(tx, store, before).stream().findFirst().orElse(null);
        if (first == null || first.email() == null) return false;
        Taken taken = orders.take(tx, store, List.of(again(first, reward.code(), buying)))
                .getFirst();
        if (taken.outcome() == Taken.Outcome.REFUSED) throw new IllegalStateException("the demo's order: " + taken);
        return true;
    }

    private static OrderSnapshot again(OrderView first, String code, Buying buying) {
        Instant placed = buying.at();
        OrderView.Line line = first.lines().getFirst();
        Money price = line.unitPrice();
        Money none = Money.zero(price.currency());
        Money off = price.share((long) PERCENT * BASIS_POINTS, RoundingMode.HALF_UP);
        return new OrderSnapshot(
                SOURCE,
                reference(buying.number()),
                "MP-AGAIN-" + buying.number(),
                placed,
                placed,
                new CustomerDetails(
                        SOURCE,
                        null,
                        first.email(),
                        null,
                        null,
                        null,
                        first.context().locale(),
                        null,
                        first.shipTo() == null ? null : first.shipTo().country(),
                        null,
                        List.of(),
                        List.of(),
                        placed),
                List.of(new OrderSnapshot.Line(
                        "1",
                        new OrderSnapshot.ProductRef(null, null, line.sku(), line.vendor(), line.type(), null, null),
                        line.title(),
                        line.variantTitle(),
                        1,
                        price,
                        off,
                        none,
                        true)),
                new OrderSnapshot.Totals(price, off, none, none, price.minus(off), true, List.of(code), null),
                first.shipTo(),
                null,
                null,
                null,
                List.of(),
                List.of(),
                first.context(),
                true);
    }
}
