package io.postlude.console;

import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.kernel.Database;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.segments.ReadyCondition;
import io.postlude.segments.Segment;
import io.postlude.segments.Segments;
import io.postlude.stores.Permission;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A store's segments beside one another: who is meant, how many they are, how they move. */
final class SegmentsDesk {
    static final String PATH = "/console/segments";
    static final int MONTH_DAYS = 31;

    private final Frame frame;
    private final Database database;
    private final Segments segments;

    SegmentsDesk(Frame frame, Database database, Segments segments) {
        this.frame = frame;
        this.database = database;
        this.segments = segments;
    }

    void addTo(Counter counter) {
        counter.page("segments", Permission.SEE_CUSTOMERS, this::show);
    }

    /** What a month brought. */
    record Moved(long entered, long gone) {
        static Moved of(List<Segment.Size> sizes) {
            return new Moved(
                    sizes.stream().skip(1).mapToLong(Segment.Size::entered).sum(),
                    sizes.stream().skip(1).mapToLong(Segment.Size::gone).sum());
        }
    }

    private record Found(List<Segment> all, Map<Segment, Moved> moved) {}

    private Found read(Tx tx, StoreId store) {
        List<Segment> all = segments.all(tx, store);
        Map<Segment, Moved> moved = new HashMap<>();
        for (Segment one : all) moved.put(one, Moved.of(segments.sizes(tx, store, one.id(), MONTH_DAYS)));
        return new Found(all, moved);
    }

    private Answer show(Visit visit) {
        Found found = database.inStore(visit.store(), tx -> read(tx, visit.store()));
        boolean may = visit.may(Permission.CHANGE_BRAND);
        Link make = new Link("New segment", PATH + "/new");
        Table table = Table.plain(
                "Segments",
                List.of(
                        Column.text("Segment"),
                        Column.text("Those who").wide(),
                        Column.number("Now"),
                        Column.number("Came in, 30 days"),
                        Column.number("Left, 30 days")),
                found.all().stream()
                        .map(one ->
                                row(one, Objects.requireNonNull(found.moved().get(one))))
                        .toList(),
                new Empty(
                        "No segment yet",
                        "A segment is a group of customers that keeps itself: bought twice, silent for long, a birthday this month.",
                        may ? make : null));
        return Answer.page(
                "segments",
                new SegmentsPage(
                        frame.page(visit, "Segments", "segments"),
                        may && !found.all().isEmpty() ? make : null,
                        table));
    }

    private static Row row(Segment one, Moved moved) {
        return Row.of(
                Cell.link(one.name(), one.key(), PATH + "/" + one.id()),
                Cell.of(words(one.condition())),
                Cell.of(Words.count(one.members()), one.walking() ? "counting" : null),
                Cell.of(Words.count(moved.entered())),
                Cell.of(Words.count(moved.gone())));
    }

    /** As a sentence, where it is one. */
    static String words(String condition) {
        return ReadyCondition.read(condition).map(ReadyCondition.Reading::words).orElse(condition);
    }
}
