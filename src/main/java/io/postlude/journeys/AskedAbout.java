package io.postlude.journeys;

import io.postlude.returns.Payout;
import io.postlude.returns.ReturnView;
import io.postlude.returns.Verdict;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words of {@code flows.Words} for a promise and a return: values in, values out. */
final class AskedAbout {
    private AskedAbout() {}

    /** {@code at}: when it was fulfilled, or now. */
    static Map<String, Object> promise(PromisesOverTime.@Nullable Standing promise, Instant at, ZoneId zone) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("known", promise != null);
        values.put("day", promise == null ? "" : day(promise.by(), zone).toString());
        values.put("by", promise == null ? null : promise.by());
        values.put("state", promise == null ? "" : promise.state().name().toLowerCase(Locale.ROOT));
        values.put("chance", promise == null ? null : promise.chance());
        values.put("late_days", promise == null ? 0 : Math.max(0, days(promise.by(), at, zone)));
        return values;
    }

    static Map<String, Object> returned(ReturnView back, Instant at, ZoneId zone) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("number", back.code());
        values.put(
                "reasons",
                back.pieces().stream()
                        .map(piece -> piece.reason().word())
                        .distinct()
                        .toList());
        values.put("pieces", back.pieces().size());
        values.put("method", back.method().word());
        values.put("state", back.stage().name().toLowerCase(Locale.ROOT));
        values.put("outcome", outcome(back));
        values.put("refund", StepFacts.decimal(back.owed(Payout.Kind.REFUND)));
        values.put("requested_at", back.requestedAt());
        values.put("arrived_at", back.arrivedAt());
        values.put("days_since_request", days(back.requestedAt(), at, zone));
        values.put("days_since_arrival", back.arrivedAt() == null ? null : days(back.arrivedAt(), at, zone));
        return values;
    }

    /** What became of it, once that is said of every piece; empty before. */
    private static String outcome(ReturnView back) {
        List<Verdict> said = back.pieces().stream()
                .map(ReturnView.Piece::verdict)
                .map(one -> one == Verdict.SETTLED ? Verdict.ACCEPTED : one)
                .filter(one -> one != Verdict.CALLED_OFF)
                .distinct()
                .toList();
        if (said.isEmpty()) return "called_off";
        if (said.contains(Verdict.ASKED) || said.contains(Verdict.APPROVED)) return "";
        return said.size() == 1 ? said.getFirst().name().toLowerCase(Locale.ROOT) : "partly";
    }

    private static int days(Instant from, Instant until, ZoneId zone) {
        return (int) ChronoUnit.DAYS.between(day(from, zone), day(until, zone));
    }

    private static LocalDate day(Instant at, ZoneId zone) {
        return LocalDate.ofInstant(at, zone);
    }
}
