package io.postlude.returns;

import io.postlude.kernel.EventLog;
import io.postlude.kernel.Tx;
import io.postlude.returns.ReturnEvent.ReturnApproved;
import io.postlude.returns.ReturnEvent.ReturnCalledOff;
import io.postlude.returns.ReturnEvent.ReturnDeclined;
import io.postlude.returns.ReturnEvent.ReturnRefused;
import io.postlude.returns.ReturnView.Piece;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What people decide about pieces: whether they may come, and whether they are taken when they came. */
final class Counsel {
    private final EventLog log;
    private final Moves moves;
    private final Acceptance acceptance;

    Counsel(EventLog log, Moves moves, Acceptance acceptance) {
        this.log = log;
        this.moves = moves;
        this.acceptance = acceptance;
    }

    /** About which pieces (none: all), by whom, and why in words the customer may read. */
    record Word(
            Collection<PieceId> pieces, String by, @Nullable String why) {}

    Optional<Denial.Kind> approve(Tx tx, Opened opened, Word word) {
        List<Piece> asked = opened.named(word.pieces()).stream()
                .filter(piece -> piece.verdict() == Verdict.ASKED || piece.verdict() == Verdict.REFUSED)
                .toList();
        if (asked.isEmpty() || !free(tx, opened, asked)) return Optional.of(Denial.Kind.NOT_NOW);
        List<Piece> off =
                asked.stream().filter(piece -> piece.travel() == Travel.OFF).toList();
        move(tx, opened, off, new Moves.Move(Travel.AWAITED, Verdict.APPROVED, word.by(), word.why(), opened.now()));
        List<Piece> rest =
                asked.stream().filter(piece -> piece.travel() != Travel.OFF).toList();
        move(tx, opened, rest, Moves.Move.decides(Verdict.APPROVED, word.by(), word.why(), opened.now()));
        log.append(
                tx,
                new ReturnApproved(
                        opened.store(), opened.head().id(), opened.head().order(), Opened.ids(asked), opened.now()));
        return Optional.empty();
    }

    /** What was refused may be in another return by now. */
    private static boolean free(Tx tx, Opened opened, List<Piece> pieces) {
        var held = BookSql.held(tx, opened.store(), List.of(opened.head().order()))
                .getOrDefault(opened.head().order(), Map.of());
        return pieces.stream()
                .allMatch(piece -> piece.verdict().holds()
                        || !held.getOrDefault(piece.line(), java.util.Set.of()).contains(piece.number()));
    }

    Optional<Denial.Kind> refuse(Tx tx, Opened opened, Word word) {
        List<Piece> asked = opened.named(word.pieces()).stream()
                .filter(piece -> piece.verdict() == Verdict.ASKED)
                .toList();
        if (asked.isEmpty()) return Optional.of(Denial.Kind.NOT_NOW);
        move(tx, opened, asked, new Moves.Move(Travel.OFF, Verdict.REFUSED, word.by(), word.why(), opened.now()));
        log.append(
                tx,
                new ReturnRefused(
                        opened.store(), opened.head().id(), opened.head().order(), Opened.ids(asked), opened.now()));
        return Optional.empty();
    }

    /** The customer keeps what they did not send yet. */
    Optional<Denial.Kind> callOff(Tx tx, Opened opened, Word word) {
        List<Piece> waiting = opened.named(word.pieces()).stream()
                .filter(piece ->
                        piece.travel() == Travel.AWAITED && piece.verdict().mayBecome(Verdict.CALLED_OFF))
                .toList();
        if (waiting.isEmpty()) return Optional.of(Denial.Kind.NOT_NOW);
        move(tx, opened, waiting, new Moves.Move(Travel.OFF, Verdict.CALLED_OFF, word.by(), word.why(), opened.now()));
        log.append(
                tx,
                new ReturnCalledOff(
                        opened.store(), opened.head().id(), opened.head().order(), Opened.ids(waiting), opened.now()));
        return Optional.empty();
    }

    /** Takes pieces after all: what was declined, or what never came and the customer is believed. */
    Optional<Denial.Kind> take(Tx tx, Opened opened, Acceptance.Taken taken) {
        boolean ready = taken.pieces().stream()
                .allMatch(piece -> piece.travel() == Travel.GRADED || piece.travel() == Travel.MISSING);
        if (taken.pieces().isEmpty() || !ready) return Optional.of(Denial.Kind.NOT_NOW);
        Optional<Denial.Kind> problem = acceptance.problem(tx, opened, taken);
        if (problem.isEmpty()) acceptance.accept(tx, opened, taken);
        return problem;
    }

    /** Does not take what was graded or never came. */
    Optional<Denial.Kind> decline(Tx tx, Opened opened, Word word) {
        List<Piece> pieces = opened.named(word.pieces()).stream()
                .filter(piece -> piece.verdict() == Verdict.APPROVED)
                .filter(piece -> piece.travel() == Travel.GRADED || piece.travel() == Travel.MISSING)
                .toList();
        if (pieces.isEmpty()) return Optional.of(Denial.Kind.NOT_NOW);
        move(tx, opened, pieces, Moves.Move.decides(Verdict.DECLINED, word.by(), word.why(), opened.now()));
        log.append(
                tx,
                new ReturnDeclined(
                        opened.store(), opened.head().id(), opened.head().order(), Opened.ids(pieces), opened.now()));
        return Optional.empty();
    }

    private void move(Tx tx, Opened opened, List<Piece> pieces, Moves.Move move) {
        if (!pieces.isEmpty()) moves.move(tx, opened.whose(), pieces, move);
    }
}
