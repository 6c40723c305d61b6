package io.postlude.journeys;

import io.postlude.customers.CustomerId;
import io.postlude.flows.Step;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What journeys can do beside writing: each act is registered by the module that can. */
public final class Acts {
    private final Map<String, Act> byName;

    public Acts(Map<String, Act> byName) {
        this.byName = Map.copyOf(byName);
    }

    /** Does it, in the transaction it is handed; what leaves the house is a row first. */
    @FunctionalInterface
    public interface Act {
        void perform(Tx tx, For whom, Map<String, String> with);
    }

    /** {@code run} is the same for all acts of one run, and never another's. */
    public record For(
            StoreId store,
            String run,
            @Nullable OrderId order,
            @Nullable CustomerId customer,
            Instant at) {}

    /** What a run came by. */
    record Wish(StoreId store, Run run, Step.Act step, Instant at) {}

    public Set<String> names() {
        return byName.keySet();
    }

    void perform(Tx tx, List<Wish> wishes) {
        for (Wish wish : wishes) {
            Act act = byName.get(wish.step().act());
            if (act == null)
                throw new IllegalStateException("nobody can do “" + wish.step().act() + "” any more");
            Run run = wish.run();
            act.perform(
                    tx,
                    new For(
                            wish.store(),
                            run.id() + "/" + wish.step().id(),
                            run.subject().order(),
                            run.subject().customer(),
                            wish.at()),
                    wish.step().with());
        }
    }
}
