package io.postlude.connectors;

import io.postlude.customers.CustomerDetails;
import io.postlude.kernel.Money;
import io.postlude.orders.FulfilmentSnapshot;
import io.postlude.orders.OrderSnapshot;
import io.postlude.orders.ProductSnapshot;
import io.postlude.orders.RefundSnapshot;
import io.postlude.returns.ShopReturnNews;
import io.postlude.stores.Source;
import io.postlude.tracking.EstimateReport;
import io.postlude.tracking.RawCode;
import io.postlude.tracking.ScanPlace;
import io.postlude.tracking.ScanReport;
import io.postlude.tracking.ScanTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One thing an outside system says, in our words: what every delivery is turned into before anything is changed. */
sealed interface Statement {

    /** How an order stands. */
    record OrderStands(OrderSnapshot order) implements Statement {}

    /** How one fulfilment of an order stands, said without the order. */
    record FulfilmentStands(String orderReference, FulfilmentSnapshot fulfilment) implements Statement {}

    /**
     * Money went back for an order, said without the order.
     *
     * @param currency as stated; null where the source leaves it to the order
     * @param amount a plain decimal
     */
    record MoneyWentBack(
            String orderReference,
            String reference,
            Instant at,
            @Nullable String currency,
            String amount,
            List<FulfilmentSnapshot.LineQuantity> lines,
            @Nullable String reason)
            implements Statement {
        RefundSnapshot snapshot(Currency ofOrder) {
            return new RefundSnapshot(reference, at, Money.parse(amount, ofOrder), lines, reason);
        }
    }

    /** How a return stands that was made in the shop. */
    record ReturnStands(ShopReturnNews news) implements Statement {}

    /** What a product is. */
    record ProductIs(ProductSnapshot product) implements Statement {}

    /** Who a customer is. */
    record PersonIs(CustomerDetails person) implements Statement {}

    /** A parcel was seen. */
    record ParcelSeen(ScanReport scan) implements Statement {}

    /** When the carrier itself says a parcel comes. */
    record EstimateSaid(EstimateReport estimate) implements Statement {}

    /** A parcel was seen, named by its fulfilment; the tracking number is known to the order. */
    record FulfilmentSeen(String orderReference, String fulfilmentReference, Sight scan) implements Statement {}

    /** A scan whose parcel is still to be named; {@code expected} is the day the carrier named with it. */
    record Sight(
            RawCode code,
            ScanTime time,
            ScanPlace place,
            @Nullable String message,
            @Nullable LocalDate expected,
            Instant saidAt) {
        Stream<EstimateReport> estimate(@Nullable String carrier, String number) {
            return expected == null
                    ? Stream.empty()
                    : Stream.of(new EstimateReport(Source.SHOPIFY.word(), carrier, number, null, expected, saidAt));
        }

        ScanReport of(@Nullable String carrier, String number) {
            return new ScanReport(Source.SHOPIFY.word(), carrier, number, code, time, place, message, null);
        }
    }

    /** A person wants to know what is kept of them. */
    record DataAsked(String requestReference, PersonNamed person) implements Statement {}

    /** A person wants to be forgotten. */
    record ForgetPerson(PersonNamed person) implements Statement {}

    /** The shop is gone: everything it sent is to be forgotten. */
    record ForgetShop(String shop) implements Statement {}

    /** Nothing of ours changes. */
    record Nothing(String why) implements Statement {}

    /** A person as a shop names one. */
    record PersonNamed(
            @Nullable String reference,
            @Nullable String email,
            @Nullable String phone,
            List<String> orderReferences) {}
}
