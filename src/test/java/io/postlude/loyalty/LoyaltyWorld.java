package io.postlude.loyalty;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.postlude.customers.CustomerDetails;
import io.postlude.customers.CustomerEvent;
import io.postlude.customers.CustomerId;
import io.postlude.customers.Customers;
import io.postlude.kernel.Database;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.EventTypes;
import io.postlude.kernel.Ids;
import io.postlude.kernel.LogReaders;
import io.postlude.kernel.Money;
import io.postlude.kernel.MovableClock;
import io.postlude.kernel.Nodes;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.TestDatabase;
import io.postlude.orders.Arrival;
import io.postlude.orders.OrderEvent;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderSnapshot;
import io.postlude.orders.Orders;
import io.postlude.stores.Actor;
import io.postlude.stores.StoreDetails;
import io.postlude.stores.StoreEvent;
import io.postlude.stores.Stores;
import io.postlude.stores.StoresModule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A store in Berlin with pools of codes, on real modules; only the clock is ours. */
final class LoyaltyWorld implements AutoCloseable {
    static final Instant START = Instant.parse("2031-03-05T09:00:00Z");

    final TestDatabase test = TestDatabase.fresh();
    final Database database = test.database();
    final MovableClock clock = MovableClock.standingAt(START);
    final Ids ids = new Ids(3);
    final EventLog log;
    final Customers customers;
    final Orders orders;
    final Rewards rewards;
    final Pools pools;
    final StoreId store;
    private final LogReaders readers;
    private long runs = 1_000;

    LoyaltyWorld() {
        log = new EventLog(
                ids,
                EventTypes.register(
                        database, List.of(StoreEvent.class, CustomerEvent.class, OrderEvent.class, RewardEvent.class)));
        Secrets secrets = new Secrets(database);
        Stores stores = StoresModule.wire(new StoresModule.Needs(database, log, ids, secrets, clock, clock))
                .stores();
        customers = new Customers(ids, log, secrets, clock);
        orders = new Orders(customers, log, ids, clock);
        LoyaltyModule module = new LoyaltyModule(
                new LoyaltyModule.Ground(log, ids, clock), new LoyaltyModule.Faces(stores, customers, orders));
        rewards = module.rewards();
        pools = module.pools();
        readers = new LogReaders(database, log, Nodes.join(database), List.of(module.reader()));
        store = stores.open(
                        StoreDetails.of("maren", "Maren", new StoreDetails.Region("en-GB", "Europe/Berlin", "EUR")),
                        new Actor.Program("test"))
                .orThrow()
                .id();
    }

    void settle() {
        readers.drain();
    }

    void replay() {
        readers.replayFrom("rewards", Instant.EPOCH);
        readers.drain();
    }

    Pool listed(String key, int lowBelow, Pool.Validity validity) {
        return make(new Pools.Wanted(key, key, null, new Worth.Percent(10), validity, lowBelow, "test"));
    }

    Pool shared(String key, String code) {
        return make(new Pools.Wanted(key, key, code, new Worth.Percent(10), Pool.Validity.FOR_EVER, 0, "test"));
    }

    private Pool make(Pools.Wanted wanted) {
        return database.<Pool>inStore(store, tx -> {
            assertInstanceOf(Pools.Kept.class, pools.make(tx, store, wanted));
            return pools.byKey(tx, store, wanted.key()).orElseThrow();
        });
    }

    Pools.Filled fill(Pool pool, List<String> codes) {
        return database.inStore(store, tx -> pools.fill(tx, store, pool, new Pools.Filling(codes, "test")));
    }

    static List<String> codes(String prefix, int many) {
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < many; i++) codes.add(prefix + "-" + (1_000 + i));
        return codes;
    }

    long nextRun() {
        return ++runs;
    }

    /** Null: it got none. */
    @Nullable
    Reward give(Pool pool, long run, @Nullable CustomerId person) {
        return database.<@Nullable Reward>inStore(store, tx -> {
            rewards.give(tx, store, pool.key(), List.of(new Rewards.Wish(run, person, null)));
            return rewards.ofRuns(tx, store, List.of(run)).get(run);
        });
    }

    PoolFigures figures(Pool pool) {
        return database.inStore(store, tx -> pools.figures(tx, store)).getOrDefault(pool.id(), PoolFigures.NOTHING);
    }

    /** An order of 49 euros that carries these codes, as it is told now. */
    OrderId order(String number, String email, List<String> codes) {
        return order(number, new Told(email, codes, clock.instant(), null));
    }

    record Told(
            String email,
            List<String> codes,
            Instant placedAt,
            @Nullable Instant cancelledAt) {}

    OrderId order(String number, Told told) {
        Instant now = clock.instant();
        Money price = Money.of(4_900, "EUR");
        Money none = Money.of(0, "EUR");
        OrderSnapshot snapshot = new OrderSnapshot(
                "api",
                number,
                "#" + number,
                told.placedAt(),
                now,
                new CustomerDetails(
                        "api",
                        null,
                        told.email(),
                        null,
                        "Anna",
                        null,
                        "en",
                        null,
                        "DE",
                        null,
                        List.of(),
                        List.of(),
                        now),
                List.of(new OrderSnapshot.Line(
                        "l1", OrderSnapshot.ProductRef.NONE, "Linen shirt", null, 1, price, none, none, true)),
                new OrderSnapshot.Totals(price, none, none, none, price, true, told.codes(), null),
                null,
                null,
                null,
                told.cancelledAt() == null ? null : new OrderSnapshot.Cancellation(told.cancelledAt(), "customer"),
                List.of(),
                List.of(),
                OrderSnapshot.Context.NONE,
                true);
        return database.<OrderId>inStore(store, tx -> {
            var taken = orders.take(tx, store, Arrival.LIVE, List.of(snapshot));
            if (taken.getFirst().outcome() == io.postlude.orders.Taken.Outcome.REFUSED)
                throw new IllegalStateException(taken.toString());
            return orders.byReference(tx, store, "api", number).orElseThrow();
        });
    }

    CustomerId customer(String email) {
        return database.inStore(store, tx -> customers.byEmail(tx, store, email))
                .orElseThrow();
    }

    /** Events of rewards so far, in their order. */
    List<RewardEvent> told() {
        List<RewardEvent> all = new ArrayList<>();
        database.runAcrossStores(tx -> log.between(
                tx,
                store,
                new EventLog.Stretch(Instant.EPOCH, Instant.parse("2099-01-01T00:00:00Z"), Set.of(RewardEvent.class)),
                logged -> all.add((RewardEvent) logged.event())));
        return all;
    }

    @Override
    public void close() {
        test.close();
    }
}
