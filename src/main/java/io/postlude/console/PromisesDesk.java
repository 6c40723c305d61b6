package io.postlude.console;

import io.postlude.console.Parts.Empty;
import io.postlude.console.SectionsPage.Section;
import io.postlude.insights.ForecastDetails;
import io.postlude.insights.ForecastDetails.LaneKept;
import io.postlude.insights.ForecastReport.Scope;
import io.postlude.insights.Stage;
import io.postlude.kernel.Database;
import io.postlude.kernel.Tx;
import io.postlude.promises.Promises;
import io.postlude.stores.Permission;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** How many promises were kept: by kind, carrier, lane and week; and how long the store itself took. */
final class PromisesDesk {
    static final String PATH = "/console/promises";

    private final Frame frame;
    private final Sources sources;

    PromisesDesk(Frame frame, Sources sources) {
        this.frame = frame;
        this.sources = sources;
    }

    /** Where the figures come from. */
    record Sources(Database database, Promises promises, ForecastDetails details) {}

    void addTo(Counter counter) {
        counter.page("promises", Permission.SEE_SHIPMENTS, this::show);
        counter.page("promises.csv", Permission.SEE_SHIPMENTS, this::csv);
    }

    /** All of one look, read in one transaction; lanes add up to the delivery promises among the kinds. */
    record Read(List<Promises.Tally> tallies, List<LaneKept> lanes, List<ForecastDetails.WeekOfPace> handling) {}

    private Read read(Tx tx, Visit visit, int weeks) {
        LocalDate today = visit.words().today();
        LocalDate monday = today.minusDays(today.getDayOfWeek().getValue() - 1L).minusWeeks(weeks - 1L);
        Instant from = monday.atStartOfDay(visit.words().zone()).toInstant();
        Promises.Span span =
                new Promises.Span(from, visit.words().now(), visit.words().zone());
        return new Read(
                sources.promises().tally(tx, visit.store(), span),
                sources.details()
                        .keptByLane(tx, visit.store(), sources.promises().settledDeliveries(tx, visit.store(), span)),
                sources.details()
                        .handling(
                                tx,
                                visit.store(),
                                new Scope(Stage.HAND_OVER, weeks, visit.words().zone())));
    }

    private Answer show(Visit visit) {
        Address address = Address.of(visit.http(), PATH, "weeks");
        Read read = sources.database().inStore(visit.store(), tx -> read(tx, visit, SheetPage.weeks(address)));
        PromiseFigures figures = new PromiseFigures(visit, read);
        Empty none = new Empty("No promise came due", "A promise counts once it is kept or its time is over.", null);
        return Answer.page(
                "sheet",
                new SheetPage(
                        frame.page(visit, "Promises", "promises"),
                        "Which promises did we keep, and where did they break?" + figures.notDue(),
                        SheetPage.spans(address),
                        address.at(PATH + ".csv"),
                        figures.figures(),
                        figures.charts(),
                        List.of(
                                new Section(
                                        "carriers",
                                        "Carriers compared",
                                        "delivery promises; kept with its 95 % interval",
                                        figures.carriers(none),
                                        null),
                                new Section(
                                        "lanes",
                                        "Lanes compared",
                                        "where most broke first; lanes with fewer than " + PromiseFigures.LEAST_PROMISES
                                                + " promises together",
                                        figures.lanes(none),
                                        null),
                                new Section(
                                        "weeks",
                                        "Week by week",
                                        "by kind, and how long we took from the order to the hand-over",
                                        figures.weeks(none),
                                        null))));
    }

    /** One line for each kind and week, then one for each lane and week; the last are parts of the deliveries. */
    private Answer csv(Visit visit) {
        Address address = Address.of(visit.http(), PATH, "weeks");
        Read read = sources.database().inStore(visit.store(), tx -> read(tx, visit, SheetPage.weeks(address)));
        Csv.stream(
                visit.http(),
                "promises",
                List.of("week", "kind", "carrier", "from", "to", "region", "kept", "broken"),
                lines -> {
                    for (Promises.Tally tally : read.tallies())
                        lines.write(List.of(
                                tally.week().toString(),
                                tally.kind().name().toLowerCase(Locale.ROOT),
                                "all",
                                "",
                                "",
                                "",
                                Long.toString(tally.kept()),
                                Long.toString(tally.broken())));
                    for (LaneKept lane : read.lanes())
                        lines.write(List.of(
                                lane.monday().toString(),
                                "delivery",
                                lane.lane().carrier(),
                                lane.lane().fromCountry(),
                                lane.lane().toCountry(),
                                lane.lane().toRegion(),
                                Long.toString(lane.kept()),
                                Long.toString(lane.broken())));
                });
        return new Answer.Written();
    }
}
