package io.postlude.stores;

import io.postlude.kernel.Database;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.EventTypes;
import io.postlude.kernel.Ids;
import io.postlude.kernel.MovableClock;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** This module on a database of its own, with clocks that stand still until they are moved. */
public final class StoresGround implements AutoCloseable {
    public static final Actor TEST = new Actor.Program("test");
    static final SignIn.Visitor HAMBURG = new SignIn.Visitor("198.51.100.7", "Firefox on Linux");
    static final SignIn.Visitor ELSEWHERE = new SignIn.Visitor("203.0.113.9", "curl");
    static final String PASSWORD = "nine warm woollen throws";

    private static final AtomicInteger NODES = new AtomicInteger(500);
    final TestDatabase test = TestDatabase.fresh();
    final MovableClock clock = MovableClock.standingAt(Instant.parse("2026-05-04T10:00:00Z"));
    final StoresModule module = node();

    /** Another node over the same database. */
    StoresModule node() {
        Database database = test.database();
        Ids ids = new Ids(NODES.getAndIncrement() % 1_024);
        EventLog log = new EventLog(ids, EventTypes.register(database, List.of(StoreEvent.class)));
        return StoresModule.wire(new StoresModule.Needs(database, log, ids, new Secrets(database), clock, clock));
    }

    static StoreDetails maren(String slug) {
        return StoreDetails.of(slug, "Maren & Pine", new StoreDetails.Region("de-DE", "Europe/Berlin", "EUR"));
    }

    StoreId open(String slug) {
        return module.stores().open(maren(slug), TEST).orThrow().id();
    }

    static Staff.NewPerson person(String email) {
        return new Staff.NewPerson(email, "Ada Lind", "de", PASSWORD);
    }

    @Override
    public void close() {
        test.close();
    }
}
