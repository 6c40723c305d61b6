package io.postlude.returns;

import io.postlude.kernel.Database;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders;
import io.postlude.returns.Postage.Bought;
import io.postlude.returns.Postage.InDoubt;
import io.postlude.returns.Postage.Later;
import io.postlude.returns.Postage.Never;
import io.postlude.returns.Postage.Offered;
import io.postlude.returns.Postage.Outcome;
import io.postlude.returns.Postage.Terms;
import io.postlude.returns.Postage.Voiding;
import io.postlude.returns.Postage.Wanted;
import io.postlude.stores.Stores;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Buys labels and gives them back. The row says that a call is begun before it is made, and keeps what was offered before that
 * is bought; whoever finds a begun one asks what became of the offer before buying it, so a lost answer never buys twice.
 */
final class LabelWork {
    private static final Logger LOG = LoggerFactory.getLogger(LabelWork.class);
    private static final int BATCH = 20;
    /** Longer than all calls of one round may take: after that the others take it for left behind. */
    private static final Duration LEASE = Duration.ofMinutes(5);

    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration VOIDING_PAUSE = Duration.ofHours(12);
    /** About half an hour: a customer waits for it. */
    private static final int TRIES = 6;

    private static final int TROUBLE_LIMIT_CHARS = 400;
    private static final Terms NO_TERMS = new Terms(true, 30);

    private final Parts parts;

    /** What it stands on. */
    record Parts(
            Database database,
            InstantSource clock,
            Returns returns,
            Stores stores,
            Orders orders,
            List<Postage> sellers) {}

    LabelWork(Parts parts) {
        this.parts = parts;
    }

    /** One that was taken to be worked at, as it was found. */
    private record Claimed(StoreId store, long id, Label.State was, int tries) {}

    void workDueAcrossStores() {
        List<Claimed> claimed;
        do {
            claimed = claim();
            claimed.forEach(this::work);
        } while (claimed.size() == BATCH);
    }

    private List<Claimed> claim() {
        Instant now = parts.clock().instant();
        return parts.database()
                .acrossStores(tx -> tx.list(
                        """
                with due as (
                  select store_id, label_id from returns.label_due where due_at <= ?
                  order by due_at limit ? for update skip locked),
                later as (
                  update returns.label_due d set due_at = ? from due
                  where d.store_id = due.store_id and d.label_id = due.label_id),
                before as (
                  select l.store_id, l.id, l.state from returns.label l join due on l.store_id = due.store_id and l.id = due.label_id)
                update returns.label l set state = case b.state when 'WAITING' then 'BUYING' else b.state end, tries = l.tries + 1
                from before b where l.store_id = b.store_id and l.id = b.id and l.state = b.state
                returning l.store_id, l.id, b.state, l.tries""",
                        row -> new Claimed(
                                new StoreId(row.getInt("store_id")),
                                row.getLong("id"),
                                Label.State.valueOf(row.getString("state")),
                                row.getInt("tries")),
                        now,
                        BATCH,
                        now.plus(LEASE)));
    }

    private void work(Claimed claimed) {
        switch (claimed.was()) {
            case WAITING, BUYING, DROPPED -> buy(claimed);
            case BOUGHT -> parts.database().runInStore(claimed.store(), tx -> lapse(tx, claimed));
            case VOIDING -> giveBack(claimed);
            case USED, FAILED, VOIDED, NOT_VOIDED ->
                parts.database().runInStore(claimed.store(), tx -> noMore(tx, claimed));
        }
    }

    /** What a purchase is made with; {@code offer} is null where nothing was offered yet. */
    private record Call(
            Postage seller, Wanted wanted, @Nullable String offer) {}

    private void buy(Claimed claimed) {
        Optional<Call> call = parts.database().inStore(claimed.store(), tx -> call(tx, claimed));
        if (call.isEmpty()) return;
        Outcome outcome = outcome(claimed, call.get());
        parts.database().runInStore(claimed.store(), tx -> write(tx, claimed, call.get(), outcome));
    }

