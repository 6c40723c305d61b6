package io.postlude.loyalty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.postlude.kernel.EventLog;
import io.postlude.kernel.Ids;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.stores.Stores;
import java.time.InstantSource;
import java.util.List;

/** Rewards for worlds of other modules. */
public final class SomeRewards {
    private SomeRewards() {}

    /** A list of 10% codes, each good for 30 days, under the key the ready journey asks for. */
    public static Pool thankYou(Tx tx, StoreId store, Pools pools, List<String> codes) {
        String key = "thank-you";
        assertInstanceOf(
                Pools.Kept.class,
                pools.make(
                        tx,
                        store,
                        new Pools.Wanted(
                                key,
                                "Thank you",
                                null,
                                new Worth.Percent(10),
                                new Pool.Validity(30, null),
                                0,
                                "test")));
        Pool pool = pools.byKey(tx, store, key).orElseThrow();
        assertEquals(
                codes.size(),
                pools.fill(tx, store, pool, new Pools.Filling(codes, "test")).taken());
        return pool;
    }

    public static Rewards of(Stores stores, EventLog log, Ids ids, InstantSource clock) {
        return new Rewards(stores, log, ids, clock);
    }
}
