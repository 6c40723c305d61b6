package io.postlude.tracking;

import io.postlude.kernel.Json;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Scans whose number nobody has registered: kept, and handed out once it is known. */
final class WaitingScans {

    /** A number nobody has claimed for so long belongs to nobody here. */
    static final Duration KEPT_FOR = Duration.ofDays(90);

    private static final String KEEP = """
            insert into tracking.waiting_scan (store_id, number, hash, report, received_at)
            select u.s, u.n, u.h, u.r::json, ? from unnest(?::int[], ?::text[], ?::bigint[], ?::text[]) as u(s, n, h, r)
            on conflict do nothing""";

    private static final String CLAIM = """
            delete from tracking.waiting_scan w using unnest(?::int[], ?::text[]) as u(s, n)
            where w.store_id = u.s and w.number = u.n returning w.store_id, w.report""";

    private static final String CLAIMABLE = """
            select distinct w.store_id, w.number from tracking.waiting_scan w
            join tracking.leg l on l.store_id = w.store_id and l.number = w.number limit ?""";

    private static final String EXPIRE = "delete from tracking.waiting_scan where received_at < ?";

    private WaitingScans() {}

    static void keep(Tx tx, List<StoreScan> scans, Instant now) {
        tx.execute(
                KEEP,
                now,
                scans.stream().mapToInt(scan -> scan.store().value()).toArray(),
                scans.stream().map(scan -> scan.report().number()).toArray(String[]::new),
                scans.stream().mapToLong(scan -> scan.report().hash()).toArray(),
                scans.stream().map(scan -> Json.write(scan.report())).toArray(String[]::new));
    }

    /** Takes the scans of these numbers out of the waiting room. */
    static List<StoreScan> claim(Tx tx, Collection<LegBook.StoreNumber> numbers) {
        return tx.list(
                CLAIM,
                row -> new StoreScan(new StoreId(row.getInt(1)), Json.read(row.getString(2), ScanReport.class)),
                numbers.stream().mapToInt(LegBook.StoreNumber::store).toArray(),
                numbers.stream().map(LegBook.StoreNumber::number).toArray(String[]::new));
    }

    /** Numbers that were registered while their scan was on its way into the waiting room. */
    static List<LegBook.StoreNumber> claimable(Tx tx, int limit) {
        return tx.list(CLAIMABLE, row -> new LegBook.StoreNumber(row.getInt(1), row.getString(2)), limit);
    }

    static void expire(Tx tx, Instant before) {
        tx.execute(EXPIRE, before);
    }
}
