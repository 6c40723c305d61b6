package io.postlude.console;

import io.postlude.console.ForecastPage.Judged;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.View;
import io.postlude.insights.Change;
import io.postlude.insights.ForecastDetails;
import io.postlude.insights.ForecastReport.Figures;
import io.postlude.insights.ForecastReport.Lane;
import io.postlude.insights.ForecastReport.LaneName;
import io.postlude.insights.ForecastReport.Report;
import io.postlude.insights.ForecastReport.Scope;
import io.postlude.insights.Forecasts;
import io.postlude.insights.ModelState;
import io.postlude.insights.Stage;
import io.postlude.kernel.Database;
import io.postlude.kernel.Tx;
import io.postlude.promises.PromiseKind;
import io.postlude.promises.Promises;
import io.postlude.stores.Permission;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How good the delivery days we give are, by stage, week, lane and carrier, and what they come from. */
final class ForecastDesk {
    static final String PATH = "/console/forecast";
    /** With fewer, nothing can be said of how good they are. */
    static final int ENOUGH = 30;

    private static final int USUAL_WEEKS = 12;
    private static final List<Integer> SPANS = List.of(4, USUAL_WEEKS, 26, 52);

    private final Frame frame;
    private final Sources sources;

    ForecastDesk(Frame frame, Sources sources) {
        this.frame = frame;
        this.sources = sources;
    }

    /** Where the figures come from. */
    record Sources(Database database, Forecasts forecasts, ForecastDetails details, Promises promises) {}

    void addTo(Counter counter) {
        counter.page("forecast", Permission.SEE_SHIPMENTS, this::show);
    }

    /** All of one look, read in one transaction. {@code other}: the figures of the other stage. */
    record Read(
            Scope scope,
            Report report,
            @Nullable Figures other,
            List<ForecastDetails.Carrier> carriers,
            Map<LaneName, Change> changes,
            Pace pace) {}

    /** What can be said without any forecast. */
    record Pace(
            Optional<ForecastDetails.Pace> handling,
            List<ForecastDetails.WeekOfPace> weeks,
            List<Promises.Tally> handOvers,
            List<ForecastDetails.Transit> transits,
            List<ForecastDetails.Weekdays> weekdays,
            Optional<ModelState> model,
            long learnable) {}

    private Answer show(Visit visit) {
        Address address = Address.of(visit.http(), PATH, "stage", "weeks", "by");
        Stage stage = address.is("stage", "order") ? Stage.ORDER : Stage.HAND_OVER;
        int weeks = SPANS.stream()
                .filter(span -> address.is("weeks", Integer.toString(span)))
                .findFirst()
                .orElse(USUAL_WEEKS);
        Scope scope = new Scope(stage, weeks, visit.words().zone());
        Read read = sources.database().inStore(visit.store(), tx -> read(tx, visit, scope));
        long judged = read.report().overall().stream()
                .mapToLong(Figures::parcels)
                .findFirst()
                .orElse(0);
        boolean byCarrier = address.is("by", "carrier");
        return Answer.page(
                "forecast",
                new ForecastPage(
                        frame.page(visit, "Forecast", "forecast"),
                        List.of(
                                new View("When ordered", address.with("stage", "order"), stage == Stage.ORDER),
                                new View("At hand-over", address.with("stage", ""), stage == Stage.HAND_OVER)),
                        SPANS.stream()
                                .map(span -> new View(
                                        span + " weeks",
                                        address.with("weeks", span == USUAL_WEEKS ? "" : Integer.toString(span)),
                                        span == weeks))
                                .toList(),
                        judged < ENOUGH ? null : judged(visit, read, address, byCarrier),
                        empty(judged, read.pace().learnable()),
                        ForecastPace.handling(visit, read),
                        ForecastPace.carriers(read),
                        ForecastPace.weekdays(read),
                        ForecastPace.model(visit, read.pace())));
    }

    private static Judged judged(Visit visit, Read read, Address address, boolean byCarrier) {
        return new Judged(
                ForecastFigures.of(visit, read),
                ForecastFigures.alarms(visit, read),
                ForecastChart.reliability(read.report().overall().getFirst().held()),
                ForecastFigures.held(read),
                ForecastFigures.error(read),
                List.of(
                        new View("Lane", address.with("by", ""), !byCarrier),
                        new View("Carrier", address.with("by", "carrier"), byCarrier)),
                byCarrier ? ForecastLanes.ofCarriers(visit, read) : ForecastLanes.ofLanes(visit, read));
    }

    private static Empty empty(long judged, long learnable) {
        String text =
                "Forecasts are learned from the store’s own deliveries: %s of %d needed have proved a forecast in this time. %s to learn from."
                        .formatted(
                                Words.count(judged),
                                ENOUGH,
                                learnable == 0
                                        ? "No delivered parcel is there yet"
                                        : Words.count(learnable, "delivered parcel is", "delivered parcels are")
                                                + " there");
        return new Empty("Too early to judge forecasts", text, new Link("Connect a shop", "/console/connections"));
    }

    private Read read(Tx tx, Visit visit, Scope scope) {
        Report report = sources.forecasts().report(tx, visit.store(), scope);
        Stage other = scope.stage() == Stage.ORDER ? Stage.HAND_OVER : Stage.ORDER;
        ForecastDetails details = sources.details();
        List<LaneName> alarmed = report.alarms().stream().map(Lane::name).toList();
        return new Read(
                scope,
                report,
                details.overall(tx, visit.store(), new Scope(other, scope.weeks(), scope.zone()))
                        .orElse(null),
                details.carriers(tx, visit.store(), scope),
                details.changes(tx, visit.store(), scope, alarmed),
                pace(tx, visit, scope));
    }

    private Pace pace(Tx tx, Visit visit, Scope scope) {
        ForecastDetails details = sources.details();
        Instant now = visit.words().now();
        Promises.Span span = new Promises.Span(now.minus(Duration.ofDays(scope.weeks() * 7L)), now, scope.zone());
        return new Pace(
                details.handlingOverall(tx, visit.store(), scope),
                details.handling(tx, visit.store(), scope),
                sources.promises().tally(tx, visit.store(), span).stream()
                        .filter(tally -> tally.kind() == PromiseKind.HANDOVER)
                        .toList(),
                details.transits(tx, visit.store(), scope),
                details.weekdays(
                        tx, visit.store(), scope, visit.shop().calendar().region()),
                sources.forecasts().model(tx, visit.store()),
                details.learnable(tx, visit.store()));
    }
}
