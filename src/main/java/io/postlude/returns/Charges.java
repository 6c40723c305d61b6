package io.postlude.returns;

import io.postlude.kernel.EventLog;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Money;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.returns.ReturnEvent.DifferenceCharged;
import io.postlude.returns.ReturnEvent.DifferencePaid;
import io.postlude.returns.ReturnEvent.ExchangeLapsed;
import io.postlude.returns.ReturnView.Piece;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What customers pay on top for dearer things: asked for once the return may come, held until the thing is owed, paid back
 * where it is not. The other thing is given only when it is paid.
 */
final class Charges {
    private static final String BY = "Postlude";

    private final Parts parts;

    /** What it stands on. */
    record Parts(
            Ids ids,
            EventLog log,
            Policies policies,
            Ledger ledger,
            Moves moves,
            Payouts payouts,
            List<Payments> gateways) {}

    Charges(Parts parts) {
        this.parts = parts;
    }

    /** After any deed: what is asked for is what is missing, and what is not wanted any more goes back. */
    void follow(Tx tx, Opened before) {
        if (before.pieces().stream()
                .noneMatch(piece -> piece.sums().difference().charge() > 0)) return;
        Opened opened = before.reread(tx);
        long wanted = wanted(tx, opened);
        long held = ChargeSql.deposited(tx, opened.store(), opened.head().id());
        if (held > wanted) payBack(tx, opened, held - wanted);
        long missing = Math.max(0, wanted - held);
        Optional<Charge> open = ChargeSql.open(tx, opened.store(), opened.head().id());
        if (open.isPresent() && open.get().amount().minor() == missing) return;
        open.ifPresent(charge -> tx.execute(ChargeSql.STOP, opened.now(), opened.store(), charge.id()));
        if (missing > 0) charge(tx, opened, missing, open);
    }

    /** What pieces that may come, or were taken and are not paid, cost on top. */
    private static long wanted(Tx tx, Opened opened) {
        List<Long> unpaid = PayoutSql.unpaid(tx, opened.store(), opened.head().id());
        return opened.pieces().stream()
                .filter(piece -> piece.verdict() == Verdict.APPROVED
                        || (piece.verdict() == Verdict.ACCEPTED && unpaid.contains(piece.posting())))
                .mapToLong(piece -> piece.sums().difference().charge())
                .sum();
    }

    /** Its time counts from the first asking. */
    private void charge(Tx tx, Opened opened, long minor, Optional<Charge> before) {
        Optional<Payments> gateway = parts.gateways().stream()
                .filter(one -> one.takes(tx, opened.store()))
                .findFirst();
        Duration wait =
                Duration.ofDays(parts.policies().live(tx, opened.store()).payDays());
        Instant due = before.map(Charge::dueAt).orElseGet(() -> opened.now().plus(wait));
        ChargeId id = new ChargeId(parts.ids().next());
        Money amount = new Money(minor, opened.head().currency());
        tx.execute(
                ChargeSql.ADD,
                opened.store(),
                id,
                opened.head().id(),
                opened.head().order(),
                minor,
                amount.currency().getCurrencyCode(),
                gateway.isPresent() ? Charge.State.WAITING : Charge.State.BY_HAND,
                gateway.map(Payments::name).orElse(Payouts.BY_HAND),
                opened.now(),
                due,
                gateway.isPresent() ? opened.now() : due);
        parts.log()
                .append(
                        tx,
                        new DifferenceCharged(
                                opened.store(),
                                opened.head().id(),
                                opened.head().order(),
                                id,
                                amount,
                                due,
                                opened.now()));
    }

