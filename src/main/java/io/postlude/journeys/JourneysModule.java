package io.postlude.journeys;

import io.postlude.customers.Customers;
import io.postlude.deliveries.Deliveries;
import io.postlude.kernel.Database;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Jobs;
import io.postlude.kernel.LogReader;
import io.postlude.kernel.Secrets;
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
    private final LettersByHand byHand;
    private final TouchpointReader reader;
    private final DueTouchpoints due;

    /**
     * What decisions stand on.
     *
     * @param url where customers reach this server, without a slash at its end
     * @param sender the installation's own address
     */
    public record Ground(
            Database database, Ids ids, Secrets secrets, InstantSource clock, String url, Optional<Mailbox> sender) {}

    /** The modules decisions rest on. */
    public record Faces(
            Stores stores,
            Customers customers,
            Orders orders,
            Outlooks outlooks,
            Tracking tracking,
            Deliveries deliveries,
            Messages messages) {}

    public JourneysModule(Ground ground, Faces faces) {
        SurroundingsReading reading = new SurroundingsReading(faces, ground.sender());
        DeliveryLetters letters = new DeliveryLetters(ground, faces);
        TouchpointDesk desk = new TouchpointDesk(reading, letters, ground.ids(), ground.clock());
        this.byHand = new LettersByHand(reading, letters, desk, ground.clock());
        this.journeys = new Journeys(ground.clock());
        this.reader = new TouchpointReader(desk);
        this.due = new DueTouchpoints(ground.database(), desk, ground.clock());
    }

    public Journeys journeys() {
        return journeys;
    }

    public LettersByHand byHand() {
        return byHand;
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
