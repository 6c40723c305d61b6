package io.postlude.journeys;

import io.postlude.flows.Flow;
import io.postlude.flows.FlowId;
import io.postlude.flows.Flows;
import io.postlude.journeys.CalendarDays.Window;
import io.postlude.journeys.CalendarSql.Muster;
import io.postlude.journeys.Callings.Calling;
import io.postlude.kernel.Database;
import io.postlude.kernel.DatabaseException;
import io.postlude.kernel.Ids;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets people into journeys that begin on days of the calendar: first it notes which day calls whom up (in the transaction
 * that moves its look at the clock), then it calls them up, some at a time.
 */
final class Calendar {
    private static final Logger LOG = LoggerFactory.getLogger(Calendar.class);

    /** What was missed longer ago, while nothing ran, is not made up for. */
    private static final Duration CATCH_UP = Duration.ofDays(31);

    private static final int PEOPLE_AT_ONCE = 2_000;

    private final Database database;
    private final Flows flows;
    private final Callings callings;
    private final Doors doors;
    private final Ids ids;
    private final InstantSource clock;

    /** Where those come in who are called up, and what counts one-off sends. */
    record Doors(Entrance entrance, Sends sends) {}

    /** {@code database}: of the recurring work. */
    Calendar(JourneysModule.Ground ground, JourneysModule.Faces faces, Doors doors) {
        this.database = ground.database();
        this.flows = faces.flows();
        this.callings = new Callings(faces);
        this.doors = doors;
        this.ids = ground.ids();
        this.clock = ground.clock();
    }

    /** Works until everybody is called up whose day has come. */
    void takeAllAcrossStores() {
        for (StoreId store : database.<List<StoreId>>spine(flows::storesWithLiveAcrossStores))
            database.runSpine(tx -> look(tx, store));
        boolean more = true;
        while (more) more = some();
        doors.sends().endAcrossStores(database);
    }

    private void look(Tx tx, StoreId store) {
        List<Flows.Published> live = flows.live(tx, store).stream()
                .filter(one -> one.flow().entry().trigger() instanceof Flow.OfCalendar)
                .toList();
        Map<FlowId, Instant> looked = CalendarSql.lock(tx, store);
        Set<FlowId> gone = new HashSet<>(looked.keySet());
        live.forEach(one -> gone.remove(one.id()));
        if (!gone.isEmpty()) CalendarSql.forget(tx, store, gone);
        Instant now = clock.instant();
        Map<FlowId, Instant> moved = new HashMap<>();
        List<Muster> musters = new ArrayList<>();
        for (Flows.Published one : live)
            if (one.flow().entry().trigger() instanceof Flow.OfCalendar trigger) {
                Instant since = looked.get(one.id());
                Window window = since == null ? null : new Window(later(since, now.minus(CATCH_UP)), now);
                if (window != null && !CalendarDays.strikes(trigger.at(), window)) continue;
                moved.put(one.id(), now);
                // Who comes by while it is paused is not let in after all.
                if (window != null && one.open()) musters.addAll(musters(store, one, trigger, window));
            }
        CalendarSql.save(tx, store, moved);
        CalendarSql.insert(tx, musters);
    }

    private List<Muster> musters(StoreId store, Flows.Published one, Flow.OfCalendar trigger, Window window) {
        List<Muster> musters = new ArrayList<>();
        for (LocalDate day : CalendarDays.days(trigger, window))
            musters.add(new Muster(store, ids.next(), one.id(), one.number(), day, window, 0));
        return musters;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** Some people; false where nobody is left to call. */
    private boolean some() {
        try {
            return database.<Boolean>spine(tx -> call(tx, PEOPLE_AT_ONCE));
        } catch (RuntimeException e) {
            if (DatabaseException.isTransient(e)) throw e;
            LOG.warn("People could not be called up together, going on one by one", e);
            return oneByOne();
        }
    }

    /** Whoever fails is passed over, so that the others come in. */
    private boolean oneByOne() {
        for (int i = 0; i < PEOPLE_AT_ONCE; i++) {
            boolean more = database.<Boolean>spine(tx -> {
                tx.execute("savepoint one");
                try {
                    return call(tx, 1);
                } catch (RuntimeException e) {
                    if (DatabaseException.isTransient(e)) throw e;
                    tx.execute("rollback to savepoint one");
                    return passOver(tx, e);
                }
            });
            if (!more) return false;
        }
        return true;
    }

    private boolean passOver(Tx tx, RuntimeException why) {
        Muster muster = CalendarSql.claimAcrossStores(tx).orElse(null);
        if (muster == null) return false;
        LOG.error("Somebody after {} could not be called up to journey {}", muster.after(), muster.flow(), why);
        Flow flow = open(tx, muster);
        long next = flow != null && flow.entry().trigger() instanceof Flow.OfCalendar trigger
                ? callings.some(tx, muster.store(), wanted(muster, trigger), new Callings.Part(muster.after(), 1))
                        .last()
                : 0;
        CalendarSql.advance(tx, muster, next);
        return true;
    }

    /** Null: it lets nobody in any more, so nobody else is called up. */
    private @Nullable Flow open(Tx tx, Muster muster) {
        boolean open = flows.find(tx, muster.store(), muster.flow())
                .filter(view -> view.live() != null && view.pausedAt() == null)
                .isPresent();
        return open
                ? flows.version(tx, muster.store(), muster.flow(), muster.version())
                        .orElse(null)
                : null;
    }

    private static Callings.Wanted wanted(Muster muster, Flow.OfCalendar trigger) {
        return new Callings.Wanted(trigger, muster.day(), muster.window());
    }

    private boolean call(Tx tx, int limit) {
        Muster muster = CalendarSql.claimAcrossStores(tx).orElse(null);
        if (muster == null) return false;
        Flow flow = open(tx, muster);
        if (flow == null || !(flow.entry().trigger() instanceof Flow.OfCalendar trigger)) {
            CalendarSql.advance(tx, muster, 0);
            return true;
        }
        Callings.Some some =
                callings.some(tx, muster.store(), wanted(muster, trigger), new Callings.Part(muster.after(), limit));
        Flows.Published published = new Flows.Published(muster.flow(), muster.version(), true, flow);
        List<Entrance.Knock> knocks = new ArrayList<>();
        for (Calling one : some.callings())
            knocks.add(new Entrance.Knock(published, one.subject(), one.what(trigger), one.occasion()));
        doors.entrance().enter(tx, muster.store(), knocks);
        CalendarSql.advance(tx, muster, some.last());
        return true;
    }
}
