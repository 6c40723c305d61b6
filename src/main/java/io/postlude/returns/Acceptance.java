package io.postlude.returns;

import io.postlude.kernel.EventLog;
import io.postlude.kernel.Money;
import io.postlude.kernel.Tx;
import io.postlude.orders.LineId;
import io.postlude.returns.Payouts.Owed;
import io.postlude.returns.ReturnEvent.ReturnAccepted;
import io.postlude.returns.ReturnView.Piece;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Takes pieces: what was agreed for them is owed from now on, in the books and in the list of what is to be given. */
final class Acceptance {
    private static final String SOLD_OUT = "it is sold out: give something else for it";

    private final Parts parts;

    /** What it stands on. */
    record Parts(Ledger ledger, Moves moves, Payouts payouts, EventLog log) {}

    Acceptance(Parts parts) {
        this.parts = parts;
    }

    /** Pieces and what is kept back of each for its state. */
    record Taken(List<Piece> pieces, Map<PieceId, Long> deductions, String by) {
        Taken {
            pieces = pieces.stream()
                    .sorted(Comparator.comparingLong(piece -> piece.id().value()))
                    .toList();
        }

        long deduction(Piece piece) {
            return deductions.getOrDefault(piece.id(), 0L);
        }

        /** What these cost on top. */
        long charge() {
            return pieces.stream()
                    .mapToLong(piece -> piece.sums().difference().charge())
                    .sum();
        }

        /** What of the bonus goes into other things. */
        long bonus() {
            return pieces.stream()
                    .mapToLong(piece -> piece.sums().difference().used())
                    .sum();
        }

        Taken only(Predicate<Piece> which) {
            return new Taken(pieces.stream().filter(which).toList(), deductions, by);
        }

        long owed() {
            return pieces.stream()
                    .mapToLong(piece -> piece.sums().owed() - deduction(piece))
                    .sum();
        }
    }

    /** What stands in the way, before anything is written. */
    Optional<Denial.Kind> problem(Tx tx, Opened opened, Taken taken) {
        for (Piece piece : taken.pieces()) {
            if (!piece.verdict().mayBecome(Verdict.ACCEPTED)) return Optional.of(Denial.Kind.NOT_NOW);
            long deduction = taken.deduction(piece);
            if (deduction < 0 || deduction > piece.sums().owed()) return Optional.of(Denial.Kind.DEDUCTION_TOO_HIGH);
        }
        boolean covered = BookSql.left(tx, opened.store(), opened.head().order()) >= taken.owed();
        return covered ? Optional.empty() : Optional.of(Denial.Kind.MORE_THAN_PAID);
    }

    /** What is not paid yet is booked by itself: the rest need not wait for it. */
    void accept(Tx tx, Opened opened, Taken taken) {
        long charge = taken.charge();
        boolean paid = charge == 0
                || charge
                        <= ChargeSql.deposited(tx, opened.store(), opened.head().id());
        if (paid) accept(tx, opened, taken, true);
        else {
            accept(tx, opened, taken.only(piece -> piece.sums().difference().charge() == 0), true);
            accept(tx, opened, taken.only(piece -> piece.sums().difference().charge() > 0), false);
        }
    }

    private void accept(Tx tx, Opened opened, Taken taken, boolean paid) {
        if (taken.pieces().isEmpty()) return;
        Posting posting = taken.pieces().stream()
                .map(piece -> piece.sums().accepted(taken.deduction(piece), paid))
                .reduce(Posting.NONE, Posting::plus);
        long charged = paid ? taken.charge() : 0;
        if (charged > 0) ChargeSql.use(tx, opened.store(), opened.head().id(), charged);
        BookSql.give(tx, opened.store(), opened.head().order(), taken.owed());
        long number = parts.ledger()
                .post(tx, opened.store(), opened.head(), new Ledger.Entry(posting, "accepted", opened.now()));
        mark(tx, opened, taken, number);
        parts.moves()
                .move(
                        tx,
                        opened.whose(),
                        opened.asTheyStand(tx, taken.pieces()),
                        Moves.Move.decides(Verdict.ACCEPTED, taken.by(), null, opened.now()));
        String source = opened.order().source();
        String trouble = Shelf.takeAgain(tx, opened, taken.pieces()) ? null : SOLD_OUT;
        boolean owes = parts.payouts()
                .owe(
                        tx,
                        opened.store(),
                        new Owed(
                                opened.head(),
                                source,
                                number,
                                posting,
                                new Payouts.Thing(trouble, charged, taken.bonus(), !paid),
                                opened.now()));
        parts.log().append(tx, event(opened, taken, posting));
        if (!owes)
            parts.payouts()
                    .settle(
                            tx,
                            opened.store(),
                            number,
                            new Payouts.Told(opened.head(), null, taken.by(), opened.now()));
    }

