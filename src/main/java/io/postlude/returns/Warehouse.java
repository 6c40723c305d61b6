package io.postlude.returns;

import io.postlude.kernel.EventLog;
import io.postlude.kernel.Tx;
import io.postlude.promises.NewPromise;
import io.postlude.promises.PromiseId;
import io.postlude.promises.PromiseKind;
import io.postlude.promises.PromisedWindow;
import io.postlude.promises.Promises;
import io.postlude.returns.Acceptance.Taken;
import io.postlude.returns.ReturnEvent.ReturnReceived;
import io.postlude.returns.ReturnEvent.ReturnShipped;
import io.postlude.returns.ReturnView.Piece;
import io.postlude.stores.Store;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What physically happens to pieces: sent, received, looked at, missing, sent back. */
final class Warehouse {
    private final Parts parts;

    /** What it stands on. */
    record Parts(EventLog log, Moves moves, Acceptance acceptance, Promises promises) {}

    Warehouse(Parts parts) {
        this.parts = parts;
    }

    /** The carrier has it. What is paid at the first scan is owed now. */
    Optional<Denial.Kind> shipped(Tx tx, Opened opened, Reception reception) {
        String by = reception.by();
        List<Piece> sent = opened.where(
                piece -> piece.travel() == Travel.AWAITED && piece.verdict().holds());
        if (sent.isEmpty()) return Optional.of(Denial.Kind.NOT_NOW);
        move(tx, opened, sent, Moves.Move.travels(Travel.UNDER_WAY, by, opened.now()));
        parts.log()
                .append(
                        tx,
                        new ReturnShipped(
                                opened.store(),
                                opened.head().id(),
                                opened.head().order(),
                                Opened.ids(sent),
                                opened.now()));
        List<Piece> due = sent.stream()
                .filter(piece -> piece.pays() == Rule.PayWhen.SCAN && piece.verdict() == Verdict.APPROVED)
                .toList();
        if (!due.isEmpty()) {
            var _ = promise(tx, opened, reception.store(), reception.policy().refundDays());
            Taken taken = new Taken(due, Map.of(), by);
            if (parts.acceptance().problem(tx, opened, taken).isEmpty()) {
                parts.acceptance().accept(tx, opened, taken);
                Trust.begins(tx, opened, reception.policy());
            }
        }
        return Optional.empty();
    }

    /** Pieces are here; none named: all that were to come. */
    Optional<Denial.Kind> receive(Tx tx, Opened opened, Reception reception) {
        List<Piece> here = opened.named(reception.pieces()).stream()
                .filter(piece -> piece.travel().mayBecome(Travel.RECEIVED))
                .filter(piece -> piece.verdict().holds() && piece.verdict() != Verdict.ASKED)
                .toList();
        if (here.isEmpty()) return Optional.of(Denial.Kind.NOT_NOW);
        move(tx, opened, here, Moves.Move.travels(Travel.RECEIVED, reception.by(), opened.now()));
        boolean undecided = here.stream().anyMatch(piece -> piece.verdict() == Verdict.APPROVED);
        Instant by = undecided
                ? promise(tx, opened, reception.store(), reception.policy().refundDays())
                : null;
        tx.execute(
                "update returns.customer_return set arrived_at = coalesce(arrived_at, ?) where store_id = ? and id = ?",
                opened.now(),
                opened.store(),
                opened.head().id());
        tx.execute(
                "update returns.label set state = 'USED' where store_id = ? and return_id = ? and state = 'BOUGHT'",
                opened.store(),
                opened.head().id());
        parts.log()
                .append(
                        tx,
                        new ReturnReceived(
                                opened.store(),
                                opened.head().id(),
                                opened.head().order(),
                                Opened.ids(here),
                                by,
                                opened.now()));
        return Optional.empty();
    }

    /** What came, who says so, and how long the money may take. */
    record Reception(Collection<PieceId> pieces, String by, Store store, Policy policy) {}

