package io.postlude.orders;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.BulkRows;
import io.postlude.kernel.Json;
import io.postlude.kernel.Money;
import io.postlude.kernel.SearchWords;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderSnapshot.Cancellation;
import io.postlude.orders.OrderSnapshot.Context;
import io.postlude.orders.OrderSnapshot.PromisedWindow;
import io.postlude.orders.OrderSnapshot.Totals;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows of {@code orders.customer_order}: the head of an order. */
final class OrderSql {
    private static final List<String> KEY = List.of("store_id int", "id bigint");
    private static final List<String> BIRTH = List.of("source text", "reference text", "imported boolean");
    private static final List<String> HEAD = List.of(
            "number text",
            "number_key text",
            "state text",
            "fulfilment text",
            "placed_at timestamptz",
            "updated_at timestamptz",
            "complete_as_of timestamptz",
            "taken_at timestamptz",
            "content_hash bigint",
            "version int",
            "customer_id bigint",
            "email text",
            "buyer text",
            "currency text",
            "goods bigint",
            "discount bigint",
            "shipping bigint",
            "tax bigint",
            "total bigint",
            "tax_included boolean",
            "goods_off bigint",
            "total_off bigint",
            "discount_codes text[]",
            "shipping_method text",
            "ship_to json",
            "bill_to json",
            "promised_from date",
            "promised_by date",
            "cancelled_at timestamptz",
            "cancel_reason text",
            "channel text",
            "landing text",
            "tags text[]",
            "note text",
            "status_text text",
            "payment_status text",
            "locale text",
            "units int",
            "search tsvector");
    private static final String SET = HEAD.stream()
            .map(c -> c.substring(0, c.indexOf(' ')))
            .map(c -> c + " = u." + c)
            .collect(Collectors.joining(", "));

    private OrderSql() {}

    /** What people type: {@code #1001}, {@code 1001}, {@code # 1001}. */
    static String numberKey(String number) {
        return number.replaceAll("[#\\s]", "").toLowerCase(Locale.ROOT);
    }

    static Map<OrderId, Long> hashes(Tx tx, StoreId store, Collection<OrderId> ids) {
        Map<OrderId, Long> hashes = HashMap.newHashMap(ids.size());
        if (ids.isEmpty()) return hashes;
        tx.each(
                "select id, content_hash from orders.customer_order where store_id = ? and id = any(?)",
                row -> hashes.put(new OrderId(row.getLong(1)), row.getLong(2)),
                store,
                ids.stream().mapToLong(OrderId::value).toArray());
        return hashes;
    }

    /** Heads only, locked in the order of their ids, so that two takers never wait for each other in a circle. */
    static List<Order> lock(Tx tx, StoreId store, long[] sortedIds) {
        return tx.list(
                "select * from orders.customer_order where store_id = ? and id = any(?) order by id for no key update",
                OrderSql::read,
                store,
                sortedIds);
    }

    static List<Order> read(Tx tx, StoreId store, long[] ids) {
        return tx.list(
                "select * from orders.customer_order where store_id = ? and id = any(?)", OrderSql::read, store, ids);
    }

    static Optional<Orders.Destination> destination(Tx tx, StoreId store, OrderId id) {
        return tx.first(
                "select number, ship_to from orders.customer_order where store_id = ? and id = ? and state <> 'PENDING'",
                row -> new Orders.Destination(row.getString(1), address(row, "ship_to")),
                store,
                id);
    }

    static void insert(Tx tx, StoreId store, Instant now, List<Order> orders) {
        List<String> columns = new ArrayList<>(KEY);
        columns.addAll(BIRTH);
        columns.addAll(HEAD);
        BulkRows rows = new BulkRows(columns);
        for (Order order : orders) {
            List<@Nullable Object> row = new ArrayList<>(columns.size());
            row.addAll(List.of(store, order.id(), order.source(), order.reference(), order.imported()));
            row.addAll(head(order, now));
            rows.add(row.toArray());
        }
        rows.appendTo(tx, "orders.customer_order");
    }

    static void update(Tx tx, StoreId store, Instant now, List<Order> orders) {
        List<String> columns = new ArrayList<>(KEY);
        columns.addAll(HEAD);
        BulkRows rows = new BulkRows(columns);
        for (Order order : orders) {
            List<@Nullable Object> row = new ArrayList<>(columns.size());
            row.addAll(List.of(store, order.id()));
            row.addAll(head(order, now));
            rows.add(row.toArray());
        }
        int written = rows.update(
                tx,
                "update orders.customer_order o set " + SET
                        + " from :rows u where o.store_id = u.store_id and o.id = u.id and o.version = u.version - 1");
        if (written != orders.size())
            throw new IllegalStateException(written + " of " + orders.size() + " locked orders written");
    }

