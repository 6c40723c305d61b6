package io.postlude.returns;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.returns.Doorstep.Agreed;
import io.postlude.returns.Doorstep.Ending;
import io.postlude.returns.Doorstep.InDoubt;
import io.postlude.returns.Doorstep.Later;
import io.postlude.returns.Doorstep.Never;
import io.postlude.returns.Doorstep.NobodySays;
import io.postlude.returns.Doorstep.Offered;
import io.postlude.returns.Doorstep.Outcome;
import io.postlude.returns.Doorstep.Stop;
import io.postlude.returns.PickupCall.State;
import io.postlude.stores.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells carriers of pickups, and that nobody has to come. The row says that a call is begun before it is made, and keeps what was
 * offered before that is agreed on; whoever finds a begun one asks what became of it, so that no carrier is told twice.
 */
final class PickupWork {
    private static final Logger LOG = LoggerFactory.getLogger(PickupWork.class);
    private static final int BATCH = 20;
    /** Longer than all calls of one round may take: after that the others take it for left behind. */
    private static final Duration LEASE = Duration.ofMinutes(5);

    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    /** About two hours: a pickup is told the day before. */
    private static final int TRIES = 7;

    private static final int TROUBLE_LIMIT_CHARS = 400;

    private final LabelWork.Parts parts;

    PickupWork(LabelWork.Parts parts) {
        this.parts = parts;
    }

    /** One that was taken to be worked at, as it was found. */
    private record Claimed(StoreId store, long id, State was, int tries) {}

    void workDueAcrossStores() {
        List<Claimed> claimed;
        do {
            claimed = claim();
            claimed.forEach(this::work);
        } while (claimed.size() == BATCH);
    }

    private List<Claimed> claim() {
        return parts.database()
                .acrossStores(tx -> tx.list(
                        """
                with due as (
                  select store_id, id, state from returns.pickup_call where due_at <= ?
                  order by due_at limit ? for update skip locked)
                update returns.pickup_call c set due_at = ?, tries = c.tries + 1,
                  state = case due.state when 'WAITING' then 'ASKING' else due.state end
                from due where c.store_id = due.store_id and c.id = due.id
                returning c.store_id, c.id, due.state, c.tries""",
                        row -> new Claimed(
                                new StoreId(row.getInt("store_id")),
                                row.getLong("id"),
                                State.valueOf(row.getString("state")),
                                row.getInt("tries")),
                        now(),
                        BATCH,
                        now().plus(LEASE)));
    }

    /** What a call is made with; {@code reference} is what was offered or agreed on, null where nothing was. */
    private record Call(
            Doorstep doorstep, Stop stop, @Nullable String reference) {}

    /** The row of a call, as it stands. */
    private record Row(
            long label,
            ReturnId of,
            String provider,
            LocalDate day,
            @Nullable String reference) {}

    private void work(Claimed claimed) {
        Optional<Call> call = parts.database().inStore(claimed.store(), tx -> call(tx, claimed));
        if (call.isEmpty()) return;
        if (claimed.was() == State.CANCELLING) {
            Ending ending = ending(call.get());
            parts.database().runInStore(claimed.store(), tx -> ended(tx, claimed, ending));
        } else {
            Outcome outcome = outcome(claimed, call.get());
            parts.database().runInStore(claimed.store(), tx -> write(tx, claimed, outcome));
        }
    }

    private Optional<Call> call(Tx tx, Claimed claimed) {
        StoreId store = claimed.store();
        Row row = tx.first(
                        "select label_id, return_id, provider, day, reference from returns.pickup_call where store_id = ? and id = ?",
                        found -> new Row(
                                found.getLong(1),
                                new ReturnId(found.getLong(2)),
                                found.getString(3),
                                found.getObject(4, LocalDate.class),
                                found.getString(5)),
                        store,
                        claimed.id())
                .orElseThrow();
        Optional<Doorstep> doorstep = parts.sellers().stream()
                .filter(one -> one.name().equals(row.provider()))
                .flatMap(one -> one.doorstep().stream())
                .findFirst();
        Optional<Stop> stop = stop(tx, claimed, row);
        if (doorstep.isPresent() && stop.isPresent())
            return Optional.of(new Call(doorstep.get(), stop.get(), row.reference()));
        forPerson(
                tx,
                claimed,
                doorstep.isEmpty() ? "nobody is there to tell the carrier" : "there is no address to come to");
        return Optional.empty();
    }

    private Optional<Stop> stop(Tx tx, Claimed claimed, Row row) {
        Store store = parts.stores().get(claimed.store());
        ReturnView view = parts.returns().find(tx, claimed.store(), row.of()).orElseThrow();
        String label = LabelSql.reference(tx, claimed.store(), row.label());
        return parts.orders()
                .order(tx, claimed.store(), view.order())
                .flatMap(order -> LabelTexts.wanted(store, order, view, row.label()))
                .filter(_ -> label != null)
                .map(wanted -> new Stop(
                        claimed.store(),
                        "pickup-" + claimed.id(),
                        String.valueOf(label),
                        view.code(),
                        wanted.customer(),
                        Pickups.from(store, row.day()),
                        Pickups.to(store, row.day())));
    }

