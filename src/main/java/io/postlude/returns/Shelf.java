package io.postlude.returns;

import io.postlude.kernel.Database;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.VariantId;
import io.postlude.returns.Quote.QuotedPiece;
import io.postlude.returns.ReturnView.Piece;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Keeps what was asked for in exchange: for so long while the customer's is not sent, then until it is decided. */
final class Shelf {
    private static final int BATCH = 200;

    private final Moves moves;

    Shelf(Moves moves) {
        this.moves = moves;
    }

    static boolean isThing(Wish wish) {
        return wish.remedy() != null && wish.remedy().isThing();
    }

    static Map<VariantId, Integer> wanted(List<QuotedPiece> pieces) {
        Map<VariantId, Integer> wanted = new HashMap<>();
        for (QuotedPiece piece : pieces)
            if (piece.remedy().kind().isThing() && piece.variant() != null)
                wanted.merge(piece.variant(), 1, Integer::sum);
        return wanted;
    }

    /** Takes everything a quote wants in exchange, or nothing. */
    static boolean take(Tx tx, StoreId store, List<QuotedPiece> pieces) {
        Map<VariantId, Integer> wanted = wanted(pieces);
        return wanted.isEmpty() || StockSql.take(tx, store, wanted);
    }

    /** What was taken, by piece. */
    static void hold(Tx tx, StoreId store, Map<PieceId, VariantId> pieces, Term term) {
        if (pieces.isEmpty()) return;
        Instant until = term.from().plus(Duration.ofDays(term.days()));
        StockSql.hold(tx, store, new StockSql.Kept(term.of(), pieces, until, term.from()));
    }

    /** For which return, from when on, and for how many days. */
    record Term(ReturnId of, Instant from, int days) {}

    /** After any deed: what is kept follows what became of the pieces. */
    static void follow(Tx tx, Opened opened) {
        if (opened.pieces().stream().anyMatch(piece -> piece.sums().kind().isThing()))
            StockSql.follow(tx, opened.store(), opened.head().id());
    }

    /** Before exchanges are owed: takes again what was let go meanwhile; false where it is gone. */
    static boolean takeAgain(Tx tx, Opened opened, Collection<Piece> pieces) {
        if (pieces.stream().noneMatch(piece -> piece.sums().kind().isThing())) return true;
        Map<PieceId, VariantId> open = StockSql.unkept(tx, opened.store(), pieces);
        if (open.isEmpty()) return true;
        Map<VariantId, Integer> wanted = new HashMap<>();
        open.values().forEach(variant -> wanted.merge(Objects.requireNonNull(variant), 1, Integer::sum));
        if (!StockSql.take(tx, opened.store(), wanted)) return false;
        StockSql.hold(tx, opened.store(), new StockSql.Kept(opened.head().id(), open, null, opened.now()));
        return true;
    }

    /** Gives back what nobody sent anything for in time; the return stays, and what it wants is looked for anew when it comes. */
    void letGoAcrossStores(Database database, Instant now) {
        List<StockSql.Over> over;
        do {
            over = database.acrossStores(tx -> StockSql.overAcrossStores(tx, now, BATCH));
            for (StockSql.Over one : over)
                database.runInStore(one.store(), tx -> {
                    if (StockSql.endOver(tx, one.store(), one.of(), now) > 0)
                        moves.note(
                                tx, one.store(), one.of(), new Moves.Note("RESERVATION_OVER", "Postlude", null, now));
                });
        } while (over.size() == BATCH);
    }
}
