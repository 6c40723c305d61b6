package io.postlude.console;

import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Fact;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.flows.Flow;
import io.postlude.journeys.PowerReport;
import io.postlude.journeys.Powers;
import io.postlude.journeys.Rehearsals;
import io.postlude.kernel.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** How long a journey has to run until one knows whether it helps: before it starts. */
final class JourneyPowerPanel {
    private static final int DAYS = 30;

    private JourneyPowerPanel() {}

    static JourneyPanel of(Tx tx, JourneySight sight, Powers powers) {
        Flow flow = sight.flow();
        JourneyPanel panel = JourneyPanel.of(
                "flask",
                "How long until you know",
                sight.path(),
                "Reckoned from those who would have come in within the last " + Rehearsals.MOST_DAYS
                        + " days. Messages of service go to those held out, too: of them it says nothing.");
        if (flow == null || !sight.mistakes().isEmpty())
            return panel.faulty(List.of("It can be reckoned once nothing is wrong with it."));
        Instant now = sight.visit().words().now();
        PowerReport report = powers.of(
                tx,
                sight.visit().store(),
                new Rehearsals.Wanted(sight.view().id(), flow, now.minus(Duration.ofDays(Rehearsals.MOST_DAYS)), now),
                DAYS);
        return panel.telling(facts(report)).comparing(table(report), null);
    }

    private static List<Fact> facts(PowerReport report) {
        return List.of(
                Fact.strong("Would come in", Words.count(Math.round(report.perWeek())) + " a week"),
                Fact.of(
                        "Buy again within " + report.days() + " days",
                        report.settled() == 0
                                ? "nobody has had so long"
                                : percent(report.base()) + ", " + Words.count(report.again()) + " of "
                                        + Words.count(report.settled())),
                Fact.of("Held out by lot", percent(report.heldOutPercent() / 100)),
                Fact.of(
                        "How it is reckoned",
                        "two shares compared, sure at 95 %, found four times of five (Fleiss, Levin, Paik 2003, 4.4); looked at once, at the end"));
    }

    private static Table table(PowerReport report) {
        List<Row> rows = report.rows().stream()
                .map(one -> Row.of(
                        Cell.of(
                                points(one.points()) + " more",
                                percent(report.base()) + " become " + percent(report.base() + one.points() / 100)),
                        Cell.of(weeks(one.weeks()), Words.count(one.people(), "person", "people") + " must come in")))
                .toList();
        return Table.plain(
                "If so many more buy again, you would know after",
                List.of(Column.text("If of 100 so many more buy again"), Column.text("You know after about")),
                rows,
                new Empty("Cannot tell", why(report), null));
    }

    private static String why(PowerReport report) {
        return report.heldOutPercent() == 0
                ? "Nobody is held out, so there is nobody to compare with."
                : "Too few would have come in lately, or none of them bought again.";
    }

    private static String points(double points) {
        return String.format(Locale.UK, "%.0f", points);
    }

    private static String percent(double share) {
        return String.format(Locale.UK, "%.1f %%", share * 100);
    }

    private static String weeks(long weeks) {
        return weeks > 520 ? "more than ten years" : Words.count(weeks, "week", "weeks");
    }
}
