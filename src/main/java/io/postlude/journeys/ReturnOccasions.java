package io.postlude.journeys;

import io.postlude.journeys.Because.Back;
import io.postlude.journeys.Occasion.OneReturn;
import io.postlude.kernel.Event;
import io.postlude.kernel.Logged;
import io.postlude.returns.Payout;
import io.postlude.returns.PayoutId;
import io.postlude.returns.ReturnEvent;
import io.postlude.returns.ReturnEvent.DifferenceCharged;
import io.postlude.returns.ReturnEvent.ExchangeOrdered;
import io.postlude.returns.ReturnEvent.RefundSettled;
import io.postlude.returns.ReturnEvent.ReturnAccepted;
import io.postlude.returns.ReturnEvent.ReturnApproved;
import io.postlude.returns.ReturnEvent.ReturnDeclined;
import io.postlude.returns.ReturnEvent.ReturnReceived;
import io.postlude.returns.ReturnEvent.ReturnRefused;
import io.postlude.returns.ReturnEvent.ReturnRequested;
import io.postlude.returns.ReturnEvent.ReturnShipped;
import io.postlude.returns.ReturnId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Which events of returns are an occasion to write to whoever sends it back: one a step, and one for each thing given. */
final class ReturnOccasions {
    static final Set<Class<? extends Event>> WANTED = Set.of(
            ReturnRequested.class,
            ReturnApproved.class,
            ReturnRefused.class,
            DifferenceCharged.class,
            ReturnShipped.class,
            ReturnReceived.class,
            ReturnAccepted.class,
            ReturnDeclined.class,
            RefundSettled.class,
            ExchangeOrdered.class);

    /** Behind the milestone of what was looked at and not taken. */
    static final String DECLINED = ":DECLINED";

    /** Before what was not paid is given up, the customer hears of it once more. */
    private static final Duration REMINDED_BEFORE = Duration.ofDays(1);

    private static final Duration AFTER = Duration.ofDays(7);

    private ReturnOccasions() {}

    static List<Occasion> of(Logged logged, ReturnEvent event) {
        return switch (event) {
            case ReturnRequested asked ->
                asked.asked() ? one(logged, asked.returned(), TouchpointKind.RETURN_ASKED) : List.of();
            case ReturnApproved approved -> one(logged, approved.returned(), TouchpointKind.RETURN_READY);
            case ReturnRefused refused -> one(logged, refused.returned(), TouchpointKind.RETURN_REFUSED);
            case DifferenceCharged charged -> toPay(logged, charged);
            case ReturnShipped shipped -> one(logged, shipped.returned(), TouchpointKind.RETURN_ON_ITS_WAY);
            case ReturnReceived received -> one(logged, received.returned(), TouchpointKind.RETURN_HERE);
            case ReturnAccepted accepted -> one(logged, accepted.returned(), TouchpointKind.RETURN_INSPECTED);
            case ReturnDeclined declined ->
                List.of(named(occasion(logged, TouchpointKind.RETURN_INSPECTED, at(declined.returned())), DECLINED));
            case RefundSettled settled ->
                given(
                        logged,
                        settled.returned(),
                        settled.payout(),
                        settled.kind() == Payout.Kind.CREDIT
                                ? TouchpointKind.RETURN_CREDITED
                                : TouchpointKind.RETURN_REFUNDED);
            case ExchangeOrdered ordered ->
                given(logged, ordered.returned(), ordered.payout(), TouchpointKind.RETURN_EXCHANGED);
            default -> List.of();
        };
    }

    private static List<Occasion> one(Logged logged, ReturnId returned, TouchpointKind kind) {
        return List.of(occasion(logged, kind, at(returned)));
    }

    private static List<Occasion> toPay(Logged logged, DifferenceCharged charged) {
        Instant half = charged.occurredAt()
                .plus(Duration.between(charged.occurredAt(), charged.dueAt()).dividedBy(2));
        Instant dayBefore = charged.dueAt().minus(REMINDED_BEFORE);
        String which = ":" + charged.charge().value();
        long returned = charged.returned().value();
        return List.of(
                named(occasion(logged, TouchpointKind.RETURN_TO_PAY, new Back(returned, null, charged.dueAt())), which),
                named(
                        occasion(
                                logged,
                                TouchpointKind.RETURN_PAY_SOON,
                                new Back(returned, dayBefore.isAfter(half) ? dayBefore : half, charged.dueAt())),
                        which));
    }

    /** With the first thing given the day is set on which is asked how it went. */
    private static List<Occasion> given(Logged logged, ReturnId returned, PayoutId payout, TouchpointKind kind) {
        Instant at = logged.event().occurredAt();
        return List.of(
                named(occasion(logged, kind, at(returned)), ":" + payout.value()),
                occasion(logged, TouchpointKind.RETURN_AFTER, new Back(returned.value(), at.plus(AFTER), null)));
    }

    private static Back at(ReturnId returned) {
        return new Back(returned.value(), null, null);
    }

    private static Occasion occasion(Logged logged, TouchpointKind kind, Back back) {
        ReturnEvent event = (ReturnEvent) logged.event();
        return Occasion.of(logged, event.order(), kind, new OneReturn(new ReturnId(back.returned())))
                .because(Because.back(back));
    }

    private static Occasion named(Occasion occasion, String which) {
        return new Occasion(
                occasion.store(),
                occasion.kind(),
                occasion.milestone() + which,
                occasion.order(),
                occasion.about(),
                occasion.happenedAt(),
                occasion.event(),
                occasion.because());
    }
}
