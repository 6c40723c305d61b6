package io.postlude.orders;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.Money;
import io.postlude.orders.FulfilmentSnapshot.LineQuantity;
import io.postlude.orders.FulfilmentSnapshot.Parcel;
import io.postlude.orders.OrderSnapshot.Cancellation;
import io.postlude.orders.OrderSnapshot.Context;
import io.postlude.orders.OrderSnapshot.PromisedWindow;
import io.postlude.orders.OrderSnapshot.Totals;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One order as pages show it.
 *
 * @param customer the id the order came in under; ask {@code Customers} for the canonical one
 * @param email in lower case
 * @param buyer the buyer's name
 * @param mismatch null where the sums agree or cannot be checked
 * @param version grows with every change: for caches
 */
public record OrderView(
        OrderId id,
        String source,
        String reference,
        String number,
        OrderState state,
        FulfilmentState fulfilment,
        boolean imported,
        int version,
        Instant placedAt,
        Instant updatedAt,
        @Nullable CustomerId customer,
        @Nullable String email,
        @Nullable String buyer,
        List<Line> lines,
        Totals totals,
        @Nullable Mismatch mismatch,
        @Nullable Address shipTo,
        @Nullable Address billTo,
        @Nullable PromisedWindow promised,
        @Nullable Cancellation cancellation,
        List<Fulfilment> fulfilments,
        List<Refund> refunds,
        Context context) {

    /** Made in exchange for what goes back: nobody decided to buy again. */
    public boolean isExchange() {
        return Context.EXCHANGE.equals(context.channel());
    }

    /** Somebody else than the buyer is to get it, as the shop or the buyer said. */
    public boolean isGift() {
        return context.tags().stream().anyMatch(tag -> Context.GIFT.equalsIgnoreCase(tag.strip()));
    }

    /** The same order with other lines and sums: what it counts for instead of what it cost. */
    public OrderView counting(List<Line> others, Totals sums) {
        return with(others, sums, new Standing(state, cancellation, refunds));
    }

    /** As it was before its later refunds and its cancellation; {@code past} null: it stood. */
    public OrderView asOf(@Nullable Cancellation past, List<Refund> until) {
        return with(lines, totals, new Standing(past == null ? OrderState.OPEN : state, past, until));
    }

    /** What of it was taken back. */
    private record Standing(OrderState state, @Nullable Cancellation cancellation, List<Refund> refunds) {}

    private OrderView with(List<Line> lines, Totals totals, Standing standing) {
        return new OrderView(
                id,
                source,
                reference,
                number,
                standing.state(),
                fulfilment,
                imported,
                version,
                placedAt,
                updatedAt,
                customer,
                email,
                buyer,
                lines,
                totals,
                mismatch,
                shipTo,
                billTo,
                promised,
                standing.cancellation(),
                fulfilments,
                standing.refunds(),
                context);
    }

    /**
     * {@code shipped} and {@code refunded} are pieces; {@code imageUrl} is the newest picture, the variant's own before the
     * product's; {@code vendor} is who sells it and {@code type}
     * what kind of product the source calls it, {@code tags} how it marks it.
     */
    public record Line(
            LineId id,
            String reference,
            ProductId product,
            VariantId variant,
            String title,
            @Nullable String variantTitle,
            @Nullable String sku,
            @Nullable String imageUrl,
            @Nullable String pageUrl,
            @Nullable String vendor,
            @Nullable String type,
            List<String> tags,
            int quantity,
            int shipped,
            int refunded,
            Money unitPrice,
            Money discount,
            Money tax,
            boolean needsShipping) {
        /** The same at another price; {@code off} is the discount of the whole line, and the price holds the tax. */
        public Line at(Money price, Money off) {
            return new Line(
                    id,
                    reference,
                    product,
                    variant,
                    title,
                    variantTitle,
                    sku,
                    imageUrl,
                    pageUrl,
                    vendor,
                    type,
                    tags,
                    quantity,
                    shipped,
                    refunded,
                    price,
                    off,
                    Money.zero(price.currency()),
                    needsShipping);
        }
    }

    /** Stated minus computed. */
    public record Mismatch(Money goods, Money total) {}

    /** {@code items} is told in full also where the source left it at "all that was open". */
    public record Fulfilment(
            FulfilmentId id,
            String reference,
            Instant shippedAt,
            boolean cancelled,
            @Nullable String service,
            List<Parcel> parcels,
            List<LineQuantity> items) {}

    public record Refund(
            RefundId id,
            String reference,
            Instant at,
            Money amount,
            @Nullable String reason,
            List<LineQuantity> items) {}
}
