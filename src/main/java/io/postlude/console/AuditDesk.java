package io.postlude.console;

import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Filters;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Paging;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.stores.Audit;
import io.postlude.stores.Permission;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who did what and when. */
final class AuditDesk {
    private static final String PATH = "/console/audit";
    private static final String[] FILTERS = {"q", "action", "kind", "subject"};

    private final Frame frame;
    private final Audit audit;

    AuditDesk(Frame frame, Audit audit) {
        this.frame = frame;
        this.audit = audit;
    }

    void addTo(Counter counter) {
        counter.page("audit", Permission.SEE_AUDIT, this::show);
        counter.page("audit.csv", Permission.SEE_AUDIT, this::csv);
    }

    private Answer show(Visit visit) {
        Address address = Address.of(visit.http(), PATH, "q", "action", "kind", "subject", "after");
        Audit.Page page = audit.list(visit.store(), filter(address), cursor(address));
        Long next = page.next();
        boolean filtered = address.count(FILTERS) > 0;
        Empty empty = filtered
                ? new Empty("No entry fits", "The filters hide all of the trail.", new Link("Clear filters", PATH))
                : new Empty(
                        "Nothing has been changed yet",
                        "Each change to settings, staff, keys and customers is written here.",
                        null);
        Filters filters = new Filters(
                PATH,
                "Name of who did it",
                address.text("q"),
                List.of(),
                List.of(),
                Map.of(),
                filtered ? PATH : null,
                address.at(PATH + ".csv"));
        Paging paging = new Paging(
                address.get("after") == null ? null : address.with("after", ""),
                next == null ? null : address.after(Long.toString(next)),
                Words.count(page.entries().size(), "entry", "entries") + ", newest first");
        Table table = new Table(
                "Audit trail, newest first",
                List.of(
                        Column.text("When"),
                        Column.text("Who"),
                        Column.text("What"),
                        Column.text("Change").wide()),
                page.entries().stream().map(entry -> row(visit, entry)).toList(),
                empty,
                null,
                paging);
        return Answer.page("list", new ListPage(frame.page(visit, "Audit", "audit"), List.of(), filters, table));
    }

    private static Row row(Visit visit, Audit.Entry entry) {
        return Row.of(
                Cell.of(visit.words().moment(entry.at())),
                Cell.of(
                        entry.actorName(),
                        entry.address().isEmpty()
                                ? entry.actorKind().toLowerCase(java.util.Locale.ROOT)
                                : entry.address()),
                Cell.of(entry.action(), entry.subjectKind() + " " + entry.subjectId()),
                Cell.code(
                        entry.after() == null ? "" : entry.after(),
                        entry.before() == null ? null : "before: " + entry.before()));
    }

    private Answer csv(Visit visit) {
        Address address = Address.of(visit.http(), PATH, "q", "action", "kind", "subject");
        List<@Nullable String> heading = Arrays.asList(
                "at", "actor_kind", "actor", "address", "action", "subject_kind", "subject", "before", "after");
        Csv.stream(visit.http(), "audit", heading, lines -> {
            Long cursor = null;
            do {
                Audit.Page page = audit.list(visit.store(), filter(address), cursor);
                page.entries()
                        .forEach(entry -> lines.write(Arrays.asList(
                                entry.at().toString(),
                                entry.actorKind(),
                                entry.actorName(),
                                entry.address(),
                                entry.action(),
                                entry.subjectKind(),
                                entry.subjectId(),
                                entry.before(),
                                entry.after())));
                cursor = page.next();
            } while (cursor != null);
        });
        return new Answer.Written();
    }

    private static Audit.Filter filter(Address address) {
        return new Audit.Filter(
                address.text("q"), address.text("action"), address.text("kind"), address.text("subject"));
    }

    private static @Nullable Long cursor(Address address) {
        String after = address.get("after");
        return after != null && after.matches("\\d{1,18}") ? Long.valueOf(after) : null;
    }
}
