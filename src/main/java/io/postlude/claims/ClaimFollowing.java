package io.postlude.claims;

import io.postlude.kernel.Event;
import io.postlude.kernel.LogReader;
import io.postlude.kernel.Logged;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.returns.ReturnEvent;
import io.postlude.returns.ReturnEvent.ExchangeOrdered;
import io.postlude.returns.ReturnEvent.RefundSettled;
import io.postlude.returns.ReturnEvent.ReturnDeclined;
import io.postlude.returns.ReturnId;
import io.postlude.returns.ReturnView;
import io.postlude.returns.Returns;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Sees what was agreed about a claim through to its end: with the last of its money, or with the other thing, it is done. */
final class ClaimFollowing implements LogReader {
    private static final String BY = "returns";

    private final Claims claims;
    private final Returns returns;

    ClaimFollowing(Claims claims, Returns returns) {
        this.claims = claims;
        this.returns = returns;
    }

    @Override
    public String name() {
        return "claims-following";
    }

    @Override
    public Set<Class<? extends Event>> wants() {
        return Set.of(RefundSettled.class, ExchangeOrdered.class, ReturnDeclined.class);
    }

    @Override
    public void take(Tx tx, List<Logged> events) {
        for (Logged logged : events) {
            ReturnId of = switch ((ReturnEvent) logged.event()) {
                case RefundSettled settled -> settled.returned();
                case ExchangeOrdered ordered -> ordered.returned();
                case ReturnDeclined declined -> declined.returned();
                default -> throw new IllegalStateException("not asked for");
            };
            look(tx, logged.store(), of);
        }
    }

    private void look(Tx tx, StoreId store, ReturnId of) {
        Optional<ReturnView> view = returns.find(tx, store, of);
        if (view.isPresent() && !view.get().stage().isOpen()) claims.settled(tx, store, of, BY);
    }
}
