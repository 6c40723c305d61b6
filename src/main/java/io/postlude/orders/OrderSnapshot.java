package io.postlude.orders;

import io.postlude.customers.CustomerDetails;
import io.postlude.kernel.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole of an order as a source sees it at one moment: the one form every connector, importer and API call translates
 * into. Taking the same snapshot again changes nothing; an older one never overwrites a newer one.
 *
 * @param source where it comes from: {@code shopify}, {@code woocommerce}, {@code api}, {@code csv}, {@code olist}
 * @param reference the source's own id of the order, unique in the store per source
 * @param number what people call it, {@code #1001}
 * @param updatedAt when the source last changed it: decides between two snapshots
 * @param customer null where the source keeps the buyer to itself
 * @param promised the delivery window the shop gave the customer, null where it gave none
 * @param complete false where the source told only a part (then lines and totals it did not tell are kept as they were)
 */
public record OrderSnapshot(
        String source,
        String reference,
        String number,
        Instant placedAt,
        Instant updatedAt,
        @Nullable CustomerDetails customer,
        List<Line> lines,
        Totals totals,
        @Nullable Address shipTo,
        @Nullable Address billTo,
        @Nullable PromisedWindow promised,
        @Nullable Cancellation cancellation,
        List<FulfilmentSnapshot> fulfilments,
        List<RefundSnapshot> refunds,
        Context context,
        boolean complete) {

    /** This with other refunds. */
    OrderSnapshot withRefunds(List<RefundSnapshot> others) {
        return new OrderSnapshot(
                source,
                reference,
                number,
                placedAt,
                updatedAt,
                customer,
                lines,
                totals,
                shipTo,
                billTo,
                promised,
                cancellation,
                fulfilments,
                others,
                context,
                complete);
    }

    /**
     * One position.
     *
     * @param reference the source's id of the line
     * @param unitPrice before discount; whether it holds the tax is said by {@link Totals#taxIncluded}
     * @param discount of the whole line, not negative
     * @param tax of the whole line
     */
    public record Line(
            String reference,
            ProductRef product,
            String title,
            @Nullable String variantTitle,
            int quantity,
            Money unitPrice,
            Money discount,
            Money tax,
            boolean needsShipping) {}

    /** What was bought, as far as the source says. {@code imageUrl} is https or null. */
    public record ProductRef(
            @Nullable String productReference,
            @Nullable String variantReference,
            @Nullable String sku,
            @Nullable String vendor,
            @Nullable String type,
            @Nullable String imageUrl,
            @Nullable String pageUrl) {
        public static final ProductRef NONE = new ProductRef(null, null, null, null, null, null, null);
    }

    /**
     * Sums as the source states them; {@link Orders} checks them against the lines to the cent and flags a mismatch.
     *
     * @param discount of the whole order, including what stands on the lines; not negative
     * @param discountCodes codes the buyer used
     * @param shipping price of shipping after its discounts
     * @param shippingMethod as the buyer saw it
     */
    public record Totals(
            Money goods,
            Money discount,
            Money shipping,
            Money tax,
            Money total,
            boolean taxIncluded,
            List<String> discountCodes,
            @Nullable String shippingMethod) {}

    /** Both days inclusive, in the store's zone. */
    public record PromisedWindow(LocalDate from, LocalDate by) {
        public PromisedWindow {
            if (by.isBefore(from))
                throw new IllegalArgumentException("a window ends on " + by + ", before it begins on " + from);
        }
    }

    public record Cancellation(Instant at, @Nullable String reason) {}

    /**
     * Where the order came from.
     *
     * @param channel {@code web}, {@code pos}, {@code marketplace}, ...; {@link #EXCHANGE} where it was made in exchange for
     *     what goes back, so that it is no purchase
     * @param tags the source's own; {@link #GIFT} among them where somebody else is to get it
     * @param landing landing page or campaign source as the shop recorded it
     * @param statusText the source's own word for the order's state
     */
    public record Context(
            @Nullable String channel,
            @Nullable String landing,
            List<String> tags,
            @Nullable String note,
            @Nullable String statusText,
            @Nullable String paymentStatus,
            @Nullable String locale) {
        public static final String EXCHANGE = "exchange";

        public static final String GIFT = "gift";

        public static final Context NONE = new Context(null, null, List.of(), null, null, null, null);
    }
}
