package io.postlude.returns;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderView;
import io.postlude.returns.ReturnSql.Head;
import io.postlude.returns.ReturnView.Piece;
import io.postlude.tracking.Direction;
import io.postlude.tracking.ParcelNumber;
import io.postlude.tracking.ShipmentId;
import io.postlude.tracking.ShipmentRegistration;
import io.postlude.tracking.Tracking;
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

    /** The same return after what this transaction did to its pieces so far. */
    Opened reread(Tx tx) {
        return new Opened(
                store,
                head,
                ReturnSql.pieces(tx, store, List.of(head.id())).getOrDefault(head.id(), List.of()),
                order,
                now);
    }

    /** The same pieces after what this transaction did to them so far. */
    List<Piece> asTheyStand(Tx tx, List<Piece> some) {
        Set<PieceId> wanted = Set.copyOf(ids(some));
        return ReturnSql.pieces(tx, store, List.of(head.id())).getOrDefault(head.id(), List.of()).stream()
                .filter(piece -> wanted.contains(piece.id()))
                .toList();
    }

    /** The parcel it travels in, under this number. */
    ShipmentRegistration parcel(String number) {
        return new ShipmentRegistration(
                "return:" + head.id(),
                head.order(),
                Direction.INBOUND,
                List.of(new ParcelNumber(null, number)),
                List.of(),
                ShipmentRegistration.Lane.UNKNOWN,
                null,
                now);
    }

    /** From now on its scans are heard. */
    void travelsAs(Tx tx, Tracking tracking, String number) {
        ShipmentId shipment =
                tracking.register(tx, store, List.of(parcel(number))).getFirst();
        tx.execute(
                "update returns.customer_return set shipment_id = ? where store_id = ? and id = ?",
                shipment,
                store,
                head.id());
    }

    Moves.Whose whose() {
        return new Moves.Whose(store, head.id());
    }

    static List<PieceId> ids(List<Piece> pieces) {
        return pieces.stream().map(Piece::id).toList();
    }
}
