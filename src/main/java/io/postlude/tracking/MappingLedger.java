package io.postlude.tracking;

import io.postlude.kernel.Database;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.tracking.UnmappedCode.RawSource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Raw codes nobody has mapped, counted with examples, and what a store's people decide about them. */
public final class MappingLedger {

    private static final int LIST_LIMIT = 500;
    private static final int REBUILD_PARCELS = 500;

    private static final String LIST = """
            select r.*, m.detail as decided from tracking.raw_code r
            left join tracking.mapping_override m on m.store_id = r.store_id and m.provider = r.provider
              and m.carrier = r.carrier and m.code = r.code
            where r.store_id = ? order by m.detail is not null, r.seen desc, r.provider, r.carrier, r.code limit ?""";

    private static final String DECIDE = """
            insert into tracking.mapping_override (store_id, provider, carrier, code, detail, decided_by, decided_at)
            values (?, ?, ?, ?, ?, ?, ?)
            on conflict (store_id, provider, carrier, code) do update
            set detail = excluded.detail, decided_by = excluded.decided_by, decided_at = excluded.decided_at""";

    private static final String TOUCHED = """
            select distinct shipment_id from tracking.scan
            where store_id = ? and provider = ? and raw_code = ? and carrier = ? and reading <> 0 order by 1""";

    private final Database database;
    private final InstantSource clock;
    private final StatusMapping shipped = new StatusMapping();
    private final Rebuild rebuild;

    MappingLedger(Tracking.Ground ground, ChangeWriter writer) {
        this.database = ground.database();
        this.clock = ground.clock();
        this.rebuild = new Rebuild(writer, ground.clock());
    }

    /** The store's codes without a translation, undecided first, the most frequent first. */
    public List<UnmappedCode> list(Tx tx, StoreId store) {
        return tx.list(LIST, this::code, store, LIST_LIMIT);
    }

    /**
     * Decides what a code means, from now on and for all that was: the parcels it touched are rebuilt from their scans.
     * What changes is told in events marked as replayed, so nobody is notified of the past.
     *
     * @return how many parcels were rebuilt
     */
    public int map(StoreId store, RawSource source, StatusDetail meaning, String decidedBy) {
        Instant now = clock.instant();
        database.runAcrossStores(tx -> tx.execute(
                DECIDE, store, source.provider(), source.carrier(), source.code(), meaning.number(), decidedBy, now));
        List<Long> touched = database.acrossStores(tx ->
                tx.list(TOUCHED, row -> row.getLong(1), store, source.provider(), source.code(), source.carrier()));
        for (int from = 0; from < touched.size(); from += REBUILD_PARCELS) {
            List<Long> some = touched.subList(from, Math.min(touched.size(), from + REBUILD_PARCELS));
            rebuilt(store, source, meaning, some);
        }
        return touched.size();
    }

    private void rebuilt(StoreId store, RawSource source, StatusDetail meaning, List<Long> shipments) {
        List<ParcelUpdate.Overtaken> failures = new ArrayList<>();
        while (failures.size() < Lane.ATTEMPTS) {
            try {
                database.runSpine(tx -> rebuild.run(tx, store, new Rebuild.Order(source, meaning, shipments)));
                return;
            } catch (ParcelUpdate.Overtaken e) {
                failures.add(e);
            }
        }
        throw failures.getLast();
    }

    private UnmappedCode code(ResultSet row) throws SQLException {
        int decided = row.getInt("decided");
        StatusDetail decision = row.wasNull() ? null : StatusDetail.ofNumber(decided);
        RawSource source = new RawSource(row.getString("provider"), row.getString("carrier"), row.getString("code"));
        return new UnmappedCode(
                source,
                row.getLong("seen"),
                Tx.instantNotNull(row, "first_seen_at"),
                Tx.instantNotNull(row, "last_seen_at"),
                row.getString("example_number"),
                row.getString("example_message"),
                shipped.read(source.provider(), RawCode.parse(source.code())).detail(),
                decision);
    }
}
