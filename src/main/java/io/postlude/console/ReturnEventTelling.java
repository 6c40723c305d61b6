package io.postlude.console;

import io.postlude.console.Timeline.Happening;
import io.postlude.console.Timeline.Mark;
import io.postlude.kernel.Money;
import io.postlude.returns.ReturnEvent;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells what happened to returns in the timelines of orders and customers. */
final class ReturnEventTelling {
    private final Words words;

    ReturnEventTelling(Words words) {
        this.words = words;
    }

    Happening tell(ReturnEvent event) {
        return switch (event) {
            case ReturnEvent.ReturnRequested asked ->
                happening(
                        event,
                        mark("return", asked.asked() ? "risk" : "info"),
                        "The customer wants to send back " + pieces(asked.pieces()),
                        asked.method().word().replace('_', ' ') + (asked.asked() ? "; a person decides" : ""));
            case ReturnEvent.ReturnApproved approved ->
                happening(event, mark("kept", ""), "May send back " + pieces(approved.pieces()), null);
            case ReturnEvent.ReturnRefused refused ->
                happening(event, mark("void", "risk"), "Not taken back: " + pieces(refused.pieces()), null);
            case ReturnEvent.ReturnCalledOff off ->
                happening(event, mark("void", ""), "Return called off: " + pieces(off.pieces()), null);
            case ReturnEvent.ReturnShipped sent ->
                happening(event, mark("truck", ""), "On its way back: " + pieces(sent.pieces()), null);
            case ReturnEvent.ReturnReceived here ->
                happening(
                        event,
                        mark("box", ""),
                        "Arrived at the store: " + pieces(here.pieces()),
                        here.refundBy() == null ? null : "money promised by " + words.moment(here.refundBy()));
            case ReturnEvent.ReturnOverdue late -> overdue(late);
            case ReturnEvent.ReturnAccepted taken ->
                happening(event, mark("kept", "kept"), "Taken back: " + pieces(taken.pieces()), owed(taken));
            case ReturnEvent.ReturnDeclined declined ->
                happening(event, mark("void", "risk"), "Came, and is not taken: " + pieces(declined.pieces()), null);
            case ReturnEvent.RefundSettled settled ->
                happening(
                        event,
                        mark("card", "kept"),
                        ReturnWords.payout(settled.kind()) + " given: " + money(settled.amount()),
                        null);
            case ReturnEvent.ReturnAppealed _ ->
                happening(event, mark("user", "risk"), "The customer asks to look again", null);
            case ReturnEvent.ReturnAppealAnswered answered -> answered(answered);
            case ReturnEvent.ReturnReasonRose rose -> rose(rose);
            case ReturnEvent.DifferenceCharged charged ->
                onTop(event, "", "Asked to pay " + money(charged.amount()) + " on top");
            case ReturnEvent.DifferencePaid paid -> onTop(event, "kept", "Paid " + money(paid.amount()) + " on top");
            case ReturnEvent.ExchangeLapsed _ ->
                onTop(event, "risk", "Not paid on top in time: the next best is given instead of the exchange");
            case ReturnEvent.ContractWithdrawn _ ->
                happening(event, mark("undo", "risk"), "The customer withdrew from the contract", "by law");
            case ReturnEvent.ExchangeOrdered ordered ->
                happening(event, mark("box", "kept"), "Exchange ordered", "worth " + money(ordered.value()));
        };
    }

    private Happening overdue(ReturnEvent.ReturnOverdue late) {
        return happening(
                late,
                mark("risk", "risk"),
                "Paid for, and did not come: " + pieces(late.pieces()),
                "it stands under Exceptions");
    }

    private Happening answered(ReturnEvent.ReturnAppealAnswered answered) {
        return happening(
                answered,
                mark("user", ""),
                answered.granted() ? "The score is set aside for a while" : "The score stays",
                "the customer was answered");
    }

    private Happening rose(ReturnEvent.ReturnReasonRose rose) {
        return happening(
                rose,
                mark("risk", "risk"),
                (rose.product() == null ? "Its carrier’s parcels go wrong" : "A product of this order comes back")
                        + " more often than before: "
                        + ReturnWords.reason(rose.reason(), "").toLowerCase(Locale.ROOT),
                Words.count(rose.pieces(), "piece", "pieces") + " in four weeks");
    }

    private Happening onTop(ReturnEvent event, String css, String what) {
        return happening(event, mark("card", css), what, null);
    }

    private static @Nullable String owed(ReturnEvent.ReturnAccepted taken) {
        StringBuilder owed = new StringBuilder();
        if (!taken.refund().isZero())
            owed.append(", ").append(money(taken.refund())).append(" back");
        if (!taken.credit().isZero())
            owed.append(", ").append(money(taken.credit())).append(" as credit");
        if (!taken.exchange().isZero())
            owed.append(", ").append(money(taken.exchange())).append(" as another thing");
        return owed.isEmpty() ? null : owed.substring(2);
    }

    private static String money(Money money) {
        return Words.money(money.minor(), money.currency().getCurrencyCode());
    }

    private static String pieces(List<?> pieces) {
        return Words.count(pieces.size(), "piece", "pieces");
    }

    private static Mark mark(String icon, String css) {
        return new Mark(icon, css);
    }

    private Happening happening(ReturnEvent event, Mark mark, String what, @Nullable String small) {
        return new Happening(
                words.time(event.occurredAt()), event.occurredAt().toString(), mark, what, small, null, List.of());
    }
}
