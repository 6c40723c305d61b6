package io.postlude.returns;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.Page;
import io.postlude.kernel.Page.Cursor;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows of returns that were made in the shop. */
final class ShopReturnSql {
    private static final Instant END_OF_TIME = Instant.parse("9999-01-01T00:00:00Z");

    private ShopReturnSql() {}

    static Optional<OrderId> order(Tx tx, StoreId store, ShopReturnNews news) {
        return tx.first(
                "select order_id from returns.shop_return where store_id = ? and source = ? and reference = ?",
                row -> new OrderId(row.getLong(1)),
                store,
                news.source(),
                news.reference());
    }

    /** Under which id, and of which order, a row would be made; {@code customer} null: nobody's, or nobody's any more. */
    record Fresh(ShopReturnId id, OrderView order, @Nullable CustomerId customer) {}

    /** Makes its row where there is none; answers its id. */
    static ShopReturnId open(Tx tx, StoreId store, ShopReturnNews news, Fresh fresh) {
        tx.execute(
                """
                insert into returns.shop_return as known
                  (store_id, id, source, reference, order_id, customer_id, state, state_at, first_at)
                values (?, ?, ?, ?, ?, ?, 'OPEN', '1970-01-01', ?)
                on conflict (store_id, source, reference) do update set first_at = least(known.first_at, excluded.first_at)""",
                store,
                fresh.id(),
                news.source(),
                news.reference(),
                fresh.order().id(),
                fresh.customer(),
                news.at());
        return tx.first(
                        "select id from returns.shop_return where store_id = ? and source = ? and reference = ?",
                        row -> new ShopReturnId(row.getLong(1)),
                        store,
                        news.source(),
                        news.reference())
                .orElseThrow();
    }

    /** The newest word about the state holds; of two told at one moment the one that lies further on. */
    static boolean move(Tx tx, StoreId store, ShopReturnId id, ShopReturnNews news) {
        ShopReturn.State state = news.state();
        if (state == null) return false;
        String[] before = Arrays.stream(ShopReturn.State.values())
                .filter(other -> other.compareTo(state) < 0)
                .map(Enum::name)
                .toArray(String[]::new);
        ShopReturnNews.Decline decline = news.decline() == null ? ShopReturnNews.Decline.NONE : news.decline();
        return tx.update(
                        """
                        update returns.shop_return
                        set state = ?, state_at = ?, declined = coalesce(?, declined), note = coalesce(?, note)
                        where store_id = ? and id = ? and (state_at < ? or (state_at = ? and state = any(?)))""",
                        state,
                        news.at(),
                        decline.reason(),
                        decline.note(),
                        store,
                        id,
                        news.at(),
                        news.at(),
                        before)
                == 1;
    }

    static boolean call(Tx tx, StoreId store, ShopReturnId id, ShopReturnNews news) {
        return news.name() != null
                && tx.update(
                                "update returns.shop_return set name = ? where store_id = ? and id = ? and name is distinct from ?",
                                news.name(),
                                store,
                                id,
                                news.name())
                        == 1;
    }

    /** Takes a list of things where none is known that is newer; answers whether it says something else. */
    static boolean hold(Tx tx, StoreId store, ShopReturnId id, ShopReturnNews news) {
        List<ShopReturn.Item> items = news.items();
        if (items == null) return false;
        int newer = tx.update(
                "update returns.shop_return set items_at = ? where store_id = ? and id = ? and (items_at is null or items_at < ?)",
                news.at(),
                store,
                id,
                news.at());
        if (newer == 0) return false;
        tx.execute("delete from returns.shop_return_item where store_id = ? and shop_return_id = ?", store, id);
        tx.execute(
                """
                insert into returns.shop_return_item (store_id, shop_return_id, item, line, pieces, reason, words)
                select ?, ?, * from unnest(?::text[], ?::text[], ?::int[], ?::text[], ?::text[]) on conflict do nothing""",
                store,
                id,
                texts(items, ShopReturn.Item::item),
                texts(items, ShopReturn.Item::line),
                items.stream().map(ShopReturn.Item::pieces).toArray(Integer[]::new),
                texts(items, item -> item.reason().name()),
                texts(items, ShopReturn.Item::words));
        return true;
    }

    private static String[] texts(List<ShopReturn.Item> items, Function<ShopReturn.Item, @Nullable String> of) {
        return items.stream().map(of).toArray(String[]::new);
    }

    static boolean remove(Tx tx, StoreId store, ShopReturnId id, ShopReturnNews news) {
        List<ShopReturnNews.Removal> removals = news.removals();
        if (removals.isEmpty()) return false;
        return tx.update(
                        """
                        insert into returns.shop_return_removal (store_id, shop_return_id, item, told_at, pieces)
                        select ?, ?, item, ?, pieces from unnest(?::text[], ?::int[]) as u(item, pieces) on conflict do nothing""",
                        store,
                        id,
                        news.at(),
                        removals.stream().map(ShopReturnNews.Removal::item).toArray(String[]::new),
                        removals.stream().map(ShopReturnNews.Removal::pieces).toArray(Integer[]::new))
                > 0;
    }

