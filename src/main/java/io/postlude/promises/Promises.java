package io.postlude.promises;

import io.postlude.kernel.BulkRows;
import io.postlude.kernel.Database;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Jobs;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.promises.PromiseEvent.PromiseBroken;
import io.postlude.promises.PromiseEvent.PromiseKept;
import io.postlude.promises.PromiseEvent.PromiseMade;
import io.postlude.promises.PromiseEvent.PromiseReleased;
import io.postlude.promises.PromiseEvent.PromiseReopened;
import io.postlude.promises.PromisesSql.Moved;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The promises made to customers: written down when made, settled by what happens, broken when their time is over. */
public final class Promises {

    /** Enough for a year of a large store; a page of figures reads them at once. */
    private static final int SETTLED_LIMIT = 300_000;

    private static final int SWEEP_LIMIT = 1_000;
    private static final Duration SWEEP_PAUSE = Duration.ofSeconds(30);
    private static final Duration FOLD_PAUSE = Duration.ofSeconds(20);

    private final Database database;
    private final EventLog log;
    private final Ids ids;
    private final InstantSource clock;
    private final PromisedDeliveries deliveries;
    private final StandingPromises standing;

    public Promises(Database database, EventLog log, Ids ids, InstantSource clock) {
        this.database = database;
        this.log = log;
        this.ids = ids;
        this.clock = clock;
        this.deliveries = new PromisedDeliveries(this);
        this.standing = new StandingPromises(this, log);
    }

    /** Lets the sweep for broken promises run with the other recurring work. */
    public void schedule(Jobs jobs) {
        jobs.every(SWEEP_PAUSE, "promises-broken", this::breakOverdueAcrossStores);
        jobs.every(FOLD_PAUSE, "promises-counts", this::foldCountsAcrossStores);
    }

    /** Brings the changes of the counts into them, which changes no figure. */
    void foldCountsAcrossStores() {
        database.runAcrossStores(tx -> tx.execute(PromisesSql.FOLD_COUNTS));
    }

    /** Writes promises down; their ids come back in the same order. */
    public List<PromiseId> make(Tx tx, List<NewPromise> promises) {
        List<OldPromise> made = promises.stream()
                .map(promise -> new OldPromise(reserve(), promise, null))
                .toList();
        makeOld(tx, made);
        return made.stream().map(OldPromise::id).toList();
    }

    /** An id for a promise that will be made. */
    public PromiseId reserve() {
        return new PromiseId(ids.next());
    }

    /** As {@link #make}, for promises of the past: written at once as they ended. */
    public void makeOld(Tx tx, List<OldPromise> promises) {
        BulkRows rows = new BulkRows(PromisesSql.PROMISE);
        BulkRows due = new BulkRows(PromisesSql.DUE);
        BulkRows watched = new BulkRows(PromisesSql.WATCHED);
        List<PromiseEvent> events = new ArrayList<>(2 * promises.size());
        for (OldPromise old : promises) {
            NewPromise p = old.promise();
            PromisedWindow w = p.window();
            add(rows, old, null);
            events.add(new PromiseMade(p.store(), old.id(), p.order(), p.shipment(), p.kind(), w.by(), p.madeAt()));
            old.settled().ifPresentOrElse(events::add, () -> due.add(p.store(), old.id(), w.by()));
            if (p.kind() != PromiseKind.DELIVERY && old.state() == PromiseState.OPEN)
                watched.add(p.store(), old.id(), p.kind(), p.madeAt(), w.by());
        }
        rows.appendTo(tx, "promises.promise");
        due.appendTo(tx, "promises.due");
        watched.appendTo(tx, "promises.watched");
        log.append(tx, events);
    }

    static void add(BulkRows rows, OldPromise old, @Nullable PromiseReference reference) {
        NewPromise p = old.promise();
        PromisedWindow w = p.window();
        rows.add(
                p.store(),
                old.id(),
                p.order(),
                p.shipment(),
                p.kind(),
                w.from(),
                w.by(),
                w.fromDate(),
                w.byDate(),
                p.where(),
                p.words(),
                p.madeAt(),
                old.state(),
                old.fulfilledAt(),
                reference == null ? null : reference.value(),
                p.way().carrier(),
                p.way().lane());
    }

