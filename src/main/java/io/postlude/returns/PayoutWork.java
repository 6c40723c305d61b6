package io.postlude.returns;

import io.postlude.kernel.Database;
import io.postlude.kernel.Money;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.LineId;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders;
import io.postlude.orders.VariantId;
import io.postlude.returns.Refunds.Due;
import io.postlude.returns.Refunds.Given;
import io.postlude.returns.Refunds.InDoubt;
import io.postlude.returns.Refunds.Later;
import io.postlude.returns.Refunds.Never;
import io.postlude.returns.Refunds.Outcome;
import io.postlude.returns.Refunds.Prepared;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives what is due through the gateways. The row says that a call is begun before it is made; whoever finds a begun one asks
 * what became of it before trying again, so a lost answer never gives twice.
 */
final class PayoutWork {
    private static final Logger LOG = LoggerFactory.getLogger(PayoutWork.class);
    private static final int BATCH = 50;
    /** While somebody works at one, and after that the others take it for left behind. */
    private static final Duration LEASE = Duration.ofMinutes(2);

    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final int TRIES = 10;
    private static final int TROUBLE_LIMIT_CHARS = 400;

    private final Parts parts;

    /** What it stands on. */
    record Parts(Database database, InstantSource clock, Returns returns, Orders orders, List<Refunds> gateways) {}

    PayoutWork(Parts parts) {
        this.parts = parts;
    }

    /** One that was taken to be worked at; {@code begun} before, so that it may have been given. */
    private record Claimed(StoreId store, PayoutId id, boolean begun) {}

