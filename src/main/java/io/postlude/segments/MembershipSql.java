package io.postlude.segments;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.BulkRows;
import io.postlude.kernel.Page;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows of {@code segments.membership}. */
final class MembershipSql {
    private MembershipSql() {}

    record Key(SegmentId segment, CustomerId person) {}

    /** In which segments these people are now. */
    static Set<Key> now(Tx tx, StoreId store, Collection<CustomerId> people) {
        Set<Key> keys = new HashSet<>();
        tx.each("""
                select segment_id, customer_id from segments.membership
                where store_id = ? and customer_id = any(?) and left_at is null""", row -> keys.add(key(row)), store, PersonSql.longs(people));
        return keys;
    }

    private static Key key(ResultSet row) throws SQLException {
        return new Key(new SegmentId(row.getLong(1)), new CustomerId(row.getLong(2)));
    }

    /** Somebody passes the door; {@code quiet}: nobody is told of it. */
    record Entry(Key key, boolean quiet) {}

    static void enter(Tx tx, StoreId store, List<Entry> entries, Instant at) {
        BulkRows rows = new BulkRows(List.of(
                "store_id int", "segment_id bigint", "customer_id bigint", "entered_at timestamptz", "quiet boolean"));
        for (Entry entry : entries)
            rows.add(store, entry.key().segment(), entry.key().person(), at, entry.quiet());
        // Who left and comes back at the same instant never left.
        rows.execute(tx, """
                insert into segments.membership (store_id, segment_id, customer_id, entered_at, quiet)
                select * from :rows u
                on conflict (store_id, segment_id, customer_id, entered_at) do update set left_at = null, left_quiet = false""");
    }

    static void leave(Tx tx, StoreId store, List<Entry> leaving, Instant at) {
        BulkRows rows = new BulkRows(List.of(
                "store_id int", "segment_id bigint", "customer_id bigint", "left_at timestamptz", "quiet boolean"));
        for (Entry one : leaving) rows.add(store, one.key().segment(), one.key().person(), at, one.quiet());
        rows.execute(tx, """
                update segments.membership m set left_at = greatest(u.left_at, m.entered_at), left_quiet = u.quiet
                from :rows u
                where m.store_id = u.store_id and m.segment_id = u.segment_id and m.customer_id = u.customer_id
                  and m.left_at is null""");
    }

    /** Everybody leaves an archived segment; answers how many. */
    static long leaveAll(Tx tx, StoreId store, SegmentId segment, Instant at) {
        return tx.update(
                "update segments.membership set left_at = greatest(?, entered_at), left_quiet = true where store_id = ? and segment_id = ? and left_at is null",
                at,
                store,
                segment);
    }

    static List<SegmentSql.Change> forget(Tx tx, StoreId store, Collection<CustomerId> people) {
        return tx.list(
                """
                with gone as (delete from segments.membership where store_id = ? and customer_id = any(?)
                  returning segment_id, left_at)
                select segment_id, count(*) from gone where left_at is null group by segment_id""",
                row -> new SegmentSql.Change(new SegmentId(row.getLong(1)), 0, row.getLong(2)),
                store,
                PersonSql.longs(people));
    }

    /** The newest first. */
    static Page<Segments.Member> members(Tx tx, StoreId store, SegmentId segment, Segments.Part part) {
        Page.Cursor after = part.cursor() == null ? null : Page.Cursor.parse(part.cursor());
        List<Segments.Member> rows = tx.list(
                """
                select customer_id, entered_at, quiet from segments.membership
                where store_id = ? and segment_id = ? and left_at is null
                  and (?::timestamptz is null or (entered_at, customer_id) < (?::timestamptz, ?))
                order by entered_at desc, customer_id desc limit ?""",
                row -> new Segments.Member(
                        new CustomerId(row.getLong(1)), Tx.instantNotNull(row, "entered_at"), row.getBoolean(3)),
                store,
                segment,
                time(after),
                time(after),
                after == null ? 0L : after.id(),
                part.limit() + 1);
        return Page.of(rows, part.limit(), member -> Page.Cursor.at(member.enteredAt(), member.customer()));
    }

