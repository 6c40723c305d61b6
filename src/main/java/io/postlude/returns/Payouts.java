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
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is owed becomes what is to be given, and what was given is written down; each once. */
final class Payouts {
    /** The gateway of those that a person gives. */
    static final String BY_HAND = "by-hand";

    /** A gateway knows the buyer alone, and whoever was given the thing is another. */
    private static final String GIFT = "a gift: it goes to whoever sends it back, not to the buyer";

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
            Thing thing = kind == Payout.Kind.EXCHANGE ? owed.thing() : Thing.NONE;
            Optional<Refunds> gateway =
                    thing.trouble() == null && !thing.unpaid() && !owed.of().gift()
                            ? gateway(tx, store, new For(owed.of(), owed.source(), kind))
                            : Optional.empty();
            add(tx, store, owed.of(), new Row(kind, amount, owed.postingId(), gateway, thing, null, null, owed.at()));
        }
        return any;
    }

    /** A payout to be written down. */
    private record Row(
            Payout.Kind kind,
            long amount,
            long posting,
            Optional<Refunds> gateway,
            Thing thing,
            @Nullable PayoutId insteadOf,
            @Nullable ChargeId paysBack,
            Instant at) {
        Payout.State state() {
            if (thing.unpaid()) return Payout.State.UNPAID;
            return gateway.isPresent() ? Payout.State.WAITING : Payout.State.BY_HAND;
        }
    }

    private void add(Tx tx, StoreId store, Head of, Row row) {
        PayoutId id = new PayoutId(ids.next());
        tx.execute(
                PayoutSql.ADD,
                store,
                id,
                of.id(),
                of.order(),
                row.posting(),
                row.kind(),
                row.amount(),
                of.currency().getCurrencyCode(),
                row.state(),
                row.gateway().map(Refunds::name).orElse(BY_HAND),
                of.gift() && row.thing().trouble() == null && row.paysBack() == null
                        ? GIFT
                        : row.thing().trouble(),
                row.insteadOf(),
                row.thing().charged(),
                row.thing().bonus(),
                row.paysBack(),
                row.at());
        if (row.gateway().isPresent())
            work(
                    tx,
                    store,
                    row.kind(),
                    new Gathering.One(of, id, row.gateway().get().name(), row.at()));
    }

    private void work(Tx tx, StoreId store, Payout.Kind kind, Gathering.One one) {
        if (kind == Payout.Kind.EXCHANGE) Gathering.add(tx, store, one, promises);
        else tx.execute(PayoutSql.WORK_AT, store, one.id(), one.at());
    }

    /** What is to be given of a return, for an order of this source. */
    private record For(Head of, String source, Payout.Kind kind) {}

    /** What nobody else takes is held here, if it is somebody's. */
    private Optional<Refunds> gateway(Tx tx, StoreId store, For what) {
        return gateways.stream()
                .filter(one -> one.gives(tx, store, what.source(), what.kind()))
                .filter(one -> !one.name().equals(HeldCredit.NAME) || what.of().customer() != null)
                .findFirst();
    }

    private static For what(Opened opened, Payout.Kind kind) {
        return new For(opened.head(), opened.order().source(), kind);
    }

    /** What was paid on top for a thing that is not given: a posting of it, and how much. */
    record PaidBack(ChargeSql.Deposit deposit, long posting, long minor) {}

    /** It goes back the way it came; what the store took by hand a person gives back. */
    void payBack(Tx tx, Opened opened, PaidBack paid) {
        Optional<Refunds> gateway = gateways.stream()
                .filter(one -> one.name().equals(paid.deposit().gateway()))
                .findFirst();
        Row row = new Row(
                Payout.Kind.REFUND,
                paid.minor(),
                paid.posting(),
                gateway,
                Thing.NONE,
                null,
                paid.deposit().id(),
                opened.now());
        add(tx, opened.store(), opened.head(), row);
    }

    /** What a posting's other things cost on top was paid. */
    record TopUp(long posting, long minor) {}

    /** From now on it can be given, whole. */
    void topUp(Tx tx, Opened opened, TopUp up) {
        PayoutId id = PayoutSql.unpaidOf(tx, opened.store(), up.posting());
        boolean there = !opened.head().gift()
                && PayoutSql.payout(tx, opened.store(), id).orElseThrow().trouble() == null;
        Optional<Refunds> gateway =
                there ? gateway(tx, opened.store(), what(opened, Payout.Kind.EXCHANGE)) : Optional.empty();
        tx.execute(
                """
                update returns.payout set amount = amount + ?, charged = charged + ?, topped = true, gateway = ?, state = ?
                where store_id = ? and id = ? and state = 'UNPAID'""",
                up.minor(),
                up.minor(),
                gateway.map(Refunds::name).orElse(BY_HAND),
                gateway.isPresent() ? Payout.State.WAITING : Payout.State.BY_HAND,
                opened.store(),
                id);
        if (gateway.isPresent())
            Gathering.add(
                    tx,
                    opened.store(),
                    new Gathering.One(opened.head(), id, gateway.get().name(), opened.now()),
                    promises);
    }

    /** A thing that was not paid in time is given as money or credit. */
    void insteadOfUnpaid(Tx tx, Opened opened, long posting, Payout.Kind kind) {
        PayoutId id = PayoutSql.unpaidOf(tx, opened.store(), posting);
        Payout unpaid = PayoutSql.payout(tx, opened.store(), id).orElseThrow();
        Optional<Denial.Kind> problem = instead(tx, opened, unpaid, kind);
        if (problem.isPresent()) throw new IllegalStateException("what is not paid is not given either: " + problem);
    }

    /**
     * An exchange that a person was to give is given as money or credit; the caller holds the book. What was paid on top for it
     * is the customer's again, and a bonus is no money.
     */
    Optional<Denial.Kind> instead(Tx tx, Opened opened, Payout exchange, Payout.Kind kind) {
        boolean stopped = exchange.kind() == Payout.Kind.EXCHANGE
                && kind != Payout.Kind.EXCHANGE
                && !(kind == Payout.Kind.REFUND && opened.head().gift())
                && tx.update(PayoutSql.STOP_ONE, opened.store(), exchange.id()) == 1;
        if (!stopped) return Optional.of(Denial.Kind.NOT_NOW);
        long posting = PayoutSql.postingOf(tx, opened.store(), exchange.id());
        PayoutSql.Within within = PayoutSql.within(tx, opened.store(), exchange.id());
        Posting turned = instead(exchange.amount().minor(), within, kind);
        long minor = -turned.of(kind.owed());
        long _ = ledger.post(tx, opened.store(), opened.head(), new Ledger.Entry(turned, "instead", opened.now()));
        ChargeSql.unuse(tx, opened.store(), opened.head().id(), within.charged());
        Optional<Refunds> gateway =
                opened.head().gift() ? Optional.empty() : gateway(tx, opened.store(), what(opened, kind));
        if (minor > 0)
            add(
                    tx,
                    opened.store(),
                    opened.head(),
                    new Row(kind, minor, posting, gateway, Thing.NONE, exchange.id(), null, opened.now()));
        return Optional.empty();
    }

    /** The entries of a thing that is given as money or credit. */
    static Posting instead(long thing, PayoutSql.Within within, Payout.Kind kind) {
        long bonus = kind == Payout.Kind.REFUND ? within.bonus() : 0;
        EnumMap<Account, Long> entries = new EnumMap<>(Account.class);
        entries.put(Account.EXCHANGE, thing);
        entries.put(Account.DEPOSIT, -within.charged());
        entries.put(Account.BONUS, -bonus);
        entries.merge(kind.owed(), within.charged() + bonus - thing, Long::sum);
        return new Posting(entries);
    }

    /**
     * About the other things of a posting.
     *
     * @param trouble why they cannot be had any more; null where they can
     * @param charged what of them was paid on top
     * @param bonus what of them is bonus
     * @param unpaid they are given once what they cost on top is paid
     */
    record Thing(@Nullable String trouble, long charged, long bonus, boolean unpaid) {
        static final Thing NONE = new Thing(null, 0, 0, false);
    }

    /** A posting just written, of a return of an order of this source. */
    record Owed(Head of, String source, long postingId, Posting posting, Thing thing, Instant at) {}

    /** What was given of a return, as the gateway or a person tells. */
    record Told(Head of, @Nullable String reference, String by, Instant at) {}

    /**
     * Writes down that a payout was given, and with it all that went out in the same call. The caller holds the order's book. False
     * where it was given before or is not to be given any more.
     */
    boolean given(Tx tx, StoreId store, Payout payout, Told told) {
        List<Payout> others = Gathering.begunWith(tx, store, payout.id());
        if (!givenAlone(tx, store, payout, told)) return false;
        for (Payout other : others) {
            boolean also = givenAlone(tx, store, other, told);
            if (!also) throw new IllegalStateException("what goes out together is given together");
        }
        return true;
    }

    private boolean givenAlone(Tx tx, StoreId store, Payout payout, Told told) {
        Head of = told.of();
        int moved = tx.update(PayoutSql.GIVEN, told.reference(), told.at(), told.by(), store, payout.id());
        if (moved == 0) return false;
        Gathering.without(tx, store, payout.id());
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
        PayoutSql.waiting(tx, store, posting).forEach(payout -> Gathering.without(tx, store, payout));
        tx.execute(PayoutSql.FORGET_DUE, store, store, posting);
        tx.execute(PayoutSql.STOP, store, posting);
        return true;
    }
}
