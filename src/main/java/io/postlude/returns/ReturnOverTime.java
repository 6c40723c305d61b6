package io.postlude.returns;

import io.postlude.returns.ReturnView.Piece;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * How a return stood at a moment: how it stands now, wound back by the moves of its pieces since. Sums and deductions are those
 * of now.
 *
 * @param moves the oldest first
 */
public record ReturnOverTime(List<Moved> moves) {
    public static final ReturnOverTime UNMOVED = new ReturnOverTime(List.of());

    public ReturnOverTime {
        moves = List.copyOf(moves);
    }

    /** One move along one of a piece's two machines. */
    record Moved(PieceId piece, String was, Instant at) {}

    public ReturnView at(ReturnView now, Instant at) {
        List<Piece> pieces =
                now.pieces().stream().map(piece -> before(piece, at)).toList();
        Stage stage = Stage.of(pieces.stream().map(Piece::standing).toList());
        Instant arrived = now.arrivedAt();
        return now.asOf(stage, arrived == null || arrived.isAfter(at) ? null : arrived, pieces);
    }

    /** What the first move after the moment left, of each machine. */
    private Piece before(Piece piece, Instant at) {
        Travel travel = null;
        Verdict verdict = null;
        for (Moved move : moves) {
            if (!move.piece().equals(piece.id()) || !move.at().isAfter(at)) continue;
            if (isTravel(move.was())) travel = travel == null ? Travel.valueOf(move.was()) : travel;
            else verdict = verdict == null ? Verdict.valueOf(move.was()) : verdict;
        }
        return piece.standing(travel == null ? piece.travel() : travel, verdict == null ? piece.verdict() : verdict);
    }

    /** No state of one machine is called as one of the other. */
    private static boolean isTravel(String state) {
        return Arrays.stream(Travel.values()).anyMatch(one -> one.name().equals(state));
    }
}