    private Optional<Call> call(Tx tx, Claimed claimed) {
        Label label = LabelSql.find(tx, claimed.store(), claimed.id()).orElseThrow();
        ReturnView view =
                parts.returns().find(tx, claimed.store(), label.returned()).orElseThrow();
        OrderView order =
                parts.orders().order(tx, claimed.store(), view.order()).orElseThrow();
        Optional<Postage> seller = seller(label.provider());
        Optional<Wanted> wanted = LabelTexts.wanted(parts.stores().get(claimed.store()), order, view, label.id());
        String offer = LabelSql.reference(tx, claimed.store(), claimed.id());
        if (seller.isPresent() && wanted.isPresent()) return Optional.of(new Call(seller.get(), wanted.get(), offer));
        failed(
                tx,
                claimed,
                seller.isEmpty() ? NO_TERMS : terms(tx, claimed, seller.get()),
                wanted.isEmpty() ? "the order or the store has no address to send from or to" : "nobody sells labels");
        return Optional.empty();
    }

    private Optional<Postage> seller(String name) {
        return parts.sellers().stream().filter(one -> one.name().equals(name)).findFirst();
    }

    private static Terms terms(Tx tx, Claimed claimed, Postage seller) {
        return seller.terms(tx, claimed.store()).orElse(NO_TERMS);
    }

    /** Whatever breaks in a call leaves it in doubt. */
    private Outcome outcome(Claimed claimed, Call call) {
        Postage seller = call.seller();
        try {
            String offer = call.offer();
            boolean dropped = claimed.was() == Label.State.DROPPED;
            if (offer != null) {
                Outcome told = seller.ask(call.wanted(), offer);
                if (!(told instanceof Later) || dropped) return told;
                return seller.buy(call.wanted(), offer);
            }
            if (dropped) return new Later("nothing was bought");
            Outcome offered = seller.offer(call.wanted());
            if (!(offered instanceof Offered(String name))) return offered;
            return keep(claimed, name) ? seller.buy(call.wanted(), name) : new Later("nobody wants it any more");
        } catch (RuntimeException e) {
            LOG.warn("{} left label {} in doubt", seller.name(), claimed.id(), e);
            return new InDoubt(e.getClass().getSimpleName());
        }
    }

    /** Before it is bought; false where it is not wanted any more. */
    private boolean keep(Claimed claimed, String offer) {
        return parts.database()
                .<Boolean>inStore(
                        claimed.store(),
                        tx -> tx.update(
                                        "update returns.label set reference = ? where store_id = ? and id = ? and state = 'BUYING'",
                                        offer,
                                        claimed.store(),
                                        claimed.id())
                                == 1);
    }

    private void write(Tx tx, Claimed claimed, Call call, Outcome outcome) {
        switch (outcome) {
            case Bought bought -> bought(tx, claimed, call, bought);
            case Offered _ -> again(tx, claimed, new Trouble("WAITING", "it was offered and not bought"));
            case Never(String why) -> failed(tx, claimed, terms(tx, claimed, call.seller()), why);
            case Later(String why) -> {
                if (claimed.tries() >= TRIES) failed(tx, claimed, terms(tx, claimed, call.seller()), why);
                else again(tx, claimed, new Trouble("WAITING", why));
            }
            case InDoubt(String why) -> again(tx, claimed, new Trouble("BUYING", why));
        }
    }

    private void bought(Tx tx, Claimed claimed, Call call, Bought bought) {
        int moved = tx.update(
                LabelSql.BOUGHT,
                bought.reference(),
                bought.carrier(),
                bought.number(),
                bought.cost() == null ? null : bought.cost().minor(),
                bought.cost() == null ? null : bought.cost().currency().getCurrencyCode(),
                bought.document().bytes(),
                bought.document().type(),
                now(),
                claimed.store(),
                claimed.id());
        if (moved == 0) return;
        Label label = LabelSql.find(tx, claimed.store(), claimed.id()).orElseThrow();
        if (label.state() == Label.State.VOIDING) {
            tx.execute(LabelSql.WORK_AT, claimed.store(), claimed.id(), now());
            return;
        }
        Answer _ = parts.returns().parcelIs(tx, claimed.store(), label.returned(), bought.number());
        Duration unused = Duration.ofDays(terms(tx, claimed, call.seller()).unusedDays());
        tx.execute(LabelSql.WORK_AT, claimed.store(), claimed.id(), now().plus(unused));
    }

