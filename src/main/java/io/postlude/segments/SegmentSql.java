package io.postlude.segments;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rows of {@code segments.segment}, its versions and its days. */
final class SegmentSql {
    private static final String SEGMENT = """
            select s.*, coalesce((select sum(d.entered - d.gone) from segments.segment_day d
              where d.store_id = s.store_id and d.segment_id = s.id), 0) as members
            from segments.segment s
            """;

    private SegmentSql() {}

    static List<Segment> all(Tx tx, StoreId store) {
        return tx.list(
                SEGMENT + "where s.store_id = ? and s.archived_at is null order by lower(s.name), s.id",
                SegmentSql::read,
                store);
    }

    static Map<String, String> titles(Tx tx, StoreId store) {
        Map<String, String> titles = new LinkedHashMap<>();
        tx.each(
                "select key, name from segments.segment where store_id = ? and archived_at is null order by lower(name), id",
                row -> titles.put(row.getString(1), row.getString(2)),
                store);
        return titles;
    }

    static Map<String, Instant> since(Tx tx, StoreId store) {
        Map<String, Instant> since = new LinkedHashMap<>();
        tx.each("""
                select s.key, least(
                  (select min(v.saved_at) from segments.segment_version v
                   where v.store_id = s.store_id and v.segment_id = s.id),
                  (select min(m.entered_at) from segments.membership m
                   where m.store_id = s.store_id and m.segment_id = s.id)) as since
                from segments.segment s where s.store_id = ? order by s.key""", row -> since.put(row.getString(1), Tx.instantNotNull(row, "since")), store);
        return since;
    }

    static Optional<Segment> find(Tx tx, StoreId store, SegmentId id) {
        return tx.first(SEGMENT + "where s.store_id = ? and s.id = ?", SegmentSql::read, store, id);
    }

    static Optional<Segment> byKey(Tx tx, StoreId store, String key) {
        return tx.first(SEGMENT + "where s.store_id = ? and s.key = ?", SegmentSql::read, store, key);
    }

    static long count(Tx tx, StoreId store) {
        return tx.number("select count(*) from segments.segment where store_id = ? and archived_at is null", store);
    }

    private static Segment read(ResultSet row) throws SQLException {
        boolean walking = row.getObject("walked_to") != null;
        return new Segment(
                new SegmentId(row.getLong("id")),
                row.getString("key"),
                row.getString("name"),
                row.getString("note"),
                row.getString("condition"),
                row.getInt("version"),
                Tx.instantNotNull(row, "changed_at"),
                row.getString("changed_by"),
                row.getObject("archived_at") != null,
                walking,
                row.getLong("members"));
    }

    record Draft(String key, Segments.Wish wish, Instant at) {}

    /** Both included. */
    record Days(LocalDate from, LocalDate to) {}

    /** False where the key is taken. */
    static boolean insert(Tx tx, StoreId store, SegmentId id, Draft draft) {
        Segments.Wish wish = draft.wish();
        return tx.update("""
                insert into segments.segment (store_id, id, key, name, note, condition, version, changed_at, changed_by, walked_to)
                values (?, ?, ?, ?, ?, ?, 1, ?, ?, 0) on conflict on constraint segment_key_once do nothing""", store, id, draft.key(), wish.name(), wish.note(), wish.condition(), draft.at(), wish.by())
                == 1;
    }

    /** A new condition looks at everybody again; a new name does not. False where somebody has changed it since. */
    static boolean update(Tx tx, StoreId store, SegmentId id, Draft draft) {
        Segments.Wish wish = draft.wish();
        return tx.update(
                        """
                update segments.segment set name = ?, note = ?, version = version + case when condition = ? then 0 else 1 end,
                  walked_to = case when condition = ? then walked_to else 0 end, condition = ?, changed_at = ?, changed_by = ?,
                  archived_at = null
                where store_id = ? and id = ? and version = ?""",
                        wish.name(),
                        wish.note(),
                        wish.condition(),
                        wish.condition(),
                        wish.condition(),
                        draft.at(),
                        wish.by(),
                        store,
                        id,
                        wish.version())
                == 1;
    }

    static void keepVersion(Tx tx, StoreId store, SegmentId id) {
        tx.execute("""
                insert into segments.segment_version (store_id, segment_id, number, condition, saved_at, saved_by)
                select store_id, id, version, condition, changed_at, changed_by from segments.segment
                where store_id = ? and id = ? on conflict do nothing""", store, id);
    }

