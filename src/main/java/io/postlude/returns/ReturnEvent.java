package io.postlude.returns;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.Event;
import io.postlude.kernel.Money;
import io.postlude.kernel.StoreId;
import io.postlude.orders.OrderId;
import io.postlude.orders.ProductId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens to a return: ids and facts, nobody's words. {@code pieces} are those it is about. */
public sealed interface ReturnEvent extends Event {
    OrderId order();

    /** The return it is about; null for what is about none. */
    default @Nullable ReturnId returned() {
        return null;
    }

    @Override
    default long key() {
        return order().value();
    }

    /** Committed; {@code asked} where a person has to decide before anything is sent. */
    record ReturnRequested(
            StoreId store,
            ReturnId returned,
            OrderId order,
            @Nullable CustomerId customer,
            List<PieceId> pieces,
            Method method,
            boolean asked,
            Instant occurredAt)
            implements ReturnEvent {}

    /** The customer may send it. */
    record ReturnApproved(StoreId store, ReturnId returned, OrderId order, List<PieceId> pieces, Instant occurredAt)
            implements ReturnEvent {}

    record ReturnRefused(StoreId store, ReturnId returned, OrderId order, List<PieceId> pieces, Instant occurredAt)
            implements ReturnEvent {}

    record ReturnCalledOff(StoreId store, ReturnId returned, OrderId order, List<PieceId> pieces, Instant occurredAt)
            implements ReturnEvent {}

    /** The carrier has it. */
    record ReturnShipped(StoreId store, ReturnId returned, OrderId order, List<PieceId> pieces, Instant occurredAt)
            implements ReturnEvent {}

    /** The store has it; {@code refundBy} is when the money is promised to be on its way. */
    record ReturnReceived(
            StoreId store,
            ReturnId returned,
            OrderId order,
            List<PieceId> pieces,
            @Nullable Instant refundBy,
            Instant occurredAt)
            implements ReturnEvent {}

    /** Taken: what is owed now to the means it was paid with, as credit, and as other things. */
    record ReturnAccepted(
            StoreId store,
            ReturnId returned,
            OrderId order,
            List<PieceId> pieces,
            Money refund,
            Money credit,
            Money exchange,
            Instant occurredAt)
            implements ReturnEvent {}

    /** It came and is not taken. */
    record ReturnDeclined(StoreId store, ReturnId returned, OrderId order, List<PieceId> pieces, Instant occurredAt)
            implements ReturnEvent {}

    /** It was paid for in trust and did not come in time. */
    record ReturnOverdue(StoreId store, ReturnId returned, OrderId order, List<PieceId> pieces, Instant occurredAt)
            implements ReturnEvent {}

    /** A dearer thing is asked for: so much is to be paid on top until then. */
    record DifferenceCharged(
            StoreId store,
            ReturnId returned,
            OrderId order,
            ChargeId charge,
            Money amount,
            Instant dueAt,
            Instant occurredAt)
            implements ReturnEvent {}

    /** It was paid. */
    record DifferencePaid(
            StoreId store, ReturnId returned, OrderId order, ChargeId charge, Money amount, Instant occurredAt)
            implements ReturnEvent {}

    /** It was not paid in time: the next best is given instead. */
    record ExchangeLapsed(StoreId store, ReturnId returned, OrderId order, List<PieceId> pieces, Instant occurredAt)
            implements ReturnEvent {}

    /** Money or credit has left the house. */
    record RefundSettled(
            StoreId store,
            ReturnId returned,
            OrderId order,
            PayoutId payout,
            Payout.Kind kind,
            Money amount,
            Instant occurredAt)
            implements ReturnEvent {}

    /** The customer sees differently why a person looks at it first. */
    record ReturnAppealed(StoreId store, ReturnId returned, OrderId order, Instant occurredAt) implements ReturnEvent {}

    /** A person answered; {@code granted}: the score counts for nothing for a while. */
    record ReturnAppealAnswered(StoreId store, ReturnId returned, OrderId order, boolean granted, Instant occurredAt)
            implements ReturnEvent {}

    /**
     * Something comes back for a reason more often than its past says; {@code order} is the newest it happened to.
     *
     * @param product null: it is a carrier's doing
     * @param dimension null, with {@code subject}: told before there were others than products
     */
    record ReturnReasonRose(
            StoreId store,
            OrderId order,
            @Nullable ProductId product,
            Reason reason,
            long pieces,
            double usual,
            Instant occurredAt,
            @Nullable Dimension dimension,
            @Nullable String subject)
            implements ReturnEvent {}

    /** The customer withdrew from the contract under the law. */
    record ContractWithdrawn(StoreId store, OrderId order, Instant occurredAt) implements ReturnEvent {}

    /** The other thing was ordered. */
    record ExchangeOrdered(
            StoreId store, ReturnId returned, OrderId order, PayoutId payout, Money value, Instant occurredAt)
            implements ReturnEvent {}
}
