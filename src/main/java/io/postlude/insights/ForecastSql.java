package io.postlude.insights;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.StoreTurn;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The statements over forecast and model. */
final class ForecastSql {
    /**
     * Several may look at different orders of a store at once, as the log's readers do. Who looks at any of them, or at all,
     * looks alone: the same rows written in another order would lock each other out.
     */
    static final StoreTurn LOOKING = new StoreTurn("insights.forecast");

    private static final String OF_ORDERS = """
            select order_id, shipment_id, earliest, likely, latest from insights.forecast
            where store_id = ? and order_id = any(?)""";

    private static final String PUT = """
            insert into insights.forecast as f (store_id, order_id, shipment_id, stage, made_at, version, earliest, likely,
              latest, chance_late, look_at)
            select ?, o, s, st, ?, v, e, l, la, nullif(c, 'NaN'), k
            from unnest(?::bigint[], ?::bigint[], ?::text[], ?::int[], ?::date[], ?::date[], ?::date[], ?::float8[],
              ?::timestamptz[]) as u(o, s, st, v, e, l, la, c, k)
            on conflict (store_id, order_id, shipment_id) do update set stage = excluded.stage, made_at = excluded.made_at,
              version = excluded.version, earliest = excluded.earliest, likely = excluded.likely, latest = excluded.latest,
              chance_late = excluded.chance_late, look_at = excluded.look_at""";

    private static final String DROP = """
            delete from insights.forecast f using unnest(?::bigint[], ?::bigint[]) as u(o, s)
            where f.store_id = ? and f.order_id = u.o and f.shipment_id = u.s""";

    private static final String DUE =
            "select store_id, order_id from insights.forecast where look_at <= ? order by look_at limit ?";

    private static final String STILL_DUE = """
            select distinct order_id from insights.forecast where store_id = ? and order_id = any(?) and look_at <= ?
            order by order_id""";

    private static final String LATER = """
            update insights.forecast set look_at = ? where store_id = ? and order_id = any(?) and look_at <= ?""";

    private static final String LOOK_AT_ALL =
            "update insights.forecast set look_at = ? where store_id = ? and look_at > ?";

    private static final String NEWEST = """
            select version, seq, content from insights.model where store_id = ? order by version desc limit 1""";

    private static final String NEWEST_VERSION = """
            select version, trained_at, parcels, took_millis, metrics::text from insights.model
            where store_id = ? order by version desc limit 1""";

    private static final String PUT_MODEL = """
            insert into insights.model (store_id, version, trained_at, seq, parcels, took_millis, metrics, content)
            values (?, ?, ?, ?, ?, ?, ?::json, ?)""";

    private static final String FORGET_MODELS = "delete from insights.model where store_id = ? and version <= ?";

    private static final int MODELS_KEPT = 5;
    private static final Duration LOOKED_AT_FOR = Duration.ofHours(24);

    private ForecastSql() {}

    /** What a forecast is of; shipment 0 is the order before it has a parcel. */
    record Key(long order, long shipment) {}

    /** The days last told. */
    record Told(LocalDate earliest, LocalDate likely, LocalDate latest) {}

    static Map<Key, Told> told(Tx tx, StoreId store, Collection<OrderId> orders) {
        Map<Key, Told> told = new HashMap<>();
        tx.each(
                OF_ORDERS,
                row -> told.put(
                        new Key(row.getLong(1), row.getLong(2)),
                        new Told(
                                row.getObject(3, LocalDate.class),
                                row.getObject(4, LocalDate.class),
                                row.getObject(5, LocalDate.class))),
                store,
                orders.stream().mapToLong(OrderId::value).toArray());
        return told;
    }

    /** A forecast to be kept; {@code chanceLate} NaN where nothing was promised. */
    record Row(Key key, Stage stage, int version, Told told, double chanceLate, Instant lookAt) {}

    static void put(Tx tx, StoreId store, Instant madeAt, List<Row> rows) {
        if (rows.isEmpty()) return;
        tx.execute(
                PUT,
                store,
                madeAt,
                rows.stream().mapToLong(row -> row.key().order()).toArray(),
                rows.stream().mapToLong(row -> row.key().shipment()).toArray(),
                rows.stream().map(row -> row.stage().name()).toArray(String[]::new),
                rows.stream().mapToInt(Row::version).toArray(),
                dates(rows, Told::earliest),
                dates(rows, Told::likely),
                dates(rows, Told::latest),
                rows.stream().mapToDouble(Row::chanceLate).toArray(),
                rows.stream().map(Row::lookAt).toArray(Instant[]::new));
    }

    private static LocalDate[] dates(List<Row> rows, Function<Told, LocalDate> date) {
        return rows.stream().map(row -> date.apply(row.told())).toArray(LocalDate[]::new);
    }

    static void drop(Tx tx, StoreId store, Collection<Key> keys) {
        if (keys.isEmpty()) return;
        tx.execute(
                DROP,
                keys.stream().mapToLong(Key::order).toArray(),
                keys.stream().mapToLong(Key::shipment).toArray(),
                store);
    }

    /** Orders nothing was heard of for so long that what is expected has to be thought over, by store. */
    static Map<StoreId, List<OrderId>> due(Tx tx, Instant now, int limit) {
        record Due(StoreId store, OrderId order) {}
        return tx
                .list(DUE, row -> new Due(new StoreId(row.getInt(1)), new OrderId(row.getLong(2))), now, limit)
                .stream()
                .distinct()
                .collect(Collectors.groupingBy(Due::store, Collectors.mapping(Due::order, Collectors.toList())));
    }

    /** Those of them that nobody thought over meanwhile. */
    static List<OrderId> stillDue(Tx tx, StoreId store, List<OrderId> orders, Instant now) {
        return tx.list(
                STILL_DUE,
                row -> new OrderId(row.getLong(1)),
                store,
                orders.stream().mapToLong(OrderId::value).toArray(),
                now);
    }

    /** Not to be thought over again before that, whatever came of it. */
    static void later(Tx tx, StoreId store, List<OrderId> orders, Instant now) {
        tx.execute(
                LATER,
                now.plus(LOOKED_AT_FOR),
                store,
                orders.stream().mapToLong(OrderId::value).toArray(),
                now);
    }

    /** A model as kept. */
    @SuppressWarnings("ArrayRecordComponent") // read at once
    record Kept(int version, long seq, byte[] content) {}

    /** What was learned anew is asked anew: everything on its way is due to be looked at. */
    static void lookAtAll(Tx tx, StoreId store, Instant now) {
        tx.execute(LOOK_AT_ALL, now, store, now);
    }

    static Optional<Kept> newest(Tx tx, StoreId store) {
        return tx.first(NEWEST, row -> new Kept(row.getInt(1), row.getLong(2), row.getBytes(3)), store);
    }

    static Optional<ModelState> state(Tx tx, StoreId store) {
        return tx.first(
                NEWEST_VERSION,
                row -> new ModelState(
                        row.getInt(1),
                        Tx.instantNotNull(row, "trained_at"),
                        row.getInt(3),
                        row.getInt(4),
                        row.getString(5)),
                store);
    }

    static void put(Tx tx, StoreId store, ModelState state, Kept kept) {
        tx.execute(
                PUT_MODEL,
                store,
                state.version(),
                state.trainedAt(),
                kept.seq(),
                state.parcels(),
                state.tookMillis(),
                state.metrics(),
                kept.content());
        tx.execute(FORGET_MODELS, store, state.version() - MODELS_KEPT);
    }
}
