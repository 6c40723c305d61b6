package io.postlude.returns;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.Money;
import io.postlude.orders.LineId;
import io.postlude.orders.OrderId;
import io.postlude.orders.VariantId;
import io.postlude.promises.PromiseId;
import io.postlude.tracking.ShipmentId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One return with all there is to know about it.
 *
 * @param code what people and labels call it
 * @param charge what the customer pays on top, as asked last; null where nothing is
 * @param sendBy the last day to send it, in the store's zone
 * @param isGift sent back by whoever was given it, not by the buyer
 * @param actions what can be done with it now
 */
public record ReturnView(
        ReturnId id,
        String code,
        OrderId order,
        @Nullable CustomerId customer,
        Stage stage,
        Method method,
        Asker.Channel channel,
        int policyVersion,
        Currency currency,
        Instant requestedAt,
        @Nullable LocalDate sendBy,
        @Nullable Instant arrivedAt,
        @Nullable PromiseId promise,
        @Nullable ShipmentId shipment,
        @Nullable String owner,
        int version,
        boolean isGift,
        List<Piece> pieces,
        List<Payout> payouts,
        @Nullable Charge charge,
        @Nullable Label label,
        Set<Action> actions) {
    public ReturnView {
        pieces = List.copyOf(pieces);
        payouts = List.copyOf(payouts);
        actions = Set.copyOf(actions);
    }

    /**
     * One piece.
     *
     * @param number of the pieces of its line, from 1
     * @param rule the rule that decided
     * @param finding what the store found, in words for the customer
     */
    public record Piece(
            PieceId id,
            LineId line,
            int number,
            VariantId variant,
            Reason reason,
            String detail,
            @Nullable String words,
            @Nullable Wear wear,
            String rule,
            Rule.PayWhen pays,
            @Nullable VariantId wanted,
            Travel travel,
            Verdict verdict,
            PieceSums sums,
            long deduction,
            @Nullable Grade grade,
            @Nullable Disposition disposition,
            @Nullable String finding,
            @Nullable Long posting,
            Instant movedAt) {
        Stage.Standing standing() {
            return new Stage.Standing(travel, verdict);
        }

        Piece standing(Travel where, Verdict decided) {
            return new Piece(
                    id,
                    line,
                    number,
                    variant,
                    reason,
                    detail,
                    words,
                    wear,
                    rule,
                    pays,
                    wanted,
                    where,
                    decided,
                    sums,
                    deduction,
                    grade,
                    disposition,
                    finding,
                    posting,
                    movedAt);
        }
    }

    /** What can be done next. */
    public enum Action {
        APPROVE,
        REFUSE,
        CALL_OFF,
        GET_LABEL,
        TELL_NUMBER,
        ADD_PHOTOS,
        RECEIVE,
        GRADE,
        DECIDE,
        SEND_BACK,
        GIVE
    }

    /** The same at another moment. */
    ReturnView asOf(Stage then, @Nullable Instant arrived, List<Piece> standing) {
        return new ReturnView(
                id,
                code,
                order,
                customer,
                then,
                method,
                channel,
                policyVersion,
                currency,
                requestedAt,
                sendBy,
                arrived,
                promise,
                shipment,
                owner,
                version,
                isGift,
                standing,
                payouts,
                charge,
                label,
                actions);
    }

    public Money money(long minor) {
        return new Money(minor, currency);
    }

    /** What pieces that still count come to for one account, after deductions. */
    public Money owed(Payout.Kind kind) {
        long sum = 0;
        for (Piece piece : pieces) {
            if (!piece.verdict().holds() || piece.verdict() == Verdict.DECLINED) continue;
            PieceSums sums = piece.sums();
            sum += switch (kind) {
                case REFUND -> sums.refund();
                case CREDIT -> sums.credit();
                case EXCHANGE -> sums.thing();
            };
            long fromRest = Math.min(piece.deduction(), sums.difference().back());
            if (Account.owing(sums.difference().rest()) == kind.owed()) sum -= fromRest;
            if (Account.owing(sums.kind()) == kind.owed()) sum -= piece.deduction() - fromRest;
        }
        return money(sum);
    }
}
