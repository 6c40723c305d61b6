package io.postlude.console;

import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Figure;
import io.postlude.console.Parts.Note;
import io.postlude.console.Parts.Pill;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Slice;
import io.postlude.console.Parts.Table;
import io.postlude.console.Parts.Tone;
import io.postlude.kernel.Tx;
import io.postlude.returns.Replay;
import io.postlude.returns.Replay.Change;
import io.postlude.returns.Replay.Faithful;
import io.postlude.returns.Replay.Outcome;
import io.postlude.returns.ReturnView;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** What a policy would have decided of what was really sent back. */
final class PolicyReplay {
    private static final int ROWS = 25;

    private final Visit visit;
    private final ReturnsDesk.Sources sources;

    PolicyReplay(Visit visit, ReturnsDesk.Sources sources) {
        this.visit = visit;
        this.sources = sources;
    }

    PolicyPage.Replayed replayed(Tx tx, PolicyDesk.Read read) {
        Outcome outcome = Objects.requireNonNull(read.replayed());
        Faithful faithful = Objects.requireNonNull(read.faithful());
        String name = read.isDraft()
                ? "draft v" + read.shown().version()
                : "v" + read.shown().version();
        return new PolicyPage.Replayed(
                "Replay: " + name,
                Words.count(outcome.asked(), "piece that was", "pieces that were") + " really sent back",
                faithful(faithful),
                slices(outcome),
                figures(outcome),
                examples(tx, outcome));
    }

    private static Note faithful(Faithful faithful) {
        boolean exact = faithful.asked() == faithful.equal();
        String title = Words.count(faithful.equal()) + " of " + Words.count(faithful.asked())
                + " recorded decisions come out exactly as they were";
        return exact
                ? Note.done(title)
                : Note.refused(
                        title,
                        "The versions on record were asked again and say something else. Do not publish; report it.");
    }

    private static List<Slice> slices(Outcome outcome) {
        List<Slice> slices = new ArrayList<>();
        double done = 0;
        for (Change change : Change.values()) {
            long count = outcome.of(change);
            if (count == 0) continue;
            double width = 100.0 * count / outcome.asked();
            slices.add(
                    new Slice(word(change), count, css(change), "%.2f%%".formatted(done), "%.2f%%".formatted(width)));
            done += width;
        }
        return slices;
    }

    private static String css(Change change) {
        return switch (change) {
            case SAME -> "f-ink2";
            case NEWLY_ALLOWED -> "f-kept";
            case NEWLY_REFUSED -> "f-broken";
            case OTHER_TERMS -> "f-info";
        };
    }

    private static String word(Change change) {
        return switch (change) {
            case SAME -> "Same decision";
            case NEWLY_ALLOWED -> "Newly allowed";
            case NEWLY_REFUSED -> "Newly refused";
            case OTHER_TERMS -> "Other terms";
        };
    }

    private static List<Figure> figures(Outcome outcome) {
        List<Figure> figures = new ArrayList<>();
        for (Change change : Change.values()) {
            long count = outcome.of(change);
            String share = outcome.asked() == 0 ? "" : Words.percent((double) count / outcome.asked()) + " %";
            String money = outcome.money().entrySet().stream()
                    .filter(entry -> entry.getValue().containsKey(change))
                    .map(entry -> Words.money(
                            entry.getValue().getOrDefault(change, 0L),
                            entry.getKey().getCurrencyCode()))
                    .collect(Collectors.joining(", "));
            figures.add(new Figure(
                    word(change), Words.count(count), share + (money.isEmpty() ? "" : ", worth " + money), null));
        }
        return figures;
    }

    private Table examples(Tx tx, Outcome outcome) {
        List<Row> rows = outcome.examples().stream()
                .limit(ROWS)
                .map(example -> row(tx, outcome, example))
                .toList();
        return Table.plain(
                "Decisions that change",
                List.of(
                        Column.text("Return"),
                        Column.text("Thing"),
                        Column.text("Decided by"),
                        Column.text("Would be decided by"),
                        Column.text("Change")),
                rows,
                new Empty("No decision changes", "This version says of the past what was said.", null));
    }

    private Row row(Tx tx, Outcome outcome, Replay.Example example) {
        String code = sources.returns()
                .returns()
                .find(tx, visit.store(), example.of())
                .map(ReturnView::code)
                .orElse("");
        Tone tone = switch (example.change()) {
            case SAME, NEWLY_ALLOWED -> Tone.KEPT;
            case NEWLY_REFUSED -> Tone.BROKEN;
            case OTHER_TERMS -> Tone.INFO;
        };
        return Row.of(
                Cell.link(
                        ReturnsDesk.shown(code),
                        visit.words().day(example.facts().today()),
                        ReturnDesk.path(example.of())),
                Cell.of(
                        example.facts().line().title(),
                        ReturnWords.reason(
                                example.facts().reason(), example.facts().detail())),
                Cell.of(outcome.name(example.ruleBefore())),
                Cell.of(outcome.name(example.ruleNow())),
                Cell.pill(new Pill(tone, word(example.change())), null));
    }
}
