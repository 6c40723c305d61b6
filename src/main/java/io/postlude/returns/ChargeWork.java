package io.postlude.returns;

import io.postlude.kernel.Database;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders;
import io.postlude.returns.Payments.Due;
import io.postlude.returns.Payments.Standing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens pages to pay at, asks what became of them, and shuts them in time. A page is only given up when the gateway says that
 * nobody can pay there any more: money that comes in at the last moment is never lost.
 */
final class ChargeWork {
    private static final Logger LOG = LoggerFactory.getLogger(ChargeWork.class);
    private static final int BATCH = 50;
    private static final Duration LEASE = Duration.ofMinutes(2);
    /** How often an open page is asked about where nobody tells of it. */
    private static final Duration BETWEEN = Duration.ofMinutes(5);

    private static final int TROUBLE_LIMIT_CHARS = 400;

    private final Parts parts;

    /** What it stands on. */
    record Parts(
            Database database,
            InstantSource clock,
            Returns returns,
            Orders orders,
            List<Payments> gateways,
            ReturnAddress address) {}

    ChargeWork(Parts parts) {
        this.parts = parts;
    }

    void workDueAcrossStores() {
        List<ChargeSql.Claimed> claimed;
        do {
            Instant now = parts.clock().instant();
            claimed = parts.database().acrossStores(tx -> ChargeSql.claimAcrossStores(tx, now, now.plus(LEASE), BATCH));
            claimed.forEach(this::work);
        } while (claimed.size() == BATCH);
    }

    private record Call(Charge charge, Payments gateway, Due due) {}

    private void work(ChargeSql.Claimed claimed) {
        StoreId store = claimed.store();
        Optional<Charge> found = parts.database().inStore(store, tx -> ChargeSql.charge(tx, store, claimed.id()));
        if (found.isEmpty()) return;
        Charge charge = found.get();
        Optional<Payments> gateway = parts.gateways().stream()
                .filter(one -> one.name().equals(charge.gateway()))
                .findFirst();
        if (charge.state() == Charge.State.BY_HAND || gateway.isEmpty()) {
            if (over(charge)) lapse(store, charge);
            else byHand(store, charge, "there is no gateway " + charge.gateway() + " any more");
            return;
        }
        Due due = parts.database().inStore(store, tx -> due(tx, store, charge));
        Call call = new Call(charge, gateway.get(), due);
        try {
            if (charge.reference() == null) open(call);
            else look(call, charge.reference());
        } catch (RuntimeException e) {
            LOG.warn("{} left {} in doubt", charge.gateway(), charge.id(), e);
        }
    }

    private boolean over(Charge charge) {
        return !parts.clock().instant().isBefore(charge.dueAt());
    }

    private Due due(Tx tx, StoreId store, Charge charge) {
        OrderView order = parts.orders().order(tx, store, charge.order()).orElseThrow();
        ReturnView view = parts.returns().find(tx, store, charge.returned()).orElseThrow();
        return new Due(
                store,
                charge.id(),
                charge.id() + "-" + charge.attempt(),
                charge.amount(),
                order.number(),
                view.code(),
                view.isGift() ? null : order.email(),
                parts.address().of(store, charge.order(), new ReturnAddress.Named(view.code(), view.isGift())),
                charge.dueAt());
    }

    /** Whoever does not want it any more before it was opened needs no page; one that may have been opened was never shown. */
    private void open(Call call) {
        Charge charge = call.charge();
        if (charge.state() == Charge.State.CLOSING) {
            set(call, new Step("STOPPED", null));
            return;
        }
        if (over(charge)) {
            lapse(call.due().store(), charge);
            return;
        }
        switch (call.gateway().open(call.due())) {
            case Payments.Opened(String reference, var link) -> opened(call, reference, link.toString());
            case Payments.Later(String why) -> set(call, new Step(charge.state().name(), why));
            case Payments.Never(String why) -> byHand(call.due().store(), charge, why);
        }
    }

