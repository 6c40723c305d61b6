package io.postlude.claims;

import io.postlude.deliveries.TrackingLinks;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.Ids;
import io.postlude.kernel.LogReader;
import io.postlude.messaging.Mailbox;
import io.postlude.messaging.Messages;
import io.postlude.orders.Orders;
import io.postlude.promises.Promises;
import io.postlude.returns.Returns;
import io.postlude.stores.Stores;
import io.postlude.tracking.Tracking;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Wires the claims. */
public final class ClaimsModule {
    private final Claims claims;
    private final ClaimFollowing following;
    private final ClaimMails mails;

    /** What the kernel gives. */
    public record Ground(EventLog log, Ids ids, InstantSource clock) {}

    /** The modules it asks. */
    public record Faces(Stores stores, Orders orders, Tracking tracking, Promises promises, Returns returns) {}

    /**
     * How customers are told.
     *
     * @param url under which they reach this server
     * @param sender the installation's own address, for stores that have none
     */
    public record Post(Messages messages, TrackingLinks links, String url, Optional<Mailbox> sender) {}

    public ClaimsModule(Ground ground, Faces faces, Post post) {
        this.claims = new Claims(
                new Claims.Ground(ground.log(), ground.ids(), ground.clock()),
                new ClaimIntake.Faces(faces.stores(), faces.orders(), faces.tracking(), faces.returns()),
                faces.promises());
        this.following = new ClaimFollowing(claims, faces.returns());
        this.mails = new ClaimMails(new ClaimMails.Parts(claims, faces.stores(), faces.orders(), post, ground.clock()));
    }

    public Claims claims() {
        return claims;
    }

    /** What is asked of carriers. */
    public CarrierClaims carriers() {
        return claims.carriers();
    }

    /** Hear how what was agreed went on, and tell customers. */
    public List<LogReader> readers() {
        return List.of(following, mails);
    }
}