    /** Whatever breaks in a call leaves it in doubt. */
    private Outcome outcome(Claimed claimed, Call call) {
        boolean leaving = claimed.was() == State.LEAVING;
        try {
            String offer = call.reference();
            if (offer != null) {
                Outcome told = call.doorstep().ask(call.stop(), offer);
                if (!(told instanceof Later) || leaving) return told;
                return agree(call, offer);
            }
            if (leaving) return new Later("nobody was told");
            Outcome offered = call.doorstep().offer(call.stop());
            if (!(offered instanceof Offered(String name))) return offered;
            return keep(claimed, name) ? agree(call, name) : new Later("nobody has to come any more");
        } catch (RuntimeException e) {
            LOG.warn("pickup {} is left in doubt", claimed.id(), e);
            return new InDoubt(e.getClass().getSimpleName());
        }
    }

    private Outcome agree(Call call, String offer) {
        return now().isBefore(call.stop().to())
                ? call.doorstep().agree(call.stop(), offer)
                : new Never("the day was over before the carrier could be told");
    }

    /** Before it is agreed on; false where it is not wanted any more. */
    private boolean keep(Claimed claimed, String offer) {
        return parts.database()
                .<Boolean>inStore(
                        claimed.store(),
                        tx -> tx.update(
                                        "update returns.pickup_call set reference = ? where store_id = ? and id = ? and state = 'ASKING'",
                                        offer,
                                        claimed.store(),
                                        claimed.id())
                                == 1);
    }

    private void write(Tx tx, Claimed claimed, Outcome outcome) {
        switch (outcome) {
            case Agreed agreed ->
                tx.execute("""
                        update returns.pickup_call set reference = ?, confirmation = ?, trouble = null, tries = 0,
                          due_at = case state when 'LEAVING' then ?::timestamptz end,
                          state = case state when 'LEAVING' then 'CANCELLING' else 'TOLD' end
                        where store_id = ? and id = ? and state in ('ASKING', 'LEAVING')""", agreed.reference(), agreed.confirmation(), now(), claimed.store(), claimed.id());
            case Offered _ -> again(tx, claimed, "WAITING", "it was offered and not agreed on");
            case Never(String why) -> forPerson(tx, claimed, why);
            case NobodySays(String why) -> unsure(tx, claimed, why);
            case Later(String why) -> {
                if (claimed.tries() >= TRIES) forPerson(tx, claimed, why);
                else again(tx, claimed, "WAITING", why);
            }
            case InDoubt(String why) -> again(tx, claimed, "ASKING", why);
        }
    }

    /** Nobody was told: where it is not wanted any more, that is all. */
    private static void forPerson(Tx tx, Claimed claimed, String why) {
        tx.execute("""
                update returns.pickup_call set trouble = ?, due_at = null,
                  state = case state when 'ASKING' then 'FAILED' when 'CANCELLING' then 'NOT_CANCELLED' else 'DROPPED' end
                where store_id = ? and id = ? and state in ('ASKING', 'LEAVING', 'CANCELLING')""", clip(why), claimed.store(), claimed.id());
    }

    private static void unsure(Tx tx, Claimed claimed, String why) {
        tx.execute("""
                update returns.pickup_call set trouble = ?, due_at = null,
                  state = case state when 'ASKING' then 'UNSURE' else 'NOT_CANCELLED' end
                where store_id = ? and id = ? and state in ('ASKING', 'LEAVING')""", clip(why), claimed.store(), claimed.id());
    }

    /** One in doubt is asked about for ever, ever more slowly. What surely nobody was told of, and nobody wants, is over. */
    private void again(Tx tx, Claimed claimed, String state, String why) {
        boolean nobody = state.equals("WAITING");
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(TRIES, Math.max(0, claimed.tries() - 1)));
        tx.execute("""
                update returns.pickup_call set trouble = ?,
                  due_at = case when state = 'LEAVING' and ? then null else ?::timestamptz end,
                  state = case when state = 'ASKING' then ? when ? then 'DROPPED' else state end
                where store_id = ? and id = ? and state in ('ASKING', 'LEAVING')""", clip(why), nobody, now().plus(pause), state, nobody, claimed.store(), claimed.id());
    }

    private static Ending ending(Call call) {
        try {
            return call.doorstep().callOff(call.stop().store(), String.valueOf(call.reference()));
        } catch (RuntimeException e) {
            LOG.warn("a pickup could not be called off", e);
            return new Ending(Doorstep.End.UNKNOWN, e.getClass().getSimpleName());
        }
    }

    private void ended(Tx tx, Claimed claimed, Ending ending) {
        boolean open = ending.end() == Doorstep.End.UNKNOWN && claimed.tries() < TRIES;
        State state = switch (ending.end()) {
            case CALLED_OFF -> State.CANCELLED;
            case BY_HAND -> State.NOT_CANCELLED;
            case UNKNOWN -> open ? State.CANCELLING : State.NOT_CANCELLED;
        };
        Instant next = now().plus(FIRST_PAUSE.multipliedBy(1L << Math.max(0, claimed.tries() - 1)));
        tx.execute(
                """
                update returns.pickup_call set state = ?, trouble = ?, due_at = ?
                where store_id = ? and id = ? and state = 'CANCELLING'""",
                state,
                state == State.CANCELLED ? null : clip(ending.answer()),
                open ? next : null,
                claimed.store(),
                claimed.id());
    }

    private Instant now() {
        return parts.clock().instant();
    }

    private static String clip(String why) {
        return why.length() > TROUBLE_LIMIT_CHARS ? why.substring(0, TROUBLE_LIMIT_CHARS) : why;
    }
}
