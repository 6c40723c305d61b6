package io.postlude.segments;

import io.postlude.customers.Customers;
import io.postlude.kernel.Database;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Jobs;
import io.postlude.kernel.LogReader;
import io.postlude.orders.Orders;
import io.postlude.stores.Stores;
import java.time.Duration;
import java.time.InstantSource;

/** Wires segments: a reader of the log, and a job for what time changes. */
public final class SegmentsModule {
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Segments segments;
    private final FactReader reader;
    private final Passing passing;
    private final SegmentPersonalData personalData;

    /** What it stands on. */
    public record Ground(Database database, EventLog log, Ids ids, InstantSource clock) {}

    /** Whom it asks. */
    public record Faces(Stores stores, Customers customers, Orders orders) {}

    public SegmentsModule(Ground ground, Faces faces) {
        Keeping keeping =
                new Keeping(faces.stores(), new Told(faces.customers().customEvents()), ground.log(), ground.clock());
        this.segments = new Segments(faces.stores(), faces.customers(), ground.ids(), ground.clock());
        this.reader = new FactReader(new FactDesk(faces.customers(), faces.orders(), keeping, ground.clock()));
        this.passing = new Passing(ground.database(), keeping, ground.clock());
        this.personalData = new SegmentPersonalData(faces.stores(), ground.clock());
    }

    public Segments segments() {
        return segments;
    }

    public LogReader reader() {
        return reader;
    }

    public SegmentPersonalData personalData() {
        return personalData;
    }

    /** Adds the recurring work; before {@link Jobs#start}. */
    public void schedule(Jobs jobs) {
        jobs.every(PAUSE, "segments", passing::takeAllAcrossStores);
    }

    /** Takes up what is due now; the recurring job does the same. */
    public void passAcrossStores() {
        passing.takeAllAcrossStores();
    }
}
