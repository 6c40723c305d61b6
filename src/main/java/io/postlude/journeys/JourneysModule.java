package io.postlude.journeys;

import io.postlude.customers.Customers;
import io.postlude.kernel.Database;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Jobs;
import io.postlude.kernel.LogReader;
import io.postlude.messaging.Mailbox;
import io.postlude.messaging.Messages;
import io.postlude.orders.Orders;
import io.postlude.promises.Outlooks;
import io.postlude.stores.Stores;
import io.postlude.tracking.Tracking;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Wires the decisions: a reader of the log, and a job for what was deferred. */
public final class JourneysModule {
    private static final Duration DUE_PAUSE = Duration.ofSeconds(1);

    private final Journeys journeys;
    private final TouchpointReader reader;
    private final DueTouchpoints due;

    /** {@code sender}: the installation's own address. */
    public record Ground(Database database, Ids ids, InstantSource clock, Optional<Mailbox> sender) {}

    /** The modules decisions rest on. */
    public record Faces(
            Stores stores,
            Customers customers,
            Orders orders,
            Outlooks outlooks,
            Tracking tracking,
            Messages messages) {}

    JourneysModule(Ground ground, Faces faces, Letters letters) {
        SurroundingsReading reading = new SurroundingsReading(faces, ground.sender());
        TouchpointDesk desk = new TouchpointDesk(reading, letters, ground.ids(), ground.clock());
        this.journeys = new Journeys(ground.clock());
        this.reader = new TouchpointReader(desk);
        this.due = new DueTouchpoints(ground.database(), desk, ground.clock());
    }

    public Journeys journeys() {
        return journeys;
    }

    public LogReader reader() {
        return reader;
    }

    /** Adds the recurring work; before {@link Jobs#start}. */
    public void schedule(Jobs jobs) {
        jobs.every(DUE_PAUSE, "journeys-due", due::releaseAcrossStores);
    }

    /** Takes up what is due now; the recurring job does the same. */
    public void releaseAcrossStores() {
        due.releaseAcrossStores();
    }
}
