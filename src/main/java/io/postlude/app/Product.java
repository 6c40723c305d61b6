package io.postlude.app;

import io.postlude.kernel.Event;
import io.postlude.kernel.Jobs;
import io.postlude.kernel.LogReaders;
import io.postlude.kernel.Metrics;
import io.postlude.kernel.Web;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The wiring: every part made once, from the lowest module to the highest. Read it as the second picture of the system. */
final class Product implements AutoCloseable {
    private static final Duration BEAT = Duration.ofSeconds(5);

    /** The sealed events of all modules. */
    static final List<Class<? extends Event>> EVENTS = List.of();

    private final Metrics metrics = new Metrics();
    private final LogReaders readers;
    private final Jobs jobs;
    private final Web web;

    Product(Ground ground) {
        readers = new LogReaders(ground.database, ground.log, ground.nodes, List.of());
        jobs = new Jobs(ground.database);
        web = new Web(
                ground.settings,
                ground.database,
                metrics,
                new Web.Parts(List.of(), Optional.empty(), (context, problem) -> Optional.empty()));
        beats = Thread.ofVirtual().name("beat").unstarted(() -> beat(ground));
    }

    private final Thread beats;

    private static void beat(Ground ground) {
        while (!Thread.currentThread().isInterrupted()) {
            ground.nodes.beat();
            try {
                Thread.sleep(BEAT);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Starts everything and returns the port it listens on. */
    int start() {
        beats.start();
        readers.start();
        jobs.start();
        return web.start();
    }

    LogReaders readers() {
        return readers;
    }

    @Override
    public void close() {
        web.close();
        jobs.close();
        beats.interrupt();
        readers.close();
        metrics.close();
    }
}
