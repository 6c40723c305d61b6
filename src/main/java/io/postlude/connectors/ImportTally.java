package io.postlude.connectors;

import io.postlude.orders.Taken;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The counts of a running import; the writers share it. */
final class ImportTally {
    private final Map<Taken.Outcome, Long> outcomes = new EnumMap<>(Taken.Outcome.class);
    private final Map<String, Long> remarks = new TreeMap<>();
    private long lines;
    private long parcels;
    private long scans;
    private long faultyRows;

    /** What one transaction wrote; counted only when it was committed. */
    record Written(List<Taken> orders, int parcels, int scans) {}

    synchronized long add(List<ImportedOrder> batch, Written written) {
        for (int i = 0; i < batch.size(); i++) {
            Taken.Outcome outcome = written.orders().get(i).outcome();
            outcomes.merge(outcome, 1L, Long::sum);
            if (outcome == Taken.Outcome.REFUSED) continue;
            lines += batch.get(i).snapshot().lines().size();
            for (String remark : batch.get(i).remarks()) remarks.merge(remark, 1L, Long::sum);
        }
        parcels += written.parcels();
        scans += written.scans();
        return outcomes().all();
    }

    synchronized void faulty(int rows) {
        faultyRows += rows;
    }

    private ImportReport.Outcomes outcomes() {
        return new ImportReport.Outcomes(
                outcomes.getOrDefault(Taken.Outcome.NEW, 0L),
                outcomes.getOrDefault(Taken.Outcome.CHANGED, 0L),
                outcomes.getOrDefault(Taken.Outcome.UNCHANGED, 0L),
                outcomes.getOrDefault(Taken.Outcome.STALE, 0L));
    }

    synchronized ImportReport report(List<Path> faultFiles, Duration took) {
        return new ImportReport(outcomes(), lines, parcels, scans, faultyRows, Map.copyOf(remarks), faultFiles, took);
    }
}
