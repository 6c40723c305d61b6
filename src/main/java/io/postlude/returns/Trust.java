package io.postlude.returns;

import io.postlude.kernel.Database;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.returns.ReturnEvent.ReturnOverdue;
import io.postlude.returns.ReturnView.Piece;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What was given before the customer's came: by when it is expected, and that a person hears where it does not come. */
final class Trust {
    /** A parcel on its way is given so much longer: the carrier is late, not the customer. */
    private static final Duration ON_ITS_WAY = Duration.ofDays(14);

    private static final int BATCH = 200;
    private static final String BY = "Postlude";

    private final EventLog log;
    private final Moves moves;

    Trust(EventLog log, Moves moves) {
        this.log = log;
        this.moves = moves;
    }

    /** From now on something is expected that was paid for already. */
    static void begins(Tx tx, Opened opened, Policy policy) {
        tx.execute(
                "update returns.customer_return set goods_due = coalesce(goods_due, ?) where store_id = ? and id = ?",
                opened.now().plus(Duration.ofDays(policy.trustedDays())),
                opened.store(),
                opened.head().id());
    }

    /** Ends with the last piece that was awaited. */
    static void follow(Tx tx, StoreId store, ReturnId of) {
        tx.execute("""
                update returns.customer_return r set goods_due = null
                where r.store_id = ? and r.id = ? and r.goods_due is not null and not exists (
                  select 1 from returns.piece p where p.store_id = r.store_id and p.return_id = r.id
                    and p.travel in ('AWAITED', 'UNDER_WAY') and p.verdict in ('ACCEPTED', 'SETTLED'))""", store, of);
    }

    /** A return that something was given for and whose time is over. */
    private record Late(StoreId store, ReturnId of, Instant due) {}

    void lookAcrossStores(Database database, Returns returns, Instant now) {
        List<Late> late = database.acrossStores(tx -> tx.list(
                """
                select store_id, id, goods_due from returns.customer_return where goods_due <= ?
                order by goods_due limit ?""",
                row -> new Late(
                        new StoreId(row.getInt(1)), new ReturnId(row.getLong(2)), Tx.instantNotNull(row, "goods_due")),
                now,
                BATCH));
        for (Late one : late)
            database.runInStore(one.store(), tx -> {
                Answer _ = returns.change(tx, one.store(), one.of(), opened -> missed(tx, opened, one.due()));
            });
    }

    private Optional<Denial.Kind> missed(Tx tx, Opened opened, Instant due) {
        boolean longOver = !opened.now().isBefore(due.plus(ON_ITS_WAY));
        List<Piece> gone =
                opened.where(piece -> (piece.verdict() == Verdict.ACCEPTED || piece.verdict() == Verdict.SETTLED)
                        && (piece.travel() == Travel.AWAITED || (piece.travel() == Travel.UNDER_WAY && longOver)));
        if (gone.isEmpty()) return Optional.of(Denial.Kind.NOT_NOW);
        moves.move(tx, opened.whose(), gone, Moves.Move.travels(Travel.MISSING, BY, opened.now()));
        log.append(
                tx,
                new ReturnOverdue(
                        opened.store(), opened.head().id(), opened.head().order(), Opened.ids(gone), opened.now()));
        return Optional.empty();
    }

    /** A person lets it be: it was paid for, did not come, and will not be asked for any more. */
    Optional<Denial.Kind> writeOff(Tx tx, Opened opened, Counsel.Word word) {
        List<Piece> gone = opened.named(word.pieces()).stream()
                .filter(piece -> piece.travel() == Travel.MISSING && piece.verdict() == Verdict.SETTLED)
                .toList();
        if (gone.isEmpty()) return Optional.of(Denial.Kind.NOT_NOW);
        moves.move(tx, opened.whose(), gone, new Moves.Move(Travel.OFF, null, word.by(), word.why(), opened.now()));
        return Optional.empty();
    }
}
