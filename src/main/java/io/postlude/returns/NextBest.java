package io.postlude.returns;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.kernel.Json;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.returns.ReturnView.Piece;
import java.util.List;

/** What is given for a piece whose other thing was not paid: what the policy that decided it has besides. Money goes first. */
final class NextBest {
    private static final List<Remedy.Kind> ORDER = List.of(Remedy.Kind.REFUND, Remedy.Kind.CREDIT);

    private final Payouts payouts;

    NextBest(Payouts payouts) {
        this.payouts = payouts;
    }

    /** The piece becomes it; one that was taken already is given that way. */
    void give(Tx tx, Opened opened, Piece piece) {
        Remedy next = of(tx, opened.store(), piece, opened.head().gift());
        Long posting = piece.posting();
        boolean taken = piece.verdict() == Verdict.ACCEPTED;
        if (taken && posting != null)
            payouts.insteadOfUnpaid(
                    tx, opened, posting, next.kind() == Remedy.Kind.CREDIT ? Payout.Kind.CREDIT : Payout.Kind.REFUND);
        tx.execute("""
                update returns.piece set remedy = ?, bonus = ?, charge = 0, used = 0, back = 0
                where store_id = ? and id = ?""", next.kind(), taken ? 0 : bonus(piece, next), opened.store(), piece.id());
    }

    private static long bonus(Piece piece, Remedy remedy) {
        return remedy.kind() == Remedy.Kind.CREDIT
                ? Remedy.share(piece.sums().goods() + piece.sums().tax(), remedy.bonus())
                : 0;
    }

    /** Read off the decision as it was recorded; a policy that has nothing else keeps what it is worth for the customer. */
    private static Remedy of(Tx tx, StoreId store, Piece piece, boolean gift) {
        JsonNode recorded = Json.read(
                tx.first(
                                "select decision from returns.piece where store_id = ? and id = ?",
                                row -> row.getString(1),
                                store,
                                piece.id())
                        .orElseThrow(),
                JsonNode.class);
        JsonNode remedies = recorded.at("/decision/then/remedies");
        for (Remedy.Kind kind : gift ? List.of(Remedy.Kind.CREDIT) : ORDER)
            for (JsonNode one : remedies)
                if (one.path("kind").asText().equals(kind.name())) return Json.read(one.toString(), Remedy.class);
        return Remedy.of(Remedy.Kind.CREDIT);
    }
}
