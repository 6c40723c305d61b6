package io.postlude.console;

import io.postlude.console.Parts.Fact;
import io.postlude.customers.CustomerId;
import io.postlude.customers.CustomerQuery;
import io.postlude.customers.CustomerSummary;
import io.postlude.customers.Customers;
import io.postlude.kernel.Page;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.segments.Segment;
import io.postlude.segments.Segments;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The members of a segment as the list of customers shows them. */
final class SegmentPeople {
    /** So many of those whose name fits are looked through for members. */
    private static final int SEARCHED = 200;

    private static final int FORMER_SEGMENTS = 3;

    private final Customers customers;
    private final Segments segments;

    SegmentPeople(Customers customers, Segments segments) {
        this.customers = customers;
        this.segments = segments;
    }

    /** Who came in last first; of those whose name is searched for, as the search has them. */
    Page<CustomerSummary> list(Tx tx, StoreId store, CustomerQuery query, String key) {
        Segment segment = segments.byKey(tx, store, key).orElse(null);
        if (segment == null) return new Page<>(List.of(), null);
        return query.text() == null && query.tag() == null
                ? members(tx, store, query, segment)
                : searched(tx, store, query, key);
    }

    private Page<CustomerSummary> members(Tx tx, StoreId store, CustomerQuery query, Segment segment) {
        Page<Segments.Member> page =
                segments.members(tx, store, segment.id(), new Segments.Part(query.cursor(), query.limit()));
        Map<CustomerId, CustomerSummary> people = new HashMap<>();
        customers
                .summaries(
                        tx,
                        store,
                        page.rows().stream().map(Segments.Member::customer).toList())
                .forEach(person -> people.put(person.id(), person));
        return new Page<>(
                page.rows().stream()
                        .map(member -> people.get(member.customer()))
                        .filter(Objects::nonNull)
                        .toList(),
                page.next());
    }

    private Page<CustomerSummary> searched(Tx tx, StoreId store, CustomerQuery query, String key) {
        List<CustomerSummary> found = customers
                .list(tx, store, new CustomerQuery(query.text(), query.tag(), query.sort(), null, SEARCHED))
                .rows();
        Map<CustomerId, Set<String>> names = segments.names(
                tx, store, found.stream().map(CustomerSummary::id).toList());
        return new Page<>(
                found.stream()
                        .filter(person ->
                                names.getOrDefault(person.id(), Set.of()).contains(key))
                        .toList(),
                null);
    }

    /** The groups they are in, then those they were in last. */
    static List<Fact> facts(Visit visit, List<Segments.Belonging> all) {
        List<Fact> facts = new ArrayList<>();
        for (Segments.Belonging one : all)
            if (one.leftAt() == null)
                facts.add(Fact.link(
                        "In “" + one.name() + "”",
                        "since " + visit.words().day(one.enteredAt()),
                        SegmentsDesk.PATH + "/" + one.segment()));
        all.stream()
                .filter(one -> one.leftAt() != null)
                .limit(FORMER_SEGMENTS)
                .forEach(one -> facts.add(Fact.link(
                        "Was in “" + one.name() + "”",
                        "until " + visit.words().day(Objects.requireNonNull(one.leftAt())),
                        SegmentsDesk.PATH + "/" + one.segment())));
        return facts;
    }
}
