package io.postlude.console;

import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Figure;
import io.postlude.console.Parts.Paging;
import io.postlude.console.Parts.Pill;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.console.Parts.Tone;
import io.postlude.console.SectionsPage.Section;
import io.postlude.kernel.Jobs;
import io.postlude.kernel.LogReaders;
import io.postlude.kernel.PoisonEvents;
import io.postlude.kernel.Refusal;
import io.postlude.stores.Permission;
import java.util.List;

/** How the machinery stands: readers of the log, events set aside, recurring jobs. */
final class SystemDesk {
    private static final long COUNTED_TO = 10_000;
    private static final long MUCH = 1_000;

    private final Frame frame;
    private final LogReaders readers;
    private final Jobs jobs;

    SystemDesk(Frame frame, LogReaders readers, Jobs jobs) {
        this.frame = frame;
        this.readers = readers;
        this.jobs = jobs;
    }

    void addTo(Counter counter) {
        counter.page("system", Permission.CHANGE_SETTINGS, this::show);
        counter.deed("system/poison/{id}/retry", Permission.CHANGE_SETTINGS, this::retry);
        counter.deed("system/poison/{id}/dismiss", Permission.CHANGE_SETTINGS, this::dismiss);
    }

    private Answer show(Visit visit) {
        List<LogReaders.Standing> standing = readers.standing();
        List<PoisonEvents.Poison> poison = readers.poison().openAcrossStores().stream()
                .filter(event -> event.store().equals(visit.store()))
                .toList();
        List<Jobs.JobState> states = jobs.states();
        long waiting = standing.stream().mapToLong(LogReaders.Standing::waiting).sum();
        long failing = states.stream().filter(job -> job.failuresInARow() > 0).count();
        List<Figure> figures = List.of(
                new Figure(
                        "Events waiting",
                        Words.count(waiting),
                        "over " + Words.count(standing.size(), "reader", "readers"),
                        null),
                new Figure(
                        "Set aside", Words.count(poison.size()), "events of this store a reader could not take", null),
                new Figure(
                        "Jobs failing",
                        Words.count(failing),
                        "of " + Words.count(states.size()) + " that recur",
                        null));
        return Answer.page(
                "sections",
                new SectionsPage(
                        frame.page(visit, "System", "system"),
                        figures,
                        null,
                        List.of(
                                new Section(
                                        "poison",
                                        "Events set aside",
                                        "an event that failed waits here with those behind it",
                                        poison(visit, poison),
                                        null),
                                new Section(
                                        "readers",
                                        "Readers of the log",
                                        "each moves its place in the transaction of its effect",
                                        standing(visit, standing),
                                        null),
                                new Section(
                                        "jobs",
                                        "Recurring jobs",
                                        "each runs on one node at a time",
                                        jobs(visit, states),
                                        null))));
    }

    private Answer retry(Visit visit) {
        boolean passed =
                readers.poison().retry(own(visit), visit.session().name()).isEmpty();
        return Answer.done("/console/system", passed ? Done.POISON_RETRIED : Done.POISON_STAYS);
    }

    private Answer dismiss(Visit visit) {
        boolean gone = readers.poison().dismiss(own(visit), visit.session().name());
        return Answer.done("/console/system", gone ? Done.POISON_DISMISSED : Done.NOT_ANY_MORE);
    }

    /** Only an event of the visitor's own store. */
    private long own(Visit visit) {
        String id = visit.part("id");
        return readers.poison().openAcrossStores().stream()
                .filter(event -> event.store().equals(visit.store())
                        && Long.toString(event.id()).equals(id))
                .mapToLong(PoisonEvents.Poison::id)
                .findFirst()
                .orElseThrow(Refusal::notFound);
    }

    private static Table poison(Visit visit, List<PoisonEvents.Poison> events) {
        List<Row> rows = events.stream()
                .map(event -> new Row(
                        null,
                        List.of(
                                Cell.of(event.type(), "read by " + event.reader()),
                                Cell.of(event.reason(), event.behind() ? "waits behind an earlier one" : null),
                                Cell.of(
                                        visit.words().moment(event.setAsideAt()),
                                        visit.words().ago(event.setAsideAt())),
                                Cell.deeds(List.of(
                                        Deed.of("Try again", "undo", "/console/system/poison/" + event.id() + "/retry"),
                                        Deed.of("Let go", "x", "/console/system/poison/" + event.id() + "/dismiss"))))))
                .toList();
        return new Table(
                "Events set aside",
                List.of(Column.text("Event"), Column.text("Why"), Column.number("Since"), Column.number("")),
                rows,
                new Empty("Nothing is set aside", "Every reader has taken every event it has reached.", null),
                null,
                Paging.none(""));
    }

    private static Table standing(Visit visit, List<LogReaders.Standing> standing) {
        List<Row> rows = standing.stream()
                .map(reader -> new Row(
                        null,
                        List.of(
                                Cell.of(reader.reader()),
                                Cell.pill(mark(reader.waiting()), null),
                                Cell.of(waiting(reader.waiting())),
                                Cell.of(
                                        visit.words().moment(reader.movedAt()),
                                        visit.words().ago(reader.movedAt())))))
                .toList();
        return new Table(
                "Readers of the log",
                List.of(
                        Column.text("Reader"),
                        Column.text("State"),
                        Column.number("Waiting"),
                        Column.number("Moved last")),
                rows,
                new Empty("No reader has started", "They enrol when the server starts.", null),
                null,
                Paging.none(""));
    }

    private static Pill mark(long waiting) {
        return waiting == 0
                ? new Pill(Tone.KEPT, "Up to date")
                : waiting < MUCH ? new Pill(Tone.INFO, "Reading") : new Pill(Tone.RISK, "Behind");
    }

    private static String waiting(long waiting) {
        return waiting >= COUNTED_TO ? "10,000 or more" : Words.count(waiting);
    }

    private static Table jobs(Visit visit, List<Jobs.JobState> states) {
        List<Row> rows = states.stream()
                .map(job -> new Row(
                        null,
                        List.of(
                                Cell.of(job.name()),
                                Cell.pill(
                                        job.failuresInARow() > 0
                                                ? new Pill(
                                                        Tone.BROKEN,
                                                        "Failed " + Words.count(job.failuresInARow(), "time", "times"))
                                                : job.lastSuccess() == null
                                                        ? new Pill(Tone.WAIT, "Not yet run")
                                                        : new Pill(Tone.KEPT, "Well"),
                                        null),
                                Cell.of(
                                        job.lastSuccess() == null
                                                ? "never"
                                                : visit.words().moment(job.lastSuccess())),
                                Cell.of(visit.words().moment(job.nextAt())))))
                .toList();
        return new Table(
                "Recurring jobs",
                List.of(Column.text("Job"), Column.text("State"), Column.number("Ran well"), Column.number("Next")),
                rows,
                new Empty("No job has been set up", "They appear when the server starts.", null),
                null,
                Paging.none(""));
    }
}
