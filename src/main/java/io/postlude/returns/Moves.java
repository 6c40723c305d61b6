package io.postlude.returns;

import io.postlude.kernel.BulkRows;
import io.postlude.kernel.Ids;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.returns.ReturnView.Piece;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Moves pieces along their two machines, in the database too, and leaves a line of history for each move. */
final class Moves {
    private static final List<String> HISTORY = List.of(
            "store_id int",
            "id bigint",
            "return_id bigint",
            "piece_id bigint",
            "at timestamptz",
            "by text",
            "what text",
            "was text",
            "became text",
            "why text");

    private final Ids ids;

    Moves(Ids ids) {
        this.ids = ids;
    }

    /**
     * Where pieces go; null: that machine stands still.
     *
     * @param by who does it, as the history names them
     */
    record Move(
            @Nullable Travel travel,
            @Nullable Verdict verdict,
            String by,
            @Nullable String why,
            Instant at) {
        static Move travels(Travel travel, String by, Instant at) {
            return new Move(travel, null, by, null, at);
        }

        static Move decides(Verdict verdict, String by, @Nullable String why, Instant at) {
            return new Move(null, verdict, by, why, at);
        }

        boolean fits(Piece piece) {
            return (travel == null || travel == piece.travel() || piece.travel().mayBecome(travel))
                    && (verdict == null
                            || verdict == piece.verdict()
                            || piece.verdict().mayBecome(verdict));
        }
    }

    /** Whose pieces they are. */
    record Whose(StoreId store, ReturnId of) {}

    /** Moves all these pieces; the caller has asked before whether they may. */
    void move(Tx tx, Whose whose, List<Piece> pieces, Move move) {
        StoreId store = whose.store();
        Map<Stage.Standing, List<Piece>> byStanding = pieces.stream().collect(Collectors.groupingBy(Piece::standing));
        byStanding.forEach((was, group) -> {
            if (!group.stream().allMatch(move::fits))
                throw new IllegalStateException("a piece that is " + was + " cannot become " + move);
            Travel travel = move.travel() == null ? was.travel() : move.travel();
            Verdict verdict = move.verdict() == null ? was.verdict() : move.verdict();
            int moved = tx.update("""
                    update returns.piece set travel = ?, verdict = ?, moved_at = ?
                    where store_id = ? and id = any(?) and travel = ? and verdict = ?""", travel, verdict, move.at(), store, longs(group), was.travel(), was.verdict());
            if (moved != group.size()) throw new IllegalStateException("a piece moved meanwhile");
        });
        BulkRows rows = new BulkRows(HISTORY);
        for (Piece piece : pieces) {
            Change change = new Change(store, whose.of(), piece.id(), move);
            if (move.travel() != null) add(rows, change, piece.travel(), move.travel());
            if (move.verdict() != null) add(rows, change, piece.verdict(), move.verdict());
        }
        rows.appendTo(tx, "returns.history");
    }

    /** A line of history that is about the return as a whole. */
    void note(Tx tx, StoreId store, ReturnId of, Note note) {
        note(tx, store, Map.of(of, note));
    }

    void note(Tx tx, StoreId store, Map<ReturnId, Note> notes) {
        BulkRows rows = new BulkRows(HISTORY);
        notes.forEach((of, note) ->
                rows.add(store, ids.next(), of, null, note.at(), note.by(), note.what(), null, null, note.why()));
        rows.appendTo(tx, "returns.history");
    }

    record Note(String what, String by, @Nullable String why, Instant at) {}

    private record Change(StoreId store, ReturnId of, PieceId piece, Move move) {}

    private void add(BulkRows rows, Change change, Enum<?> was, Enum<?> became) {
        if (was == became) return;
        Move move = change.move();
        rows.add(
                change.store(),
                ids.next(),
                change.of(),
                change.piece(),
                move.at(),
                move.by(),
                "MOVED",
                was.name(),
                became.name(),
                move.why());
    }

    /** Reads the stage off the pieces again; the caller holds the book. */
    static void refresh(Tx tx, StoreId store, ReturnId of) {
        List<Piece> pieces = ReturnSql.pieces(tx, store, List.of(of)).getOrDefault(of, List.of());
        Stage stage = Stage.of(pieces.stream().map(Piece::standing).toList());
        tx.execute(
                "update returns.customer_return set stage = ?, version = version + 1 where store_id = ? and id = ?",
                stage,
                store,
                of);
    }

    static long[] longs(Collection<Piece> pieces) {
        return pieces.stream().mapToLong(piece -> piece.id().value()).sorted().toArray();
    }
}
