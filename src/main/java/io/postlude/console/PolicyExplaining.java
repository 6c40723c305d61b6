package io.postlude.console;

import io.postlude.console.Parts.Pill;
import io.postlude.console.Parts.Tone;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderView;
import io.postlude.returns.Deciding;
import io.postlude.returns.Decision;
import io.postlude.returns.Policy;
import io.postlude.returns.ReturnRecords.Explained;
import io.postlude.returns.ReturnView;
import io.postlude.returns.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why one return was decided as it was, and what the policy that is looked at says of it. */
final class PolicyExplaining {
    private final ReturnsDesk.Sources sources;
    private final Visit visit;
    private final Policy policy;

    private PolicyExplaining(ReturnsDesk.Sources sources, Visit visit, Policy policy) {
        this.sources = sources;
        this.visit = visit;
        this.policy = policy;
    }

    static PolicyExplaining of(ReturnsDesk.Sources sources, Visit visit, Policy policy) {
        return new PolicyExplaining(sources, visit, policy);
    }

    PolicyPage.@Nullable Explained explained(Tx tx, String code) {
        if (code.isEmpty()) return null;
        Optional<ReturnView> found = sources.returns().returns().byCode(tx, visit.store(), code);
        if (found.isEmpty()) return null;
        ReturnView view = found.get();
        Optional<OrderView> order = sources.orders().order(tx, visit.store(), view.order());
        List<PolicyPage.One> pieces = new ArrayList<>();
        for (Explained one : sources.returns().records().explained(tx, visit.store(), view.id()))
            view.pieces().stream()
                    .filter(piece -> piece.id().equals(one.piece()))
                    .map(piece -> one(one, piece, order))
                    .forEach(pieces::add);
        return new PolicyPage.Explained(view.code(), ReturnDesk.path(view.id()), pieces);
    }

    private PolicyPage.One one(Explained recorded, ReturnView.Piece piece, Optional<OrderView> order) {
        Decision now = Deciding.decide(policy, recorded.facts());
        return new PolicyPage.One(
                order.map(known -> ReturnsDesk.title(known, piece)).orElse("") + ", "
                        + ReturnWords.reason(piece.reason(), piece.detail()).toLowerCase(java.util.Locale.ROOT),
                ReturnWords.trace(visit.words(), recorded).stream()
                        .map(look -> new ReturnPage.Looked(look.fits(), look.rule(), look.evidence()))
                        .toList(),
                new Pill(Tone.KEPT, "On record, v" + recorded.policyVersion() + ": " + recorded.name(piece.rule())),
                pill(now));
    }

    private Pill pill(Decision now) {
        String version = policy.version() == 0 ? "Our usual one" : "v" + policy.version();
        return switch (now.then()) {
            case Rule.Refuse refuse ->
                new Pill(
                        Tone.BROKEN,
                        version + ": no return, " + refuse.cause().word().replace('_', ' '));
            case Rule.Allow allow ->
                new Pill(
                        Tone.INFO,
                        version + ": "
                                + allow.remedies().stream()
                                        .map(remedy -> ReturnWords.remedy(remedy.kind()))
                                        .collect(Collectors.joining(", ")));
        };
    }
}
