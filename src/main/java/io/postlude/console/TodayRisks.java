package io.postlude.console;

import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Figure;
import io.postlude.insights.ForecastDetails;
import io.postlude.insights.ForecastReport.Figures;
import io.postlude.insights.ForecastReport.Held;
import io.postlude.insights.ForecastReport.Scope;
import io.postlude.insights.Stage;
import io.postlude.kernel.Tx;
import io.postlude.promises.AtRisk;
import io.postlude.stores.PersonId;
import io.postlude.stores.Staff;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What of the queue and of the forecast stands among the news of the day. */
final class TodayRisks {
    private static final int ROWS = 5;
    private static final int FORECAST_WEEKS = 12;

    private final AtRiskDesk queue;
    private final ForecastDetails details;
    private final Staff staff;

    TodayRisks(AtRiskDesk queue, ForecastDetails details, Staff staff) {
        this.queue = queue;
        this.details = details;
        this.staff = staff;
    }

    /** Read with the other figures of the day. */
    record Read(AtRiskDesk.Read queue, Optional<Figures> judged) {}

    Read read(Tx tx, Visit visit) {
        return new Read(queue.read(tx, visit), judged(tx, visit));
    }

    /** Made when ordered, as the shop's own promise was; at hand-over where nothing else was judged. */
    private Optional<Figures> judged(Tx tx, Visit visit) {
        var zone = visit.words().zone();
        return details.overall(tx, visit.store(), new Scope(Stage.ORDER, FORECAST_WEEKS, zone))
                .or(() -> details.overall(tx, visit.store(), new Scope(Stage.HAND_OVER, FORECAST_WEEKS, zone)))
                .filter(figures -> figures.parcels() >= ForecastDesk.ENOUGH);
    }

    TodayPage.Risks risks(Visit visit, Read read) {
        Map<PersonId, String> names =
                staff.members(visit.store()).stream().collect(Collectors.toMap(Staff.Member::id, Staff.Member::name));
        AtRiskWords words = new AtRiskWords(visit, names);
        List<AtRiskPage.Line> lines = read.queue().rows().stream()
                .sorted(Comparator.comparingDouble(
                        (AtRisk row) -> -row.outlook().chance()))
                .limit(ROWS)
                .map(row -> words.line(row, read.queue()))
                .toList();
        return new TodayPage.Risks(
                scope(read.queue()),
                lines,
                new Empty("No promise is at risk", "Every open promise will probably be kept.", null));
    }

    private static String scope(AtRiskDesk.Read queue) {
        if (queue.rows().isEmpty()) {
            return "";
        }
        double broken =
                queue.rows().stream().mapToDouble(row -> row.outlook().chance()).sum();
        return "%s, %s. Left alone, about %.0f will be broken."
                .formatted(Words.count(queue.rows().size(), "promise", "promises"), AtRiskFigures.worth(queue), broken);
    }

    /** How good our windows are, beside what the shop promised for the same parcels. */
    static Figure windows(Optional<Figures> judged) {
        if (judged.isEmpty()) {
            return new Figure(
                    "Our windows",
                    "Too early",
                    "%d delivered parcels with a forecast are needed to say".formatted(ForecastDesk.ENOUGH),
                    ForecastDesk.PATH);
        }
        Held nearly = judged.get().nearly();
        double broken = judged.get().promiseBroken();
        String shop = Double.isNaN(broken) ? "" : "; the shop’s own promise " + Words.percent(1 - broken) + " %";
        return new Figure(
                "Our windows held",
                Words.percent(nearly.share()) + " %",
                "of " + Words.count(nearly.of(), "parcel", "parcels") + " (said 90 %, " + FORECAST_WEEKS + " weeks)"
                        + shop,
                ForecastDesk.PATH);
    }
}