    /**
     * What was promised has happened: kept when in time, else broken. A promise already settled stays as it is, but for one
     * that was broken because the news of its keeping was late: that one is kept, and said to be.
     */
    public void settle(Tx tx, List<Settlement> settlements) {
        if (settlements.isEmpty()) {
            return;
        }
        List<Settlement> sorted = settlements.stream()
                .sorted(Comparator.comparingInt((Settlement s) -> s.store().value())
                        .thenComparingLong(s -> s.promise().value()))
                .toList();
        int[] stores = sorted.stream().mapToInt(s -> s.store().value()).toArray();
        long[] numbers = sorted.stream().mapToLong(s -> s.promise().value()).toArray();
        long[] millis = sorted.stream().mapToLong(s -> s.at().toEpochMilli()).toArray();
        boolean[] replayed = new boolean[sorted.size()];
        for (int i = 0; i < replayed.length; i++) {
            replayed[i] = sorted.get(i).replayed();
        }
        List<Moved> moved =
                new ArrayList<>(tx.list(PromisesSql.SETTLE, Moved::read, stores, numbers, millis, replayed));
        if (moved.size() < sorted.size()) {
            tx.list(PromisesSql.FULFIL_LATE, Moved::read, stores, numbers, millis, replayed).stream()
                    .filter(late -> late.state() == PromiseState.KEPT)
                    .forEach(moved::add);
        }
        log.append(tx, moved.stream().map(Promises::settled).toList());
    }

    /** The proof was false: these are open again, and will be found broken when their time is over. */
    public void reopen(Tx tx, StoreId store, Collection<PromiseId> promises) {
        if (promises.isEmpty()) {
            return;
        }
        long[] numbers = promises.stream().mapToLong(PromiseId::value).sorted().toArray();
        int[] stores = new int[numbers.length];
        Arrays.fill(stores, store.value());
        List<Moved> moved = tx.list(PromisesSql.REOPEN, Moved::read, stores, numbers);
        tx.execute(
                PromisesSql.WATCH,
                moved.stream().mapToInt(m -> m.store().value()).toArray(),
                moved.stream().mapToLong(m -> m.promise().value()).toArray(),
                moved.stream().map(Moved::dueBy).toArray(Instant[]::new));
        Instant now = clock.instant();
        log.append(
                tx,
                moved.stream()
                        .map(m -> new PromiseReopened(m.store(), m.promise(), m.order(), m.kind(), now))
                        .toList());
    }

    /** These no longer bind. */
    public void release(Tx tx, StoreId store, Collection<PromiseId> promises) {
        released(
                tx,
                tx.list(
                        PromisesSql.RELEASE,
                        Moved::read,
                        store,
                        promises.stream().mapToLong(PromiseId::value).sorted().toArray()));
    }

    void released(Tx tx, List<Moved> moved) {
        Instant now = clock.instant();
        log.append(
                tx,
                moved.stream()
                        .map(m -> new PromiseReleased(m.store(), m.promise(), m.order(), m.kind(), now))
                        .toList());
    }

    /** Delivery promises between an order and its parcels. */
    public PromisedDeliveries deliveries() {
        return deliveries;
    }

    /** Promises that have a reference: refunds, replies, points, hand-overs. */
    public StandingPromises standing() {
        return standing;
    }

    /** What is still to be kept for these orders. */
    public List<Promise> openOfOrders(Tx tx, StoreId store, Collection<OrderId> orders) {
        return PromisesSql.openOfOrders(tx, store, orders);
    }

    /** What was promised for an order, the first due first. */
    public List<Promise> ofOrder(Tx tx, StoreId store, OrderId order) {
        return PromisesSql.ofOrder(tx, store, order);
    }

    /**
     * How many promises due in this span were kept and how many broken, by kind and by the week (its Monday, in the zone
     * given) they were due in; those of deliveries on request by carrier or lane too. Those still open, and those that no longer
     * bind, are not counted. By kind alone they come from counts of quarters of an hour: the first and the last count whole.
     */
    public List<Tally> tally(Tx tx, StoreId store, Span span) {
        return tally(tx, store, span, By.KIND);
    }

    /** What promises are counted by, beside kind and week. Carriers and lanes are those of deliveries. */
    public enum By {
        KIND,
        CARRIER,
        LANE
    }

    /** As above, finer. */
    public List<Tally> tally(Tx tx, StoreId store, Span span, By by) {
        if (by == By.KIND) return tallyByKind(tx, store, span);
        return tx.list(
                PromisesSql.TALLY,
                row -> tally(
                        row,
                        new Way(row.getString("carrier"), row.getString("lane")),
                        row.getObject("week", LocalDate.class)),
                span.zone().getId(),
                by,
                store,
                span.from(),
                span.until());
    }

