package io.postlude.segments;

import io.postlude.customers.CustomEvents;
import io.postlude.customers.CustomerId;
import io.postlude.customers.Portrait;
import io.postlude.kernel.BulkRows;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows of {@code segments.person}. */
final class PersonSql {
    private static final List<String> COLUMNS = List.of(
            "store_id int",
            "customer_id bigint",
            "since timestamptz",
            "language text",
            "country text",
            "birthday text",
            "mailed boolean",
            "phoned boolean",
            "tags text[]",
            "refused text[]",
            "agreed text[]");

    private PersonSql() {}

    static long[] longs(Collection<CustomerId> people) {
        return people.stream().mapToLong(CustomerId::value).distinct().sorted().toArray();
    }

    /** Locked in the order of their ids, so that two who look at the same people never wait for each other in a circle. */
    static List<CustomerId> lock(Tx tx, StoreId store, Collection<CustomerId> people) {
        return tx.list("""
                select customer_id from segments.person where store_id = ? and customer_id = any(?)
                order by customer_id for no key update""", row -> new CustomerId(row.getLong(1)), store, longs(people));
    }

    /** Those after this one, locked. */
    static List<CustomerId> lockAfter(Tx tx, StoreId store, long after, int limit) {
        return tx.list("""
                select customer_id from segments.person where store_id = ? and customer_id > ?
                order by customer_id limit ? for no key update""", row -> new CustomerId(row.getLong(1)), store, after, limit);
    }

    /** Those whose time has come; who is being looked at elsewhere is left for the next turn. */
    static List<CustomerId> claimDue(Tx tx, StoreId store, Instant now, int limit) {
        return tx.list("""
                select customer_id from segments.person where store_id = ? and due_at <= ?
                order by due_at limit ? for no key update skip locked""", row -> new CustomerId(row.getLong(1)), store, now, limit);
    }

    static List<StoreId> storesWithDueAcrossStores(Tx tx, Instant now) {
        return tx.list(
                "select distinct store_id from segments.person where due_at <= ? order by 1",
                row -> new StoreId(row.getInt(1)),
                now);
    }

    static void write(Tx tx, StoreId store, Collection<Portrait> portraits) {
        BulkRows rows = new BulkRows(COLUMNS);
        portraits.stream()
                .sorted(java.util.Comparator.comparingLong(p -> p.id().value()))
                .forEach(p -> rows.add(
                        store,
                        p.id(),
                        p.since(),
                        language(p.locale()),
                        p.country(),
                        p.birthday(),
                        p.mailed(),
                        p.phoned(),
                        p.tags(),
                        words(p.refused()),
                        words(p.agreed())));
        rows.execute(tx, """
                insert into segments.person as p (store_id, customer_id, since, language, country, birthday, mailed, phoned,
                  tags, refused, agreed)
                select * from :rows u order by customer_id
                on conflict (store_id, customer_id) do update set since = excluded.since, language = excluded.language,
                  country = excluded.country, birthday = excluded.birthday, mailed = excluded.mailed,
                  phoned = excluded.phoned, tags = excluded.tags, refused = excluded.refused, agreed = excluded.agreed""");
    }

    private static @Nullable String language(@Nullable String locale) {
        return locale == null ? null : Locale.forLanguageTag(locale).getLanguage();
    }

    private static List<String> words(Collection<? extends Enum<?>> purposes) {
        return purposes.stream()
                .map(purpose -> purpose.name().toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
    }

    static void delete(Tx tx, StoreId store, Collection<CustomerId> people) {
        tx.execute("delete from segments.person where store_id = ? and customer_id = any(?)", store, longs(people));
    }

    /** With what is counted of them; {@code told}: by other programs. */
    static List<Person> read(
            Tx tx, StoreId store, Collection<CustomerId> people, Map<CustomerId, List<CustomEvents.Happened>> told) {
        long[] ids = longs(people);
        Map<Long, List<Fact>> facts = new HashMap<>();
        FactSql.each(
                tx,
                store,
                ids,
                (person, fact) ->
                        facts.computeIfAbsent(person, id -> new ArrayList<>(4)).add(fact));
        return tx.list(
                "select * from segments.person where store_id = ? and customer_id = any(?) order by customer_id",
                row -> person(
                        row,
                        facts.getOrDefault(row.getLong("customer_id"), List.of()),
                        told.getOrDefault(new CustomerId(row.getLong("customer_id")), List.of())),
                store,
                ids);
    }

    private static Person person(ResultSet row, List<Fact> facts, List<CustomEvents.Happened> told)
            throws SQLException {
        return new Person(
                new CustomerId(row.getLong("customer_id")),
                Tx.instantNotNull(row, "since"),
                row.getString("language"),
                row.getString("country"),
                row.getString("birthday"),
                new Person.Reachable(
                        row.getBoolean("mailed"),
                        row.getBoolean("phoned"),
                        texts(row, "refused"),
                        texts(row, "agreed")),
                texts(row, "tags"),
                facts,
                told,
                Tx.instant(row, "due_at"));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    record Due(CustomerId person, @Nullable Instant at) {}

    static void due(Tx tx, StoreId store, List<Due> all) {
        BulkRows rows = new BulkRows(List.of("store_id int", "customer_id bigint", "due_at timestamptz"));
        for (Due due : all) rows.add(store, due.person(), due.at());
        rows.execute(tx, """
                update segments.person p set due_at = u.due_at from :rows u
                where p.store_id = u.store_id and p.customer_id = u.customer_id""");
    }

    static long count(Tx tx, StoreId store) {
        return tx.number("select count(*) from segments.person where store_id = ?", store);
    }

    /** Some people by chance, each as likely as the other; {@code percent} of all pages of the table. */
    static List<CustomerId> sample(Tx tx, StoreId store, double percent, int limit) {
        return tx.list("""
                select customer_id from segments.person tablesample system (?) where store_id = ?
                order by customer_id limit ?""", row -> new CustomerId(row.getLong(1)), percent, store, limit);
    }

    static List<CustomerId> after(Tx tx, StoreId store, long after, int limit) {
        return tx.list("""
                select customer_id from segments.person where store_id = ? and customer_id > ?
                order by customer_id limit ?""", row -> new CustomerId(row.getLong(1)), store, after, limit);
    }
}
