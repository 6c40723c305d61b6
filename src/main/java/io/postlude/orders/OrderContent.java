package io.postlude.orders;

import io.postlude.customers.CustomerId;
import io.postlude.orders.OrderSnapshot.Cancellation;
import io.postlude.orders.OrderSnapshot.Context;
import io.postlude.orders.OrderSnapshot.PromisedWindow;
import io.postlude.orders.OrderSnapshot.Totals;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an order says about itself, apart from its lines, fulfilments and refunds. */
record OrderContent(
        String number,
        Instant placedAt,
        @Nullable CustomerId customer,
        @Nullable String email,
        @Nullable String buyer,
        Totals totals,
        @Nullable Address shipTo,
        @Nullable Address billTo,
        @Nullable PromisedWindow promised,
        @Nullable Cancellation cancellation,
        Context context) {

    /** This, told only in part, over what was known before: what it leaves out stays. */
    OrderContent over(OrderContent before) {
        return new OrderContent(
                number.isEmpty() ? before.number : number,
                placedAt,
                customer == null ? before.customer : customer,
                email == null ? before.email : email,
                buyer == null ? before.buyer : buyer,
                totals.total().isZero() && totals.goods().isZero() ? before.totals : totals,
                shipTo == null ? before.shipTo : shipTo,
                billTo == null ? before.billTo : billTo,
                promised == null ? before.promised : promised,
                cancellation == null ? before.cancellation : cancellation,
                over(context, before.context));
    }

    private static Context over(Context now, Context before) {
        return new Context(
                now.channel() == null ? before.channel() : now.channel(),
                now.landing() == null ? before.landing() : now.landing(),
                now.tags().isEmpty() ? before.tags() : now.tags(),
                now.note() == null ? before.note() : now.note(),
                now.statusText() == null ? before.statusText() : now.statusText(),
                now.paymentStatus() == null ? before.paymentStatus() : now.paymentStatus(),
                now.locale() == null ? before.locale() : now.locale());
    }

    /** Without what points at a person, for someone who was erased. */
    OrderContent anonymous() {
        return new OrderContent(
                number,
                placedAt,
                customer,
                null,
                null,
                totals,
                placeOnly(shipTo),
                placeOnly(billTo),
                promised,
                cancellation == null ? null : new Cancellation(cancellation.at(), null),
                new Context(
                        context.channel(),
                        null,
                        context.tags(),
                        null,
                        context.statusText(),
                        context.paymentStatus(),
                        context.locale()));
    }

    /** The region is kept for figures; whoever lives there is not. */
    static @Nullable Address placeOnly(@Nullable Address address) {
        return address == null
                ? null
                : new Address(null, null, null, null, null, null, address.region(), address.country(), null);
    }
}
