package io.postlude.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.postlude.kernel.Database;
import io.postlude.kernel.EventLog;
import java.time.Duration;
import java.time.InstantSource;

/** The worker of channels, a round at a time: for tests of other modules. */
public final class ChannelRounds implements AutoCloseable {
    private final ChannelWorker worker;

    public ChannelRounds(
            Database database,
            EventLog log,
            InstantSource clock,
            MeterRegistry metrics,
            Providers providers,
            Suppressions suppressions) {
        worker = new ChannelWorker(
                new ChannelWorker.Parts(database, log, clock, metrics, providers, suppressions, false),
                Duration.ofMinutes(5));
    }

    public int work() {
        return worker.round();
    }

    @Override
    public void close() {
        worker.close();
    }
}
