package io.postlude.app;

import io.postlude.kernel.Database;
import io.postlude.kernel.DatabaseAddress;
import io.postlude.kernel.Event;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.EventTypes;
import io.postlude.kernel.Ids;
import io.postlude.kernel.LocalPostgres;
import io.postlude.kernel.MovableClock;
import io.postlude.kernel.Nodes;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.Settings;
import io.postlude.kernel.StartRefused;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What every command stands on: settings, clock, an open database, ids, the event log. */
final class Ground implements AutoCloseable {
    final Settings settings;
    final MovableClock clock = MovableClock.running();
    final Database database;
    final Nodes nodes;
    final Ids ids;
    final Secrets secrets;
    final EventLog log;
    private final @Nullable LocalPostgres embedded;

    private Ground(
            Settings settings,
            @Nullable LocalPostgres embedded,
            DatabaseAddress address,
            List<Class<? extends Event>> events) {
        this.settings = settings;
        this.embedded = embedded;
        this.database = Database.open(address);
        this.nodes = Nodes.join(database);
        this.ids = new Ids(nodes.number());
        this.secrets = new Secrets(database);
        this.log = new EventLog(ids, EventTypes.register(database, events));
    }

    /**
     * Starts or reaches the database and brings its schema up to date.
     *
     * @throws StartRefused with one line that says what to do
     */
    static Ground open(Settings settings, List<Class<? extends Event>> events) {
        var url = settings.optional(Settings.Key.DATABASE_URL);
        if (url.isPresent()) return new Ground(settings, null, DatabaseAddress.parse(url.get()), events);
        try {
            LocalPostgres postgres =
                    LocalPostgres.start(home().resolve(settings.text(Settings.Key.POSTLUDE_DATA_DIR)), 0);
            try {
                return new Ground(
                        settings,
                        postgres,
                        new DatabaseAddress(postgres.url(), postgres.user(), postgres.password()),
                        events);
            } catch (RuntimeException e) {
                postgres.close();
                throw e;
            }
        } catch (IOException e) {
            throw new StartRefused("The database in " + settings.text(Settings.Key.POSTLUDE_DATA_DIR)
                    + " does not start: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartRefused("Interrupted while the database started.");
        }
    }

    /** As {@link #open}; where another Postlude runs on the same folder, works on its database beside it. */
    static Ground openBeside(Settings settings, List<Class<? extends Event>> events) {
        if (settings.optional(Settings.Key.DATABASE_URL).isPresent()) return open(settings, events);
        try {
            return open(settings, events);
        } catch (StartRefused refused) {
            DatabaseAddress running = running(settings).orElseThrow(() -> refused);
            return new Ground(settings, null, running, events);
        }
    }

    private static Optional<DatabaseAddress> running(Settings settings) {
        try {
            return LocalPostgres.runningIn(home().resolve(settings.text(Settings.Key.POSTLUDE_DATA_DIR)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Relative folders of the settings stand in the project's folder, wherever the script was called from. */
    static Path home() {
        return Path.of(System.getProperty("postlude.home", "."));
    }

    @Override
    public void close() {
        try {
            nodes.leave();
        } finally {
            database.close();
            closeEmbedded();
        }
    }

    private void closeEmbedded() {
        if (embedded == null) return;
        try {
            embedded.close();
        } catch (IOException e) {
            throw new IllegalStateException("the database did not stop cleanly; it recovers at the next start", e);
        }
    }
}
