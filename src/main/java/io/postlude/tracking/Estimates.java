package io.postlude.tracking;

import io.postlude.kernel.EventLog;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.tracking.TrackingEvent.EstimateChanged;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The carriers' own word on when parcels come: the latest for each number, whatever came when. */
final class Estimates {

    /** Locked in the order of the key, so that two writers of the same numbers never wait for each other. */
    private static final String STANDING = """
            select e.number, e.carrier, e.from_day, e.by_day
            from unnest(?::text[], ?::text[]) as u(n, c)
            join tracking.estimate e on e.store_id = ? and e.number = u.n and e.carrier = u.c
            order by e.number, e.carrier for update of e""";

    private static final String TAKE = """
            insert into tracking.estimate as e
              (store_id, number, carrier, from_day, by_day, said_at, provider, received_at)
            select ?, u.n, u.c, u.f::date, u.b::date, u.at, u.p, ?
            from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::text[]) as u(n, c, f, b, at, p)
            order by u.n, u.c
            on conflict (store_id, number, carrier) do update
            set from_day = excluded.from_day, by_day = excluded.by_day, said_at = excluded.said_at,
                provider = excluded.provider, received_at = excluded.received_at
            where (excluded.said_at, excluded.by_day, coalesce(excluded.from_day, excluded.by_day))
                > (e.said_at, e.by_day, coalesce(e.from_day, e.by_day))
            returning number, carrier""";

    /** A number is its only parcel's; of several the named carrier's, else the one registered last, as for scans. */
    private static final String MEANT = """
            (e.carrier = l.carrier
              or (not exists (select 1 from tracking.leg o
                              where o.store_id = l.store_id and o.number = l.number and o.carrier = e.carrier)
                  and l.shipment_id = (select max(o.shipment_id) from tracking.leg o
                                       where o.store_id = l.store_id and o.number = l.number)))""";

    private static final String PARCELS = """
            select e.number, e.carrier, s.id, s.order_id, s.direction
            from unnest(?::text[], ?::text[]) as u(n, c)
            join tracking.estimate e on e.store_id = ? and e.number = u.n and e.carrier = u.c
            join tracking.leg l on l.store_id = e.store_id and l.number = e.number
            join tracking.shipment s on s.store_id = l.store_id and s.id = l.shipment_id
            where""" + " " + MEANT;

    private static final String OF_SHIPMENTS = """
            select distinct on (l.shipment_id) l.shipment_id, e.from_day, e.by_day, e.said_at, e.provider
            from tracking.leg l
            join tracking.estimate e on e.store_id = l.store_id and e.number = l.number
            where l.store_id = ? and l.shipment_id = any(?) and""" + " " + MEANT + """

            order by l.shipment_id, e.said_at desc, e.by_day desc""";

    private static final String EXPIRE = """
            delete from tracking.estimate e where e.received_at < ?
              and not exists (select 1 from tracking.leg l where l.store_id = e.store_id and l.number = e.number)""";

    private final EventLog log;
    private final InstantSource clock;

    Estimates(EventLog log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    /** Keeps what is newer than what was known; says so in the log where the day is another one. */
    void take(Tx tx, StoreId store, Collection<EstimateReport> given) {
        Map<EstimateReport.Key, EstimateReport> latest = latest(given);
        if (latest.isEmpty()) {
            return;
        }
        Map<EstimateReport.Key, Days> before = new HashMap<>();
        tx.each(STANDING, row -> before.put(key(row), days(row)), numbers(latest.keySet()), carriers(latest), store);
        List<EstimateReport.Key> written = write(tx, store, latest, clock.instant());
        Map<EstimateReport.Key, EstimateReport> news = new HashMap<>();
        for (EstimateReport.Key key : written) {
            EstimateReport said = latest.get(key);
            if (said != null && !new Days(said.from(), said.by()).equals(before.get(key))) {
                news.put(key, said);
            }
        }
        log.append(tx, events(tx, store, news));
    }

    private record Days(@Nullable LocalDate from, LocalDate by) {}

    private static Map<EstimateReport.Key, EstimateReport> latest(Collection<EstimateReport> given) {
        Map<EstimateReport.Key, EstimateReport> latest = new HashMap<>();
        given.forEach(said -> latest.merge(said.key(), said, EstimateReport::later));
        return latest;
    }

    private static List<EstimateReport.Key> write(
            Tx tx, StoreId store, Map<EstimateReport.Key, EstimateReport> latest, Instant now) {
        List<EstimateReport> said = List.copyOf(latest.values());
        return tx.list(
                TAKE,
                Estimates::key,
                store,
                now,
                said.stream().map(EstimateReport::number).toArray(String[]::new),
                said.stream().map(one -> one.key().carrier()).toArray(String[]::new),
                said.stream()
                        .map(one -> one.from() == null ? null : one.from().toString())
                        .toArray(String[]::new),
                said.stream().map(one -> one.by().toString()).toArray(String[]::new),
                said.stream().map(EstimateReport::saidAt).toArray(Instant[]::new),
                said.stream().map(EstimateReport::provider).toArray(String[]::new));
    }

    private static List<EstimateChanged> events(Tx tx, StoreId store, Map<EstimateReport.Key, EstimateReport> news) {
        if (news.isEmpty()) {
            return List.of();
        }
        Map<Long, EstimateChanged> events = new TreeMap<>();
        tx.each(
                PARCELS,
                row -> {
                    EstimateReport said = news.get(key(row));
                    long order = row.getLong("order_id");
                    OrderId of = row.wasNull() ? null : new OrderId(order);
                    ShipmentId shipment = new ShipmentId(row.getLong("id"));
                    Direction direction = Direction.ofNumber(row.getInt("direction"));
                    if (said != null) {
                        events.put(
                                shipment.value(),
                                new EstimateChanged(
                                        store, shipment, of, direction, said.from(), said.by(), said.saidAt()));
                    }
                },
                numbers(news.keySet()),
                carriers(news),
                store);
        return List.copyOf(events.values());
    }

    private static String[] numbers(Set<EstimateReport.Key> keys) {
        return keys.stream().map(EstimateReport.Key::number).toArray(String[]::new);
    }

    private static String[] carriers(Map<EstimateReport.Key, EstimateReport> of) {
        return of.keySet().stream().map(EstimateReport.Key::carrier).toArray(String[]::new);
    }

    /** The latest word on each of these shipments; those nobody spoke of are left out. */
    static Map<Long, ShipmentView.Estimate> of(Tx tx, StoreId store, long[] shipments) {
        Map<Long, ShipmentView.Estimate> found = new HashMap<>();
        tx.each(
                OF_SHIPMENTS,
                row -> {
                    Days days = days(row);
                    found.put(
                            row.getLong("shipment_id"),
                            new ShipmentView.Estimate(
                                    days.from(),
                                    days.by(),
                                    Tx.instantNotNull(row, "said_at"),
                                    row.getString("provider")));
                },
                store,
                shipments);
        return found;
    }

    static void expire(Tx tx, Instant before) {
        tx.execute(EXPIRE, before);
    }

    private static EstimateReport.Key key(ResultSet row) throws SQLException {
        return new EstimateReport.Key(row.getString("number"), row.getString("carrier"));
    }

    private static Days days(ResultSet row) throws SQLException {
        return new Days(row.getObject("from_day", LocalDate.class), row.getObject("by_day", LocalDate.class));
    }
}
