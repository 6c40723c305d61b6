package io.postlude.console;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Instant;

/** Forecasts that parcels have proved: steady lanes, thin ones, and one that slowed down on the second of November. */
final class JudgedForecasts {
    static final int PARCELS = 900;
    private static final Instant SLOWED = Instant.parse("2026-11-02T00:00:00Z");

    /** Errors spread evenly over four days, so that windows of 90 % hold just that. */
    private static final String JUDGED = """
            insert into insights.forecast_outcome (store_id, order_id, shipment_id, stage, start_at, version, middle, spread,
              likely, from50, to50, from80, to80, from90, to90, promised_by, carrier, from_country, to_country, to_region,
              replayed, delivered_at, took, score)
            select ?, ? + i, ? + i, 'HAND_OVER', at - make_interval(secs => (3 + off) * 86400), 7, 1, 0.3, 3,
              2, 4, 1.4, 4.6, 1.2, 4.8, at + make_interval(secs => (0.5 - 1.5 * off) * 86400), ?, 'NO', ?, ?, false, at,
              3 + off, 0
            from (select i, at, (mod(i * 37, 101) / 100.0 - 0.5) * 4 + case when ? and at > ? then 2.6 else 0 end as off
              from (select i, ?::timestamptz - make_interval(secs => i * 84 * 86400.0 / ?) as at
                from generate_series(1, ?) i) t) o""";

    private static final String FACTS = """
            insert into insights.delivery_fact (store_id, shipment_id, order_id, placed_at, handed_over_at, delivered_at,
              promised_by, origin, from_country, from_region, from_postcode, to_country, to_region, to_postcode, bought,
              carried)
            select store_id, shipment_id, order_id, start_at - make_interval(hours => 14 + mod(order_id * 13, 31)::int),
              start_at, delivered_at, promised_by, 'web', from_country, '', '', to_country, to_region, '', 'home', carrier
            from insights.forecast_outcome where store_id = ?""";

    private static final String MODEL = """
            insert into insights.model (store_id, version, trained_at, seq, parcels, took_millis, metrics, content)
            values (?, 7, ?, 0, 880, 1430, '{}', '')""";

    private JudgedForecasts() {}

    /** A lane and how many parcels went over it. */
    private record Lane(String carrier, String to, String region, int parcels, boolean slowed) {}

    static void fill(ConsoleGround ground, StoreId store) {
        Lane[] lanes = {
            new Lane("postnord", "SE", "", 420, false),
            new Lane("dhl", "DE", "HESSEN", 240, false),
            new Lane("bring", "NO", "VESTLAND", 180, true),
            new Lane("posti", "FI", "", 33, false),
            new Lane("colissimo", "FR", "", 12, false),
            new Lane("gls", "NL", "", 9, false),
            new Lane("ups", "US", "NY", 6, false)
        };
        ground.test.database().runInStore(store, tx -> {
            for (int i = 0; i < lanes.length; i++) put(tx, store, lanes[i], 1_000_000L * (i + 1));
            tx.execute(FACTS, store);
            tx.execute(MODEL, store, ConsoleGround.NOW.minusSeconds(7200));
        });
    }

    private static void put(Tx tx, StoreId store, Lane lane, long from) {
        tx.execute(
                JUDGED,
                store,
                from,
                from,
                lane.carrier(),
                lane.to(),
                lane.region(),
                lane.slowed(),
                SLOWED,
                ConsoleGround.NOW,
                lane.parcels(),
                lane.parcels());
    }
}
