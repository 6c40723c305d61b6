package io.postlude.orders;

import io.postlude.kernel.Filter;
import io.postlude.kernel.Page;
import io.postlude.kernel.Page.Cursor;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Products for reading. */
final class ProductViewSql {
    private ProductViewSql() {}

    static Optional<ProductView> of(Tx tx, StoreId store, ProductId id) {
        List<ProductView.Variant> variants = tx.list(
                "select id, title, sku from orders.variant where store_id = ? and product_id = ? order by title, sku, id",
                row -> new ProductView.Variant(new VariantId(row.getLong(1)), row.getString(2), row.getString(3)),
                store,
                id);
        return tx.first("""
                select p.*, s.orders, s.units, s.last from orders.product p
                cross join lateral (
                  select count(distinct l.order_id) as orders, coalesce(sum(l.quantity), 0)::bigint as units,
                    max(o.placed_at) as last
                  from orders.line l join orders.customer_order o on o.store_id = l.store_id and o.id = l.order_id
                  where l.store_id = p.store_id and l.product_id = p.id and not l.removed and o.state = 'OPEN') s
                where p.store_id = ? and p.id = ?""", row -> view(row, variants), store, id);
    }

    private static ProductView view(ResultSet row, List<ProductView.Variant> variants) throws SQLException {
        Catalogue.ProductRow p = ProductSql.read(row);
        return new ProductView(
                p.id(),
                p.key().source(),
                p.title(),
                p.vendor(),
                p.type(),
                p.imageUrl(),
                p.pageUrl(),
                variants,
                row.getLong("orders"),
                row.getLong("units"),
                Tx.instant(row, "last"));
    }

    /** Newest first; {@code text} is a part of the title. */
    static Page<ProductSummary> list(Tx tx, StoreId store, ProductQuery query) {
        String text = query.text();
        String cursor = query.cursor();
        int limit = query.limit();
        Filter filter = new Filter().and("store_id = ?", store);
        if (text != null && !text.isBlank()) filter.and("position(lower(?) in lower(title)) > 0", text.strip());
        if (cursor != null) filter.and("id < ?", Cursor.parse(cursor).id());
        List<ProductSummary> rows = tx.list(
                "select id, title, vendor, type, image_url from orders.product " + filter.where()
                        + " order by id desc limit ?",
                row -> new ProductSummary(
                        new ProductId(row.getLong(1)),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5)),
                filter.parameters(limit + 1));
        return Page.of(rows, limit, p -> new Cursor(0, p.id().value()));
    }
}
