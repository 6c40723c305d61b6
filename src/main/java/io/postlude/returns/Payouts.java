package io.postlude.returns;

import io.postlude.kernel.EventLog;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Money;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.promises.PromiseId;
import io.postlude.promises.Promises;
import io.postlude.promises.Settlement;
import io.postlude.returns.ReturnSql.Head;
import io.postlude.returns.ReturnView.Piece;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is owed becomes what is to be given, and what was given is written down; each once. */
final class Payouts {
    /** The gateway of those that a person gives. */
    static final String BY_HAND = "by-hand";

    private final Ids ids;
    private final EventLog log;
    private final Promises promises;
    private final Ledger ledger;
    private final Moves moves;
    private final List<Refunds> gateways;

    /** What it stands on. */
    record Parts(Ids ids, EventLog log, Promises promises, Ledger ledger, Moves moves, List<Refunds> gateways) {}

    Payouts(Parts parts) {
        this.ids = parts.ids();
        this.log = parts.log();
        this.promises = parts.promises();
        this.ledger = parts.ledger();
        this.moves = parts.moves();
        this.gateways = List.copyOf(parts.gateways());
    }

    /** What a posting owes is to be given from now on. False where it owes nothing. */
    boolean owe(Tx tx, StoreId store, Owed owed) {
        boolean any = false;
        for (Payout.Kind kind : Payout.Kind.values()) {
            long amount = -owed.posting().of(kind.owed());
            if (amount <= 0) continue;
            any = true;
            String trouble = kind == Payout.Kind.EXCHANGE ? owed.trouble() : null;
            Optional<Refunds> gateway = trouble == null ? gateway(tx, store, owed.source(), kind) : Optional.empty();
            PayoutId id = new PayoutId(ids.next());
            tx.execute(
                    PayoutSql.ADD,
                    store,
                    id,
                    owed.of().id(),
                    owed.of().order(),
                    owed.postingId(),
                    kind,
                    amount,
                    owed.of().currency().getCurrencyCode(),
                    gateway.isPresent() ? Payout.State.WAITING : Payout.State.BY_HAND,
                    gateway.map(Refunds::name).orElse(BY_HAND),
                    trouble,
                    null,
                    owed.at());
            if (gateway.isPresent()) tx.execute(PayoutSql.WORK_AT, store, id, owed.at());
        }
        return any;
    }

    private Optional<Refunds> gateway(Tx tx, StoreId store, String source, Payout.Kind kind) {
        return gateways.stream()
                .filter(one -> one.gives(tx, store, source, kind))
                .findFirst();
    }

    /** An exchange that a person was to give is given as money or credit; the caller holds the book. */
    Optional<Denial.Kind> instead(Tx tx, Opened opened, Payout exchange, Payout.Kind kind) {
        boolean stopped = exchange.kind() == Payout.Kind.EXCHANGE
                && kind != Payout.Kind.EXCHANGE
                && tx.update(PayoutSql.STOP_ONE, opened.store(), exchange.id()) == 1;
        if (!stopped) return Optional.of(Denial.Kind.NOT_NOW);
        long posting = PayoutSql.postingOf(tx, opened.store(), exchange.id());
        long minor = exchange.amount().minor();
        long _ = ledger.post(
                tx,
                opened.store(),
                opened.head(),
                new Ledger.Entry(
                        new Posting(java.util.Map.of(Account.EXCHANGE, minor, kind.owed(), -minor)),
                        "instead",
                        opened.now()));
        Optional<Refunds> gateway = gateway(tx, opened.store(), opened.order().source(), kind);
        PayoutId id = new PayoutId(ids.next());
        tx.execute(
                PayoutSql.ADD,
                opened.store(),
                id,
                opened.head().id(),
                opened.head().order(),
                posting,
                kind,
                minor,
                exchange.amount().currency().getCurrencyCode(),
                gateway.isPresent() ? Payout.State.WAITING : Payout.State.BY_HAND,
                gateway.map(Refunds::name).orElse(BY_HAND),
                null,
                exchange.id(),
                opened.now());
        if (gateway.isPresent()) tx.execute(PayoutSql.WORK_AT, opened.store(), id, opened.now());
        return Optional.empty();
    }

