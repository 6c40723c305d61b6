package io.postlude.returns;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.LineId;
import io.postlude.orders.OrderId;
import io.postlude.orders.Orders;
import io.postlude.orders.ProductId;
import io.postlude.orders.Trait;
import io.postlude.orders.VariantId;
import io.postlude.returns.ReturnInsights.Span;
import io.postlude.returns.RisingSql.Case;
import io.postlude.tracking.Tracking;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells what came back by product, variant, lot, description and carrier, beside what was sold or carried of each. */
final class Subjects {
    /** What is sent back was bought so many days earlier: sales are counted that much before. */
    static final Duration LAG = Duration.ofDays(10);

    private final Orders orders;
    private final Tracking tracking;

    Subjects(Orders orders, Tracking tracking) {
        this.orders = orders;
        this.tracking = tracking;
    }

    /** A piece that came back, and whose it is. */
    record Told(Subject subject, Case of) {}

    /** Those it is known of; what a carrier did to one parcel counts once, however many pieces were in it. */
    List<Told> of(Tx tx, StoreId store, Dimension by, List<Case> cases) {
        if (cases.isEmpty()) return List.of();
        List<OrderId> ids = cases.stream().map(Case::order).distinct().toList();
        if (by == Dimension.CARRIER) return carried(tracking.carriersOf(tx, store, ids), cases);
        Map<LineId, Trait.Value> traits = orders.traits(tx, store, trait(by), ids);
        Map<VariantId, ProductId> products = by == Dimension.LOT
                ? orders.productsOf(
                        tx, store, cases.stream().map(Case::variant).distinct().toList())
                : Map.of();
        List<Told> told = new ArrayList<>();
        for (Case one : cases) {
            Subject subject = subject(by, one, traits.get(one.line()), products.get(one.variant()));
            if (subject != null) told.add(new Told(subject, one));
        }
        return told;
    }

    private static @Nullable Subject subject(
            Dimension by, Case one, Trait.@Nullable Value trait, @Nullable ProductId product) {
        if (by == Dimension.LOT && one.lot() != null && product != null) return new Subject(by, product, one.lot());
        return trait == null ? null : new Subject(by, trait.product(), trait.what());
    }

    private static List<Told> carried(Map<OrderId, String> carriers, List<Case> cases) {
        record Once(OrderId order, Reason reason) {}
        Set<Once> counted = new HashSet<>();
        List<Told> told = new ArrayList<>();
        for (Case one : cases) {
            String carrier = carriers.get(one.order());
            if (carrier == null || !Dimension.CARRIER.knows(one.reason())) continue;
            if (counted.add(new Once(one.order(), one.reason())))
                told.add(new Told(new Subject(Dimension.CARRIER, null, carrier), one));
        }
        return told;
    }

    private static Trait trait(Dimension by) {
        return switch (by) {
            case PRODUCT, CARRIER -> Trait.PRODUCT;
            case VARIANT -> Trait.VARIANT;
            case LOT -> Trait.LOT;
            case DESCRIPTION -> Trait.DESCRIPTION;
        };
    }

    /** Pieces sold of each, or parcels carried, ten days before the span. */
    Map<Subject, Long> sold(Tx tx, StoreId store, Dimension by, Span span) {
        Map<Subject, Long> sold = new HashMap<>();
        if (by == Dimension.CARRIER) {
            tracking.carried(tx, store, span.from().minus(LAG), span.until().minus(LAG))
                    .forEach((carrier, parcels) -> sold.put(new Subject(by, null, carrier), parcels));
            return sold;
        }
        var between = new Orders.Between(span.from().minus(LAG), span.until().minus(LAG));
        orders.sold(tx, store, trait(by), between)
                .forEach((value, pieces) -> sold.put(new Subject(by, value.product(), value.what()), pieces));
        return sold;
    }
}
