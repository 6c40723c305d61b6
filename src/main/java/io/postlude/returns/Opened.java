package io.postlude.returns;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderView;
import io.postlude.returns.ReturnSql.Head;
import io.postlude.returns.ReturnView.Piece;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** A return under change: its order's book is locked until the transaction ends. */
record Opened(StoreId store, Head head, List<Piece> pieces, OrderView order, Instant now) {

    List<Piece> where(Predicate<Piece> condition) {
        return pieces.stream().filter(condition).toList();
    }

    /** Those named; all where none is. */
    List<Piece> named(Collection<PieceId> ids) {
        return ids.isEmpty() ? pieces : where(piece -> ids.contains(piece.id()));
    }

    /** The same pieces after what this transaction did to them so far. */
    List<Piece> asTheyStand(Tx tx, List<Piece> some) {
        Set<PieceId> wanted = Set.copyOf(ids(some));
        return ReturnSql.pieces(tx, store, List.of(head.id())).getOrDefault(head.id(), List.of()).stream()
                .filter(piece -> wanted.contains(piece.id()))
                .toList();
    }

    Moves.Whose whose() {
        return new Moves.Whose(store, head.id());
    }

    static List<PieceId> ids(List<Piece> pieces) {
        return pieces.stream().map(Piece::id).toList();
    }
}
