package io.postlude.app;

import io.postlude.kernel.Nodes;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says every few seconds that this node lives. */
final class Beat implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Beat.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Nodes nodes;
    private final Thread thread;

    Beat(Nodes nodes) {
        this.nodes = nodes;
        this.thread = Thread.ofVirtual().name("beat").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                beat();
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void beat() {
        try {
            nodes.beat();
        } catch (RuntimeException e) {
            LOG.warn("This node could not say that it lives: {}", e.toString());
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
