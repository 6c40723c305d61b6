package io.postlude.insights;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The statements over delivery_fact. */
final class FactSql {
    private static final String PUT = """
            insert into insights.delivery_fact (store_id, shipment_id, order_id, placed_at, handed_over_at, delivered_at,
              promised_by, origin, from_country, from_region, from_postcode, to_country, to_region, to_postcode, bought,
              carried, pieces, worth, shipping, last_mile_at, out_at, trouble_at, ready_at)
            select ?, s, o, p, h::timestamptz, d, pr::timestamptz, og, fc, fr, fp, tc, tr, tp, b, c, nullif(pi, 'NaN'),
              nullif(w, 'NaN'), nullif(sh, 'NaN'), l1::timestamptz, l2::timestamptz, l3::timestamptz, l4::timestamptz
            from unnest(?::bigint[], ?::bigint[], ?::timestamptz[], ?::text[], ?::timestamptz[], ?::text[], ?::text[],
              ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::float8[],
              ?::float8[], ?::float8[], ?::text[], ?::text[], ?::text[], ?::text[])
              as u(s, o, p, h, d, pr, og, fc, fr, fp, tc, tr, tp, b, c, pi, w, sh, l1, l2, l3, l4)
            on conflict (store_id, shipment_id) do update set handed_over_at = excluded.handed_over_at,
              delivered_at = excluded.delivered_at, last_mile_at = excluded.last_mile_at, out_at = excluded.out_at,
              trouble_at = excluded.trouble_at, ready_at = excluded.ready_at""";

    private static final String LATEST = """
            select * from (select * from insights.delivery_fact where store_id = ? order by delivered_at desc limit ?) f
            order by delivered_at""";

    private static final String SINCE =
            "select * from insights.delivery_fact where store_id = ? and seq > ? order by seq limit ?";

    private static final String DROP = "delete from insights.delivery_fact where store_id = ? and shipment_id = any(?)";

    private static final int SINCE_LIMIT = 50_000;

    private FactSql() {}

    /** A fact with its place in the order they were written. */
    record Fact(long order, long shipment, long seq, Trip trip) {}

    static void put(Tx tx, StoreId store, List<Journey> arrived) {
        if (arrived.isEmpty()) return;
        tx.execute(
                PUT,
                store,
                arrived.stream().mapToLong(Journey::shipment).toArray(),
                arrived.stream().mapToLong(j -> j.order().id().value()).toArray(),
                arrived.stream().map(j -> j.order().placedAt()).toArray(Instant[]::new),
                moments(arrived, t -> t.times().handedOver()),
                arrived.stream()
                        .map(j -> Trip.instant(j.trip().times().delivered()))
                        .toArray(Instant[]::new),
                moments(arrived, t -> t.times().promised()),
                words(arrived, Trip::origin),
                words(arrived, t -> t.from().country()),
                words(arrived, t -> t.from().region()),
                words(arrived, t -> t.from().postcode()),
                words(arrived, t -> t.to().country()),
                words(arrived, t -> t.to().region()),
                words(arrived, t -> t.to().postcode()),
                words(arrived, Trip::bought),
                words(arrived, Trip::carried),
                numbers(arrived, Trip.Load::pieces),
                numbers(arrived, Trip.Load::value),
                numbers(arrived, Trip.Load::shipping),
                moments(arrived, t -> t.legs().lastMile()),
                moments(arrived, t -> t.legs().out()),
                moments(arrived, t -> t.legs().trouble()),
                moments(arrived, t -> t.legs().ready()));
    }

    private static String[] words(List<Journey> journeys, Function<Trip, String> word) {
        return journeys.stream().map(j -> word.apply(j.trip())).toArray(String[]::new);
    }

    private static double[] numbers(List<Journey> journeys, ToDoubleFunction<Trip.Load> number) {
        return journeys.stream()
                .mapToDouble(j -> number.applyAsDouble(j.trip().load()))
                .toArray();
    }

    private static @Nullable String[] moments(List<Journey> journeys, ToDoubleFunction<Trip> day) {
        List<@Nullable String> moments = new ArrayList<>();
        for (Journey journey : journeys) {
            double at = day.applyAsDouble(journey.trip());
            moments.add(Double.isNaN(at) ? null : Trip.instant(at).toString());
        }
        return moments.toArray(new @Nullable String[0]);
    }

    /** What proved not to have arrived teaches no more. */
    static void drop(Tx tx, StoreId store, long[] shipments) {
        if (shipments.length > 0) tx.execute(DROP, store, shipments);
    }

    static long count(Tx tx, StoreId store) {
        return tx.number("select count(*) from insights.delivery_fact where store_id = ?", store);
    }

    static List<Fact> latest(Tx tx, StoreId store, int limit, LocalDays days) {
        return read(tx, days, LATEST, store, limit);
    }

    static List<Fact> since(Tx tx, StoreId store, long seq, LocalDays days) {
        return read(tx, days, SINCE, store, seq, SINCE_LIMIT);
    }

    private static List<Fact> read(Tx tx, LocalDays days, String sql, Object... parameters) {
        List<Fact> facts = new ArrayList<>();
        Words words = new Words();
        tx.each(sql, row -> facts.add(fact(row, words, days)), parameters);
        return Collections.unmodifiableList(facts);
    }

    /** A million facts say the same few words. */
    private static final class Words {
        private final Map<String, String> known = new HashMap<>();
        private final Map<Place, Place> places = new HashMap<>();

        String of(ResultSet row, String column) throws SQLException {
            return known.computeIfAbsent(row.getString(column), word -> word);
        }

        Place place(ResultSet row, String end) throws SQLException {
            Place place = new Place(of(row, end + "_country"), of(row, end + "_region"), of(row, end + "_postcode"));
            return places.computeIfAbsent(place, same -> same);
        }
    }

    private static Fact fact(ResultSet row, Words words, LocalDays days) throws SQLException {
        double placed = day(row, "placed_at");
        Trip trip = new Trip(
                words.of(row, "origin"),
                words.place(row, "from"),
                words.place(row, "to"),
                words.of(row, "bought"),
                words.of(row, "carried"),
                new Trip.Load(
                        number(row, "pieces"), Double.NaN, Double.NaN, number(row, "worth"), number(row, "shipping")),
                new Trip.Times(
                        placed,
                        days.planned(placed),
                        day(row, "handed_over_at"),
                        day(row, "delivered_at"),
                        day(row, "promised_by")),
                new Trip.Legs(
                        day(row, "last_mile_at"), day(row, "out_at"), day(row, "trouble_at"), day(row, "ready_at")));
        return new Fact(row.getLong("order_id"), row.getLong("shipment_id"), row.getLong("seq"), trip);
    }

    private static double day(ResultSet row, String column) throws SQLException {
        return Trip.day(Tx.instant(row, column));
    }

    private static double number(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? Double.NaN : value;
    }
}