    void giveDueAcrossStores() {
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
                  select store_id, payout_id from returns.payout_due where due_at <= ?
                  order by due_at limit ? for update skip locked),
                later as (
                  update returns.payout_due d set due_at = ? from due
                  where d.store_id = due.store_id and d.payout_id = due.payout_id),
                before as (
                  select p.store_id, p.id, p.state from returns.payout p join due on p.store_id = due.store_id and p.id = due.payout_id)
                update returns.payout p set state = 'ASKING', tries = p.tries + 1 from before b
                where p.store_id = b.store_id and p.id = b.id and b.state in ('WAITING', 'ASKING')
                returning p.store_id, p.id, b.state = 'ASKING' as begun""",
                        row -> new Claimed(
                                new StoreId(row.getInt("store_id")),
                                new PayoutId(row.getLong("id")),
                                row.getBoolean("begun")),
                        now,
                        BATCH,
                        now.plus(LEASE)));
    }

    private void work(Claimed claimed) {
        Optional<Call> call = parts.database().inStore(claimed.store(), tx -> call(tx, claimed));
        if (call.isEmpty()) return;
        Outcome outcome = outcome(call.get(), claimed.begun());
        if (outcome instanceof Prepared(String name)) {
            parts.database()
                    .runInStore(claimed.store(), tx -> PayoutSql.keepPrepared(tx, claimed.store(), claimed.id(), name));
            outcome = outcome(call.get().with(name), false);
        }
        write(claimed, call.get(), outcome);
    }

    private void write(Claimed claimed, Call call, Outcome outcome) {
        parts.database().runInStore(claimed.store(), tx -> write(tx, claimed, call, outcome));
    }

    private record Call(Refunds gateway, Due due, int tries) {
        Call with(String name) {
            return new Call(gateway, due.with(name), tries);
        }
    }

    private Optional<Call> call(Tx tx, Claimed claimed) {
        StoreId store = claimed.store();
        Optional<Payout> payout = PayoutSql.payout(tx, store, claimed.id());
        Optional<Refunds> gateway = payout.flatMap(one -> parts.gateways().stream()
                .filter(known -> known.name().equals(one.gateway()))
                .findFirst());
        if (payout.isEmpty()) return Optional.empty();
        if (gateway.isEmpty()) {
            byHand(tx, claimed, "there is no gateway " + payout.get().gateway() + " any more");
            return Optional.empty();
        }
        OrderView order = parts.orders().order(tx, store, payout.get().order()).orElseThrow();
        ReturnView of = parts.returns().find(tx, store, payout.get().returned()).orElseThrow();
        List<Payout> together = Gathering.begin(tx, store, payout.get());
        Set<Long> postings = new HashSet<>();
        for (Payout one : together) postings.add(PayoutSql.postingOf(tx, store, one.id()));
        List<ReturnView.Piece> mine = of.pieces().stream()
                .filter(piece -> piece.posting() != null && postings.contains(piece.posting()))
                .toList();
        Owing owing = new Owing(store, payout.get(), order, mine);
        Due due = new Due(
                store,
                claimed.id(),
                claimed.id().toString(),
                order.id(),
                order.source(),
                order.reference(),
                payout.get().kind(),
                together.stream()
                        .map(Payout::amount)
                        .reduce(Money.zero(payout.get().amount().currency()), Money::plus),
                of.code(),
                order.email(),
                pieces(owing),
                things(tx, owing),
                PayoutSql.prepared(tx, store, claimed.id()),
                PayoutSql.paysBack(tx, store, claimed.id()));
        return Optional.of(new Call(gateway.get(), due, payout.get().tries()));
    }

    /** What is to be given, and the pieces it is given for. */
    private record Owing(StoreId store, Payout payout, OrderView order, List<ReturnView.Piece> pieces) {}

    private static List<Refunds.Part> pieces(Owing owing) {
        Map<LineId, String> references = new HashMap<>();
        owing.order().lines().forEach(line -> references.put(line.id(), line.reference()));
        List<ReturnView.Piece> mine = owing.pieces().stream()
                .filter(piece -> !piece.sums().kind().stays())
                .toList();
        return Acceptance.perLine(mine).entrySet().stream()
                .filter(entry -> references.containsKey(entry.getKey()))
                .map(entry -> new Refunds.Part(references.getOrDefault(entry.getKey(), ""), entry.getValue()))
                .toList();
    }

    private List<Refunds.Thing> things(Tx tx, Owing owing) {
        if (owing.payout().kind() != Payout.Kind.EXCHANGE) return List.of();
        OrderView order = owing.order();
        Map<VariantId, Integer> wanted = new LinkedHashMap<>();
        for (ReturnView.Piece piece : owing.pieces())
            if (piece.sums().kind().isThing())
                wanted.merge(piece.wanted() == null ? piece.variant() : piece.wanted(), 1, Integer::sum);
        Map<VariantId, Orders.SourceName> names =
                parts.orders().inSource(tx, owing.store(), order.source(), wanted.keySet());
        return wanted.entrySet().stream()
                .map(entry -> {
                    Orders.SourceName name = names.get(entry.getKey());
                    return new Refunds.Thing(
                            name == null ? null : name.product(),
                            name == null ? null : name.variant(),
                            entry.getValue());
                })
                .toList();
    }

    /** Whatever breaks in a call leaves it in doubt. */
    private static Outcome outcome(Call call, boolean begun) {
        try {
            if (begun) {
                Outcome told = call.gateway().ask(call.due());
                if (!(told instanceof Later)) return told;
            }
            return call.gateway().give(call.due());
        } catch (RuntimeException e) {
            LOG.warn("{} left {} in doubt", call.gateway().name(), call.due().payout(), e);
            return new InDoubt(e.getClass().getSimpleName());
        }
    }

    private void write(Tx tx, Claimed claimed, Call call, Outcome outcome) {
        switch (outcome) {
            case Given(String reference) -> {
                var gift =
                        new Returns.Gift(Optional.of(reference), call.gateway().name());
                Answer answer = parts.returns().given(tx, claimed.store(), claimed.id(), gift);
                if (answer instanceof Answer.Done) call.gateway().book(tx, call.due(), reference);
            }
            case Never(String why) -> byHand(tx, claimed, why);
            case Prepared(String name) -> again(tx, claimed, call, new Trouble("WAITING", "prepared again as " + name));
            case Later(String why) -> {
                if (call.tries() >= TRIES) byHand(tx, claimed, why);
                else again(tx, claimed, call, new Trouble("WAITING", why));
            }
            case InDoubt(String why) -> again(tx, claimed, call, new Trouble("ASKING", why));
        }
    }

    private record Trouble(String state, String why) {}

    /** One in doubt is asked about for ever, ever more slowly: nobody else can know whether it was given. */
    private void again(Tx tx, Claimed claimed, Call call, Trouble trouble) {
        tx.execute("""
                update returns.payout set state = ?, trouble = ?
                where store_id = ? and (id = ? or together = ?) and state = 'ASKING'""", trouble.state(), clip(trouble.why()), claimed.store(), claimed.id(), claimed.id());
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(TRIES, Math.max(0, call.tries() - 1)));
        tx.execute(
                PayoutSql.WORK_AT,
                claimed.store(),
                claimed.id(),
                parts.clock().instant().plus(pause));
    }

    private static void byHand(Tx tx, Claimed claimed, String why) {
        tx.execute("""
                update returns.payout set state = 'BY_HAND', trouble = ?, together = null
                where store_id = ? and (id = ? or together = ?) and state = 'ASKING'""", clip(why), claimed.store(), claimed.id(), claimed.id());
        tx.execute(
                "delete from returns.payout_due where store_id = ? and payout_id = ?", claimed.store(), claimed.id());
    }

    private static String clip(String why) {
        return why.length() > TROUBLE_LIMIT_CHARS ? why.substring(0, TROUBLE_LIMIT_CHARS) : why;
    }
}