    /**
     * A posting just written, of a return of an order of this source.
     *
     * @param trouble why an exchange of it cannot be had any more; null where it can
     */
    record Owed(
            Head of,
            String source,
            long postingId,
            Posting posting,
            @Nullable String trouble,
            Instant at) {}

    /** What was given of a return, as the gateway or a person tells. */
    record Told(Head of, @Nullable String reference, String by, Instant at) {}

    /**
     * Writes down that a payout was given. The caller holds the order's book. False where it was given before or is not to be
     * given any more.
     */
    boolean given(Tx tx, StoreId store, Payout payout, Told told) {
        Head of = told.of();
        int moved = tx.update(PayoutSql.GIVEN, told.reference(), told.at(), told.by(), store, payout.id());
        if (moved == 0) return false;
        tx.execute("delete from returns.payout_due where store_id = ? and payout_id = ?", store, payout.id());
        Money amount = payout.amount();
        long _ = ledger.post(
                tx,
                store,
                of,
                new Ledger.Entry(Posting.given(payout.kind().owed(), amount.minor()), "given", told.at()));
        settlePieces(tx, store, payout, told);
        settlePromise(tx, store, of, told.at());
        log.append(
                tx,
                payout.kind() == Payout.Kind.EXCHANGE
                        ? new ReturnEvent.ExchangeOrdered(store, of.id(), of.order(), payout.id(), amount, told.at())
                        : new ReturnEvent.RefundSettled(
                                store, of.id(), of.order(), payout.id(), payout.kind(), amount, told.at()));
        return true;
    }

    /** With the last payout of their posting, pieces are settled. */
    private void settlePieces(Tx tx, StoreId store, Payout payout, Told told) {
        long posting = PayoutSql.postingOf(tx, store, payout.id());
        if (PayoutSql.open(tx, store, posting) > 0) return;
        settle(tx, store, posting, told);
    }

    void settle(Tx tx, StoreId store, long posting, Told told) {
        Head of = told.of();
        List<Piece> pieces = ReturnSql.pieces(tx, store, List.of(of.id())).getOrDefault(of.id(), List.of()).stream()
                .filter(piece -> piece.posting() != null && piece.posting() == posting)
                .filter(piece -> piece.verdict() == Verdict.ACCEPTED)
                .toList();
        moves.move(
                tx,
                new Moves.Whose(store, of.id()),
                pieces,
                Moves.Move.decides(Verdict.SETTLED, told.by(), null, told.at()));
        Moves.refresh(tx, store, of.id());
    }

    /** The promised money is on its way when nothing that arrived is open any more. */
    void settlePromise(Tx tx, StoreId store, Head of, Instant at) {
        if (!PayoutSql.openPromise(tx, store, of.id()) || PayoutSql.openOfReturn(tx, store, of.id()) > 0) return;
        PromiseId promise = new PromiseId(tx.number(
                "select promise_id from returns.customer_return where store_id = ? and id = ?", store, of.id()));
        List<Piece> pieces = ReturnSql.pieces(tx, store, List.of(of.id())).getOrDefault(of.id(), List.of());
        boolean undecided = pieces.stream()
                .anyMatch(piece -> piece.travel() == Travel.RECEIVED
                        || (piece.travel() == Travel.GRADED && piece.verdict() == Verdict.APPROVED));
        if (undecided) return;
        boolean anyGiven = pieces.stream().anyMatch(piece -> piece.verdict() == Verdict.SETTLED);
        if (anyGiven) promises.settle(tx, List.of(new Settlement(store, promise, at, false)));
        else promises.release(tx, store, List.of(promise));
        tx.execute(
                "update returns.customer_return set promise_open = false where store_id = ? and id = ?",
                store,
                of.id());
    }

    /** Those of a posting that were not begun are not given; false where one was. */
    boolean stop(Tx tx, StoreId store, long posting) {
        if (tx.number(PayoutSql.BEGUN, store, posting) > 0 || tx.number(PayoutSql.CHANGED, store, posting) > 0)
            return false;
        tx.execute(PayoutSql.FORGET_DUE, store, store, posting);
        tx.execute(PayoutSql.STOP, store, posting);
        return true;
    }
}