    /** Looks at one piece: what is not decided yet is decided with it. */
    Optional<Denial.Kind> grade(Tx tx, Opened opened, Grading grading) {
        Optional<Piece> found = opened.where(piece -> piece.id().equals(grading.piece())).stream()
                .filter(piece -> piece.travel() == Travel.RECEIVED)
                .findFirst();
        if (found.isEmpty()) return Optional.of(Denial.Kind.NOT_NOW);
        Piece piece = found.get();
        boolean open = piece.verdict() == Verdict.APPROVED;
        Taken taken = new Taken(List.of(piece), Map.of(piece.id(), grading.deduction()), grading.by());
        if (open && grading.take()) {
            Optional<Denial.Kind> problem = parts.acceptance().problem(tx, opened, taken);
            if (problem.isPresent()) return problem;
        }
        move(tx, opened, List.of(piece), Moves.Move.travels(Travel.GRADED, grading.by(), opened.now()));
        tx.execute(
                "update returns.piece set grade = ?, disposition = ?, finding = ? where store_id = ? and id = ?",
                grading.grade(),
                grading.disposition(),
                grading.finding(),
                opened.store(),
                piece.id());
        if (open && grading.take()) parts.acceptance().accept(tx, opened, taken);
        return Optional.empty();
    }

    /**
     * What somebody of the store found.
     *
     * @param take false: it is left to a decision, with its reason, or was decided before
     * @param deduction what is kept back for its state, in minor units
     * @param finding in words the customer may read
     */
    record Grading(
            PieceId piece,
            Grade grade,
            Disposition disposition,
            boolean take,
            long deduction,
            @Nullable String finding,
            String by) {}

    /** It was agreed that these stay with the customer; what was decided about them may have moved in this transaction. */
    void stays(Tx tx, Opened opened, List<Piece> pieces, String by) {
        List<Piece> now = opened.asTheyStand(tx, pieces);
        if (!now.isEmpty()) move(tx, opened, now, Moves.Move.travels(Travel.KEPT, by, opened.now()));
    }

    /** It was to come and did not, or the parcel came without it. */
    Optional<Denial.Kind> missing(Tx tx, Opened opened, Collection<PieceId> pieces, String by) {
        List<Piece> gone = opened.named(pieces).stream()
                .filter(piece -> piece.travel().mayBecome(Travel.MISSING)
                        && piece.verdict().holds())
                .toList();
        if (gone.isEmpty()) return Optional.of(Denial.Kind.NOT_NOW);
        move(tx, opened, gone, Moves.Move.travels(Travel.MISSING, by, opened.now()));
        return Optional.empty();
    }

    /** What was not taken goes back to the customer. */
    Optional<Denial.Kind> sendBack(Tx tx, Opened opened, Collection<PieceId> pieces, String by) {
        List<Piece> back = opened.named(pieces).stream()
                .filter(piece -> piece.verdict() == Verdict.DECLINED && piece.travel() == Travel.GRADED)
                .toList();
        if (back.isEmpty()) return Optional.of(Denial.Kind.NOT_NOW);
        move(tx, opened, back, Moves.Move.travels(Travel.SENT_BACK, by, opened.now()));
        return Optional.empty();
    }

    /** From now on the customer is promised their money by a day; an open promise stands. */
    Instant promise(Tx tx, Opened opened, Store store, int workingDays) {
        LocalDate today = opened.now().atZone(store.zone()).toLocalDate();
        LocalDate last = store.calendar().addWorkingDays(today, workingDays);
        PromisedWindow window = PromisedWindow.days(today, last, store.zone());
        if (PayoutSql.openPromise(tx, opened.store(), opened.head().id())) return window.by();
        PromiseId promise = parts.promises()
                .make(
                        tx,
                        List.of(new NewPromise(
                                opened.store(),
                                opened.head().order(),
                                null,
                                PromiseKind.REFUND,
                                new PromisedWindow(null, window.by(), null, last),
                                "return",
                                null,
                                opened.now())))
                .getFirst();
        tx.execute(
                "update returns.customer_return set promise_id = ?, promise_open = true where store_id = ? and id = ?",
                promise,
                opened.store(),
                opened.head().id());
        return window.by();
    }

    private void move(Tx tx, Opened opened, List<Piece> pieces, Moves.Move move) {
        parts.moves().move(tx, opened.whose(), pieces, move);
    }
}