    /** A person sees to it; where the store said so, the customer gets the built-in one meanwhile. */
    private void failed(Tx tx, Claimed claimed, Terms terms, String why) {
        int moved = tx.update("""
                update returns.label set state = case state when 'DROPPED' then 'VOIDED' else 'FAILED' end, trouble = ?
                where store_id = ? and id = ? and state in ('BUYING', 'DROPPED')""", clip(why), claimed.store(), claimed.id());
        noMore(tx, claimed);
        Label label = LabelSql.find(tx, claimed.store(), claimed.id()).orElseThrow();
        if (moved == 0 || label.state() != Label.State.FAILED || !terms.ownInstead()) return;
        ReturnSql.heads(tx, claimed.store(), List.of(label.returned()))
                .forEach(head -> parts.returns().labels().own(tx, claimed.store(), head, now()));
    }

    private record Trouble(String state, String why) {}

    /** One in doubt is asked about for ever, ever more slowly: nobody else can know whether it was bought. */
    private void again(Tx tx, Claimed claimed, Trouble trouble) {
        boolean nothing = trouble.state().equals("WAITING");
        tx.execute("""
                update returns.label set trouble = ?, state = case
                    when state = 'BUYING' then ? when state = 'DROPPED' and ? then 'VOIDED' else state end
                where store_id = ? and id = ? and state in ('BUYING', 'DROPPED')""", clip(trouble.why()), trouble.state(), nothing, claimed.store(), claimed.id());
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(TRIES, Math.max(0, claimed.tries() - 1)));
        tx.execute(LabelSql.WORK_AT, claimed.store(), claimed.id(), now().plus(pause));
    }

    /** Nobody used it in its time: it is given back. What is under way keeps its own. */
    private void lapse(Tx tx, Claimed claimed) {
        noMore(tx, claimed);
        int moved = tx.update("""
                update returns.label l set state = 'VOIDING', tries = 0 where store_id = ? and id = ? and state = 'BOUGHT'
                  and provider <> 'own' and not exists (select 1 from returns.piece p
                    where p.store_id = l.store_id and p.return_id = l.return_id and p.travel <> 'AWAITED')""", claimed.store(), claimed.id());
        if (moved == 1) tx.execute(LabelSql.WORK_AT, claimed.store(), claimed.id(), now());
    }

    private void giveBack(Claimed claimed) {
        StoreId store = claimed.store();
        Label label = parts.database()
                .inStore(store, tx -> LabelSql.find(tx, store, claimed.id()))
                .orElseThrow();
        String reference = parts.database()
                .inStore(store, tx -> Optional.ofNullable(LabelSql.reference(tx, store, claimed.id())))
                .orElse("");
        Voiding voiding = voiding(seller(label.provider()), store, reference);
        parts.database().runInStore(store, tx -> voided(tx, claimed, voiding));
    }

    private static Voiding voiding(Optional<Postage> seller, StoreId store, String reference) {
        try {
            return seller.map(one -> one.giveBack(store, reference))
                    .orElse(new Voiding(Postage.Stand.UNKNOWN, "nobody there to ask"));
        } catch (RuntimeException e) {
            LOG.warn("a label could not be given back", e);
            return new Voiding(Postage.Stand.UNKNOWN, e.getClass().getSimpleName());
        }
    }

    private void voided(Tx tx, Claimed claimed, Voiding voiding) {
        Label.State state = switch (voiding.stand()) {
            case VOIDED -> Label.State.VOIDED;
            case NOT_VOIDED -> Label.State.NOT_VOIDED;
            case PENDING, UNKNOWN -> Label.State.VOIDING;
        };
        tx.execute(
                "update returns.label set state = ?, void_answer = ? where store_id = ? and id = ? and state = 'VOIDING'",
                state,
                clip(voiding.answer()),
                claimed.store(),
                claimed.id());
        if (state != Label.State.VOIDING) noMore(tx, claimed);
        else
            tx.execute(
                    LabelSql.WORK_AT,
                    claimed.store(),
                    claimed.id(),
                    now().plus(voiding.stand() == Postage.Stand.PENDING ? VOIDING_PAUSE : LEASE));
    }

    private static void noMore(Tx tx, Claimed claimed) {
        tx.execute(LabelSql.WORK_NO_MORE, claimed.store(), claimed.id());
    }

    private Instant now() {
        return parts.clock().instant();
    }

    private static String clip(String why) {
        return why.length() > TROUBLE_LIMIT_CHARS ? why.substring(0, TROUBLE_LIMIT_CHARS) : why;
    }
}
