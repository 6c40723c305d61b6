package io.postlude.portal;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.LineId;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders;
import io.postlude.orders.ProductId;
import io.postlude.orders.VariantId;
import io.postlude.portal.PageFacts.Fit;
import io.postlude.returns.Offering;
import io.postlude.returns.Returns;
import io.postlude.returns.SizeFit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what there is to say about the sizes of an order, where it can still help whoever bought it. */
final class SizeReading {
    private final Orders orders;
    private final Returns returns;

    SizeReading(Orders orders, Returns returns) {
        this.orders = orders;
        this.returns = returns;
    }

    Map<LineId, Fit> of(Tx tx, StoreId store, OrderView order, boolean came) {
        Map<VariantId, ProductId> asked = new HashMap<>();
        Set<VariantId> bought = new HashSet<>();
        for (OrderView.Line line : order.lines()) {
            bought.add(line.variant());
            if (line.variantTitle() != null) asked.put(line.variant(), line.product());
        }
        Map<VariantId, SizeFit> telling = returns.learnt().sizes().fits().telling(tx, store, asked);
        // who ordered both sizes to try them needs no advice to take the other
        telling.values().removeIf(fit -> fit.better() != null && bought.contains(fit.better()));
        if (telling.isEmpty()) return Map.of();
        Set<LineId> open = came ? open(tx, store, order) : Set.of();
        Map<VariantId, String> titles = titles(tx, store, telling);
        Map<LineId, Fit> fits = new HashMap<>();
        for (OrderView.Line line : order.lines()) {
            SizeFit fit = telling.get(line.variant());
            if (fit == null || (came && !open.contains(line.id()))) continue;
            String better = fit.better() == null ? null : titles.get(fit.better());
            if (fit.better() == null || better != null)
                fits.put(
                        line.id(),
                        new Fit(
                                fit.says(),
                                fit.direction(),
                                String.valueOf(line.variantTitle()),
                                better,
                                fit.agreeing(),
                                fit.settled()));
        }
        return fits;
    }

    private Set<LineId> open(Tx tx, StoreId store, OrderView order) {
        return returns.offering(tx, store, order.id()).stream()
                .flatMap(offering -> offering.things().stream())
                .filter(Offering.Thing::isPossible)
                .map(thing -> thing.line().id())
                .collect(Collectors.toSet());
    }

    private Map<VariantId, String> titles(Tx tx, StoreId store, Map<VariantId, SizeFit> telling) {
        List<ProductId> products = new ArrayList<>();
        for (SizeFit fit : telling.values()) if (!products.contains(fit.product())) products.add(fit.product());
        Map<VariantId, String> titles = new HashMap<>();
        for (ProductId product : products)
            orders.product(tx, store, product)
                    .ifPresent(view -> view.variants().forEach(variant -> {
                        if (variant.title() != null) titles.put(variant.id(), variant.title());
                    }));
        return titles;
    }
}