    private static List<@Nullable Object> head(Order order, Instant now) {
        OrderContent content = order.content();
        List<@Nullable Object> row = new ArrayList<>(HEAD.size());
        String number = content == null ? "" : content.number();
        row.addAll(Arrays.asList(number, numberKey(number), order.state(), order.fulfilment()));
        row.add(content == null ? null : content.placedAt());
        row.addAll(Arrays.asList(order.updatedAt(), order.completeAsOf(), now, order.hash(), order.version() + 1));
        if (content == null) row.addAll(NOTHING);
        else content(order, content, row);
        return row;
    }

    /** The rest of the head of an order that was not told yet. */
    private static final List<@Nullable Object> NOTHING = Arrays.asList(
            null, null, null, null, null, null, null, null, null, false, null, null, List.of(), null, null, null, null,
            null, null, null, null, null, List.of(), null, null, null, null, 0, "");

    private static void content(Order order, OrderContent content, List<@Nullable Object> row) {
        Totals totals = content.totals();
        row.addAll(Arrays.asList(
                content.customer(),
                content.email(),
                content.buyer(),
                totals.total().currency(),
                totals.goods().minor(),
                totals.discount().minor(),
                totals.shipping().minor(),
                totals.tax().minor(),
                totals.total().minor(),
                totals.taxIncluded()));
        TotalsCheck check = order.completeAsOf() == null
                ? null
                : TotalsCheck.of(totals, order.lines().values());
        row.add(check == null ? null : check.goodsOff());
        row.add(check == null ? null : check.totalOff());
        PromisedWindow promised = content.promised();
        Cancellation cancellation = content.cancellation();
        Context context = content.context();
        row.addAll(Arrays.asList(
                totals.discountCodes(),
                totals.shippingMethod(),
                json(content.shipTo()),
                json(content.billTo()),
                promised == null ? null : promised.from(),
                promised == null ? null : promised.by(),
                cancellation == null ? null : cancellation.at(),
                cancellation == null ? null : cancellation.reason(),
                context.channel(),
                context.landing(),
                context.tags(),
                context.note(),
                context.statusText(),
                context.paymentStatus(),
                context.locale()));
        row.add(order.units());
        Address shipTo = content.shipTo();
        row.add(SearchWords.vector(
                content.number(), content.buyer(), content.email(), shipTo == null ? null : shipTo.name()));
    }

    private static @Nullable String json(@Nullable Address address) {
        return address == null ? null : Json.write(address);
    }

    static Order read(ResultSet row) throws SQLException {
        Instant placedAt = Tx.instant(row, "placed_at");
        return new Order(
                new OrderId(row.getLong("id")),
                row.getString("source"),
                row.getString("reference"),
                OrderState.valueOf(row.getString("state")),
                row.getBoolean("imported"),
                Tx.instant(row, "updated_at"),
                Tx.instant(row, "complete_as_of"),
                row.getLong("content_hash"),
                row.getInt("version"),
                placedAt == null ? null : content(row, placedAt),
                Map.of(),
                Map.of(),
                Map.of());
    }

    private static OrderContent content(ResultSet row, Instant placedAt) throws SQLException {
        long customer = row.getLong("customer_id");
        CustomerId who = row.wasNull() ? null : new CustomerId(customer);
        LocalDate from = row.getObject("promised_from", LocalDate.class);
        LocalDate by = row.getObject("promised_by", LocalDate.class);
        Instant cancelledAt = Tx.instant(row, "cancelled_at");
        return new OrderContent(
                row.getString("number"),
                placedAt,
                who,
                row.getString("email"),
                row.getString("buyer"),
                totals(row),
                address(row, "ship_to"),
                address(row, "bill_to"),
                from == null || by == null ? null : new PromisedWindow(from, by),
                cancelledAt == null ? null : new Cancellation(cancelledAt, row.getString("cancel_reason")),
                new Context(
                        row.getString("channel"),
                        row.getString("landing"),
                        texts(row, "tags"),
                        row.getString("note"),
                        row.getString("status_text"),
                        row.getString("payment_status"),
                        row.getString("locale")));
    }

    private static Totals totals(ResultSet row) throws SQLException {
        Currency currency = Currency.getInstance(row.getString("currency"));
        return new Totals(
                new Money(row.getLong("goods"), currency),
                new Money(row.getLong("discount"), currency),
                new Money(row.getLong("shipping"), currency),
                new Money(row.getLong("tax"), currency),
                new Money(row.getLong("total"), currency),
                row.getBoolean("tax_included"),
                texts(row, "discount_codes"),
                row.getString("shipping_method"));
    }

    private static @Nullable Address address(ResultSet row, String column) throws SQLException {
        String json = row.getString(column);
        return json == null ? null : Json.read(json, Address.class);
    }

    static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}