    static List<Segment.Version> versions(Tx tx, StoreId store, SegmentId id) {
        return tx.list(
                "select * from segments.segment_version where store_id = ? and segment_id = ? order by number desc limit 100",
                row -> new Segment.Version(
                        row.getInt("number"),
                        row.getString("condition"),
                        Tx.instantNotNull(row, "saved_at"),
                        row.getString("saved_by")),
                store,
                id);
    }

    static boolean archive(Tx tx, StoreId store, SegmentId id, Segments.Said said) {
        return tx.update("""
                update segments.segment set archived_at = ?, changed_at = ?, changed_by = ?, walked_to = null
                where store_id = ? and id = ? and archived_at is null""", said.at(), said.at(), said.by(), store, id) == 1;
    }

    /** {@code quiet}: it is being filled; who comes in did nothing. */
    record Rule(SegmentId id, String key, String condition, boolean quiet) {}

    static List<Rule> rules(Tx tx, StoreId store) {
        return tx.list(
                """
                select id, key, condition, walked_to is not null from segments.segment
                where store_id = ? and archived_at is null order by id""",
                row -> new Rule(new SegmentId(row.getLong(1)), row.getString(2), row.getString(3), row.getBoolean(4)),
                store);
    }

    static List<StoreId> walkingAcrossStores(Tx tx) {
        return tx.list(
                "select distinct store_id from segments.segment where walked_to is not null order by 1",
                row -> new StoreId(row.getInt(1)));
    }

    /** Where the walk of a store stands; empty where none is under way. Held until the end of the transaction. */
    static Optional<Long> walkedTo(Tx tx, StoreId store) {
        return tx
                .list(
                        "select walked_to from segments.segment where store_id = ? and walked_to is not null order by id for no key update",
                        row -> row.getLong(1),
                        store)
                .stream()
                .min(Long::compareTo);
    }

    static void walked(Tx tx, StoreId store, long to) {
        tx.execute("update segments.segment set walked_to = ? where store_id = ? and walked_to < ?", to, store, to);
    }

    static void walkedThrough(Tx tx, StoreId store) {
        tx.execute("update segments.segment set walked_to = null where store_id = ? and walked_to is not null", store);
    }

    /** Comings and goings of a day. */
    record Change(SegmentId segment, long entered, long gone) {}

    static void count(Tx tx, StoreId store, LocalDate day, Collection<Change> changes) {
        // Sorted: two who count for the same segments never wait for each other in a circle.
        List<Change> sorted = changes.stream()
                .sorted(java.util.Comparator.comparingLong(c -> c.segment().value()))
                .toList();
        if (sorted.isEmpty()) return;
        tx.execute(
                """
                insert into segments.segment_day as d (store_id, segment_id, day, entered, gone)
                select ?, s, ?, e, g from unnest(?::bigint[], ?::bigint[], ?::bigint[]) as u(s, e, g) order by s
                on conflict (store_id, segment_id, day) do update
                  set entered = d.entered + excluded.entered, gone = d.gone + excluded.gone""",
                store,
                day,
                sorted.stream().mapToLong(c -> c.segment().value()).toArray(),
                sorted.stream().mapToLong(Change::entered).toArray(),
                sorted.stream().mapToLong(Change::gone).toArray());
    }

    /** The size at the end of each of these days. */
    static List<Segment.Size> sizes(Tx tx, StoreId store, SegmentId id, Days days) {
        return tx.list(
                """
                select g.day::date as day, coalesce(d.entered, 0) as entered, coalesce(d.gone, 0) as gone,
                  coalesce((select sum(b.entered - b.gone) from segments.segment_day b
                    where b.store_id = ? and b.segment_id = ? and b.day < ?), 0)
                  + sum(coalesce(d.entered - d.gone, 0)) over (order by g.day) as members
                from generate_series(?::timestamp, ?::timestamp, interval '1 day') as g(day)
                left join segments.segment_day d on d.store_id = ? and d.segment_id = ? and d.day = g.day::date
                order by g.day""",
                row -> new Segment.Size(
                        row.getObject("day", LocalDate.class),
                        row.getLong("members"),
                        row.getLong("entered"),
                        row.getLong("gone")),
                store,
                id,
                days.from(),
                days.from().toString(),
                days.to().toString(),
                store,
                id);
    }
}
