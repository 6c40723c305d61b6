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
        long[] products = orders.stream()
                .flatMap(o -> o.lines().values().stream())
                .mapToLong(l -> l.product().value())
                .distinct()
                .toArray();
        Map<ProductId, Catalogue.ProductRow> pictures = ProductSql.byId(tx, store, products);
        Map<OrderId, OrderView> views = new HashMap<>();
        for (Order order : orders)
            if (order.content() != null) views.put(order.id(), view(order, order.content(), pictures));
        return ids.stream().map(views::get).filter(Objects::nonNull).toList();
    }

    private static OrderView view(Order order, OrderContent content, Map<ProductId, Catalogue.ProductRow> products) {
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
                lines(order, fulfilments, currency, products),
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
            Order order,
            List<OrderView.Fulfilment> fulfilments,
            Currency currency,
            Map<ProductId, Catalogue.ProductRow> products) {
        Map<String, Integer> shipped = new HashMap<>();
        Map<String, Integer> refunded = new HashMap<>();
        for (OrderView.Fulfilment f : fulfilments) if (!f.cancelled()) count(f.items(), shipped);
        for (RefundRow r : order.refunds().values()) count(r.lines(), refunded);
        List<OrderView.Line> lines = new ArrayList<>();
        order.lines().values().stream()
                .filter(l -> !l.removed())
                .sorted(Comparator.comparingInt(LineRow::position).thenComparing(LineRow::reference))
                .forEach(l -> {
                    Catalogue.ProductRow product = products.get(l.product());
                    lines.add(new OrderView.Line(
                            l.id(),
                            l.reference(),
                            l.product(),
                            l.variant(),
                            l.title(),
                            l.variantTitle(),
                            l.sku(),
                            product == null ? null : product.imageUrl(),
                            product == null ? null : product.pageUrl(),
                            product == null ? null : product.vendor(),
                            l.quantity(),
                            shipped.getOrDefault(l.reference(), 0),
                            refunded.getOrDefault(l.reference(), 0),
                            new Money(l.unitPrice(), currency),
                            new Money(l.discount(), currency),
                            new Money(l.tax(), currency),
                            l.needsShipping()));
                });
        return lines;
    }

    private static void count(List<LineQuantity> items, Map<String, Integer> into) {
        for (LineQuantity item : items) into.merge(item.lineReference(), item.quantity(), Integer::sum);
    }
}
