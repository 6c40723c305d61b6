package io.postlude.console;

import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.console.SectionsPage.Section;
import io.postlude.kernel.Database;
import io.postlude.promises.Outlooks;
import io.postlude.promises.Promises;
import io.postlude.stores.Audit;
import io.postlude.stores.Permission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From which chance on a promise is at risk, and whether the chances that are said come true. */
final class AtRiskRuleDesk {
    private static final Duration LOOKED_BACK = Duration.ofDays(90);
    private static final int[] DAYS_BEFORE = {1, 3, 7};

    private final Frame frame;
    private final Database database;
    private final Outlooks outlooks;
    private final Audit audit;

    AtRiskRuleDesk(Frame frame, Database database, Outlooks outlooks, Audit audit) {
        this.frame = frame;
        this.database = database;
        this.outlooks = outlooks;
        this.audit = audit;
    }

    void addTo(Counter counter) {
        counter.page("at-risk/rule", Permission.SEE_SHIPMENTS, this::rule);
        counter.deed("at-risk/rule", Permission.CHANGE_SETTINGS, this::change);
        counter.page("at-risk/honest", Permission.SEE_SHIPMENTS, this::honest);
    }

    private Answer rule(Visit visit) {
        return Answer.page("sections", rulePage(visit, null, null));
    }

    private SectionsPage rulePage(Visit visit, @Nullable String entered, @Nullable String error) {
        double threshold = database.inStore(visit.store(), tx -> outlooks.threshold(tx, visit.store()));
        String value = entered == null ? Long.toString(Math.round(threshold * 100)) : entered;
        Form form = Form.of(
                        AtRiskDesk.PATH + "/rule",
                        "Save",
                        "check",
                        List.of(Field.text("threshold", "At risk from this chance on, in percent", value)
                                .ofType("number", "off")
                                .hinting("Between 5 and 95. Lower rings earlier and more often in vain.")
                                .refused(error)
                                .needed()))
                .weighing(Form.Weight.PRIMARY);
        return new SectionsPage(
                frame.below(visit, "Threshold", new Link("At risk", AtRiskDesk.PATH), "at-risk"),
                List.of(),
                null,
                List.of(new Section(
                        "rule",
                        "When a promise is at risk",
                        "when the chance of missing it reaches this; it calms down again below six tenths of it",
                        null,
                        visit.may(Permission.CHANGE_SETTINGS) ? form : null)));
    }

    private Answer change(Visit visit) {
        String entered = visit.field("threshold").strip();
        double percent;
        try {
            percent = Double.parseDouble(entered);
        } catch (NumberFormatException e) {
            percent = Double.NaN;
        }
        if (!(percent >= 5 && percent <= 95)) {
            return Answer.again("sections", rulePage(visit, entered, "Enter a number between 5 and 95, in percent."));
        }
        double share = percent / 100;
        database.runInStore(visit.store(), tx -> {
            double before = outlooks.threshold(tx, visit.store());
            outlooks.setThreshold(tx, visit.store(), share);
            audit.record(
                    tx,
                    visit.store(),
                    visit.actor(),
                    Audit.Deed.of(
                                    "risk.threshold",
                                    "store",
                                    Integer.toString(visit.store().value()))
                            .after(Map.of("before", before, "after", share)));
        });
        return Answer.done(AtRiskDesk.PATH + "/rule", Done.SETTINGS_SAVED);
    }

    private Answer honest(Visit visit) {
        Instant now = visit.words().now();
        Promises.Span span =
                new Promises.Span(now.minus(LOOKED_BACK), now, visit.words().zone());
        List<Section> sections = new ArrayList<>();
        for (int days : DAYS_BEFORE) {
            List<Outlooks.Calibration> classes =
                    database.inStore(visit.store(), tx -> outlooks.calibration(tx, visit.store(), span, days));
            sections.add(new Section(
                    "d" + days,
                    Words.count(days, "day", "days") + " before the end of the promise",
                    "promises due in the last 90 days; came true with its 95 % interval",
                    table(classes),
                    null));
        }
        return Answer.page(
                "sections",
                new SectionsPage(
                        frame.below(visit, "Is the chance honest?", new Link("At risk", AtRiskDesk.PATH), "at-risk"),
                        List.of(),
                        null,
                        sections));
    }

    private static Table table(List<Outlooks.Calibration> classes) {
        return Table.plain(
                "What was said and what came",
                List.of(
                        Column.text("Chance said"),
                        Column.number("Promises"),
                        Column.number("Said on average"),
                        Column.number("Came true"),
                        Column.text("Verdict")),
                classes.stream().map(AtRiskRuleDesk::row).toList(),
                new Empty(
                        "None settled yet", "Each promise that was foreseen and is settled since counts here.", null));
    }

    private static Row row(Outlooks.Calibration one) {
        KeptChart.Interval sure = KeptChart.wilson(Math.round(one.came() * one.promises()), one.promises());
        boolean honest = one.said() >= sure.low() && one.said() <= sure.high();
        return Row.of(
                Cell.of("%.0f to %.0f %%".formatted(one.from() * 100, one.from() * 100 + 10)),
                Cell.of(Words.count(one.promises())),
                Cell.of(Words.percent(one.said()) + " %"),
                Cell.of(
                        Words.percent(one.came()) + " %",
                        "%.0f to %.0f".formatted(sure.low() * 100, sure.high() * 100)),
                Cell.of(honest ? "fits" : one.said() > sure.high() ? "too gloomy" : "too bright"));
    }
}
