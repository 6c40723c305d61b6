package io.postlude.console;

import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Fact;
import io.postlude.console.Parts.Figure;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Paging;
import io.postlude.console.Parts.Pill;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.console.Parts.Tone;
import io.postlude.customers.CustomerId;
import io.postlude.customers.CustomerSummary;
import io.postlude.customers.Customers;
import io.postlude.kernel.Database;
import io.postlude.kernel.Page;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.segments.ReadyCondition;
import io.postlude.segments.Segment;
import io.postlude.segments.SegmentId;
import io.postlude.segments.Segments;
import io.postlude.stores.Permission;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One segment, its people and its size over time. */
final class SegmentDesk {
    private static final int ROWS = 50;
    private static final int CSV_ROWS = 1_000;
    private static final int CHART_DAYS = 91;

    private final Frame frame;
    private final Sources sources;

    SegmentDesk(Frame frame, Sources sources) {
        this.frame = frame;
        this.sources = sources;
    }

    /** Where what the page shows comes from. */
    record Sources(Database database, Segments segments, Customers customers) {}

    void addTo(Counter counter) {
        counter.page("segments/{id}", Permission.SEE_CUSTOMERS, this::show);
        counter.page("segments/{id}/members.csv", Permission.EXPORT_CUSTOMERS, this::csv);
        counter.deed("segments/{id}/archive", Permission.CHANGE_BRAND, this::archive);
    }

    static SegmentId id(Visit visit) {
        return SegmentId.parse(visit.part("id")).orElseThrow(Refusal::notFound);
    }

    private record Whole(
            Segment segment,
            Page<Segments.Member> members,
            Map<CustomerId, CustomerSummary> people,
            List<Segment.Size> sizes,
            List<Segment.Version> versions) {}

    private Answer show(Visit visit) {
        SegmentId id = id(visit);
        Address address = Address.of(visit.http(), SegmentsDesk.PATH + "/" + id, "after");
        Whole whole =
                sources.database().inStore(visit.store(), tx -> read(tx, visit.store(), id, address.get("after")));
        return Answer.page("segment", page(visit, whole, address));
    }

    private Whole read(Tx tx, StoreId store, SegmentId id, @Nullable String after) {
        Segment segment = sources.segments().find(tx, store, id).orElseThrow(Refusal::notFound);
        Page<Segments.Member> members = sources.segments().members(tx, store, id, new Segments.Part(after, ROWS));
        return new Whole(
                segment,
                members,
                people(tx, store, members),
                sources.segments().sizes(tx, store, id, CHART_DAYS),
                sources.segments().versions(tx, store, id));
    }

    private Map<CustomerId, CustomerSummary> people(Tx tx, StoreId store, Page<Segments.Member> members) {
        List<CustomerId> ids =
                members.rows().stream().map(Segments.Member::customer).toList();
        Map<CustomerId, CustomerSummary> people = new HashMap<>();
        sources.customers().summaries(tx, store, ids).forEach(person -> people.put(person.id(), person));
        return people;
    }

    private SegmentPage page(Visit visit, Whole whole, Address address) {
        Segment one = whole.segment();
        String path = SegmentsDesk.PATH + "/" + one.id();
        boolean may = visit.may(Permission.CHANGE_BRAND) && !one.archived();
        return new SegmentPage(
                frame.below(visit, one.name(), new Link("Segments", SegmentsDesk.PATH), "segments"),
                pills(one),
                ReadyCondition.read(one.condition())
                        .map(ReadyCondition.Reading::words)
                        .orElse(null),
                one.condition(),
                one.note().isEmpty() ? null : one.note(),
                figures(whole),
                SegmentChart.of(whole.sizes(), visit.words()),
                members(visit, whole, address),
                facts(visit, one),
                versions(visit, whole.versions()),
                may ? SendsDesk.NEW + "?segment=" + one.key() : null,
                may ? path + "/edit" : null,
                visit.may(Permission.EXPORT_CUSTOMERS) ? path + "/members.csv" : null,
                may ? Deed.of("Archive it", "x", path + "/archive") : null);
    }

    private static List<Pill> pills(Segment one) {
        if (one.archived()) return List.of(new Pill(Tone.VOID, "Archived"));
        return one.walking() ? List.of(new Pill(Tone.WAIT, "Counting")) : List.of();
    }

