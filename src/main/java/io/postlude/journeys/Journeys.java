package io.postlude.journeys;

import io.postlude.kernel.Page;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was decided about contacting people, and what a store wants of it. */
public final class Journeys {
    private final InstantSource clock;

    public Journeys(InstantSource clock) {
        this.clock = clock;
    }

    /** An order's touchpoints, the oldest first. */
    public List<Touchpoint> ofOrder(Tx tx, StoreId store, OrderId order) {
        return TouchpointSql.ofOrders(tx, store, List.of(order)).getOrDefault(order, List.of());
    }

    /** A page of touchpoints; refuses a cursor that is not ours. */
    public Page<Touchpoint> list(Tx tx, StoreId store, TouchpointQuery query) {
        return TouchpointReadSql.list(tx, store, query);
    }

    public Optional<Touchpoint> touchpoint(Tx tx, StoreId store, TouchpointId id) {
        return TouchpointReadSql.find(tx, store, id);
    }

    /** All that one message told: the touchpoint itself, and those of other parcels told with it. */
    public List<Touchpoint> toldWith(Tx tx, StoreId store, Touchpoint sent) {
        return sent.message() == null
                ? List.of(sent)
                : TouchpointReadSql.ofMessage(tx, store, sent.order(), sent.message());
    }

    /** How it stood before, the oldest first; empty where it was decided once. */
    public List<FormerDecision> former(Tx tx, StoreId store, TouchpointId id) {
        return TouchpointReadSql.former(tx, store, id);
    }

    /** What became of all touchpoints noticed in a span of time, its end not included. */
    public Tally tally(Tx tx, StoreId store, Instant from, Instant until) {
        return new Tally(
                TouchpointReadSql.counts(tx, store, from, until),
                TouchpointReadSql.noticed(tx, store, from, until),
                TouchpointReadSql.messages(tx, store, from, until));
    }

    /** What a store has settled. {@code off} says since when and by whom a kind is off; the others are on. */
    public record Wishes(Rhythm rhythm, Map<TouchpointKind, SwitchedOff> off) {}

    public record SwitchedOff(Instant since, String by) {}

    public Wishes wishes(Tx tx, StoreId store) {
        return new Wishes(SettingsSql.rhythm(tx, store), SettingsSql.off(tx, store));
    }

    /** From now on nothing of this kind is sent. False where it is off already. */
    public boolean switchOff(Tx tx, StoreId store, TouchpointKind kind, String by) {
        return SettingsSql.switchOff(tx, store, kind, new SwitchedOff(clock.instant(), by));
    }

    /** False where it is on already. What was withheld meanwhile is not sent after all. */
    public boolean switchOn(Tx tx, StoreId store, TouchpointKind kind) {
        return SettingsSql.switchOn(tx, store, kind);
    }

    /** False where somebody else has changed it since {@code rhythm.version}. */
    public boolean save(Tx tx, StoreId store, Rhythm rhythm) {
        return SettingsSql.save(tx, store, rhythm);
    }
}
