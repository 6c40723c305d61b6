package io.postlude.returns;

import io.postlude.kernel.BulkRows;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.ProductId;
import io.postlude.orders.VariantId;
import io.postlude.returns.SizeFit.Direction;
import io.postlude.returns.SizeFit.Says;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows of {@code returns.size_fit} and {@code returns.size_silence}, and the pieces they are learnt from. */
final class SizeFitSql {
    /** The whole product, and the whole store. */
    static final long EVERYTHING = 0;

    private static final int ROWS_LIMIT = 1_000;
    private static final List<String> COLUMNS = List.of(
            "store_id int",
            "product_id bigint",
            "variant_id bigint",
            "settled bigint",
            "larger bigint",
            "smaller bigint",
            "direction text",
            "better_variant_id bigint",
            "agreeing bigint",
            "says text");

    private SizeFitSql() {}

    /** What most kept in the place of one size. */
    record Best(Direction direction, @Nullable VariantId better, long people) {
        static final Best NONE = new Best(Direction.LARGER, null, 0);

        static Best of(SizeFits.Change change) {
            return new Best(change.direction(), change.better(), change.people());
        }

        /** The same whichever was counted first. */
        boolean beats(Best other) {
            if (people != other.people()) return people > other.people();
            return better != null
                    && other.better() != null
                    && better.value() < other.better().value();
        }
    }

    /** Of products nobody silenced. */
    static List<SizeFit> heard(Tx tx, StoreId store, Collection<ProductId> products) {
        return tx.list(
                """
                select f.* from returns.size_fit f where f.store_id = ? and f.product_id = any(?)
                  and not exists (select from returns.size_silence s
                    where s.store_id = f.store_id and s.product_id in (0, f.product_id))""",
                SizeFitSql::fit,
                store,
                products.stream().mapToLong(ProductId::value).toArray());
    }

    static List<SizeFit> all(Tx tx, StoreId store) {
        return tx.list("""
                select * from returns.size_fit where store_id = ?
                order by max(case says when 'MOST' then 2 when 'MANY' then 1 else 0 end) over (partition by product_id) desc,
                  max(settled) over (partition by product_id) desc, product_id, variant_id limit ?""", SizeFitSql::fit, store, ROWS_LIMIT);
    }

    private static SizeFit fit(ResultSet row) throws SQLException {
        long variant = row.getLong("variant_id");
        Long better = ReturnSql.number(row, "better_variant_id");
        return new SizeFit(
                new ProductId(row.getLong("product_id")),
                variant == EVERYTHING ? null : new VariantId(variant),
                row.getLong("settled"),
                row.getLong("larger"),
                row.getLong("smaller"),
                Direction.valueOf(row.getString("direction")),
                better == null ? null : new VariantId(better),
                row.getLong("agreeing"),
                Says.valueOf(row.getString("says")));
    }

    /** Pieces that came back or are to, by variant. */
    static Map<VariantId, Long> sentBack(Tx tx, StoreId store, Instant since) {
        Map<VariantId, Long> all = new HashMap<>();
        tx.each("""
                select p.variant_id, count(*)
                from returns.customer_return r join returns.piece p on p.store_id = r.store_id and p.return_id = r.id
                where r.store_id = ? and r.requested_at >= ? and p.verdict not in ('REFUSED', 'CALLED_OFF', 'DECLINED')
                group by p.variant_id""", row -> all.put(new VariantId(row.getLong(1)), row.getLong(2)), store, since);
        return all;
    }

    /** Of which somebody said that a size did not fit. */
    static List<VariantId> misfits(Tx tx, StoreId store, Instant since) {
        return tx.list("""
                select distinct p.variant_id
                from returns.customer_return r join returns.piece p on p.store_id = r.store_id and p.return_id = r.id
                where r.store_id = ? and r.requested_at >= ? and p.reason in ('TOO_SMALL', 'TOO_LARGE')
                  and p.verdict <> 'CALLED_OFF'""", row -> new VariantId(row.getLong(1)), store, since);
    }

    /** Writes all rows of a store anew; true where customers are told something else now. */
    static boolean replace(Tx tx, StoreId store, List<SizeFit> fits) {
        Set<SizeFit> was = new HashSet<>(tx.list(
                "select * from returns.size_fit where store_id = ? and says <> 'NOTHING'", SizeFitSql::fit, store));
        tx.execute("delete from returns.size_fit where store_id = ?", store);
        BulkRows rows = new BulkRows(COLUMNS);
        fits.stream()
                .sorted(Comparator.comparingLong(fit -> fit.product().value()))
                .forEach(fit -> rows.add(
                        store,
                        fit.product(),
                        fit.variant() == null ? EVERYTHING : fit.variant().value(),
                        fit.settled(),
                        fit.larger(),
                        fit.smaller(),
                        fit.direction(),
                        fit.better(),
                        fit.agreeing(),
                        fit.says()));
        rows.appendTo(tx, "returns.size_fit");
        Set<SizeFit> now = new HashSet<>(fits);
        now.removeIf(fit -> !fit.isTelling());
        return !was.equals(now);
    }

    static SizeFits.Silence silence(Tx tx, StoreId store) {
        Set<ProductId> products = new HashSet<>();
        tx.each(
                "select product_id from returns.size_silence where store_id = ?",
                row -> products.add(new ProductId(row.getLong(1))),
                store);
        boolean everywhere = products.remove(new ProductId(EVERYTHING));
        return new SizeFits.Silence(everywhere, products);
    }

    static void silence(Tx tx, StoreId store, long product, RisingSql.Seen seen) {
        tx.execute("""
                insert into returns.size_silence (store_id, product_id, since, by) values (?, ?, ?, ?)
                on conflict (store_id, product_id) do nothing""", store, product, seen.at(), seen.by());
    }

    static void speak(Tx tx, StoreId store, long product) {
        tx.execute("delete from returns.size_silence where store_id = ? and product_id = ?", store, product);
    }
}