    /** What came in for a thing that is not given goes back the way it came. */
    private void payBack(Tx tx, Opened opened, long minor) {
        long open = minor;
        for (ChargeSql.Deposit deposit :
                ChargeSql.deposits(tx, opened.store(), opened.head().id())) {
            long part = Math.min(open, deposit.left());
            if (part == 0) break;
            long posting = post(tx, opened, Map.of(Account.DEPOSIT, part, Account.REFUND, -part), "paid-back");
            tx.execute(
                    "update returns.charge set back = back + ? where store_id = ? and id = ?",
                    part,
                    opened.store(),
                    deposit.id());
            parts.payouts().payBack(tx, opened, new Payouts.PaidBack(deposit, posting, part));
            open -= part;
        }
    }

    /** How it was paid: what the gateway or the store calls the payment, and who says so. */
    record Payment(String name, String by) {}

    /** Written once; what waited for it is given from now on. */
    Optional<Denial.Kind> paid(Tx tx, Opened opened, Charge charge, Payment payment) {
        int moved = tx.update(ChargeSql.PAID, payment.name(), opened.now(), payment.by(), opened.store(), charge.id());
        if (moved == 0) return Optional.of(Denial.Kind.NOT_NOW);
        long minor = charge.amount().minor();
        long _ = post(tx, opened, Map.of(Account.RECEIVED, minor, Account.DEPOSIT, -minor), "paid-on-top");
        parts.moves()
                .note(
                        tx,
                        opened.store(),
                        opened.head().id(),
                        new Moves.Note("PAID_ON_TOP", payment.by(), payment.name(), opened.now()));
        parts.log()
                .append(
                        tx,
                        new DifferencePaid(
                                opened.store(),
                                opened.head().id(),
                                opened.head().order(),
                                charge.id(),
                                charge.amount(),
                                opened.now()));
        topUp(tx, opened);
        return Optional.empty();
    }

    /** Things that were taken before they were paid are owed whole. */
    private void topUp(Tx tx, Opened opened) {
        StoreId store = opened.store();
        for (long posting : PayoutSql.unpaid(tx, store, opened.head().id())) {
            long charge = opened.pieces().stream()
                    .filter(piece -> piece.posting() != null && piece.posting() == posting)
                    .mapToLong(piece -> piece.sums().difference().charge())
                    .sum();
            if (charge > ChargeSql.deposited(tx, store, opened.head().id())) return;
            ChargeSql.use(tx, store, opened.head().id(), charge);
            long _ = post(tx, opened, Map.of(Account.DEPOSIT, charge, Account.EXCHANGE, -charge), "topped-up");
            parts.payouts().topUp(tx, opened, new Payouts.TopUp(posting, charge));
        }
    }

    private long post(Tx tx, Opened opened, Map<Account, Long> entries, String what) {
        return parts.ledger()
                .post(tx, opened.store(), opened.head(), new Ledger.Entry(new Posting(entries), what, opened.now()));
    }

    /**
     * Nobody paid in time, and nobody can any more: what was kept for it is let go, and the customer is given the next best the
     * policy has for them.
     */
    Optional<Denial.Kind> lapse(Tx tx, Opened opened, Charge charge) {
        if (tx.update(ChargeSql.LAPSE, opened.store(), charge.id()) == 0) return Optional.of(Denial.Kind.NOT_NOW);
        List<Long> unpaid = PayoutSql.unpaid(tx, opened.store(), opened.head().id());
        List<Piece> pieces = opened.where(piece -> piece.sums().difference().charge() > 0
                && (piece.verdict() == Verdict.APPROVED
                        || (piece.verdict() == Verdict.ACCEPTED && unpaid.contains(piece.posting()))));
        for (Piece piece : pieces) new NextBest(parts.payouts()).give(tx, opened, piece);
        StockSql.giveBackUnwanted(tx, opened.store(), opened.head().id());
        parts.moves()
                .note(
                        tx,
                        opened.store(),
                        opened.head().id(),
                        new Moves.Note("NOT_PAID_ON_TOP", BY, null, opened.now()));
        parts.log()
                .append(
                        tx,
                        new ExchangeLapsed(
                                opened.store(),
                                opened.head().id(),
                                opened.head().order(),
                                Opened.ids(pieces),
                                opened.now()));
        return Optional.empty();
    }
}
