package io.postlude.returns;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.returns.ReturnSql.Head;
import io.postlude.returns.ReturnView.Action;
import io.postlude.returns.ReturnView.Piece;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts returns together for reading: five statements for any number of them. */
final class ReturnViews {
    private ReturnViews() {}

    /** In the order asked; those that are not there are left out. */
    static List<ReturnView> of(Tx tx, StoreId store, Collection<ReturnId> ids) {
        if (ids.isEmpty()) return List.of();
        Map<ReturnId, List<Piece>> pieces = ReturnSql.pieces(tx, store, ids);
        Map<ReturnId, List<Payout>> payouts = PayoutSql.ofReturns(tx, store, ids);
        Map<ReturnId, Charge> charges = charges(tx, store, pieces);
        Map<ReturnId, Label> labels = LabelSql.ofReturns(tx, store, ids);
        Map<ReturnId, ReturnView> views = new HashMap<>();
        for (Head head : ReturnSql.heads(tx, store, ids)) {
            List<Piece> mine = pieces.getOrDefault(head.id(), List.of());
            views.put(
                    head.id(),
                    view(
                            new Whole(head, mine, payouts.getOrDefault(head.id(), List.of()), charges.get(head.id())),
                            labels.get(head.id())));
        }
        return ids.stream().map(views::get).filter(Objects::nonNull).toList();
    }

    /** Few returns ever ask for money: those without another thing are not looked up. */
    private static Map<ReturnId, Charge> charges(Tx tx, StoreId store, Map<ReturnId, List<Piece>> pieces) {
        List<ReturnId> some = pieces.entrySet().stream()
                .filter(entry -> entry.getValue().stream().anyMatch(piece -> piece.wanted() != null))
                .map(Map.Entry::getKey)
                .toList();
        return some.isEmpty() ? Map.of() : ChargeSql.ofReturns(tx, store, some);
    }

    private record Whole(
            Head head,
            List<Piece> pieces,
            List<Payout> payouts,
            @Nullable Charge charge) {}

    private static ReturnView view(Whole whole, @Nullable Label label) {
        Head head = whole.head();
        return new ReturnView(
                head.id(),
                head.code(),
                head.order(),
                head.customer(),
                head.stage(),
                head.method(),
                head.channel(),
                head.policyVersion(),
                head.currency(),
                head.requestedAt(),
                head.sendBy(),
                head.arrivedAt(),
                head.promise(),
                head.shipment(),
                head.owner(),
                head.version(),
                head.gift(),
                whole.pieces(),
                whole.payouts(),
                whole.charge(),
                label,
                actions(whole));
    }

    private static Set<Action> actions(Whole whole) {
        Set<Action> can = EnumSet.noneOf(Action.class);
        for (Piece piece : whole.pieces()) {
            Travel travel = piece.travel();
            switch (piece.verdict()) {
                case ASKED -> can.addAll(Set.of(Action.APPROVE, Action.REFUSE, Action.CALL_OFF, Action.ADD_PHOTOS));
                case APPROVED -> approved(can, whole.head().method(), travel);
                case REFUSED -> can.add(Action.APPROVE);
                case ACCEPTED, SETTLED -> coming(can, travel);
                case DECLINED -> {
                    can.add(Action.DECIDE);
                    if (travel == Travel.GRADED) can.add(Action.SEND_BACK);
                }
                case CALLED_OFF -> {}
            }
        }
        if (whole.payouts().stream().anyMatch(payout -> payout.state() == Payout.State.BY_HAND)) can.add(Action.GIVE);
        return can;
    }

    private static void approved(Set<Action> can, Method method, Travel travel) {
        if (travel == Travel.AWAITED) {
            can.addAll(Set.of(Action.CALL_OFF, Action.ADD_PHOTOS));
            if (method.isPaidByStore()) can.add(Action.GET_LABEL);
            if (method == Method.OWN_CARRIER) can.add(Action.TELL_NUMBER);
        }
        coming(can, travel);
        if (travel == Travel.MISSING || travel == Travel.GRADED) can.add(Action.DECIDE);
    }

    private static void coming(Set<Action> can, Travel travel) {
        if (travel.isComing() || travel == Travel.MISSING) can.add(Action.RECEIVE);
        if (travel == Travel.RECEIVED) can.add(Action.GRADE);
    }
}
