package io.postlude.promises;

import io.postlude.kernel.Database;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.Jobs;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is foreseen for open promises, and which of them are at risk: those whose chance of being missed has reached the
 * store's threshold. A promise leaves that state only when its chance falls well below the threshold again, so that a
 * forecast that wavers around it does not ring twice.
 */
public final class Outlooks {

    /** At risk from this chance on, where the store has set none of its own. */
    public static final double USUAL_THRESHOLD = 0.3;

    private static final Duration CALM_PAUSE = Duration.ofMinutes(5);

    private final Database database;
    private final EventLog log;
    private final InstantSource clock;

    public Outlooks(Database database, EventLog log, InstantSource clock) {
        this.database = database;
        this.log = log;
        this.clock = clock;
    }

    /** Lets settled promises leave the list of those at risk, with the other recurring work. */
    public void schedule(Jobs jobs) {
        jobs.every(CALM_PAUSE, "promises-calm", this::calmSettledAcrossStores);
        jobs.every(CALM_PAUSE, "promises-foresight", this::foreseeStandingAcrossStores);
    }

    /** Looks ahead for the promises no parcel tells of: replies, refunds, points, hand-overs. */
    public void foreseeStandingAcrossStores() {
        new Foresight(database, this, clock).lookAcrossStores();
    }

    public void calmSettledAcrossStores() {
        database.runAcrossStores(tx -> tx.execute(OutlookSql.CALM_SETTLED));
    }

    /**
     * Takes what is foreseen now. Promises settled by then are passed over, and those whose time is over: they are the
     * sweep's. So is what is older than what is known.
     * Of two outlooks for one promise the later wins.
     */
    public void foresee(Tx tx, List<Outlook> outlooks) {
        Map<Key, Outlook> latest = new LinkedHashMap<>();
        outlooks.stream()
                .sorted(Comparator.comparingInt((Outlook o) -> o.store().value())
                        .thenComparingLong(o -> o.promise().value())
                        .thenComparing(Outlook::seenAt))
                .forEach(o -> latest.put(new Key(o.store(), o.promise()), o));
        if (latest.isEmpty()) {
            return;
        }
        int[] stores =
                latest.keySet().stream().mapToInt(key -> key.store().value()).toArray();
        long[] promises =
                latest.keySet().stream().mapToLong(key -> key.promise().value()).toArray();
        tx.execute(OutlookSql.MAKE_ROOM, stores, promises);
        List<RiskStep> steps = new ArrayList<>();
        for (RiskStep.Known known : tx.list(OutlookSql.LOCK, RiskStep.Known::read, USUAL_THRESHOLD, stores, promises)) {
            Outlook now = latest.get(new Key(known.store(), known.promise()));
            if (now != null && known.takes(now)) {
                steps.add(new RiskStep(known, now));
            }
        }
        write(tx, steps);
        log.append(tx, steps.stream().flatMap(step -> step.news().stream()).toList());
    }

    private static void write(Tx tx, List<RiskStep> steps) {
        if (steps.isEmpty()) {
            return;
        }
        int[] stores = steps.stream().mapToInt(s -> s.now().store().value()).toArray();
        long[] promises =
                steps.stream().mapToLong(s -> s.now().promise().value()).toArray();
        double[] chances = steps.stream().mapToDouble(s -> s.now().chance()).toArray();
        boolean[] risks = new boolean[steps.size()];
        short[] left = new short[steps.size()];
        for (int i = 0; i < risks.length; i++) {
            risks[i] = steps.get(i).atRisk();
            left[i] = steps.get(i).daysLeft();
        }
        tx.execute(
                OutlookSql.WRITE,
                stores,
                promises,
                chances,
                days(steps, Outlook.Expected::earliest),
                days(steps, Outlook.Expected::likely),
                days(steps, Outlook.Expected::latest),
                likelihoods(steps, byDay -> byDay.first().toString()),
                likelihoods(steps, Outlooks::array),
                steps.stream().map(s -> s.now().cause().name()).toArray(String[]::new),
                steps.stream().map(s -> s.now().seenAt()).toArray(Instant[]::new),
                risks);
        tx.execute(OutlookSql.FORETELL, stores, promises, left, chances);
    }

    private static @Nullable String[] days(List<RiskStep> steps, Function<Outlook.Expected, LocalDate> day) {
        List<@Nullable String> days = new ArrayList<>();
        for (RiskStep step : steps) {
            Outlook.Expected window = step.now().window();
            days.add(window == null ? null : day.apply(window).toString());
        }
        return days.toArray(new @Nullable String[0]);
    }

