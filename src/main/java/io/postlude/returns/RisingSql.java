package io.postlude.returns;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.LineId;
import io.postlude.orders.OrderId;
import io.postlude.orders.ProductId;
import io.postlude.orders.VariantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of {@code returns.rising_reason}, and the pieces they are noticed from. */
final class RisingSql {
    private static final int OPEN_LIMIT = 50;

    private RisingSql() {}

    /** One piece that was asked for. */
    record Case(
            ReturnId returned,
            OrderId order,
            LineId line,
            VariantId variant,
            Reason reason,
            Instant at,
            @Nullable String lot,
            @Nullable String words) {}

    static List<Case> cases(Tx tx, StoreId store, ReturnInsights.Span span) {
        return tx.list(
                """
                select r.id, r.order_id, p.line_id, p.variant_id, p.reason, r.requested_at, p.lot, p.words
                from returns.customer_return r join returns.piece p on p.store_id = r.store_id and p.return_id = r.id
                where r.store_id = ? and r.requested_at >= ? and r.requested_at < ? and p.verdict <> 'CALLED_OFF'""",
                row -> new Case(
                        new ReturnId(row.getLong("id")),
                        new OrderId(row.getLong("order_id")),
                        new LineId(row.getLong("line_id")),
                        new VariantId(row.getLong("variant_id")),
                        Reason.valueOf(row.getString("reason")),
                        Tx.instantNotNull(row, "requested_at"),
                        row.getString("lot"),
                        row.getString("words")),
                store,
                span.from(),
                span.until());
    }

    /** False where it, or the same of its product, stands open already, or was told and seen to since {@code quiet}. */
    static boolean add(Tx tx, StoreId store, RisingReason rising, Instant quiet) {
        return tx.update(
                        """
                        insert into returns.rising_reason (store_id, id, product_id, dimension, subject, reason, noticed_at, pieces,
                          sold, pieces_before, sold_before, chance, examples)
                        select ?, ?, ?::bigint, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
                        where not exists (select from returns.rising_reason
                          where store_id = ? and (product_id = ?::bigint or (product_id is null and subject = ?)) and reason = ?
                            and (closed_at is null or closed_at >= ?))""",
                        store,
                        rising.id(),
                        rising.subject().product(),
                        rising.subject().dimension(),
                        rising.subject().what(),
                        rising.reason(),
                        rising.noticedAt(),
                        rising.pieces(),
                        rising.sold(),
                        rising.piecesBefore(),
                        rising.soldBefore(),
                        rising.chance(),
                        rising.examples().stream().mapToLong(ReturnId::value).toArray(),
                        store,
                        rising.subject().product(),
                        rising.subject().what(),
                        rising.reason(),
                        quiet)
                == 1;
    }

    static List<RisingReason> open(Tx tx, StoreId store) {
        return tx.list("""
                select * from returns.rising_reason where store_id = ? and closed_at is null
                order by noticed_at desc, id limit ?""", RisingSql::rising, store, OPEN_LIMIT);
    }

    /** Who has seen to it, when. */
    record Seen(String by, Instant at) {}

    static boolean close(Tx tx, StoreId store, long id, Seen seen) {
        return tx.update("""
                        update returns.rising_reason set closed_at = ?, closed_by = ?
                        where store_id = ? and id = ? and closed_at is null""", seen.at(), seen.by(), store, id) == 1;
    }

    private static RisingReason rising(ResultSet row) throws SQLException {
        Long product = ReturnSql.number(row, "product_id");
        Long[] examples = (Long[]) row.getArray("examples").getArray();
        return new RisingReason(
                row.getLong("id"),
                new Subject(
                        Dimension.valueOf(row.getString("dimension")),
                        product == null ? null : new ProductId(product),
                        row.getString("subject")),
                Reason.valueOf(row.getString("reason")),
                Tx.instantNotNull(row, "noticed_at"),
                row.getLong("pieces"),
                row.getLong("sold"),
                row.getLong("pieces_before"),
                row.getLong("sold_before"),
                row.getDouble("chance"),
                Arrays.stream(examples).map(ReturnId::new).toList());
    }
}
