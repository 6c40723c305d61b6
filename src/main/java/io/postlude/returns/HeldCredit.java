package io.postlude.returns;

import io.postlude.kernel.Database;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;

/**
 * The gateway of credit that nobody else takes: it is held here. Nothing leaves the house, so the entry is written in the very
 * transaction that says the payout was given, and there is never a doubt.
 */
final class HeldCredit implements Refunds {
    /** Payouts name it. */
    static final String NAME = "held-credit";

    private final Database database;
    private final Credits credits;

    HeldCredit(Database database, Credits credits) {
        this.database = database;
        this.credits = credits;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** That the return is somebody's is known to whoever asks. */
    @Override
    public boolean gives(Tx tx, StoreId store, String source, Payout.Kind kind) {
        return kind == Payout.Kind.CREDIT && !credits.isByHand(tx, store);
    }

    @Override
    public Outcome give(Due due) {
        boolean somebody = database.inStore(
                due.store(),
                tx -> CreditSql.whose(tx, due.store(), due.payout()).isPresent());
        return somebody
                ? new Given(credits.fresh().toString())
                : new Never("nobody is known any more whose credit it is: the person was erased");
    }

    @Override
    public void book(Tx tx, Due due, String reference) {
        credits.give(tx, due, CreditEntryId.parse(reference).orElseThrow());
    }

    /** What is not written down was not given. */
    @Override
    public Outcome ask(Due due) {
        return new Later("it was not written down");
    }
}