    private static @Nullable String[] likelihoods(List<RiskStep> steps, Function<Outlook.Likelihoods, String> part) {
        List<@Nullable String> parts = new ArrayList<>();
        for (RiskStep step : steps) {
            Outlook.Likelihoods byDay = step.now().byDay();
            parts.add(byDay == null ? null : part.apply(byDay));
        }
        return parts.toArray(new @Nullable String[0]);
    }

    private static String array(Outlook.Likelihoods byDay) {
        return byDay.chances().stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }

    /** What is foreseen for the promises of an order, by promise. */
    public Map<PromiseId, Outlook> ofOrder(Tx tx, StoreId store, OrderId order) {
        Map<PromiseId, Outlook> outlooks = new LinkedHashMap<>();
        tx.list(OutlookSql.OF_ORDER, row -> outlook(store, row), store, order)
                .forEach(outlook -> outlooks.put(outlook.promise(), outlook));
        return outlooks;
    }

    /** The same for the promises of many orders. */
    public Map<PromiseId, Outlook> ofOrders(Tx tx, StoreId store, Collection<OrderId> orders) {
        Map<PromiseId, Outlook> outlooks = new LinkedHashMap<>();
        tx.list(
                        OutlookSql.OF_ORDERS,
                        row -> outlook(store, row),
                        store,
                        orders.stream().mapToLong(OrderId::value).toArray())
                .forEach(outlook -> outlooks.put(outlook.promise(), outlook));
        return outlooks;
    }

    /** From which chance on a promise of this store is at risk. */
    public double threshold(Tx tx, StoreId store) {
        return tx.first(OutlookSql.THRESHOLD, row -> row.getDouble(1), store).orElse(USUAL_THRESHOLD);
    }

    /** Sets it, between 0.05 and 0.95; it counts from the next look at each promise. */
    public void setThreshold(Tx tx, StoreId store, double threshold) {
        if (!(threshold >= 0.05 && threshold <= 0.95)) {
            throw new IllegalArgumentException("a threshold lies between 0.05 and 0.95: " + threshold);
        }
        tx.execute(OutlookSql.SET_THRESHOLD, store, threshold, clock.instant());
    }

    /**
     * How honest the chances were: for promises due in the span, what was said so many days before their end, in ten
     * classes, and the share that was missed.
     */
    public List<Calibration> calibration(Tx tx, StoreId store, Promises.Span span, int daysLeft) {
        return tx.list(
                OutlookSql.CALIBRATION,
                row -> new Calibration(
                        row.getInt("bucket") / 10.0, row.getLong("n"), row.getDouble("said"), row.getDouble("came")),
                daysLeft,
                store,
                span.from(),
                span.until());
    }

    /**
     * One class of chances.
     *
     * @param from the class's lower end; it is 0.1 wide
     * @param said the average chance of being missed that was said
     * @param came the share that was missed
     */
    public record Calibration(double from, long promises, double said, double came) {}

    private record Key(StoreId store, PromiseId promise) {}

    static Outlook outlook(StoreId store, ResultSet row) throws SQLException {
        return new Outlook(
                store,
                new PromiseId(row.getLong("promise_id")),
                row.getDouble("chance"),
                expected(row),
                likelihoods(row),
                RiskCause.valueOf(row.getString("cause")),
                Tx.instantNotNull(row, "seen_at"),
                false);
    }

    static Outlook.@Nullable Expected expected(ResultSet row) throws SQLException {
        LocalDate earliest = row.getObject("earliest", LocalDate.class);
        LocalDate likely = row.getObject("likely", LocalDate.class);
        LocalDate latest = row.getObject("latest", LocalDate.class);
        return earliest == null || likely == null || latest == null
                ? null
                : new Outlook.Expected(earliest, likely, latest);
    }

    private static Outlook.@Nullable Likelihoods likelihoods(ResultSet row) throws SQLException {
        LocalDate first = row.getObject("first_day", LocalDate.class);
        Array chances = row.getArray("day_chances");
        if (first == null || chances == null) {
            return null;
        }
        List<Double> days = Arrays.stream((Object[]) Objects.requireNonNull(chances.getArray()))
                .map(chance -> ((Number) chance).doubleValue())
                .toList();
        return new Outlook.Likelihoods(first, days);
    }
}
