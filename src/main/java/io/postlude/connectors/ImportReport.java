package io.postlude.connectors;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What became of a file.
 *
 * @param orders how many by outcome: taken new, changed, unchanged, and stale where we know newer
 * @param lines of the orders read
 * @param parcels newly followed
 * @param scans newly known
 * @param faultyRows rows that were skipped; they stand in {@code faultFiles} with their reasons
 * @param remarks what is odd about orders that were taken, with how many
 */
public record ImportReport(
        Outcomes orders,
        long lines,
        long parcels,
        long scans,
        long faultyRows,
        Map<String, Long> remarks,
        List<Path> faultFiles,
        Duration took) {

    public record Outcomes(long taken, long changed, long unchanged, long stale) {
        public long all() {
            return taken + changed + unchanged + stale;
        }
    }

    /** Whether anything is other than before. */
    public boolean changedNothing() {
        return orders.taken + orders.changed + parcels + scans == 0;
    }
}