    private static List<Tally> tallyByKind(Tx tx, StoreId store, Span span) {
        List<LocalDate> mondays = span.mondays();
        return tx.list(
                PromisesSql.TALLY_BY_KIND,
                row -> tally(row, new Way(null, null), mondays.get(row.getInt("week") - 1)),
                span.beginnings(),
                store,
                span.from(),
                span.until());
    }

    private static Tally tally(ResultSet row, Way way, LocalDate week) throws SQLException {
        return new Tally(
                PromiseKind.valueOf(row.getString("kind")), way, week, row.getLong("kept"), row.getLong("broken"));
    }

    /** A stretch of time, its end not included, and the zone in which its weeks begin. */
    public record Span(Instant from, Instant until, ZoneId zone) {
        /** The Mondays of its weeks; the first may lie before it begins. */
        public List<LocalDate> mondays() {
            LocalDate first = from.atZone(zone).toLocalDate().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            return first.datesUntil(until.atZone(zone).toLocalDate().plusDays(1), Period.ofWeeks(1))
                    .toList();
        }

        /** When each of its weeks begins. */
        public Instant[] beginnings() {
            return mondays().stream()
                    .map(monday -> monday.atStartOfDay(zone).toInstant())
                    .toArray(Instant[]::new);
        }
    }

    /** What became of one week's promises of one kind. */
    public record Tally(PromiseKind kind, Way way, LocalDate week, long kept, long broken) {}

    /**
     * A delivery promise that came due, with the week (its Monday) it was due in.
     *
     * @param shipment its parcel, by tracking's id; 0 where there was none yet
     */
    public record SettledDelivery(long order, long shipment, LocalDate week, boolean kept) {}

    /** The delivery promises that came due in this span and were kept or broken, the latest {@value #SETTLED_LIMIT} of them. */
    public List<SettledDelivery> settledDeliveries(Tx tx, StoreId store, Span span) {
        return tx.list(
                PromisesSql.SETTLED_DELIVERIES,
                row -> new SettledDelivery(
                        row.getLong("order_id"),
                        row.getLong("shipment_id"),
                        row.getObject("week", LocalDate.class),
                        row.getBoolean("kept")),
                span.zone().getId(),
                store,
                span.from(),
                span.until(),
                SETTLED_LIMIT);
    }

    /** How many promises of these orders were broken; orders without any are left out. */
    public Map<OrderId, Long> broken(Tx tx, StoreId store, Collection<OrderId> orders) {
        Map<OrderId, Long> broken = new HashMap<>();
        tx.each(
                PromisesSql.BROKEN_OF_ORDERS,
                row -> broken.put(new OrderId(row.getLong("order_id")), row.getLong("n")),
                store,
                orders.stream().mapToLong(OrderId::value).toArray());
        return broken;
    }

    /** Marks open promises whose time is over as broken. */
    public void breakOverdueAcrossStores() {
        int looked = SWEEP_LIMIT;
        while (looked == SWEEP_LIMIT) {
            looked = breakSome();
        }
    }

    private int breakSome() {
        return database.<Integer>acrossStores(tx -> {
            List<long[]> due = tx.list(
                    PromisesSql.CLAIM,
                    row -> new long[] {row.getLong("store_id"), row.getLong("promise_id")},
                    clock.instant(),
                    SWEEP_LIMIT);
            due.sort(Comparator.comparingLong((long[] d) -> d[0]).thenComparingLong(d -> d[1]));
            List<Moved> broken = tx.list(
                    PromisesSql.BREAK,
                    Moved::read,
                    due.stream().mapToInt(d -> (int) d[0]).toArray(),
                    due.stream().mapToLong(d -> d[1]).toArray());
            log.append(
                    tx,
                    broken.stream()
                            .map(m -> new PromiseBroken(m.store(), m.promise(), m.order(), m.kind(), m.dueBy(), false))
                            .toList());
            return due.size();
        });
    }

    private static PromiseEvent settled(Moved m) {
        Instant at = m.settledAt() == null ? m.dueBy() : m.settledAt();
        return m.state() == PromiseState.KEPT
                ? new PromiseKept(m.store(), m.promise(), m.order(), m.kind(), at, m.replayed())
                : new PromiseBroken(m.store(), m.promise(), m.order(), m.kind(), m.dueBy(), m.replayed());
    }
}
