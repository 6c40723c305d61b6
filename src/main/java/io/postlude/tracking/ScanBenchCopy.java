package io.postlude.tracking;

import io.postlude.kernel.BinaryCopy;
import io.postlude.kernel.Database;
import java.util.ArrayList;
import java.util.List;

/** The limit in the bench: the same scans by binary COPY into one table, buffers made before the clock starts. */
final class ScanBenchCopy {

    private static final String TARGET =
            "tracking.bench_scan (shipment_id, hash, occurred_at, store_id, detail, raw_code, city)";

    private ScanBenchCopy() {}

    static void prepare(Database database) {
        database.runAcrossStores(tx -> {
            tx.execute("""
                    create table if not exists tracking.bench_scan (
                      shipment_id bigint not null, hash bigint not null, occurred_at timestamptz not null,
                      store_id int not null, detail smallint not null, raw_code text not null, city text,
                      received_at timestamptz not null default now(), primary key (shipment_id, hash))""");
            tx.execute("create index if not exists bench_scan_time on tracking.bench_scan (shipment_id, occurred_at)");
        });
    }

    /** Seconds for all unique scans, in batches of the bench's size, one after the other, each committed. */
    static double seconds(Database database, ScanBenchData data, int batch) {
        List<BinaryCopy> copies = new ArrayList<>();
        List<ScanBenchData.Unique> scans = data.uniqueScans();
        for (int from = 0; from < scans.size(); from += batch) {
            List<ScanBenchData.Unique> part = scans.subList(from, Math.min(scans.size(), from + batch));
            BinaryCopy copy = new BinaryCopy(7, part.size() * 110);
            for (ScanBenchData.Unique scan : part) {
                copy.row()
                        .int8(scan.shipment().value())
                        .int8(scan.hash())
                        .time(scan.at())
                        .int4(scan.store().value())
                        .int2(scan.detail().number())
                        .text(scan.detail().code())
                        .text("Kenly");
            }
            copies.add(copy);
        }
        long start = System.nanoTime();
        for (BinaryCopy copy : copies) {
            database.runAcrossStores(tx -> copy.into(tx, TARGET));
        }
        return (System.nanoTime() - start) / 1e9;
    }
}
