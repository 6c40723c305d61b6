package io.postlude.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.postlude.kernel.Money;
import io.postlude.orders.Address;
import io.postlude.orders.FulfilmentSnapshot.Parcel;
import io.postlude.orders.OrderSnapshot.PromisedWindow;
import io.postlude.orders.OrderSummary;
import io.postlude.orders.OrderView;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An order as the API tells it: our ids in print, amounts as decimals. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record OrderAnswer(
        @JsonUnwrapped Head head,
        String reference,
        Instant updatedAt,
        List<Item> items,
        Totals totals,
        @Nullable Address shipTo,
        @Nullable Address billTo,
        @Nullable PromisedWindow promised,
        @Nullable Instant cancelledAt,
        List<String> tags,
        boolean gift,
        List<Fulfilment> fulfilments,
        List<Refund> refunds) {

    /** What lists show. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Head(
            String id,
            String source,
            String number,
            String state,
            String fulfilment,
            Instant placedAt,
            @Nullable String customer,
            String total,
            String currency) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Item(
            String reference,
            String title,
            @Nullable String variant,
            @Nullable String sku,
            int quantity,
            int shipped,
            int refunded,
            String unitPrice,
            String discount,
            String tax) {}

    record Totals(String goods, String discount, String shipping, String tax, String total, boolean taxIncluded) {}

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Fulfilment(String reference, Instant shippedAt, boolean cancelled, List<Parcel> parcels, List<Part> items) {}

    record Refund(String reference, Instant at, String amount) {}

    record Part(String reference, int quantity) {}

    static Head head(OrderSummary order) {
        return new Head(
                order.id().toString(),
                order.source(),
                order.number(),
                word(order.state()),
                word(order.fulfilment()),
                order.placedAt(),
                order.customer() == null ? null : order.customer().toString(),
                order.total().decimal(),
                order.total().currency().getCurrencyCode());
    }

    static OrderAnswer whole(OrderView order) {
        Money total = order.totals().total();
        Head head = new Head(
                order.id().toString(),
                order.source(),
                order.number(),
                word(order.state()),
                word(order.fulfilment()),
                order.placedAt(),
                order.customer() == null ? null : order.customer().toString(),
                total.decimal(),
                total.currency().getCurrencyCode());
        return new OrderAnswer(
                head,
                order.reference(),
                order.updatedAt(),
                order.lines().stream().map(OrderAnswer::item).toList(),
                totals(order),
                order.shipTo(),
                order.billTo(),
                order.promised(),
                order.cancellation() == null ? null : order.cancellation().at(),
                order.context().tags(),
                order.isGift(),
                order.fulfilments().stream().map(OrderAnswer::fulfilment).toList(),
                order.refunds().stream()
                        .map(refund -> new Refund(
                                refund.reference(), refund.at(), refund.amount().decimal()))
                        .toList());
    }

    private static Item item(OrderView.Line line) {
        return new Item(
                line.reference(),
                line.title(),
                line.variantTitle(),
                line.sku(),
                line.quantity(),
                line.shipped(),
                line.refunded(),
                line.unitPrice().decimal(),
                line.discount().decimal(),
                line.tax().decimal());
    }

    private static Totals totals(OrderView order) {
        return new Totals(
                order.totals().goods().decimal(),
                order.totals().discount().decimal(),
                order.totals().shipping().decimal(),
                order.totals().tax().decimal(),
                order.totals().total().decimal(),
                order.totals().taxIncluded());
    }

    private static Fulfilment fulfilment(OrderView.Fulfilment fulfilment) {
        return new Fulfilment(
                fulfilment.reference(),
                fulfilment.shippedAt(),
                fulfilment.cancelled(),
                fulfilment.parcels(),
                fulfilment.items().stream()
                        .map(item -> new Part(item.lineReference(), item.quantity()))
                        .toList());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