    private static @Nullable Instant time(Page.@Nullable Cursor cursor) {
        return cursor == null ? null : cursor.time();
    }

    /** By id after {@code after}: to walk all of them. */
    static List<CustomerId> after(Tx tx, StoreId store, SegmentId segment, Segments.Walk walk) {
        return tx.list("""
                select customer_id from segments.membership
                where store_id = ? and segment_id = ? and left_at is null and customer_id > ?
                order by customer_id limit ?""", row -> new CustomerId(row.getLong(1)), store, segment, walk.after(), walk.limit());
    }

    /** Where somebody is and was, the newest first. */
    static List<Segments.Belonging> of(Tx tx, StoreId store, Collection<CustomerId> people) {
        return tx.list("""
                select s.id, s.key, s.name, m.entered_at, m.left_at from segments.membership m
                join segments.segment s on s.store_id = m.store_id and s.id = m.segment_id
                where m.store_id = ? and m.customer_id = any(?) order by m.entered_at desc, s.id limit 200""", MembershipSql::belonging, store, PersonSql.longs(people));
    }

    private static Segments.Belonging belonging(ResultSet row) throws SQLException {
        return new Segments.Belonging(
                new SegmentId(row.getLong("id")),
                row.getString("key"),
                row.getString("name"),
                Tx.instantNotNull(row, "entered_at"),
                Tx.instant(row, "left_at"));
    }

    /** Names of the segments each of these is in; who is in none is left out. */
    static Map<CustomerId, Set<String>> names(Tx tx, StoreId store, Collection<CustomerId> people) {
        Map<CustomerId, Set<String>> names = new HashMap<>();
        tx.each(
                """
                select m.customer_id, s.key from segments.membership m
                join segments.segment s on s.store_id = m.store_id and s.id = m.segment_id
                where m.store_id = ? and m.customer_id = any(?) and m.left_at is null and s.archived_at is null""",
                row -> names.computeIfAbsent(new CustomerId(row.getLong(1)), id -> new HashSet<>())
                        .add(row.getString(2)),
                store,
                PersonSql.longs(people));
        return names;
    }

    static List<Segments.Passage> joined(Tx tx, StoreId store, SegmentId segment, Segments.Stretch stretch) {
        return tx.list("""
                select customer_id, entered_at as at from segments.membership
                where store_id = ? and segment_id = ? and not quiet and entered_at >= ? and entered_at < ?
                order by entered_at, customer_id""", MembershipSql::passage, store, segment, stretch.from(), stretch.until());
    }

    static List<Segments.Passage> left(Tx tx, StoreId store, SegmentId segment, Segments.Stretch stretch) {
        return tx.list("""
                select customer_id, left_at as at from segments.membership
                where store_id = ? and segment_id = ? and not left_quiet and left_at >= ? and left_at < ? order by left_at, customer_id""", MembershipSql::passage, store, segment, stretch.from(), stretch.until());
    }

    private static Segments.Passage passage(ResultSet row) throws SQLException {
        return new Segments.Passage(new CustomerId(row.getLong("customer_id")), Tx.instantNotNull(row, "at"));
    }

    static Map<CustomerId, List<Segments.Belonging>> belongings(Tx tx, StoreId store, Collection<CustomerId> people) {
        Map<CustomerId, List<Segments.Belonging>> all = new HashMap<>();
        tx.each(
                """
                select m.customer_id, s.id, s.key, s.name, m.entered_at, m.left_at from segments.membership m
                join segments.segment s on s.store_id = m.store_id and s.id = m.segment_id
                where m.store_id = ? and m.customer_id = any(?)""",
                row -> all.computeIfAbsent(new CustomerId(row.getLong(1)), id -> new ArrayList<>())
                        .add(belonging(row)),
                store,
                PersonSql.longs(people));
        return all;
    }
}