    private void look(Call call, String reference) {
        boolean shut = call.charge().state() == Charge.State.CLOSING || over(call.charge());
        Standing standing = shut
                ? call.gateway().close(call.due(), reference)
                : call.gateway().ask(call.due(), reference);
        switch (standing) {
            case Payments.Paid(String payment) -> paid(call.due().store(), call.charge(), payment);
            case Payments.Open() -> set(call, new Step(call.charge().state().name(), null));
            case Payments.Ended() -> ended(call);
            case Payments.Unknown(String why) ->
                set(call, new Step(call.charge().state().name(), why));
        }
    }

    /** A page ends by itself after a day; as long as there is time another is opened. */
    private void ended(Call call) {
        if (call.charge().state() == Charge.State.CLOSING) set(call, new Step("STOPPED", null));
        else if (over(call.charge())) lapse(call.due().store(), call.charge());
        else
            parts.database()
                    .runInStore(
                            call.due().store(),
                            tx -> tx.execute(
                                    """
                        update returns.charge set state = 'WAITING', attempt = attempt + 1, reference = null, link = null, work_at = ?
                        where store_id = ? and id = ? and state = 'OPEN'""",
                                    parts.clock().instant(),
                                    call.due().store(),
                                    call.charge().id()));
    }

    private void paid(StoreId store, Charge charge, String payment) {
        Answer answer = parts.database()
                .inStore(
                        store,
                        tx -> parts.returns()
                                .paidOnTop(
                                        tx,
                                        store,
                                        charge.id(),
                                        new Returns.Gift(Optional.of(payment), charge.gateway())));
        if (answer instanceof Answer.Denied) LOG.warn("{} was paid and is not waited for", charge.id());
    }

    private void lapse(StoreId store, Charge charge) {
        Answer _ = parts.database()
                .inStore(
                        store,
                        tx -> parts.returns()
                                .change(
                                        tx,
                                        store,
                                        charge.returned(),
                                        opened -> parts.returns().charges.lapse(tx, opened, charge)));
    }

    private void opened(Call call, String reference, String link) {
        parts.database()
                .runInStore(
                        call.due().store(),
                        tx -> tx.execute(
                                """
                        update returns.charge set state = case when state = 'WAITING' then 'OPEN' else state end,
                          reference = ?, link = ?, trouble = null, work_at = ?
                        where store_id = ? and id = ? and state in ('WAITING', 'CLOSING')""",
                                reference,
                                link,
                                next(call.charge()),
                                call.due().store(),
                                call.charge().id()));
    }

    private Instant next(Charge charge) {
        Instant soon = parts.clock().instant().plus(BETWEEN);
        return charge.dueAt().isBefore(soon) && !over(charge) ? charge.dueAt() : soon;
    }

    /** Where it goes, and why it is not further. */
    private record Step(
            String state, @org.jspecify.annotations.Nullable String why) {}

    private void set(Call call, Step step) {
        String why = step.why();
        parts.database()
                .runInStore(
                        call.due().store(),
                        tx -> tx.execute(
                                """
                        update returns.charge set state = ?, trouble = ?, work_at = ?::timestamptz
                        where store_id = ? and id = ? and state = ?""",
                                step.state(),
                                why == null ? null : why.substring(0, Math.min(why.length(), TROUBLE_LIMIT_CHARS)),
                                step.state().equals("STOPPED") ? null : next(call.charge()),
                                call.due().store(),
                                call.charge().id(),
                                call.charge().state()));
    }

    private void byHand(StoreId store, Charge charge, String why) {
        parts.database()
                .runInStore(
                        store,
                        tx -> tx.execute(
                                """
                        update returns.charge set state = 'BY_HAND', gateway = ?, trouble = ?, work_at = due_at
                        where store_id = ? and id = ? and state = 'WAITING'""",
                                Payouts.BY_HAND,
                                why.substring(0, Math.min(why.length(), TROUBLE_LIMIT_CHARS)),
                                store,
                                charge.id()));
    }
}