    private static void mark(Tx tx, Opened opened, Taken taken, long posting) {
        int marked = tx.update(
                """
                update returns.piece p set accepted_by_posting = ?, deduction = u.d
                from unnest(?::bigint[], ?::bigint[]) as u(i, d) where p.store_id = ? and p.id = u.i""",
                posting,
                taken.pieces().stream().mapToLong(piece -> piece.id().value()).toArray(),
                taken.pieces().stream().mapToLong(taken::deduction).toArray(),
                opened.store());
        if (marked != taken.pieces().size()) throw new IllegalStateException("a piece is gone");
    }

    private static ReturnAccepted event(Opened opened, Taken taken, Posting posting) {
        return new ReturnAccepted(
                opened.store(),
                opened.head().id(),
                opened.head().order(),
                Opened.ids(taken.pieces()),
                owed(opened, posting, Account.REFUND),
                owed(opened, posting, Account.CREDIT),
                owed(opened, posting, Account.EXCHANGE),
                opened.now());
    }

    private static Money owed(Opened opened, Posting posting, Account account) {
        return new Money(-posting.of(account), opened.head().currency());
    }

    /** Takes an acceptance back while nothing was given: the books turn it round, the pieces are undecided again. */
    Optional<Denial.Kind> takeBack(Tx tx, Opened opened, Counsel.Word word) {
        List<Long> postings = opened.named(word.pieces()).stream()
                .filter(piece -> piece.verdict() == Verdict.ACCEPTED && piece.posting() != null)
                .map(Piece::posting)
                .distinct()
                .toList();
        return postings.size() == 1
                ? takeBack(tx, opened, postings.getFirst(), word.by())
                : Optional.of(Denial.Kind.NOT_NOW);
    }

    private Optional<Denial.Kind> takeBack(Tx tx, Opened opened, long posting, String by) {
        List<Piece> pieces = opened.where(
                piece -> piece.posting() != null && piece.posting() == posting && piece.verdict() == Verdict.ACCEPTED);
        long charged = PayoutSql.charged(tx, opened.store(), posting);
        if (pieces.isEmpty() || !parts.payouts().stop(tx, opened.store(), posting))
            return Optional.of(Denial.Kind.NOT_NOW);
        ChargeSql.unuse(tx, opened.store(), opened.head().id(), charged);
        Posting was = parts.ledger().posting(tx, opened.store(), posting);
        long _ = parts.ledger()
                .post(
                        tx,
                        opened.store(),
                        opened.head(),
                        new Ledger.Entry(was.reversed(), "taken-back", opened.now(), Optional.of(posting)));
        BookSql.give(tx, opened.store(), opened.head().order(), -new Taken(pieces, deductions(pieces), by).owed());
        parts.moves()
                .move(tx, opened.whose(), pieces, Moves.Move.decides(Verdict.APPROVED, by, "taken back", opened.now()));
        tx.execute(
                "update returns.piece set accepted_by_posting = null, deduction = 0 where store_id = ? and id = any(?)",
                opened.store(),
                Moves.longs(pieces));
        return Optional.empty();
    }

    private static Map<PieceId, Long> deductions(List<Piece> pieces) {
        Map<PieceId, Long> all = new HashMap<>();
        for (Piece piece : pieces) all.put(piece.id(), piece.deduction());
        return all;
    }

    /** So many of each line, for a gateway that tells the shop which things came back. */
    static Map<LineId, Integer> perLine(List<Piece> pieces) {
        Map<LineId, Integer> all = new HashMap<>();
        for (Piece piece : pieces) all.merge(piece.line(), 1, Integer::sum);
        return all;
    }
}
