package io.postlude.claims;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.Event;
import io.postlude.kernel.StoreId;
import io.postlude.orders.LineId;
import io.postlude.orders.OrderId;
import io.postlude.returns.ReturnId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What happens to a claim: ids and facts, nobody's words. */
public sealed interface ClaimEvent extends Event {
    OrderId order();

    @Override
    default long key() {
        return order().value();
    }

    /** Something of one claim, which its customer is told. */
    sealed interface OfClaim extends ClaimEvent {
        ClaimId claim();
    }

    /** Asked; {@code replyBy} is when the answer is promised. */
    record ClaimMade(
            StoreId store,
            ClaimId claim,
            OrderId order,
            @Nullable CustomerId customer,
            ClaimKind kind,
            Instant replyBy,
            Instant occurredAt)
            implements OfClaim {}

    /** The customer was asked for something. */
    record ClaimAskedBack(StoreId store, ClaimId claim, OrderId order, Instant occurredAt) implements OfClaim {}

    /** The customer answered, or wants a second look at a refusal. */
    record ClaimAnswered(
            StoreId store, ClaimId claim, OrderId order, boolean appeal, Instant replyBy, Instant occurredAt)
            implements OfClaim {}

    /** It is right; {@code returned} is how money, another thing or the thing itself travels. */
    record ClaimAgreed(
            StoreId store,
            ClaimId claim,
            OrderId order,
            Outcome outcome,
            @Nullable ReturnId returned,
            Instant occurredAt)
            implements OfClaim {}

    record ClaimRefused(StoreId store, ClaimId claim, OrderId order, Instant occurredAt) implements OfClaim {}

    record ClaimWithdrawn(StoreId store, ClaimId claim, OrderId order, Instant occurredAt) implements OfClaim {}

    /** The thing to be repaired is at the store. */
    record ClaimedThingReceived(StoreId store, ClaimId claim, OrderId order, Instant occurredAt) implements OfClaim {}

    /** What was agreed has happened. */
    record ClaimSettled(StoreId store, ClaimId claim, OrderId order, Outcome outcome, Instant occurredAt)
            implements OfClaim {}

    /** A customer told the number on a thing of theirs. */
    record ProductRegistered(
            StoreId store,
            OrderId order,
            LineId line,
            @Nullable CustomerId customer,
            Instant occurredAt) implements ClaimEvent {}
}
