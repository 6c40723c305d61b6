package io.postlude.tracking;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists shipments with open problems by their latest problem, page by page. */
final class TroubledSql {

    private static final Instant FAR_AWAY = Instant.parse("9999-01-01T00:00:00Z");

    private static final String PAGE = """
            select s.id, s.order_id, s.direction, s.detail, s.last_scan_at, t.kinds, t.since, l.carrier, l.number
            from (
              select shipment_id, max(opened_at) as since, array_agg(kind order by opened_at desc) as kinds
              from tracking.problem
              where store_id = ? and closed_at is null
              group by shipment_id
              having (max(opened_at), shipment_id) < (?::timestamptz, ?::bigint)
                and (cardinality(?::text[]) = 0 or array_agg(kind) && ?::text[])
              -- Nothing below drops any then: the parcels of other pages need not be read.
              order by since desc, shipment_id desc limit case when ?::text is null and ?::text is null then ?::bigint end) t
            join tracking.shipment s on s.store_id = ? and s.id = t.shipment_id
            left join lateral (
              select carrier, number from tracking.leg l
              where l.store_id = s.store_id and l.shipment_id = s.id order by place, number limit 1) l on true
            where (?::text is null or l.carrier = ?) and (?::text is null or starts_with(l.number, ?))
            order by t.since desc, s.id desc limit ?""";

    private record Cursor(Instant since, long shipment) {
        static final Cursor START = new Cursor(FAR_AWAY, Long.MAX_VALUE);

        String print() {
            return since + "~" + shipment;
        }

        /** A cursor somebody made up starts from the beginning. */
        static Cursor parse(@Nullable String text) {
            int middle = text == null ? -1 : text.indexOf('~');
            if (text == null || middle < 0) {
                return START;
            }
            try {
                return new Cursor(Instant.parse(text.substring(0, middle)), Long.parseLong(text.substring(middle + 1)));
            } catch (DateTimeParseException | NumberFormatException e) {
                return START;
            }
        }
    }

    private TroubledSql() {}

    static TroubledPage page(Tx tx, StoreId store, TroubledQuery query) {
        Cursor after = Cursor.parse(query.after());
        String[] kinds = query.kinds().toArray(String[]::new);
        String carrier = query.carrier() == null ? null : Text.carrierCode(query.carrier());
        String number = query.number() == null ? null : Text.compactNumber(query.number());
        List<TroubledPage.Row> rows = tx.list(
                PAGE,
                TroubledSql::row,
                store,
                after.since(),
                after.shipment(),
                kinds,
                kinds,
                carrier,
                number,
                query.limit() + 1,
                store,
                carrier,
                carrier,
                number,
                number,
                query.limit() + 1);
        if (rows.size() <= query.limit()) {
            return new TroubledPage(rows, null);
        }
        List<TroubledPage.Row> page = rows.subList(0, query.limit());
        TroubledPage.Row last = page.getLast();
        return new TroubledPage(page, new Cursor(last.since(), last.shipment().value()).print());
    }

    private static TroubledPage.Row row(ResultSet row) throws SQLException {
        long order = row.getLong("order_id");
        return new TroubledPage.Row(
                new ShipmentId(row.getLong("id")),
                order == 0 ? null : new OrderId(order),
                Direction.ofNumber(row.getInt("direction")),
                row.getString("carrier"),
                row.getString("number"),
                StatusDetail.ofNumber(row.getInt("detail")),
                Arrays.asList((String[]) row.getArray("kinds").getArray()),
                Tx.instantNotNull(row, "since"),
                Tx.instant(row, "last_scan_at"));
    }
}
