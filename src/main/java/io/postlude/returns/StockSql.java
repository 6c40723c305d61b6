package io.postlude.returns;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.VariantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The statements over stock and what of it is reserved. Rows of stock are locked by variant, so no two wait for each other. */
final class StockSql {
    private StockSql() {}

    static void tell(Tx tx, StoreId store, List<Stock.Count> sorted, String by) {
        tx.execute(
                """
                insert into returns.stock as s (store_id, variant_id, on_hand, told_at, told_by)
                select ?, v, n, t, ? from unnest(?::bigint[], ?::int[], ?::timestamptz[]) as u(v, n, t) order by v
                on conflict (store_id, variant_id) do update set on_hand = excluded.on_hand, told_at = excluded.told_at,
                  told_by = excluded.told_by
                where s.told_at <= excluded.told_at""",
                store,
                by,
                sorted.stream().mapToLong(count -> count.variant().value()).toArray(),
                sorted.stream().mapToInt(Stock.Count::onHand).toArray(),
                sorted.stream().map(count -> count.asOf().toString()).toArray(String[]::new));
    }

    static List<Stock.Level> levels(Tx tx, StoreId store, Collection<VariantId> variants) {
        return tx.list(
                "select * from returns.stock where store_id = ? and variant_id = any(?) order by variant_id",
                StockSql::level,
                store,
                variants.stream().mapToLong(VariantId::value).sorted().toArray());
    }

    static Stock.Level level(ResultSet row) throws SQLException {
        return new Stock.Level(
                new VariantId(row.getLong("variant_id")),
                row.getInt("on_hand"),
                row.getInt("reserved"),
                Tx.instantNotNull(row, "told_at"),
                row.getString("told_by"));
    }

    /** Reserves all of it or nothing; variants that are not counted are left out of it. */
    static boolean take(Tx tx, StoreId store, Map<VariantId, Integer> wanted) {
        Map<Long, Integer> sorted = new TreeMap<>();
        wanted.forEach((variant, count) -> sorted.put(variant.value(), count));
        long[] variants = sorted.keySet().stream().mapToLong(Long::longValue).toArray();
        int[] counts = sorted.values().stream().mapToInt(Integer::intValue).toArray();
        lock(tx, store, variants);
        long short_ = tx.number("""
                select count(*) from returns.stock s join unnest(?::bigint[], ?::int[]) as u(v, n) on s.variant_id = u.v
                where s.store_id = ? and s.on_hand - s.reserved < u.n""", variants, counts, store);
        if (short_ > 0) return false;
        tx.execute("""
                update returns.stock s set reserved = s.reserved + u.n from unnest(?::bigint[], ?::int[]) as u(v, n)
                where s.store_id = ? and s.variant_id = u.v""", variants, counts, store);
        return true;
    }

    private static void lock(Tx tx, StoreId store, long[] sorted) {
        tx.execute(
                "select 1 from returns.stock where store_id = ? and variant_id = any(?) order by variant_id for update",
                store,
                sorted);
    }

    /** Pieces of a return with the variants kept for them. */
    record Kept(
            ReturnId of,
            Map<PieceId, VariantId> pieces,
            @Nullable Instant until,
            Instant at) {}

    /** Writes down what {@link #take} took; what is not counted is not written down. */
    static void hold(Tx tx, StoreId store, Kept kept) {
        Map<Long, Long> sorted = new TreeMap<>();
        kept.pieces().forEach((piece, variant) -> sorted.put(piece.value(), variant.value()));
        tx.execute(
                """
                insert into returns.reservation (store_id, piece_id, return_id, variant_id, state, until, made_at)
                select s.store_id, u.p, ?, u.v, 'HELD', ?, ? from unnest(?::bigint[], ?::bigint[]) as u(p, v)
                join returns.stock s on s.store_id = ? and s.variant_id = u.v
                on conflict (store_id, piece_id) do update set state = 'HELD', until = excluded.until""",
                kept.of(),
                kept.until(),
                kept.at(),
                sorted.keySet().stream().mapToLong(Long::longValue).toArray(),
                sorted.values().stream().mapToLong(Long::longValue).toArray(),
                store);
    }

    /**
     * Lets reservations of a return follow its pieces: on their way they end no more by time, called off or declined they are
     * given back, settled they have left the shelf.
     */
    static void follow(Tx tx, StoreId store, ReturnId of) {
        tx.execute("""
                update returns.reservation r set until = null from returns.piece p
                where r.store_id = ? and r.return_id = ? and r.state = 'HELD' and r.until is not null
                  and p.store_id = r.store_id and p.id = r.piece_id
                  and (p.travel in ('UNDER_WAY', 'RECEIVED', 'GRADED') or p.verdict in ('ACCEPTED', 'SETTLED'))""", store, of);
        end(tx, store, of, new Ending("LET_GO", """
                p.verdict in ('REFUSED', 'CALLED_OFF', 'DECLINED') or (p.travel = 'MISSING' and p.verdict = 'APPROVED')"""));
        end(tx, store, of, new Ending("USED", "p.verdict = 'SETTLED'"));
    }

