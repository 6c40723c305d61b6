package io.postlude.orders;

import io.postlude.customers.CustomerDetails;
import io.postlude.kernel.Money;
import io.postlude.orders.OrderSnapshot.Context;
import io.postlude.orders.OrderSnapshot.Line;
import io.postlude.orders.OrderSnapshot.ProductRef;
import io.postlude.orders.OrderSnapshot.Totals;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Orders to test with; each method changes one thing. */
record OrderFixtures(OrderSnapshot snapshot) {
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    static OrderFixtures order(String reference) {
        return new OrderFixtures(new OrderSnapshot(
                "shopify",
                reference,
                "#" + reference,
                NOON,
                NOON,
                customer("ada@example.com", NOON),
                List.of(line("l1", 2, 1000), line("l2", 1, 500)),
                totals(2500, 0, 490, 0, 2990),
                new Address("Ada Lovelace", null, "1 Analytical Way", null, "10115", "Berlin", null, "DE", null),
                null,
                null,
                null,
                List.of(),
                List.of(),
                new Context("web", null, List.of("vip"), null, null, "paid", "en"),
                true));
    }

    static CustomerDetails customer(@Nullable String email, Instant asOf) {
        return new CustomerDetails(
                "shopify", null, email, null, "Ada", "Lovelace", "en", null, "DE", null, List.of(), List.of(), asOf);
    }

    static Line line(String reference, int quantity, long price) {
        return new Line(
                reference,
                new ProductRef("p-" + reference, null, "SKU-" + reference, null, null, null, null),
                "Thing " + reference,
                null,
                quantity,
                Money.of(price, "EUR"),
                Money.of(0, "EUR"),
                Money.of(0, "EUR"),
                true);
    }

    static Totals totals(long goods, long discount, long shipping, long tax, long total) {
        return new Totals(
                Money.of(goods, "EUR"),
                Money.of(discount, "EUR"),
                Money.of(shipping, "EUR"),
                Money.of(tax, "EUR"),
                Money.of(total, "EUR"),
                true,
                List.of(),
                null);
    }

    static FulfilmentSnapshot fulfilment(String reference, Instant at, String... linesAndQuantities) {
        List<FulfilmentSnapshot.LineQuantity> lines = java.util.stream.IntStream.range(0, linesAndQuantities.length / 2)
                .mapToObj(i -> new FulfilmentSnapshot.LineQuantity(
                        linesAndQuantities[2 * i], Integer.parseInt(linesAndQuantities[2 * i + 1])))
                .toList();
        return new FulfilmentSnapshot(
                reference,
                at,
                at,
                List.of(new FulfilmentSnapshot.Parcel("DHL", "JJD" + reference, null)),
                lines,
                false,
                null);
    }

    static FulfilmentSnapshot cancelled(FulfilmentSnapshot f, Instant at) {
        return new FulfilmentSnapshot(f.reference(), f.shippedAt(), at, f.parcels(), f.lines(), true, f.service());
    }

    static RefundSnapshot refund(String reference, Instant at, long amount) {
        return new RefundSnapshot(reference, at, Money.of(amount, "EUR"), List.of(), null);
    }

    OrderFixtures placed(Instant at) {
        OrderSnapshot s = snapshot;
        return new OrderFixtures(new OrderSnapshot(
                s.source(),
                s.reference(),
                s.number(),
                at,
                at,
                s.customer(),
                s.lines(),
                s.totals(),
                s.shipTo(),
                s.billTo(),
                s.promised(),
                s.cancellation(),
                s.fulfilments(),
                s.refunds(),
                s.context(),
                s.complete()));
    }

    OrderFixtures updated(Instant at) {
        OrderSnapshot s = snapshot;
        return copy(at, s.customer(), s.lines(), s.totals(), s.cancellation(), s.fulfilments(), s.refunds());
    }

    OrderFixtures by(@Nullable CustomerDetails customer) {
        OrderSnapshot s = snapshot;
        return copy(s.updatedAt(), customer, s.lines(), s.totals(), s.cancellation(), s.fulfilments(), s.refunds());
    }

    OrderFixtures with(List<Line> lines, Totals totals) {
        OrderSnapshot s = snapshot;
        return copy(s.updatedAt(), s.customer(), lines, totals, s.cancellation(), s.fulfilments(), s.refunds());
    }

    OrderFixtures cancelledAt(Instant at) {
        OrderSnapshot s = snapshot;
        return copy(
                s.updatedAt(),
                s.customer(),
                s.lines(),
                s.totals(),
                new OrderSnapshot.Cancellation(at, "customer"),
                s.fulfilments(),
                s.refunds());
    }

    OrderFixtures shipping(FulfilmentSnapshot... fulfilments) {
        OrderSnapshot s = snapshot;
        return copy(
                s.updatedAt(),
                s.customer(),
                s.lines(),
                s.totals(),
                s.cancellation(),
                List.of(fulfilments),
                s.refunds());
    }

    OrderFixtures refunding(RefundSnapshot... refunds) {
        OrderSnapshot s = snapshot;
        return copy(
                s.updatedAt(),
                s.customer(),
                s.lines(),
                s.totals(),
                s.cancellation(),
                s.fulfilments(),
                List.of(refunds));
    }

    private OrderFixtures copy(
            Instant updatedAt,
            @Nullable CustomerDetails customer,
            List<Line> lines,
            Totals totals,
            OrderSnapshot.@Nullable Cancellation cancellation,
            List<FulfilmentSnapshot> fulfilments,
            List<RefundSnapshot> refunds) {
        OrderSnapshot s = snapshot;
        return new OrderFixtures(new OrderSnapshot(
                s.source(),
                s.reference(),
                s.number(),
                s.placedAt(),
                updatedAt,
                customer,
                lines,
                totals,
                s.shipTo(),
                s.billTo(),
                s.promised(),
                cancellation,
                fulfilments,
                refunds,
                s.context(),
                s.complete()));
    }
}
