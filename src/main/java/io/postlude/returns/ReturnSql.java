package io.postlude.returns;

import io.postlude.customers.CustomerId;
import io.postlude.deliveries.Language;
import io.postlude.kernel.Money;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.LineId;
import io.postlude.orders.OrderId;
import io.postlude.orders.VariantId;
import io.postlude.promises.PromiseId;
import io.postlude.tracking.ShipmentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads returns and their pieces. */
final class ReturnSql {
    static final List<String> PIECE = List.of(
            "store_id int",
            "id bigint",
            "return_id bigint",
            "order_id bigint",
            "line_id bigint",
            "number int",
            "variant_id bigint",
            "reason text",
            "detail text",
            "words text",
            "wear text",
            "remedy text",
            "rule text",
            "decision json",
            "pays text",
            "wanted_variant_id bigint",
            "travel text",
            "verdict text",
            "goods bigint",
            "tax bigint",
            "shipping bigint",
            "bonus bigint",
            "restocking bigint",
            "fee bigint",
            "charge bigint",
            "used bigint",
            "back bigint",
            "rest text",
            "moved_at timestamptz");

    static final List<String> HEAD = List.of(
            "store_id int",
            "id bigint",
            "code text",
            "order_id bigint",
            "customer_id bigint",
            "stage text",
            "method text",
            "channel text",
            "request_key text",
            "request_hash bytea",
            "policy_version int",
            "currency text",
            "requested_at timestamptz",
            "send_by date",
            "language text",
            "gift boolean");

    private ReturnSql() {}

    /** A return without what hangs on it. */
    record Head(
            ReturnId id,
            String code,
            OrderId order,
            @Nullable CustomerId customer,
            Stage stage,
            Method method,
            Asker.Channel channel,
            int policyVersion,
            Currency currency,
            Instant requestedAt,
            @Nullable LocalDate sendBy,
            @Nullable Instant arrivedAt,
            @Nullable PromiseId promise,
            @Nullable ShipmentId shipment,
            @Nullable String owner,
            int version,
            boolean gift) {}

    static void travelsIn(Tx tx, Opened opened, ShipmentId shipment) {
        tx.execute(
                "update returns.customer_return set shipment_id = ? where store_id = ? and id = ?",
                shipment,
                opened.store(),
                opened.head().id());
    }

    static List<Head> heads(Tx tx, StoreId store, Collection<ReturnId> ids) {
        return tx.list(
                "select * from returns.customer_return where store_id = ? and id = any(?) order by requested_at, id",
                ReturnSql::head,
                store,
                longs(ids));
    }

    /** In which language they were asked for, where somebody said. */
    static Map<ReturnId, Language> languages(Tx tx, StoreId store, Collection<ReturnId> ids) {
        Map<ReturnId, Language> all = new HashMap<>();
        tx.each(
                "select id, language from returns.customer_return where store_id = ? and id = any(?) and language is not null",
                row -> all.put(new ReturnId(row.getLong(1)), Language.of(row.getString(2))),
                store,
                longs(ids));
        return all;
    }

    static Optional<ReturnId> byCode(Tx tx, StoreId store, String code) {
        return tx.first(
                "select id from returns.customer_return where store_id = ? and code = ?",
                row -> new ReturnId(row.getLong(1)),
                store,
                code);
    }

    /** Those of these codes that are somebody's. */
    static Set<String> taken(Tx tx, StoreId store, Collection<String> codes) {
        return Set.copyOf(tx.list(
                "select code from returns.customer_return where store_id = ? and code = any(?)",
                row -> row.getString(1),
                store,
                codes.toArray(String[]::new)));
    }

    static List<ReturnId> ofOrder(Tx tx, StoreId store, OrderId order) {
        return tx.list(
                "select id from returns.customer_return where store_id = ? and order_id = ? order by requested_at, id",
                row -> new ReturnId(row.getLong(1)),
                store,
                order);
    }

    static Map<ReturnId, List<ReturnView.Piece>> pieces(Tx tx, StoreId store, Collection<ReturnId> ids) {
        record Owned(ReturnId of, ReturnView.Piece piece) {}
        return tx
                .list(
                        "select * from returns.piece where store_id = ? and return_id = any(?) order by id",
                        row -> new Owned(new ReturnId(row.getLong("return_id")), piece(row)),
                        store,
                        longs(ids))
                .stream()
                .collect(Collectors.groupingBy(Owned::of, Collectors.mapping(Owned::piece, Collectors.toList())));
    }

    static long[] longs(Collection<ReturnId> ids) {
        return ids.stream().mapToLong(ReturnId::value).sorted().toArray();
    }

    static Head head(ResultSet row) throws SQLException {
        Long customer = number(row, "customer_id");
        Long promise = number(row, "promise_id");
        Long shipment = number(row, "shipment_id");
        return new Head(
                new ReturnId(row.getLong("id")),
                row.getString("code"),
                new OrderId(row.getLong("order_id")),
                customer == null ? null : new CustomerId(customer),
                Stage.valueOf(row.getString("stage")),
                Method.valueOf(row.getString("method")),
                Asker.Channel.valueOf(row.getString("channel")),
                row.getInt("policy_version"),
                Currency.getInstance(row.getString("currency")),
                Tx.instantNotNull(row, "requested_at"),
                row.getObject("send_by", LocalDate.class),
                Tx.instant(row, "arrived_at"),
                promise == null ? null : new PromiseId(promise),
                shipment == null ? null : new ShipmentId(shipment),
                row.getString("owner"),
                row.getInt("version"),
                row.getBoolean("gift"));
    }

    private static ReturnView.Piece piece(ResultSet row) throws SQLException {
        Long wanted = number(row, "wanted_variant_id");
        String grade = row.getString("grade");
        String disposition = row.getString("disposition");
        String wear = row.getString("wear");
        return new ReturnView.Piece(
                new PieceId(row.getLong("id")),
                new LineId(row.getLong("line_id")),
                row.getInt("number"),
                new VariantId(row.getLong("variant_id")),
                Reason.valueOf(row.getString("reason")),
                row.getString("detail"),
                row.getString("words"),
                wear == null ? null : Wear.valueOf(wear),
                row.getString("rule"),
                Rule.PayWhen.valueOf(row.getString("pays")),
                wanted == null ? null : new VariantId(wanted),
                Travel.valueOf(row.getString("travel")),
                Verdict.valueOf(row.getString("verdict")),
                new PieceSums(
                        Remedy.Kind.valueOf(row.getString("remedy")),
                        row.getLong("goods"),
                        row.getLong("tax"),
                        row.getLong("shipping"),
                        row.getLong("bonus"),
                        row.getLong("restocking"),
                        row.getLong("fee"),
                        new PieceSums.Difference(
                                row.getLong("charge"),
                                row.getLong("used"),
                                row.getLong("back"),
                                Remedy.Kind.valueOf(row.getString("rest")))),
                row.getLong("deduction"),
                grade == null ? null : Grade.valueOf(grade),
                disposition == null ? null : Disposition.valueOf(disposition),
                row.getString("finding"),
                number(row, "accepted_by_posting"),
                Tx.instantNotNull(row, "moved_at"));
    }

    static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    static @Nullable Money money(ResultSet row, String amount, String currency) throws SQLException {
        Long minor = number(row, amount);
        return minor == null ? null : Money.of(minor, row.getString(currency));
    }
}
