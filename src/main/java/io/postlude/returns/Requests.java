package io.postlude.returns;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.returns.Asking.Request;
import io.postlude.stores.Stores;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Makes returns of what is asked: written down, with a label on its way, and with what is owed before anything is sent. */
final class Requests {
    private final Parts parts;

    /** What it stands on. */
    record Parts(
            InstantSource clock,
            Returns returns,
            Stores stores,
            Asking asking,
            Labels labels,
            Acceptance acceptance,
            Warehouse warehouse) {}

    Requests(Parts parts) {
        this.parts = parts;
    }

    /** What is asked, and by whom. */
    record Asked(Ask ask, Asker asker) {}

    /** Of different orders, under different keys, in one transaction; what became of each, in the order asked. */
    List<Answer> make(Tx tx, StoreId store, List<Asked> all) {
        Instant now = parts.clock().instant();
        List<Asking.Committed> committed = parts.asking()
                .commit(
                        tx,
                        store,
                        all.stream()
                                .map(one -> new Request(one.ask(), one.asker(), now))
                                .toList(),
                        now);
        List<Asking.Made> made = committed.stream()
                .filter(Asking.Made.class::isInstance)
                .map(Asking.Made.class::cast)
                .toList();
        Set<ReturnId> toBuy = parts.labels().begin(tx, store, made, now);
        for (int i = 0; i < all.size(); i++)
            if (committed.get(i) instanceof Asking.Made one && (one.dueAtOnce() || toBuy.contains(one.id())))
                payAtOnce(tx, store, one.id(), all.get(i).asker().by());
        return answers(tx, store, committed);
    }

    private static List<Answer> answers(Tx tx, StoreId store, List<Asking.Committed> committed) {
        List<ReturnId> ids = new ArrayList<>();
        for (Asking.Committed one : committed)
            switch (one) {
                case Asking.Made made -> ids.add(made.id());
                case Asking.Before before -> ids.add(before.id());
                case Asking.Denied _ -> {}
            }
        Map<ReturnId, ReturnView> views = new HashMap<>();
        ReturnViews.of(tx, store, ids).forEach(view -> views.put(view.id(), view));
        return committed.stream()
                .map(one -> switch (one) {
                    case Asking.Made made -> done(views, made.id(), true);
                    case Asking.Before before -> done(views, before.id(), false);
                    case Asking.Denied(List<Denial> denials) -> new Answer.Denied(denials);
                })
                .toList();
    }

    private static Answer done(Map<ReturnId, ReturnView> views, ReturnId id, boolean fresh) {
        return new Answer.Done(Objects.requireNonNull(views.get(id)), fresh);
    }

    /** What stays with the customer, and what the policy pays before anything is sent, is owed at once. */
    private void payAtOnce(Tx tx, StoreId store, ReturnId id, String by) {
        Answer _ = parts.returns().change(tx, store, id, opened -> {
            List<ReturnView.Piece> due = opened.where(piece -> piece.verdict() == Verdict.APPROVED
                    && (piece.sums().kind().stays() || piece.pays() == Rule.PayWhen.REQUEST));
            boolean charged = opened.pieces().stream()
                    .anyMatch(piece -> piece.sums().difference().charge() > 0);
            if (due.isEmpty())
                return charged
                                || parts.labels()
                                        .areSold(tx, store, opened.head().method())
                        ? Optional.empty()
                        : Optional.of(Denial.Kind.NOT_NOW);
            Policy policy = parts.returns().policies().live(tx, store);
            new Keeping(parts.acceptance(), parts.warehouse())
                    .keep(tx, opened, due, new Keeping.Terms(by, parts.stores().get(store), policy));
            return Optional.empty();
        });
    }
}
