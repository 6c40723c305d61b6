package io.postlude.loyalty;

import io.postlude.customers.Customers;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.Ids;
import io.postlude.kernel.LogReader;
import io.postlude.orders.Orders;
import io.postlude.stores.Stores;
import java.time.InstantSource;

/** Wires what people are given for buying: a reader of the log, and nothing that recurs. */
public final class LoyaltyModule {
    private final Rewards rewards;
    private final Pools pools;
    private final UseReader reader;

    /** What it stands on. */
    public record Ground(EventLog log, Ids ids, InstantSource clock) {}

    /** Whom it asks. */
    public record Faces(Stores stores, Customers customers, Orders orders) {}

    public LoyaltyModule(Ground ground, Faces faces) {
        this.rewards = new Rewards(faces.stores(), ground.log(), ground.ids(), ground.clock());
        this.pools = new Pools(faces.stores(), faces.orders(), ground.ids(), ground.clock());
        this.reader = new UseReader(new UseDesk(faces.customers(), faces.orders(), ground.log()));
    }

    public Rewards rewards() {
        return rewards;
    }

    public Pools pools() {
        return pools;
    }

    public LogReader reader() {
        return reader;
    }
}
