package io.postlude.customers;

import io.postlude.kernel.BulkRows;
import io.postlude.kernel.SearchWords;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rows of {@code customers.customer}. */
final class ProfileSql {
    private static final List<String> FACTS = List.of(
            "since timestamptz",
            "given_name text",
            "family_name text",
            "name_as_of timestamptz",
            "email text",
            "email_as_of timestamptz",
            "phone text",
            "phone_as_of timestamptz",
            "locale text",
            "locale_as_of timestamptz",
            "zone text",
            "zone_as_of timestamptz",
            "country text",
            "country_as_of timestamptz",
            "birthday text",
            "birthday_as_of timestamptz",
            "tags text[]",
            "tags_as_of timestamptz",
            "search tsvector");
    private static final List<String> COLUMNS = Stream.concat(Stream.of("store_id int", "id bigint"), FACTS.stream())
            .toList();
    private static final String SET = FACTS.stream()
            .map(c -> c.substring(0, c.indexOf(' ')))
            .map(c -> c + " = u." + c)
            .collect(Collectors.joining(", "));

    private ProfileSql() {}

    /** Locked in the order of their ids, so that two takers of the same people never wait for each other in a circle. */
    static List<Profile> lock(Tx tx, StoreId store, long[] sortedIds) {
        return tx.list("""
                select * from customers.customer where store_id = ? and id = any(?) and erased_at is null
                order by id for no key update""", ProfileSql::read, store, sortedIds);
    }

    static void insert(Tx tx, StoreId store, Collection<Profile> profiles) {
        rows(store, profiles).appendTo(tx, "customers.customer");
    }

    static void update(Tx tx, StoreId store, Collection<Profile> profiles) {
        rows(store, profiles)
                .execute(
                        tx,
                        "update customers.customer c set " + SET
                                + " from :rows u where c.store_id = u.store_id and c.id = u.id");
    }

    private static BulkRows rows(StoreId store, Collection<Profile> profiles) {
        BulkRows rows = new BulkRows(COLUMNS);
        for (Profile p : profiles) {
            Profile.@Nullable Name name = p.name().value();
            String given = name == null ? null : name.given();
            String family = name == null ? null : name.family();
            List<String> tags = p.tags().value();
            rows.add(
                    store,
                    p.id(),
                    p.since(),
                    given,
                    family,
                    p.name().asOf(),
                    p.email().value(),
                    p.email().asOf(),
                    p.phone().value(),
                    p.phone().asOf(),
                    p.locale().value(),
                    p.locale().asOf(),
                    p.zone().value(),
                    p.zone().asOf(),
                    p.country().value(),
                    p.country().asOf(),
                    p.birthday().value(),
                    p.birthday().asOf(),
                    tags == null ? List.of() : tags,
                    p.tags().asOf(),
                    SearchWords.vector(
                            given, family, p.email().value(), p.phone().value()));
        }
        return rows;
    }

    static Profile read(ResultSet row) throws SQLException {
        String given = row.getString("given_name");
        String family = row.getString("family_name");
        Dated<List<String>> tags = row.getString("tags_as_of") == null
                ? new Dated<>(null, null)
                : new Dated<>(tags(row), Tx.instant(row, "tags_as_of"));
        return new Profile(
                new CustomerId(row.getLong("id")),
                Tx.instantNotNull(row, "since"),
                new Dated<>(
                        given == null && family == null ? null : new Profile.Name(given, family),
                        Tx.instant(row, "name_as_of")),
                text(row, "email"),
                text(row, "phone"),
                text(row, "locale"),
                text(row, "zone"),
                text(row, "country"),
                text(row, "birthday"),
                tags);
    }

    /** The shop's and the staff's. */
    static Map<CustomerId, Set<String>> tags(Tx tx, StoreId store, long[] ids) {
        Map<CustomerId, Set<String>> tags = new HashMap<>();
        tx.each(
                """
                select id, unnest(tags) as tag from customers.customer where store_id = ? and id = any(?)
                union all select customer_id, tag from customers.own_tag where store_id = ? and customer_id = any(?)""",
                row -> tags.computeIfAbsent(new CustomerId(row.getLong("id")), id -> new TreeSet<>())
                        .add(row.getString("tag")),
                store,
                ids,
                store,
                ids);
        return tags;
    }

    static List<String> tags(ResultSet row) throws SQLException {
        return List.of((String[]) row.getArray("tags").getArray());
    }

    private static Dated<String> text(ResultSet row, String column) throws SQLException {
        return new Dated<>(row.getString(column), Tx.instant(row, column + "_as_of"));
    }
}