    static List<ShopReturnId> ofOrder(Tx tx, StoreId store, OrderId order) {
        return tx.list(
                "select id from returns.shop_return where store_id = ? and order_id = ? order by first_at, id",
                row -> new ShopReturnId(row.getLong(1)),
                store,
                order);
    }

    /** Those of these orders that have any. */
    static Set<OrderId> having(Tx tx, StoreId store, Collection<OrderId> orders) {
        Set<OrderId> having = new HashSet<>();
        tx.each(
                "select order_id from returns.shop_return where store_id = ? and order_id = any(?)",
                row -> having.add(new OrderId(row.getLong(1))),
                store,
                orders.stream().mapToLong(OrderId::value).sorted().toArray());
        return having;
    }

    /** A page, the newest first. */
    static Page<ShopReturn> list(Tx tx, StoreId store, ShopReturnQuery query) {
        String from = query.cursor();
        Cursor cursor = from == null
                ? new Cursor(Cursor.at(END_OF_TIME, new ShopReturnId(0)).value(), Long.MAX_VALUE)
                : Cursor.parse(from);
        List<ShopReturnId> ids = tx.list(
                """
                select id from returns.shop_return where store_id = ? and state = any(?) and (first_at, id) < (?, ?)
                order by first_at desc, id desc limit ?""",
                row -> new ShopReturnId(row.getLong(1)),
                store,
                query.states().stream().map(Enum::name).toArray(String[]::new),
                cursor.time(),
                cursor.id(),
                query.limit() + 1);
        return Page.of(of(tx, store, ids), query.limit(), one -> Cursor.at(one.firstAt(), one.id()));
    }

    static List<ShopReturn> of(Tx tx, StoreId store, List<ShopReturnId> ids) {
        if (ids.isEmpty()) return List.of();
        long[] wanted = ids.stream().mapToLong(ShopReturnId::value).toArray();
        Map<ShopReturnId, List<ShopReturn.Item>> items = items(tx, store, wanted);
        Map<ShopReturnId, ShopReturn> found = new HashMap<>();
        tx.each(
                "select * from returns.shop_return where store_id = ? and id = any(?)",
                row -> {
                    ShopReturnId id = new ShopReturnId(row.getLong("id"));
                    found.put(id, read(row, id, items.getOrDefault(id, List.of())));
                },
                store,
                wanted);
        return ids.stream().map(found::get).filter(Objects::nonNull).toList();
    }

    /** Less what was taken out since the list was told. */
    private static Map<ShopReturnId, List<ShopReturn.Item>> items(Tx tx, StoreId store, long[] ids) {
        Map<ShopReturnId, List<ShopReturn.Item>> items = new HashMap<>();
        tx.each(
                """
                select i.shop_return_id, i.item, i.line, i.reason, i.words, i.pieces - coalesce(
                    (select sum(g.pieces) from returns.shop_return_removal g
                     where g.store_id = i.store_id and g.shop_return_id = i.shop_return_id and g.item = i.item
                       and g.told_at > r.items_at), 0) as pieces
                from returns.shop_return_item i
                join returns.shop_return r on r.store_id = i.store_id and r.id = i.shop_return_id
                where i.store_id = ? and i.shop_return_id = any(?) order by i.item""",
                row -> {
                    int pieces = row.getInt("pieces");
                    if (pieces <= 0) return;
                    items.computeIfAbsent(new ShopReturnId(row.getLong(1)), fresh -> new ArrayList<>())
                            .add(new ShopReturn.Item(
                                    row.getString("item"),
                                    row.getString("line"),
                                    pieces,
                                    Reason.valueOf(row.getString("reason")),
                                    row.getString("words")));
                },
                store,
                ids);
        return items;
    }

    private static ShopReturn read(ResultSet row, ShopReturnId id, List<ShopReturn.Item> items) throws SQLException {
        Instant first = Tx.instantNotNull(row, "first_at");
        Instant state = Tx.instantNotNull(row, "state_at");
        return new ShopReturn(
                id,
                new OrderId(row.getLong("order_id")),
                row.getString("reference"),
                row.getString("name"),
                ShopReturn.State.valueOf(row.getString("state")),
                first,
                state.isBefore(first) ? first : state,
                row.getString("declined"),
                row.getString("note"),
                items);
    }

    /** The shop's names of refunds that we gave ourselves. */
    static Set<String> ours(Tx tx, StoreId store, OrderId order) {
        return new HashSet<>(tx.list("""
                select reference from returns.payout
                where store_id = ? and order_id = ? and kind = 'REFUND' and reference is not null""", row -> row.getString(1), store, order));
    }
}
