package io.postlude.journeys;

import io.postlude.flows.Flow;
import io.postlude.flows.FlowId;
import io.postlude.flows.FlowView;
import io.postlude.flows.Flows;
import io.postlude.flows.Step;
import io.postlude.flows.UnderWay;
import io.postlude.kernel.Page;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.texts.Texts;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was decided about contacting people, and what a store wants of it. */
public final class Journeys {
    private final InstantSource clock;
    private final Flows flows;
    private final Texts texts;
    private final Over over;

    /** What looks over the past. */
    record Over(
            Rehearsals rehearsals,
            Effects effects,
            Measuring measuring,
            Grounds grounds,
            Powers powers,
            SmsSizes sizes) {}

    Journeys(InstantSource clock, Flows flows, Texts texts, Over over) {
        this.clock = clock;
        this.over = over;
        this.flows = flows;
        this.texts = texts;
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
        return sent.message() == null || sent.order() == null
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

    /** Publishes a journey's draft, and does with those under way what was asked. */
    public Flows.Outcome publish(Tx tx, StoreId store, FlowId id, Flows.Publishing publishing) {
        Flows.Outcome outcome = flows.publish(tx, store, id, publishing);
        // The days of its calendar count from now on, whatever it did before it was archived.
        if (outcome instanceof Flows.Live live && live.before() == 0) CalendarSql.begin(tx, store, id, clock.instant());
        if (outcome instanceof Flows.Live live && live.before() != 0) {
            if (publishing.underWay() == UnderWay.END)
                RunSql.end(tx, store, new RunSql.Ending(id, "new version", clock.instant()));
            if (publishing.underWay() == UnderWay.MOVE) {
                Flow flow = flows.version(tx, store, id, live.number()).orElseThrow();
                RunSql.moveTo(
                        tx,
                        store,
                        new RunSql.Moving(
                                id,
                                live.number(),
                                flow.steps().stream()
                                        .map(io.postlude.flows.Step::id)
                                        .toList(),
                                clock.instant()));
            }
        }
        return outcome;
    }

    /** Lets nobody in any more, and those under way leave. False where it is archived already. */
    public boolean archive(Tx tx, StoreId store, FlowId id) {
        boolean archived = flows.archive(tx, store, id);
        if (archived) RunSql.end(tx, store, new RunSql.Ending(id, "archived", clock.instant()));
        return archived;
    }

    /** What a store allows itself. */
    public Caps caps(Tx tx, StoreId store) {
        return SettingsSql.caps(tx, store);
    }

    /** False where somebody else has changed it since {@code version} of the rhythm. */
    public boolean save(Tx tx, StoreId store, Caps caps, int version) {
        return SettingsSql.save(tx, store, caps, version);
    }

    /** The documents of a store's journeys. */
    public Flows flows() {
        return flows;
    }

    /** Journeys run over the past. */
    public Rehearsals rehearsals() {
        return over.rehearsals();
    }

    /** Whether mails are opened and links followed. */
    public Measuring measuring() {
        return over.measuring();
    }

    /** Why people were written to. */
    public Grounds grounds() {
        return over.grounds();
    }

    /** What journeys bring. */
    public Effects effects() {
        return over.effects();
    }

    /** How often messages with this text were opened and followed since a time, in whatever journey that writes it now. */
    public Measuring.Figures readings(Tx tx, StoreId store, String text, Instant since) {
        Map<FlowId, Map<String, Measuring.Figures>> all = MeasuringSql.figures(tx, store, since);
        Measuring.Figures sum = Measuring.Figures.NONE;
        for (Map.Entry<FlowId, Map<String, Measuring.Figures>> one : all.entrySet()) {
            Flow flow = flows.find(tx, store, one.getKey())
                    .map(FlowView::live)
                    .flatMap(live -> flows.version(tx, store, one.getKey(), live.number()))
                    .orElse(null);
            if (flow == null) continue;
            for (Step step : flow.steps())
                if (step instanceof Step.Touch touch && touch.message().equals(text))
                    sum = sum.and(one.getValue().getOrDefault(step.id(), Measuring.Figures.NONE));
        }
        return sum;
    }

    /** How long it takes to know. */
    public Powers powers() {
        return over.powers();
    }

    /** What their SMS take and cost. */
    public SmsSizes smsSizes() {
        return over.sizes();
    }

    /** What their messages say. */
    public Texts texts() {
        return texts;
    }

    /** What each journey did since a time, and who is in it now; a journey that did nothing is left out. */
    public Map<FlowId, FlowFigures> figures(Tx tx, StoreId store, Instant since) {
        return FlowFigures.read(tx, store, since);
    }
}
