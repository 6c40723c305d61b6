package io.postlude.customers;

import io.postlude.kernel.Filter;
import io.postlude.kernel.Found;
import io.postlude.kernel.Page;
import io.postlude.kernel.Page.Cursor;
import io.postlude.kernel.SearchWords;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** People for reading. */
final class CustomerReadSql {
    private static final int LIKELY_SAME_LIMIT = 20;

    private CustomerReadSql() {}

    static Page<CustomerSummary> list(Tx tx, StoreId store, CustomerQuery query) {
        // What is asked for decides the way: a plan made for any question would walk all people for a rare name.
        tx.execute("set local plan_cache_mode = force_custom_plan");
        Filter filter = new Filter()
                .and("c.store_id = ?", store)
                .and("c.erased_at is null")
                .and("""
                        not exists (select from customers.identity_merge m
                          where m.store_id = c.store_id and m.from_id = c.id and m.undone_at is null)""");
        if (query.tag() != null) filter.and("c.tags @> array[?::text]", query.tag());
        String words = query.text() == null ? "" : SearchWords.query(query.text());
        if (!words.isEmpty())
            Found.by(tx, "customers.found_by_words", store, words)
                    .ifPresentOrElse(
                            found -> filter.and("c.id = any(?)", (Object) found),
                            () -> filter.and("c.search @@ ?::tsquery", words));
        if (query.cursor() != null) after(filter, store, query.sort(), Cursor.parse(query.cursor()));
        String direction = query.sort().down() ? " desc" : " asc";
        List<CustomerSummary> rows = tx.list(
                "select c.* from customers.customer c " + filter.where() + " order by c."
                        + query.sort().column() + direction + ", c.id" + direction + " limit ?",
                CustomerReadSql::summary,
                filter.parameters(query.limit() + 1));
        return Page.of(rows, query.limit(), c -> Cursor.at(c.since(), c.id()));
    }

    static List<CustomerSummary> summaries(Tx tx, StoreId store, Collection<CustomerId> people) {
        return tx.list(
                "select * from customers.customer where store_id = ? and id = any(?) and erased_at is null",
                CustomerReadSql::summary,
                store,
                people.stream().mapToLong(CustomerId::value).toArray());
    }

    /** A name is not kept in a cursor: it is asked for again by the id. */
    private static void after(Filter filter, StoreId store, CustomerQuery.Sort sort, Cursor cursor) {
        String beyond = sort.down() ? " < " : " > ";
        if (sort.byName())
            filter.and(
                    "(c.sort_name, c.id)" + beyond
                            + "(select l.sort_name, l.id from customers.customer l where l.store_id = ? and l.id = ?)",
                    store,
                    cursor.id());
        else filter.and("(c.since, c.id)" + beyond + "(?, ?)", cursor.time(), cursor.id());
    }

    private static CustomerSummary summary(ResultSet row) throws SQLException {
        String given = row.getString("given_name");
        String family = row.getString("family_name");
        String name = given == null ? family : family == null ? given : given + " " + family;
        return new CustomerSummary(
                new CustomerId(row.getLong("id")),
                name,
                row.getString("email"),
                row.getString("phone"),
                row.getString("country"),
                Tx.instantNotNull(row, "since"),
                ProfileSql.tags(row));
    }

    /** {@code canonical} with the records merged into it. */
    static Optional<CustomerView> view(Tx tx, StoreId store, CustomerId canonical) {
        List<CustomerView.Merge> merges = MergeSql.below(tx, store, canonical);
        long[] family = family(canonical, merges);
        List<Profile> profiles = tx.list(
                "select * from customers.customer where store_id = ? and id = any(?)", ProfileSql::read, store, family);
        Optional<Profile> own =
                profiles.stream().filter(p -> p.id().equals(canonical)).findFirst();
        if (own.isEmpty()) return Optional.empty();
        Profile whole = own.get();
        for (Profile other : profiles) if (!other.id().equals(canonical)) whole = whole.filledFrom(other);
        List<ConsentState.Entry> ledger = ledger(tx, store, family);
        Profile.@Nullable Name name = whole.name().value();
        List<String> told = whole.tags().value();
        Set<String> tags = new LinkedHashSet<>(told == null ? List.of() : told);
        tags.addAll(Remarks.tags(tx, store, family));
        return Optional.of(new CustomerView(
                canonical,
                whole.since(),
                name == null ? null : name.given(),
                name == null ? null : name.family(),
                whole.email().value(),
                whole.phone().value(),
                whole.locale().value(),
                whole.zone().value(),
                whole.country().value(),
                whole.birthday().value(),
                List.copyOf(tags),
                contacts(tx, store, family),
                ConsentState.of(ledger, merges),
                ledger.stream()
                        .map(ConsentState.Entry::consent)
                        .sorted(Comparator.comparing(Consent::at).reversed())
                        .toList(),
                merges,
                erasedAt(tx, store, canonical)));
    }

    static long[] family(CustomerId canonical, List<CustomerView.Merge> merges) {
        List<CustomerId> family = new ArrayList<>(List.of(canonical));
        merges.forEach(m -> family.add(m.from()));
        return family.stream().mapToLong(CustomerId::value).distinct().sorted().toArray();
    }

    static List<ConsentState.Entry> ledger(Tx tx, StoreId store, long[] family) {
        return tx.list(
                "select * from customers.consent_entry where store_id = ? and customer_id = any(?) order by at, id",
                row -> new ConsentState.Entry(new CustomerId(row.getLong("customer_id")), ConsentLedger.read(row)),
                store,
                family);
    }

    private static List<CustomerView.ContactPoint> contacts(Tx tx, StoreId store, long[] family) {
        return tx.list(
                """
                select kind, value, min(first_seen) as first_seen, max(last_seen) as last_seen
                from customers.contact_point where store_id = ? and customer_id = any(?)
                group by kind, value order by kind, max(last_seen) desc, value""",
                row -> new CustomerView.ContactPoint(
                        row.getString(1),
                        row.getString(2),
                        Tx.instantNotNull(row, "first_seen"),
                        Tx.instantNotNull(row, "last_seen")),
                store,
                family);
    }

    private static @Nullable Instant erasedAt(Tx tx, StoreId store, CustomerId id) {
        return tx
                .list(
                        "select erased_at from customers.customer where store_id = ? and id = ? and erased_at is not null",
                        row -> Tx.instantNotNull(row, "erased_at"),
                        store,
                        id)
                .stream()
                .findFirst()
                .orElse(null);
    }

    /** Others that were reached at the same address and are not merged with this one yet. */
    static List<CustomerId> likelySame(Tx tx, StoreId store, long[] family) {
        return tx.list("""
                select distinct o.customer_id from customers.contact_point p
                join customers.contact_point o on o.store_id = p.store_id and o.value = p.value
                where p.store_id = ? and p.customer_id = any(?) and o.customer_id <> all(?)
                order by o.customer_id limit ?""", row -> new CustomerId(row.getLong(1)), store, family, family, LIKELY_SAME_LIMIT);
    }
}
