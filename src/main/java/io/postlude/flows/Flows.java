package io.postlude.flows;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.postlude.flows.FlowParser.Faulty;
import io.postlude.flows.FlowParser.Whole;
import io.postlude.flows.FlowSql.Saving;
import io.postlude.kernel.Ids;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** A store's journeys as documents: drafts, which move, and published versions, which never do. */
public final class Flows {
    private static final int KEPT_VERSIONS = 2_000;

    private final Ids ids;
    private final InstantSource clock;
    private final Named named;
    private final Cache<VersionKey, Flow> published =
            Caffeine.newBuilder().maximumSize(KEPT_VERSIONS).build();

    /** What messages a store has texts for. */
    public interface MessageTexts {
        /** By their keys, with the channels each has words for, as {@link Medium#code} writes them. */
        Map<String, Set<String>> forms(Tx tx, StoreId store);

        /** The keys of those that speak of an order, and so have nothing to say where there is none. */
        Set<String> ofOrders(Tx tx, StoreId store);

        /** The keys of those that name a reward. */
        Set<String> ofRewards(Tx tx, StoreId store);

        static MessageTexts of(
                BiFunction<Tx, StoreId, Map<String, Set<String>>> forms,
                BiFunction<Tx, StoreId, Set<String>> ofOrders,
                BiFunction<Tx, StoreId, Set<String>> ofRewards) {
            return new MessageTexts() {
                @Override
                public Map<String, Set<String>> forms(Tx tx, StoreId store) {
                    return forms.apply(tx, store);
                }

                @Override
                public Set<String> ofOrders(Tx tx, StoreId store) {
                    return ofOrders.apply(tx, store);
                }

                @Override
                public Set<String> ofRewards(Tx tx, StoreId store) {
                    return ofRewards.apply(tx, store);
                }
            };
        }
    }

    /** What segments a store has. */
    @FunctionalInterface
    public interface SegmentNames {
        /** By their keys. */
        Map<String, String> names(Tx tx, StoreId store);
    }

    /** Who knows what documents may name; {@code acts}: what modules have registered. */
    public record Named(MessageTexts texts, ActForm.Known acts, SegmentNames segments) {}

    public Flows(Ids ids, InstantSource clock, Named named) {
        this.ids = ids;
        this.clock = clock;
        this.named = named;
    }

    private record VersionKey(StoreId store, FlowId flow, int number) {}

    /** A version that is published, read. {@code open}: it lets people in; one that is paused does not. */
    public record Published(FlowId id, int number, boolean open, Flow flow) {}

    /** What steps can do beside writing. */
    public List<ActForm> acts(Tx tx, StoreId store) {
        return named.acts().of(tx, store);
    }

    /** The segments journeys can speak of: names by keys. */
    public Map<String, String> segments(Tx tx, StoreId store) {
        return named.segments().names(tx, store);
    }

    /** Reads a document as this store would publish it. */
    public FlowParser.Reading read(Tx tx, StoreId store, String document) {
        return new FlowParser(new FlowParser.Surroundings(
                        named.texts().forms(tx, store),
                        named.texts().ofOrders(tx, store),
                        named.texts().ofRewards(tx, store),
                        acts(tx, store),
                        segments(tx, store)))
                .read(document);
    }

    /** All of a store's journeys by their keys, the archived ones too. */
    public List<FlowView> all(Tx tx, StoreId store) {
        return FlowSql.all(tx, store);
    }

    public Optional<FlowView> find(Tx tx, StoreId store, FlowId id) {
        return FlowSql.find(tx, store, id);
    }

    public Optional<FlowView> byKey(Tx tx, StoreId store, String key) {
        return FlowSql.byKey(tx, store, key);
    }

    /** The newest first. */
    public List<FlowView.Version> versions(Tx tx, StoreId store, FlowId id) {
        return FlowSql.versions(tx, store, id);
    }

    /** Those in which people are under way; those that are not paused let more in. */
    public List<Published> live(Tx tx, StoreId store) {
        List<Published> live = new ArrayList<>();
        for (FlowSql.LiveRow row : FlowSql.live(tx, store))
            version(tx, store, row.id(), row.number())
                    .ifPresent(flow -> live.add(new Published(row.id(), row.number(), row.open(), flow)));
        return live;
    }

    /** Stores in which some journey lets people in. */
    public List<StoreId> storesWithLiveAcrossStores(Tx tx) {
        return FlowSql.withLiveAcrossStores(tx);
    }

    /**
     * A published version. It was whole when it was published; what it names and is gone since (a message text) does not
     * make it unreadable.
     */
    public Optional<Flow> version(Tx tx, StoreId store, FlowId id, int number) {
        VersionKey key = new VersionKey(store, id, number);
        Flow kept = published.getIfPresent(key);
        if (kept != null) return Optional.of(kept);
        Optional<Flow> read = FlowSql.document(tx, store, id, number)
                .flatMap(document -> switch (read(tx, store, document)) {
                    case Whole(Flow flow) -> Optional.of(flow);
                    case Faulty faulty -> Optional.ofNullable(faulty.sketch());
                });
        read.ifPresent(flow -> published.put(key, flow));
        return read;
    }

    /** What became of saving. */
    public sealed interface Saved {}

    /** {@code mistakes}: a draft may have some; it cannot be published then. */
    public record Kept(FlowId id, int turn, List<FlowMistake> mistakes) implements Saved {}

    /** It stands there word for word already, but for a line's end at its end; nothing was written. {@code number}: the version that says so. */
    public record Same(FlowId id, int number, List<FlowMistake> mistakes) implements Saved {}

