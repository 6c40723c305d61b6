package io.postlude.console;

import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Fact;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.console.Parts.View;
import io.postlude.flows.Flow;
import io.postlude.flows.FlowView;
import io.postlude.flows.Flows;
import io.postlude.flows.Medium;
import io.postlude.journeys.Outcome;
import io.postlude.journeys.RehearsalReport;
import io.postlude.journeys.Rehearsals;
import io.postlude.journeys.RehearsedDecision;
import io.postlude.journeys.Rule;
import io.postlude.kernel.Tx;
import io.postlude.stores.Permission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a journey would have done over the last days of the store. */
final class JourneyRehearsalPanel {
    private static final List<Integer> DAYS = List.of(7, 30, 90);
    private static final int ROWS_SHOWN = 12;

    private JourneyRehearsalPanel() {}

    static JourneyPanel of(Tx tx, JourneySight sight, Rehearsals rehearsals, Flows flows) {
        Flow flow = sight.flow();
        JourneyPanel panel = JourneyPanel.of(
                "play",
                "Rehearsal of version " + sight.newest().number(),
                sight.path(),
                "What it would have done with what really happened. Nothing is sent.");
        if (flow == null || !sight.mistakes().isEmpty())
            return panel.faulty(List.of("It can be rehearsed once nothing is wrong with it."));
        int days = days(sight.visit().query("days"));
        Instant now = sight.visit().words().now();
        RehearsalReport report = rehearsals.rehearse(
                tx,
                sight.visit().store(),
                new Rehearsals.Wanted(sight.view().id(), flow, now.minus(Duration.ofDays(days)), now));
        return panel.viewing(DAYS.stream()
                        .map(one -> new View(one + " days", sight.path() + "?panel=rehearsal&days=" + one, one == days))
                        .toList())
                .linking(List.of(new Link("How long until you know", sight.path() + "?panel=power")))
                .telling(facts(tx, sight, report, flows))
                .comparing(sample(sight, report), null);
    }

    private static int days(@org.jspecify.annotations.Nullable String asked) {
        return DAYS.stream()
                .filter(one -> Integer.toString(one).equals(asked))
                .findFirst()
                .orElse(30);
    }

    private static void cost(List<Fact> facts, JourneySight sight, RehearsalReport report) {
        RehearsalReport.Cost cost = report.cost();
        cost.sent().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(one -> facts.add(Fact.of(
                        "by " + one.getKey().words(),
                        Words.count(one.getValue())
                                + (one.getKey() == Medium.SMS
                                        ? ", in " + Words.count(cost.segments(), "part", "parts")
                                        : ""))));
        if (cost.money().signum() > 0)
            facts.add(Fact.strong(
                    "Would cost",
                    cost.money().toPlainString() + " "
                            + sight.visit().shop().profile().currency()));
        else if (cost.segments() > 0) facts.add(Fact.of("Would cost", "no price is entered under Channels"));
    }

    private static void conflicts(List<Fact> facts, List<Named> conflicts) {
        for (Named one : conflicts) {
            if (one.conflict().sameDay() > 0)
                facts.add(Fact.of(
                        "on the same day as “" + one.name() + "”",
                        Words.count(one.conflict().sameDay(), "message", "messages")));
            if (one.conflict().room() > 0)
                facts.add(Fact.of(
                        "“" + one.name() + "” had taken the room",
                        Words.count(one.conflict().room(), "time", "times")));
        }
    }

    /** A conflict with the other journey's name. */
    private record Named(String name, RehearsalReport.Conflict conflict) {}

    private static List<Named> named(Tx tx, JourneySight sight, RehearsalReport report, Flows flows) {
        return report.conflicts().stream()
                .map(one -> new Named(
                        flows.find(tx, sight.visit().store(), one.with())
                                .map(FlowView::live)
                                .flatMap(live -> flows.version(tx, sight.visit().store(), one.with(), live.number()))
                                .map(Flow::name)
                                .orElse("a journey that is archived"),
                        one))
                .toList();
    }

    private static List<Fact> facts(Tx tx, JourneySight sight, RehearsalReport report, Flows flows) {
        Words words = sight.visit().words();
        List<Fact> facts = new ArrayList<>();
        report.gaps().forEach(gap -> facts.add(Fact.strong("Not known", RehearsalGapWords.of(gap, words))));
        facts.add(Fact.strong("Would come in", Words.count(report.entered())));
        facts.add(Fact.of("of them held out by lot", Words.count(report.heldOut())));
        facts.add(Fact.strong("Messages sent", Words.count(report.of(Outcome.SENT))));
        cost(facts, sight, report);
        for (Map.Entry<String, Map<Outcome, Long>> step : report.bySteps().entrySet())
            facts.add(Fact.of(
                    "at “" + step.getKey() + "”",
                    step.getValue().entrySet().stream()
                            .map(one -> Words.count(one.getValue()) + " " + TouchpointWords.code(one.getKey()))
                            .collect(Collectors.joining(", "))));
        facts.add(Fact.strong(
                "Withheld or expired", Words.count(report.of(Outcome.WITHHELD) + report.of(Outcome.EXPIRED))));
        counts(facts, report.rules(), "");
        counts(facts, report.held(), "had to wait: ");
        conflicts(facts, named(tx, sight, report, flows));
        return facts;
    }

    private static void counts(List<Fact> facts, Map<Rule, Long> counts, String before) {
        counts.entrySet().stream()
                .sorted(Map.Entry.<Rule, Long>comparingByValue(Comparator.reverseOrder()))
                .forEach(one -> facts.add(Fact.of(before + one.getKey().words(), Words.count(one.getValue()))));
    }

    private static Table sample(JourneySight sight, RehearsalReport report) {
        boolean named = sight.visit().may(Permission.SEE_CUSTOMERS);
        List<Row> rows = report.sample().stream()
                .limit(ROWS_SHOWN)
                .map(one -> Row.of(who(one, named), what(sight, one)))
                .toList();
        return Table.plain(
                "Decisions, those sent first",
                List.of(Column.text("About"), Column.text("What")),
                rows,
                new Empty("Nobody would have heard of it", "Nobody came in, or all of it is still to come.", null));
    }

    private static Cell who(RehearsedDecision one, boolean named) {
        if (one.order() == null || one.orderNumber() == null || !named) return Cell.of("a customer");
        return Cell.link(one.orderNumber(), one.step(), "/console/orders/" + one.order());
    }

    private static Cell what(JourneySight sight, RehearsedDecision one) {
        String when = sight.visit().words().moment(one.decidedAt());
        Rule rule = one.rule();
        String small = when + (rule == null ? "" : ", " + rule.words());
        if (one.outcome() != Outcome.SENT)
            return Cell.of(TouchpointWords.of(one.outcome()).word(), small);
        if (!sight.visit().may(Permission.SEE_CUSTOMERS)) return Cell.of("Sent", small);
        Link mail = new Link("Read it", JourneyLetterDesk.link(sight.path(), one));
        return Cell.link(mail.label(), small, mail.href());
    }
}
