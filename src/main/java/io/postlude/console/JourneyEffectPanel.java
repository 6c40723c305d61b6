package io.postlude.console;

import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Fact;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.console.Parts.View;
import io.postlude.journeys.Difference;
import io.postlude.journeys.EffectReport;
import io.postlude.journeys.Effects;
import io.postlude.journeys.MeanDifference;
import io.postlude.kernel.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a journey brings, beside those who by lot got none of its messages. */
final class JourneyEffectPanel {
    private static final List<Integer> DAYS = List.of(30, 60, 90);

    private JourneyEffectPanel() {}

    static JourneyPanel of(Tx tx, JourneySight sight, Effects effects) {
        int days = days(sight.visit().query("days"));
        EffectReport report =
                effects.read(tx, sight.visit().store(), sight.view().id(), days);
        JourneyPanel panel = JourneyPanel.of(
                        "flask",
                        "What it brings",
                        sight.path(),
                        "How many bought again within " + days
                                + " days after they came in. Only those are counted who have had so long.")
                .viewing(DAYS.stream()
                        .map(one -> new View(one + " days", sight.path() + "?panel=effect&days=" + one, one == days))
                        .toList())
                .faulty(faults(report))
                .telling(facts(report));
        return panel.comparing(splits(report), null);
    }

    private static int days(@Nullable String asked) {
        return DAYS.stream()
                .filter(one -> Integer.toString(one).equals(asked))
                .findFirst()
                .orElse(DAYS.getFirst());
    }

    static List<String> faults(EffectReport report) {
        List<String> faults = new ArrayList<>();
        if (report.isUneven())
            faults.add(
                    "The lot came out more unevenly than chance allows. Something sorts people beside it; do not trust these figures.");
        for (EffectReport.SplitEffect split : report.splits())
            if (split.isUneven())
                faults.add("The split “" + split.step() + "” came out more unevenly than chance allows.");
        return faults;
    }

    static List<Fact> facts(EffectReport report) {
        List<Fact> facts = new ArrayList<>();
        Difference found = report.holdout();
        if (found == null) facts.add(Fact.of("Cannot tell", "nobody was held out, or nobody has had so long"));
        else {
            facts.add(Fact.strong("Bought again because of it", verdict(found)));
            facts.add(Fact.of("Looked at whenever you like", range(found.anyLow(), found.anyHigh())));
            facts.add(Fact.of("Looked at once, at the end", range(found.low(), found.high())));
            facts.add(Fact.of("Got its messages", share(found.group())));
            facts.add(Fact.of("Held out by lot", share(found.control())));
            facts.add(Fact.of("Would be found four times of five", "an effect of " + points(found.seen(), "")));
        }
        for (EffectReport.Figured one : report.figures()) facts.add(figure(one));
        facts.add(Fact.of(
                "Last touch: bought within " + Effects.LAST_TOUCH_DAYS + " days of a message",
                Words.count(report.lastTouch()) + " of " + Words.count(report.told())
                        + "; also those who would have anyway"));
        return facts;
    }

    /** "Cannot tell yet" is a result. */
    private static String verdict(Difference found) {
        return found.isSure()
                ? points(found.effect(), "+")
                : "cannot tell yet, " + points(found.effect(), "+") + " so far";
    }

    private static Fact figure(EffectReport.Figured one) {
        MeanDifference found = one.found();
        String so =
                String.format(Locale.UK, "%+.2f, from %.2f to %.2f", found.effect(), found.control(), found.group());
        String range = String.format(Locale.UK, "; whenever you look %+.2f to %+.2f", found.anyLow(), found.anyHigh());
        String what = Character.toUpperCase(one.name().charAt(0)) + one.name().substring(1);
        return Fact.of(what, (found.isSure() ? "" : "cannot tell yet, ") + so + range);
    }

    private static String points(double share, String plus) {
        return String.format(Locale.UK, "%s%.1f points", share < 0 ? "−" : plus, Math.abs(share) * 100);
    }

    private static String range(double low, double high) {
        return String.format(
                Locale.UK,
                "%s%.1f to %s%.1f points",
                low < 0 ? "−" : "",
                Math.abs(low) * 100,
                high < 0 ? "−" : "",
                Math.abs(high) * 100);
    }

    private static String share(Difference.Group group) {
        return Words.percent(group.share()) + " %, " + Words.count(group.did()) + " of " + Words.count(group.people());
    }

    private static Table splits(EffectReport report) {
        List<Row> rows = new ArrayList<>();
        for (EffectReport.SplitEffect split : report.splits())
            for (Difference arm : split.arms())
                rows.add(Row.of(
                        Cell.of(
                                split.step() + ": " + arm.group().name(),
                                "against " + arm.control().name()),
                        Cell.of(verdict(arm), range(arm.anyLow(), arm.anyHigh()))));
        return Table.plain(
                "Arms of splits",
                List.of(Column.text("Arm"), Column.text("Effect")),
                rows,
                new Empty("No split", "", null));
    }
}