    /** It has no key that could name it, or is no journey at all. */
    public record Unreadable(List<FlowMistake> mistakes) implements Saved {}

    /** Somebody has saved it since {@code turn}. */
    public record Overtaken() implements Saved {}

    /** The document carries another key than the journey. */
    public record OtherKey(String key) implements Saved {}

    /** Saves a document under its own key: as a new journey, or as the draft of the one there is. What came before is kept. */
    public Saved save(Tx tx, StoreId store, String document, String by) {
        FlowParser.Reading reading = read(tx, store, document);
        Optional<String> key = key(reading);
        if (key.isEmpty()) return new Unreadable(mistakes(reading));
        Saving saving = new Saving(document, clock.instant(), by);
        FlowId fresh = new FlowId(ids.next());
        FlowSql.insert(tx, store, fresh, key.get());
        FlowView view = FlowSql.byKey(tx, store, key.get()).orElseThrow();
        FlowView.Version newest = view.newest();
        if (newest != null && newest.document().stripTrailing().equals(document.stripTrailing()))
            return new Same(view.id(), newest.number(), mistakes(reading));
        FlowView.Version draft = view.draft();
        if (draft == null) {
            FlowSql.insertDraft(tx, store, view.id(), saving);
            return new Kept(view.id(), 1, mistakes(reading));
        }
        return FlowSql.updateDraft(tx, store, new FlowSql.Draft(view.id(), draft.turn()), saving)
                ? new Kept(view.id(), draft.turn() + 1, mistakes(reading))
                : new Overtaken();
    }

    /** Saves one step of work on a draft, if nobody has since {@code edit.turn}. */
    public Saved edit(Tx tx, StoreId store, FlowView view, Edit edit) {
        FlowParser.Reading reading = read(tx, store, edit.document());
        String key = key(reading).orElse("");
        if (key.isEmpty()) return new Unreadable(mistakes(reading));
        if (!key.equals(view.key())) return new OtherKey(view.key());
        Saving saving = new Saving(edit.document(), clock.instant(), edit.by());
        FlowView.Version draft = view.draft();
        if (draft == null) {
            if (edit.turn() != 0) return new Overtaken();
            FlowSql.insertDraft(tx, store, view.id(), saving);
            return new Kept(view.id(), 1, mistakes(reading));
        }
        return FlowSql.updateDraft(tx, store, new FlowSql.Draft(view.id(), edit.turn()), saving)
                ? new Kept(view.id(), edit.turn() + 1, mistakes(reading))
                : new Overtaken();
    }

    /** {@code turn} is the saving that was looked at; 0: there was no draft yet. */
    public record Edit(String document, int turn, String by) {}

    /** Takes back the last saving of the draft; false where there is nothing to take back. */
    public boolean undo(Tx tx, StoreId store, FlowId id, String by) {
        Optional<String> before = FlowSql.takeBefore(tx, store, id);
        before.ifPresent(document -> FlowSql.restore(tx, store, id, new Saving(document, clock.instant(), by)));
        return before.isPresent();
    }

    /** How many savings can be taken back. */
    public long undoable(Tx tx, StoreId store, FlowId id) {
        return FlowSql.undoable(tx, store, id);
    }

    /** {@code turn} is the saving that was looked at. */
    public record Publishing(int turn, UnderWay underWay, String by) {}

    /** What became of publishing. */
    public sealed interface Outcome {}

    /** {@code before}: the version that was live; 0: none was. */
    public record Live(FlowId id, int number, int before) implements Outcome {}

    public record NotWhole(List<FlowMistake> mistakes) implements Outcome {}

    /** There is no draft, or it was saved since. */
    public record NoSuchDraft() implements Outcome {}

    /** Lets people in by the draft from now on. What happens to those under way is the caller's to do. */
    public Outcome publish(Tx tx, StoreId store, FlowId id, Publishing publishing) {
        FlowView view = FlowSql.find(tx, store, id).orElse(null);
        if (view == null || view.draft() == null) return new NoSuchDraft();
        FlowParser.Reading reading = read(tx, store, view.draft().document());
        if (reading instanceof Faulty faulty) return new NotWhole(faulty.mistakes());
        if (!FlowSql.publish(tx, store, view, new FlowSql.Publication(publishing, clock.instant())))
            return new NoSuchDraft();
        FlowView.Version live = view.live();
        return new Live(id, view.draft().number(), live == null ? 0 : live.number());
    }

    /** Lets nobody in for now; those under way go on. False where it is not live, or is paused already. */
    public boolean pause(Tx tx, StoreId store, FlowId id) {
        return FlowSql.pause(tx, store, id, clock.instant());
    }

    /** Lets people in again; false where it is not paused. Whoever came by meanwhile is not let in after all. */
    public boolean resume(Tx tx, StoreId store, FlowId id) {
        return FlowSql.resume(tx, store, id);
    }

    /** Lets nobody in any more; false where it is archived already. */
    public boolean archive(Tx tx, StoreId store, FlowId id) {
        return FlowSql.archive(tx, store, id, clock.instant());
    }

    private static Optional<String> key(FlowParser.Reading reading) {
        return switch (reading) {
            case Whole(Flow flow) -> Optional.of(flow.key());
            case Faulty faulty ->
                Optional.ofNullable(faulty.sketch())
                        .map(Flow::key)
                        .filter(key -> FlowParser.ID.matcher(key).matches());
        };
    }

    private static List<FlowMistake> mistakes(FlowParser.Reading reading) {
        return reading instanceof Faulty faulty ? faulty.mistakes() : List.of();
    }
}
