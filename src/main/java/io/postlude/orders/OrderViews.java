package io.postlude.orders;

import io.postlude.kernel.Money;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.FulfilmentSnapshot.LineQuantity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts orders together for reading: five statements for any number of them. */
final class OrderViews {
    private OrderViews() {}

    static List<OrderView> of(Tx tx, StoreId store, Collection<OrderId> ids) {
        if (ids.isEmpty()) return List.of();
        long[] wanted = ids.stream().mapToLong(OrderId::value).sorted().toArray();
        List<Order> orders = OrderStore.read(tx, store, wanted);
        Shelf shelf = shelf(tx, store, orders);
        Map<OrderId, OrderView> views = new HashMap<>();
        for (Order order : orders)
            if (order.content() != null) views.put(order.id(), view(order, order.content(), shelf));
        return ids.stream().map(views::get).filter(Objects::nonNull).toList();
    }

    /** What the catalogue says today of what was bought. */
    private record Shelf(Map<ProductId, Catalogue.ProductRow> products, Map<VariantId, String> variantPictures) {
        @Nullable
        String picture(LineRow line) {
            String own = variantPictures.get(line.variant());
            Catalogue.ProductRow product = products.get(line.product());
            return own != null || product == null ? own : product.imageUrl();
        }

        @Nullable
        String page(LineRow line) {
            Catalogue.ProductRow product = products.get(line.product());
            return product == null ? null : product.pageUrl();
        }

        @Nullable
        String vendor(LineRow line) {
            Catalogue.ProductRow product = products.get(line.product());
            return product == null ? null : product.vendor();
        }

        @Nullable
        String type(LineRow line) {
            Catalogue.ProductRow product = products.get(line.product());
            return product == null ? null : product.type();
        }

        List<String> tags(LineRow line) {
            Catalogue.ProductRow product = products.get(line.product());
            return product == null || product.tags() == null ? List.of() : product.tags();
        }
    }

    private static Shelf shelf(Tx tx, StoreId store, List<Order> orders) {
        List<LineRow> lines =
                orders.stream().flatMap(o -> o.lines().values().stream()).toList();
        long[] products =
                lines.stream().mapToLong(l -> l.product().value()).distinct().toArray();
        long[] variants =
                lines.stream().mapToLong(l -> l.variant().value()).distinct().toArray();
        return new Shelf(ProductSql.byId(tx, store, products), VariantSql.pictures(tx, store, variants));
    }

    private static OrderView view(Order order, OrderContent content, Shelf shelf) {
        Currency currency = content.totals().total().currency();
        List<OrderView.Fulfilment> fulfilments = fulfilments(order);
        return new OrderView(
                order.id(),
                order.source(),
                order.reference(),
                content.number(),
                order.state(),
                order.fulfilment(),
                order.imported(),
                order.version(),
                content.placedAt(),
                order.updatedAt() == null ? content.placedAt() : order.updatedAt(),
                content.customer(),
                content.email(),
                content.buyer(),
                lines(order, fulfilments, currency, shelf),
                content.totals(),
                mismatch(order, content, currency),
                content.shipTo(),
                content.billTo(),
                content.promised(),
                content.cancellation(),
                fulfilments,
                refunds(order),
                content.context());
    }

    private static OrderView.@Nullable Mismatch mismatch(Order order, OrderContent content, Currency currency) {
        if (order.completeAsOf() == null) return null;
        TotalsCheck check = TotalsCheck.of(content.totals(), order.lines().values());
        if (check.goodsOff() == 0 && check.totalOff() == 0) return null;
        return new OrderView.Mismatch(new Money(check.goodsOff(), currency), new Money(check.totalOff(), currency));
    }

    private static List<OrderView.Fulfilment> fulfilments(Order order) {
        return order.fulfilments().values().stream()
                .sorted(Comparator.comparing(FulfilmentRow::shippedAt).thenComparing(FulfilmentRow::reference))
                .map(f -> new OrderView.Fulfilment(
                        f.id(),
                        f.reference(),
                        f.shippedAt(),
                        f.cancelled(),
                        f.service(),
                        f.parcels(),
                        f.lines().isEmpty() ? Happenings.allThatWasOpen(order, f) : f.lines()))
                .toList();
    }

    private static List<OrderView.Refund> refunds(Order order) {
        return order.refunds().values().stream()
                .sorted(Comparator.comparing(RefundRow::at).thenComparing(RefundRow::reference))
                .map(r -> new OrderView.Refund(r.id(), r.reference(), r.at(), r.amount(), r.reason(), r.lines()))
                .toList();
    }

    private static List<OrderView.Line> lines(
            Order order, List<OrderView.Fulfilment> fulfilments, Currency currency, Shelf shelf) {
        Map<String, Integer> shipped = new HashMap<>();
        Map<String, Integer> refunded = new HashMap<>();
        for (OrderView.Fulfilment f : fulfilments) if (!f.cancelled()) count(f.items(), shipped);
        for (RefundRow r : order.refunds().values()) count(r.lines(), refunded);
        List<OrderView.Line> lines = new ArrayList<>();
        order.lines().values().stream()
                .filter(l -> !l.removed())
                .sorted(Comparator.comparingInt(LineRow::position).thenComparing(LineRow::reference))
                .forEach(l -> lines.add(new OrderView.Line(
                        l.id(),
                        l.reference(),
                        l.product(),
                        l.variant(),
                        l.title(),
                        l.variantTitle(),
                        l.sku(),
                        shelf.picture(l),
                        shelf.page(l),
                        shelf.vendor(l),
                        shelf.type(l),
                        shelf.tags(l),
                        l.quantity(),
                        shipped.getOrDefault(l.reference(), 0),
                        refunded.getOrDefault(l.reference(), 0),
                        new Money(l.unitPrice(), currency),
                        new Money(l.discount(), currency),
                        new Money(l.tax(), currency),
                        l.needsShipping())));
        return lines;
    }

    private static void count(List<LineQuantity> items, Map<String, Integer> into) {
        for (LineQuantity item : items) into.merge(item.lineReference(), item.quantity(), Integer::sum);
    }
}
