package io.postlude.journeys;

import io.postlude.journeys.TouchpointSql.Waiting;
import io.postlude.kernel.Database;
import io.postlude.kernel.DatabaseException;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes up deferred touchpoints when their time has come. Any number of nodes may do so at once. */
final class DueTouchpoints {
    private static final Logger LOG = LoggerFactory.getLogger(DueTouchpoints.class);
    private static final int CLAIM_LIMIT = 500;
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(5);

    private final Database database;
    private final TouchpointDesk desk;
    private final InstantSource clock;

    DueTouchpoints(Database database, TouchpointDesk desk, InstantSource clock) {
        this.database = database;
        this.desk = desk;
        this.clock = clock;
    }

    /** Works until nothing is due. */
    void releaseAcrossStores() {
        int claimed = CLAIM_LIMIT;
        while (claimed >= CLAIM_LIMIT) claimed = some();
    }

    private int some() {
        try {
            return database.<Integer>acrossStores(tx -> {
                List<Waiting> due = claim(tx, CLAIM_LIMIT);
                byStore(due).forEach((store, waiting) -> desk.decideAgain(tx, store, waiting));
                return due.size();
            });
        } catch (RuntimeException e) {
            if (DatabaseException.isTransient(e)) throw e;
            LOG.warn("Deferred touchpoints could not be decided together, going on one by one", e);
            return oneByOne();
        }
    }

    private List<Waiting> claim(Tx tx, int limit) {
        Instant now = clock.instant();
        List<Waiting> due = new ArrayList<>(TouchpointSql.claimAcrossStores(tx, now, limit));
        due.addAll(TouchpointSql.siblingsAcrossStores(tx, due));
        return due;
    }

    /** The one that fails waits a while and is tried again until its time is over; the others pass. */
    private int oneByOne() {
        for (int i = 0; i < CLAIM_LIMIT; i++) {
            int taken = database.<Integer>acrossStores(tx -> {
                List<Waiting> due = claim(tx, 1);
                if (due.isEmpty()) return 0;
                tx.execute("savepoint one");
                try {
                    byStore(due).forEach((store, waiting) -> desk.decideAgain(tx, store, waiting));
                } catch (RuntimeException e) {
                    if (DatabaseException.isTransient(e)) throw e;
                    LOG.error(
                            "Touchpoint {} could not be written and is tried again",
                            due.getFirst().id(),
                            e);
                    tx.execute("rollback to savepoint one");
                    TouchpointSql.postpone(tx, due, clock.instant().plus(AFTER_FAILURE));
                }
                return due.size();
            });
            if (taken == 0) return 0;
        }
        return CLAIM_LIMIT;
    }

    private static Map<StoreId, List<Waiting>> byStore(List<Waiting> due) {
        return due.stream()
                .collect(Collectors.groupingBy(
                        waiting -> waiting.occasion().store(),
                        () -> new TreeMap<>(Comparator.comparingInt(StoreId::value)),
                        Collectors.toList()));
    }
}
