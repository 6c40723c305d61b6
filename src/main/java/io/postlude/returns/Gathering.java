package io.postlude.returns;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.promises.Promise;
import io.postlude.promises.PromiseKind;
import io.postlude.promises.Promises;
import io.postlude.returns.ReturnSql.Head;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Other things of one return go out as one order of the shop, however many looks it takes to take them back. The first waits while
 * more may come, the next go with it; each stays a payout of its own with its own entries in the books. Once a call is begun nothing
 * joins and nothing leaves: what the shop was asked for is what it is asked about.
 */
final class Gathering {
    /** Longer than this nobody waits for what else may come. */
    static final Duration AT_MOST = Duration.ofDays(2);

    /** Before the day for which the customer was promised what they get. */
    private static final Duration BEFORE_PROMISED = Duration.ofDays(1);

    /** A piece that another thing is wanted for, and that may still be taken. */
    private static final String MORE_TO_COME = """
            exists (select from returns.piece where store_id = ? and return_id = ? and remedy in ('EXCHANGE', 'SHOP')
              and verdict in ('ASKED', 'APPROVED') and travel in ('AWAITED', 'UNDER_WAY', 'RECEIVED', 'GRADED'))""";

    private Gathering() {}

    /** Another thing of a return that a gateway is to give. */
    record One(Head of, PayoutId id, String gateway, Instant at) {}

    /** It goes out with one that waits already; where none does, it is worked at by itself, when nothing more is to come. */
    static void add(Tx tx, StoreId store, One one, Promises promises) {
        Optional<PayoutId> first = first(tx, store, one);
        if (first.isPresent()) {
            tx.execute("""
                    update returns.payout p set together = f.id, gathers_until = f.gathers_until from returns.payout f
                    where p.store_id = ? and p.id = ? and f.store_id = p.store_id and f.id = ?""", store, one.id(), first.get());
            return;
        }
        Instant until = until(tx, store, one, promises);
        if (until.isAfter(one.at()))
            tx.execute(
                    "update returns.payout set gathers_until = ? where store_id = ? and id = ?",
                    until,
                    store,
                    one.id());
        tx.execute(PayoutSql.WORK_AT, store, one.id(), until);
    }

    /** Its lock keeps a worker from beginning it meanwhile. */
    private static Optional<PayoutId> first(Tx tx, StoreId store, One one) {
        return tx.first(
                """
                select id from returns.payout where store_id = ? and return_id = ? and id <> ? and kind = 'EXCHANGE' and gateway = ?
                  and state = 'WAITING' and tries = 0 and together is null
                order by id limit 1 for update""", row -> new PayoutId(row.getLong(1)), store, one.of().id(), one.id(), one.gateway());
    }

    private static Instant until(Tx tx, StoreId store, One one, Promises promises) {
        if (!waits(tx, store, one)) return one.at();
        Instant longest = one.at().plus(AT_MOST);
        Instant until = promises.openOfOrders(tx, store, List.of(one.of().order())).stream()
                .filter(promise -> promise.kind() == PromiseKind.REFUND)
                .map(Promise::window)
                .map(window -> window.by().minus(BEFORE_PROMISED))
                .filter(longest::isAfter)
                .min(Instant::compareTo)
                .orElse(longest);
        return until.isBefore(one.at()) ? one.at() : until;
    }

    /** What the policy gives before it was looked at waits for nothing. */
    private static boolean waits(Tx tx, StoreId store, One one) {
        return tx.number(
                        "select count(*) where not exists (select from returns.piece c join returns.payout p"
                                + " on p.store_id = c.store_id and p.posting_id = c.accepted_by_posting"
                                + " where c.store_id = ? and c.return_id = ? and p.id = ? and c.travel <> 'GRADED')"
                                + " and " + MORE_TO_COME,
                        store,
                        one.of().id(),
                        one.id(),
                        store,
                        one.of().id())
                > 0;
    }

    /** After a change of a return: where nothing more is to come, what was gathered goes out. */
    static void follow(Tx tx, Opened opened) {
        if (opened.where(piece -> piece.sums().kind().isThing()).isEmpty()) return;
        // Only rows that no worker can be at: they are not due yet, and one that was begun is due at another time.
        tx.execute(
                "with woken as (update returns.payout_due d set due_at = ? from returns.payout p"
                        + " where d.store_id = ? and p.store_id = d.store_id and p.id = d.payout_id and p.return_id = ?"
                        + " and d.due_at = p.gathers_until and d.due_at > ? and not " + MORE_TO_COME
                        + " returning d.payout_id) update returns.payout p set gathers_until = null from woken w"
                        + " where p.store_id = ? and (p.id = w.payout_id or p.together = w.payout_id)",
                opened.now(),
                opened.store(),
                opened.head().id(),
                opened.now(),
                opened.store(),
                opened.head().id(),
                opened.store());
    }

    /** Its call is begun, and with it that of all that go out with it: these, the one it is made for among them. */
    static List<Payout> begin(Tx tx, StoreId store, Payout first) {
        if (first.kind() != Payout.Kind.EXCHANGE) return List.of(first);
        return tx.list("""
                update returns.payout set state = 'ASKING', gathers_until = null
                where store_id = ? and (id = ? or together = ?) and state in ('WAITING', 'ASKING') returning *""", PayoutSql::payout, store, first.id(), first.id());
    }

    /** The others whose call was begun together with that of this one. */
    static List<Payout> begunWith(Tx tx, StoreId store, PayoutId id) {
        return tx.list("""
                select p.* from returns.payout me
                join returns.payout f on f.store_id = me.store_id and f.id = coalesce(me.together, me.id) and f.tries > 0
                join returns.payout p on p.store_id = f.store_id and coalesce(p.together, p.id) = f.id and p.id <> me.id
                where me.store_id = ? and me.id = ? and p.state in ('WAITING', 'ASKING') order by p.id""", PayoutSql::payout, store, id);
    }

    /** The first of those that went out with one that is not to be given any more takes its place. */
    static void without(Tx tx, StoreId store, PayoutId gone) {
        tx.execute("""
                with left_over as (
                  select id, min(id) over () as first from returns.payout
                  where store_id = ? and together = ? and state = 'WAITING'),
                moved as (
                  update returns.payout p set together = nullif(l.first, l.id) from left_over l
                  where p.store_id = ? and p.id = l.id)
                update returns.payout_due d set payout_id = l.first from left_over l
                where d.store_id = ? and d.payout_id = ? and l.id = l.first""", store, gone, store, store, gone);
    }
}
