package io.postlude.console;

import io.postlude.console.JourneyPanel.Comparison;
import io.postlude.console.JourneyPanel.Difference;
import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.flows.FlowDiff;
import io.postlude.kernel.Tx;
import io.postlude.stores.Permission;
import io.postlude.texts.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a text said before, and what has changed since. */
final class TextVersions {
    private final Texts texts;

    TextVersions(Texts texts) {
        this.texts = texts;
    }

    Table table(Tx tx, Visit visit) {
        List<Row> rows = new ArrayList<>();
        for (Texts.Version version : texts.versions(tx, visit.store(), visit.part("text")))
            rows.add(Row.of(
                    Cell.link(
                            "Version " + version.number(),
                            null,
                            TextDesk.path(visit) + "?from=" + version.number() + "#h-versions"),
                    Cell.of(visit.words().moment(version.savedAt()), version.savedBy())));
        if (texts.original(visit.part("text")).isPresent())
            rows.add(Row.of(
                    Cell.link("The original", null, TextDesk.path(visit) + "?from=0#h-versions"),
                    Cell.of("comes with Postlude")));
        return Table.plain(
                "Versions",
                List.of(Column.text("Version"), Column.text("When, by whom")),
                rows,
                new Empty("Not saved yet", "", null));
    }

    @Nullable
    Comparison comparison(Tx tx, Visit visit, Texts.Found found) {
        String asked = visit.query("from");
        if (asked == null) return null;
        Optional<String> before = source(tx, visit, asked);
        if (before.isEmpty()) return null;
        List<Difference> differences = FlowDiff.between(before.get(), found.source()).stream()
                .map(one -> new Difference(one.field(), one.before(), one.after()))
                .toList();
        Deed restore = differences.isEmpty() || !visit.may(Permission.CHANGE_BRAND)
                ? null
                : new Deed(
                        asked.equals("0") ? "Restore the original" : "Take version " + asked + " again",
                        "undo",
                        TextDesk.path(visit) + "/restoration",
                        Map.of("version", asked),
                        false);
        return new Comparison(
                (asked.equals("0") ? "From the original" : "From version " + asked) + " to now", differences, restore);
    }

    /** What a version said; 0: the original. */
    Optional<String> source(Tx tx, Visit visit, String version) {
        String key = visit.part("text");
        return version.equals("0")
                ? texts.original(key).map(Texts.Found::source)
                : texts.versions(tx, visit.store(), key).stream()
                        .filter(one -> Integer.toString(one.number()).equals(version))
                        .findFirst()
                        .map(Texts.Version::document);
    }
}
