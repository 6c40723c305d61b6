package io.postlude.connectors;

import io.postlude.kernel.Database;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Jobs;
import io.postlude.kernel.LogReader;
import io.postlude.kernel.Secrets;
import io.postlude.stores.Audit;
import java.time.Duration;
import java.time.InstantSource;

/** Wires webhooks out: the reader that queues events, the worker that sends them, and the face staff act through. */
public final class WebhooksOut implements AutoCloseable {
    private static final Duration KEPT = Duration.ofDays(30);
    private static final Duration TIDY_PAUSE = Duration.ofHours(1);
    private static final int TIDY_ROWS = 20_000;

    private final Ground ground;
    private final OutsideHttp http;
    private final Endpoints endpoints;
    private final LogReader reader;
    private final EndpointWorker worker;

    /** {@code url} is where people reach this server: events name it as their source. */
    public record Ground(
            Database database,
            Ids ids,
            Secrets secrets,
            InstantSource clock,
            Audit audit,
            String url,
            OutsideHttp.Reach reach) {}

    public WebhooksOut(Ground ground) {
        this.ground = ground;
        http = new OutsideHttp(ground.reach());
        endpoints = new Endpoints(new Endpoints.Ground(
                ground.database(), ground.ids(), ground.secrets(), ground.clock(), ground.audit(), http, ground.url()));
        reader = new EventsOutReader(endpoints, ground.ids(), ground.clock());
        worker = new EndpointWorker(new EndpointWorker.Parts(ground.database(), endpoints, http, ground.clock()));
    }

    public Endpoints endpoints() {
        return endpoints;
    }

    public LogReader reader() {
        return reader;
    }

    /** Forgets after 30 days what was sent or given up. */
    public void schedule(Jobs jobs) {
        jobs.every(
                TIDY_PAUSE,
                "webhooks-tidy",
                () -> ground.database()
                        .runAcrossStores(tx -> SentEventSql.forgetAcrossStores(
                                tx, ground.clock().instant().minus(KEPT), TIDY_ROWS)));
    }

    public void start() {
        worker.start();
    }

    /** Works what is due, here and now; answers how many were sent. */
    int workDue() {
        return worker.round();
    }

    @Override
    public void close() {
        worker.close();
        http.close();
    }
}