    /** How reservations end, and whose: a condition on their piece {@code p}. */
    private record Ending(String state, String where) {}

    private static void end(Tx tx, StoreId store, ReturnId of, Ending ending) {
        String state = ending.state();
        String where = ending.where();
        long[] variants = tx
                .list(
                        "select r.variant_id from returns.reservation r join returns.piece p on p.store_id = r.store_id"
                                + " and p.id = r.piece_id where r.store_id = ? and r.return_id = ? and r.state = 'HELD' and ("
                                + where + ")",
                        row -> row.getLong(1),
                        store,
                        of)
                .stream()
                .mapToLong(Long::longValue)
                .distinct()
                .sorted()
                .toArray();
        if (variants.length == 0) return;
        lock(tx, store, variants);
        tx.execute(
                "with ended as (update returns.reservation r set state = ?, until = null from returns.piece p"
                        + " where r.store_id = ? and r.return_id = ? and r.state = 'HELD'"
                        + " and p.store_id = r.store_id and p.id = r.piece_id and (" + where
                        + ") returning r.variant_id),"
                        + " n as (select variant_id, count(*)::int as n from ended group by variant_id)"
                        + " update returns.stock s set reserved = greatest(0, s.reserved - n.n),"
                        + " on_hand = greatest(0, s.on_hand - case when ? then n.n else 0 end)"
                        + " from n where s.store_id = ? and s.variant_id = n.variant_id",
                state,
                store,
                of,
                state.equals("USED"),
                store);
    }

    /** Nothing is kept for a return any more whose exchange became money. */
    static void giveBack(Tx tx, StoreId store, ReturnId of) {
        end(tx, store, of, new Ending("LET_GO", "p.verdict = 'ACCEPTED'"));
    }

    /** Nothing is kept for pieces any more that are given as something else. */
    static void giveBackUnwanted(Tx tx, StoreId store, ReturnId of) {
        end(tx, store, of, new Ending("LET_GO", "p.remedy not in ('EXCHANGE', 'SHOP')"));
    }

    /** A reservation whose time is over. */
    record Over(StoreId store, ReturnId of) {}

    static List<Over> overAcrossStores(Tx tx, Instant now, int limit) {
        return tx.list("""
                select distinct store_id, return_id from returns.reservation
                where state = 'HELD' and until <= ? order by store_id, return_id limit ?""", row -> new Over(new StoreId(row.getInt(1)), new ReturnId(row.getLong(2))), now, limit);
    }

    /** Gives back what of a return's reservations is over; how many those were. */
    static int endOver(Tx tx, StoreId store, ReturnId of, Instant now) {
        List<Long> variants = tx.list("""
                select distinct variant_id from returns.reservation
                where store_id = ? and return_id = ? and state = 'HELD' and until <= ? order by variant_id""", row -> row.getLong(1), store, of, now);
        if (variants.isEmpty()) return 0;
        lock(tx, store, variants.stream().mapToLong(Long::longValue).toArray());
        return tx.update("""
                with ended as (update returns.reservation set state = 'LET_GO', until = null
                  where store_id = ? and return_id = ? and state = 'HELD' and until <= ? returning variant_id),
                n as (select variant_id, count(*)::int as n from ended group by variant_id)
                update returns.stock s set reserved = greatest(0, s.reserved - n.n)
                from n where s.store_id = ? and s.variant_id = n.variant_id""", store, of, now, store);
    }

    /** Pieces of these that nothing is kept for though their variant is counted: their time was over. */
    static Map<PieceId, VariantId> unkept(Tx tx, StoreId store, Collection<ReturnView.Piece> pieces) {
        Map<PieceId, VariantId> all = new java.util.HashMap<>();
        tx.each(
                """
                select p.id, p.wanted_variant_id from returns.piece p
                join returns.stock s on s.store_id = p.store_id and s.variant_id = p.wanted_variant_id
                left join returns.reservation r on r.store_id = p.store_id and r.piece_id = p.id and r.state = 'HELD'
                where p.store_id = ? and p.id = any(?) and p.remedy in ('EXCHANGE', 'SHOP') and r.piece_id is null""",
                row -> all.put(new PieceId(row.getLong(1)), new VariantId(row.getLong(2))),
                store,
                Moves.longs(pieces));
        return all;
    }
}
