package io.postlude.tracking;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The shipped vocabularies with the stores' own decisions before them, as they stand in one transaction. */
final class Mappings {

    static final short EXACT = 0;
    static final short BY_STATUS = 1;
    static final short UNMAPPED = 2;
    static final short DECIDED = 3;

    private static final String LOAD = """
            select store_id, provider, carrier, code, detail from tracking.mapping_override where store_id = any(?)""";

    private final StatusMapping shipped;
    private final Map<Key, StatusDetail> decided;

    /** What this batch has looked up: carriers use few words, and use them over and over. */
    private final Map<String, Map<RawCode, Read>> known = new HashMap<>();

    private record Key(int store, String provider, String carrier, String code) {}

    /** A code's meaning, and how it was found. */
    record Read(StatusDetail detail, short reading) {}

    private Mappings(StatusMapping shipped, Map<Key, StatusDetail> decided) {
        this.shipped = shipped;
        this.decided = decided;
    }

    static Mappings load(Tx tx, StatusMapping shipped, Collection<StoreId> stores) {
        Map<Key, StatusDetail> decided = new HashMap<>();
        tx.each(
                LOAD,
                row -> decided.put(
                        new Key(row.getInt(1), row.getString(2), row.getString(3), row.getString(4)),
                        StatusDetail.ofNumber(row.getInt(5))),
                (Object) stores.stream().mapToInt(StoreId::value).toArray());
        return new Mappings(shipped, decided);
    }

    Read read(KnownScan scan) {
        ScanReport report = scan.report();
        if (!decided.isEmpty()) {
            StatusDetail own = decided.get(new Key(
                    scan.store().value(),
                    report.provider(),
                    scan.carrier(),
                    report.code().canonical()));
            if (own != null) {
                return new Read(own, DECIDED);
            }
        }
        return known.computeIfAbsent(report.provider(), provider -> new HashMap<>())
                .computeIfAbsent(report.code(), code -> shipped(report.provider(), code));
    }

    private Read shipped(String provider, RawCode code) {
        StatusMapping.Reading reading = shipped.read(provider, code);
        short found = switch (reading.certainty()) {
            case EXACT -> EXACT;
            case BY_STATUS -> BY_STATUS;
            case UNMAPPED -> UNMAPPED;
        };
        return new Read(reading.detail(), found);
    }
}