    private static List<Figure> figures(Whole whole) {
        List<Segment.Size> month = whole.sizes()
                .subList(
                        Math.max(0, whole.sizes().size() - SegmentsDesk.MONTH_DAYS),
                        whole.sizes().size());
        SegmentsDesk.Moved moved = SegmentsDesk.Moved.of(month);
        return List.of(
                new Figure("In it now", Words.count(whole.segment().members()), "customers", null),
                new Figure("Came in", Words.count(moved.entered()), "in 30 days", null),
                new Figure("Left", Words.count(moved.gone()), "in 30 days", null));
    }

    private static Table members(Visit visit, Whole whole, Address address) {
        String next = whole.members().next();
        return new Table(
                "In it now",
                List.of(Column.text("Customer"), Column.text("Country").wide(), Column.number("Since")),
                whole.members().rows().stream()
                        .map(member -> row(visit, member, whole.people().get(member.customer())))
                        .toList(),
                new Empty(
                        "Nobody is in it",
                        whole.segment().walking()
                                ? "Everybody is being looked at; this takes some seconds."
                                : "Who comes to fit comes in by itself.",
                        null),
                null,
                new Paging(
                        address.get("after") == null ? null : address.with("after", ""),
                        next == null ? null : address.after(next),
                        Words.count(whole.members().rows().size(), "customer", "customers")));
    }

    private static Row row(Visit visit, Segments.Member member, @Nullable CustomerSummary person) {
        String name = person == null || person.name() == null ? "No name" : person.name();
        return Row.of(
                Cell.link(name, person == null ? null : person.email(), CustomersDesk.PATH + "/" + member.customer()),
                Cell.of(person == null ? null : person.country()),
                Cell.of(visit.words().day(member.enteredAt()), member.quiet() ? "found" : "came in"));
    }

    private static List<Fact> facts(Visit visit, Segment one) {
        return List.of(
                Fact.of("Name in conditions", one.key()),
                Fact.of("Changed", visit.words().moment(one.changedAt())),
                Fact.of("By", one.changedBy()));
    }

    private static Table versions(Visit visit, List<Segment.Version> versions) {
        return Table.plain(
                "Conditions it had",
                List.of(Column.text("Those who"), Column.number("Since")),
                versions.stream()
                        .map(version -> Row.of(
                                Cell.of(SegmentsDesk.words(version.condition()), version.savedBy()),
                                Cell.of(visit.words().day(version.savedAt()))))
                        .toList(),
                new Empty("None", "", null));
    }

    private Answer archive(Visit visit) {
        SegmentId id = id(visit);
        boolean archived = sources.database().<Boolean>inStore(visit.store(), tx -> {
            var _ = sources.segments().find(tx, visit.store(), id).orElseThrow(Refusal::notFound);
            return sources.segments()
                    .archive(tx, visit.store(), id, visit.actor().name());
        });
        return Answer.done(SegmentsDesk.PATH, archived ? Done.SEGMENT_ARCHIVED : Done.NOT_ANY_MORE);
    }

    private Answer csv(Visit visit) {
        SegmentId id = id(visit);
        Segment segment = sources.database()
                .inStore(visit.store(), tx -> sources.segments().find(tx, visit.store(), id))
                .orElseThrow(Refusal::notFound);
        List<@Nullable String> heading = Arrays.asList("id", "name", "email", "phone", "country", "entered_at");
        Csv.stream(visit.http(), "segment-" + segment.key(), heading, lines -> {
            @Nullable String cursor = null;
            do {
                Segments.Part part = new Segments.Part(cursor, CSV_ROWS);
                Optional<String> next = sources.database().inStore(visit.store(), tx -> {
                    Page<Segments.Member> page = sources.segments().members(tx, visit.store(), id, part);
                    Map<CustomerId, CustomerSummary> people = people(tx, visit.store(), page);
                    page.rows().forEach(member -> lines.write(line(member, people.get(member.customer()))));
                    return Optional.ofNullable(page.next());
                });
                cursor = next.orElse(null);
            } while (cursor != null);
        });
        return new Answer.Written();
    }

    private static List<@Nullable String> line(Segments.Member member, @Nullable CustomerSummary person) {
        return Arrays.asList(
                member.customer().toString(),
                person == null ? null : person.name(),
                person == null ? null : person.email(),
                person == null ? null : person.phone(),
                person == null ? null : person.country(),
                member.enteredAt().toString());
    }
}
