package io.postlude.connectors;

import io.postlude.stores.Source;
import io.postlude.tracking.EstimateReport;
import io.postlude.tracking.RawCode;
import io.postlude.tracking.ScanPlace;
import io.postlude.tracking.ScanReport;
import io.postlude.tracking.ScanTime;
import io.postlude.tracking.StatusMapping;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the scans of one parcel from a tracker's body. What a scan says depends on that scan alone, never on its place in
 * the list: the same scan in the next delivery must be known again.
 */
final class TrackerScans {
    private static final StatusMapping VOCABULARIES = new StatusMapping();
    private static final int NUMBER_LIMIT_CHARS = 100;
    private static final int FARTHEST_DAYS = 400;

    private final Source source;
    private final @Nullable String carrier;
    private final String number;
    private final Instant receivedAt;
    private final List<ScanReport> scans = new ArrayList<>();
    private @Nullable EstimateReport estimate;

    TrackerScans(Source source, @Nullable String carrier, String number, Instant receivedAt) {
        this.source = source;
        this.carrier = carrier;
        this.number = number;
        this.receivedAt = receivedAt;
    }

    /** The parcel's number from a field; a number without letters or digits is a fault, and nothing is gathered. */
    static String number(JsonFields fields, String name) {
        String number = fields.needed(name, NUMBER_LIMIT_CHARS);
        if (!number.isEmpty() && number.chars().noneMatch(Character::isLetterOrDigit))
            fields.fault(name, "holds neither letter nor digit");
        return number;
    }

    /** What one scan says beyond its code. */
    record Detail(
            @Nullable String time,
            ScanPlace place,
            @Nullable String message,
            @Nullable String signedBy) {}

    void add(RawCode code, Detail detail) {
        if (number.chars().noneMatch(Character::isLetterOrDigit)) return;
        scans.add(new ScanReport(
                source.word(),
                carrier,
                number,
                code,
                time(detail.time()),
                detail.place(),
                detail.message(),
                detail.signedBy()));
    }

    /**
     * The tracker's word on the whole parcel, where no scan says it: "expired" and "lost" are judged by the tracker, not
     * scanned by the carrier.
     */
    void addSummary(RawCode code, @Nullable String time) {
        boolean said = scans.stream().anyMatch(scan -> sameStatus(scan.code(), code));
        if (!said && !code.status().isEmpty() && time != null)
            add(code, new Detail(time, ScanPlace.UNKNOWN, null, null));
    }

    /**
     * The carrier's own word on when the parcel comes, as written: the day of a time is taken as it stands, for the day is
     * the recipient's, in whatever zone the clock behind it runs. A first day may be missing; without a last one nothing
     * was said. What no parcel takes is no word either.
     */
    void expect(@Nullable String from, @Nullable String by, @Nullable String saidAt) {
        Optional<LocalDate> last = JsonText.writtenDay(by)
                .filter(day -> day.isBefore(
                        LocalDate.ofInstant(receivedAt, ZoneOffset.UTC).plusDays(FARTHEST_DAYS)));
        if (last.isEmpty() || number.chars().noneMatch(Character::isLetterOrDigit)) return;
        Instant said =
                JsonText.utc(saidAt).filter(time -> time.isBefore(receivedAt)).orElse(receivedAt);
        estimate = new EstimateReport(
                source.word(), carrier, number, JsonText.writtenDay(from).orElse(null), last.get(), said);
    }

    private boolean sameStatus(RawCode one, RawCode other) {
        return VOCABULARIES.read(source.word(), one).detail().status()
                == VOCABULARIES.read(source.word(), other).detail().status();
    }

    List<Statement> statements() {
        List<Statement> all = new ArrayList<>();
        for (ScanReport scan : scans) all.add(new Statement.ParcelSeen(scan));
        if (estimate != null) all.add(new Statement.EstimateSaid(estimate));
        return all.isEmpty() ? List.of(new Statement.Nothing("the parcel has not been seen yet")) : all;
    }

    private ScanTime time(@Nullable String text) {
        Optional<ScanTime> stated = JsonText.offset(text).map(ScanTime::exact);
        if (stated.isEmpty()) stated = JsonText.local(text).map(ScanTime::local);
        if (stated.isEmpty()) stated = JsonText.day(text).map(ScanTime::day);
        return stated.orElse(ScanTime.unknown(receivedAt));
    }
}
