package io.postlude.claims;

import io.postlude.kernel.Ids;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Moves claims along their two machines, in the database too, and leaves a line of history for each move. */
final class ClaimMoves {
    private final Ids ids;

    ClaimMoves(Ids ids) {
        this.ids = ids;
    }

    /** Who says so, in which words for the customer, and when. */
    record Word(String by, @Nullable String said, Instant at) {}

    void decides(Tx tx, ClaimDeeds.Opened of, ClaimState next, Word word) {
        StoreId store = of.store();
        ClaimView claim = of.claim();
        if (!claim.state().mayBecome(next))
            throw new IllegalStateException("a claim that is " + claim.state() + " cannot become " + next);
        int moved = tx.update(
                """
                update claims.claim set state = ?, said = coalesce(?, said), moved_at = ?, version = version + 1
                where store_id = ? and id = ? and state = ?""", next, next == ClaimState.ASKED ? null : word.said(), word.at(), store, claim.id(), claim.state());
        if (moved != 1) throw new IllegalStateException("the claim moved meanwhile");
        note(tx, store, claim.id(), new Line("DECIDED", claim.state().name(), next.name(), word));
    }

    void travels(Tx tx, ClaimDeeds.Opened of, Place next, Word word) {
        StoreId store = of.store();
        ClaimView claim = of.claim();
        if (!claim.place().mayBecome(next))
            throw new IllegalStateException("a thing that is " + claim.place() + " cannot become " + next);
        int moved = tx.update("""
                update claims.claim set place = ?, moved_at = ?, version = version + 1
                where store_id = ? and id = ? and place = ?""", next, word.at(), store, claim.id(), claim.place());
        if (moved != 1) throw new IllegalStateException("the thing moved meanwhile");
        note(tx, store, claim.id(), new Line("TRAVELLED", claim.place().name(), next.name(), word));
    }

    record Line(String what, @Nullable String was, @Nullable String became, Word word) {}

    void note(Tx tx, StoreId store, ClaimId claim, Line line) {
        tx.execute(
                ClaimSql.NOTE,
                store,
                claim,
                ids.next(),
                line.word().at(),
                line.word().by(),
                line.what(),
                line.was(),
                line.became(),
                line.word().said());
    }
}
