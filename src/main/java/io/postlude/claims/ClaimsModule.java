package io.postlude.claims;

import io.postlude.kernel.EventLog;
import io.postlude.kernel.Ids;
import io.postlude.kernel.LogReader;
import io.postlude.orders.Orders;
import io.postlude.promises.Promises;
import io.postlude.returns.Returns;
import io.postlude.stores.Stores;
import io.postlude.tracking.Tracking;
import java.time.InstantSource;
import java.util.List;

/** Wires the claims. */
public final class ClaimsModule {
    private final Claims claims;
    private final ClaimFollowing following;

    /** What the kernel gives. */
    public record Ground(EventLog log, Ids ids, InstantSource clock) {}

    /** The modules it asks. */
    public record Faces(Stores stores, Orders orders, Tracking tracking, Promises promises, Returns returns) {}

    public ClaimsModule(Ground ground, Faces faces) {
        this.claims = new Claims(
                new Claims.Ground(ground.log(), ground.ids(), ground.clock()),
                new ClaimIntake.Faces(faces.stores(), faces.orders(), faces.tracking(), faces.returns()),
                faces.promises());
        this.following = new ClaimFollowing(claims, faces.returns());
    }

    public Claims claims() {
        return claims;
    }

    /** Hears how what was agreed went on. */
    public List<LogReader> readers() {
        return List.of(following);
    }
}
