package io.postlude.segments;

import io.postlude.customers.CustomerId;
import io.postlude.customers.Customers;
import io.postlude.kernel.CleanText;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Page;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.kernel.Vocabulary;
import io.postlude.stores.Stores;
import java.text.Normalizer;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A store's segments: what they are, who is in them, how they grow. */
public final class Segments {
    /** Each is asked of every person: past this a store has something to tidy up. */
    public static final int SEGMENTS_LIMIT = 100;

    public static final int NAME_SIGNS_LIMIT = 60;
    public static final int NOTE_SIGNS_LIMIT = 300;
    private static final int KEY_SIGNS_LIMIT = 48;
    private static final int ROWS_LIMIT = 1_000;
    private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9-]{0,47}");

    private final Stores stores;
    private final Customers customers;
    private final Ids ids;
    private final InstantSource clock;
    private final Sampling sampling;

    Segments(Stores stores, Customers customers, Ids ids, InstantSource clock) {
        this.stores = stores;
        this.customers = customers;
        this.ids = ids;
        this.clock = clock;
        this.sampling = new Sampling(stores, new Told(customers.customEvents()), clock);
    }

    /**
     * What a segment is to be.
     *
     * @param key null: made of the name
     * @param version the one that was looked at; 0: a new segment
     * @param by who says so
     */
    public record Wish(@Nullable String key, String name, String note, String condition, int version, String by) {}

    /** When and by whom something was changed. */
    record Said(Instant at, String by) {}

    /** What became of saving. */
    public sealed interface Saved {}

    public record Kept(SegmentId id) implements Saved {}

    /** {@code field}: name, key, note or condition. */
    public record Mistaken(List<Mistake> mistakes) implements Saved {
        public Mistaken {
            mistakes = List.copyOf(mistakes);
        }
    }

    public record Mistake(String field, String text) {}

    /** Somebody has changed it since. */
    public record Overtaken() implements Saved {}

    /** Where a condition cannot be read; empty where it can. */
    public List<Vocabulary.Mistake> check(String condition) {
        return switch (SegmentWords.all().read(condition)) {
            case Vocabulary.Understood _ -> List.of();
            case Vocabulary.Mistaken(List<Vocabulary.Mistake> mistakes) -> mistakes;
        };
    }

    /**
     * How many a condition finds.
     *
     * @param count exact where {@code exact}, else estimated from some thousand people taken by chance
     * @param people how many the store knows
     * @param examples a handful of them
     */
    public record Preview(long count, boolean exact, long people, List<CustomerId> examples) {}

    /** Looks without keeping anything; empty where the condition cannot be read. */
    public Optional<Preview> preview(Tx tx, StoreId store, String condition) {
        return check(condition).isEmpty() ? Optional.of(sampling.look(tx, store, condition)) : Optional.empty();
    }

    /** Makes a new segment; its members are found in the background, without telling anybody. */
    public Saved add(Tx tx, StoreId store, Wish wish) {
        Wish clean = clean(wish);
        String key = clean.key() == null ? free(tx, store, slug(clean.name())) : clean.key();
        List<Mistake> mistakes = mistakes(clean);
        if (!KEY.matcher(key).matches())
            mistakes.add(new Mistake("key", "Small letters, digits and hyphens, at most 48, a letter first."));
        if (SegmentSql.count(tx, store) >= SEGMENTS_LIMIT)
            mistakes.add(new Mistake("name", "There are " + SEGMENTS_LIMIT + " segments already; archive one first."));
        if (!mistakes.isEmpty()) return new Mistaken(mistakes);
        SegmentId id = new SegmentId(ids.next());
        if (!SegmentSql.insert(tx, store, id, new SegmentSql.Draft(key, clean, clock.instant())))
            return new Mistaken(List.of(new Mistake("key", "Another segment is called that already.")));
        SegmentSql.keepVersion(tx, store, id);
        return new Kept(id);
    }

    /** Changes a segment; under a new condition everybody is looked at anew, without telling anybody. */
    public Saved change(Tx tx, StoreId store, SegmentId id, Wish wish) {
        Wish clean = clean(wish);
        List<Mistake> mistakes = mistakes(clean);
        if (!mistakes.isEmpty()) return new Mistaken(mistakes);
        if (!SegmentSql.update(tx, store, id, new SegmentSql.Draft("", clean, clock.instant()))) return new Overtaken();
        SegmentSql.keepVersion(tx, store, id);
        return new Kept(id);
    }

    private List<Mistake> mistakes(Wish wish) {
        List<Mistake> mistakes = new ArrayList<>();
        if (wish.name().isEmpty()) mistakes.add(new Mistake("name", "A segment needs a name."));
        check(wish.condition()).forEach(one -> mistakes.add(new Mistake("condition", one.toString())));
        return mistakes;
    }

    private static Wish clean(Wish wish) {
        return new Wish(
                wish.key(),
                CleanText.orEmpty(wish.name(), NAME_SIGNS_LIMIT),
                CleanText.orEmpty(wish.note(), NOTE_SIGNS_LIMIT),
                wish.condition().strip(),
                wish.version(),
                wish.by());
    }

    private static String slug(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^[^a-z]+|-+$", "");
        String cut = plain.substring(0, Math.min(plain.length(), KEY_SIGNS_LIMIT - 4));
        return cut.isEmpty() ? "segment" : cut;
    }

    private static String free(Tx tx, StoreId store, String key) {
        String free = key;
        for (int i = 2; SegmentSql.byKey(tx, store, free).isPresent(); i++) free = key + "-" + i;
        return free;
    }

    /** Everybody leaves and nobody comes in any more; false where it is archived already. */
    public boolean archive(Tx tx, StoreId store, SegmentId id, String by) {
        if (!SegmentSql.archive(tx, store, id, new Said(clock.instant(), by))) return false;
        long gone = MembershipSql.leaveAll(tx, store, id, clock.instant());
        if (gone > 0) SegmentSql.count(tx, store, today(store), List.of(new SegmentSql.Change(id, 0, gone)));
        return true;
    }

    private LocalDate today(StoreId store) {
        return clock.instant().atZone(stores.get(store).zone()).toLocalDate();
    }

    /** By name; archived ones are left out. */
    public List<Segment> all(Tx tx, StoreId store) {
        return SegmentSql.all(tx, store);
    }

    /** Names by keys; archived ones are left out. */
    public Map<String, String> titles(Tx tx, StoreId store) {
        return SegmentSql.titles(tx, store);
    }

    public Optional<Segment> find(Tx tx, StoreId store, SegmentId id) {
        return SegmentSql.find(tx, store, id);
    }

    public Optional<Segment> byKey(Tx tx, StoreId store, String key) {
        return SegmentSql.byKey(tx, store, key);
    }

    /** The newest first. */
    public List<Segment.Version> versions(Tx tx, StoreId store, SegmentId id) {
        return SegmentSql.versions(tx, store, id);
    }

    /** The size at the end of each of the last days, today last. */
    public List<Segment.Size> sizes(Tx tx, StoreId store, SegmentId id, int days) {
        LocalDate today = today(store);
        return SegmentSql.sizes(tx, store, id, new SegmentSql.Days(today.minusDays(days - 1L), today));
    }

    /** {@code quiet}: found by history or by a new condition, not by something they did. */
    public record Member(CustomerId customer, Instant enteredAt, boolean quiet) {}

    /** {@code cursor}: from the page before. */
    public record Part(@Nullable String cursor, int limit) {
        public Part {
            limit = Math.clamp(limit, 1, ROWS_LIMIT);
        }
    }

    /** Who is in it now, the newest first; refuses a cursor that is not ours. */
    public Page<Member> members(Tx tx, StoreId store, SegmentId id, Part part) {
        return MembershipSql.members(tx, store, id, part);
    }

    /** {@code after} 0: from the first. */
    public record Walk(long after, int limit) {}

    /** Who is in it now, by id: to walk all of them. */
    public List<CustomerId> membersAfter(Tx tx, StoreId store, SegmentId id, Walk walk) {
        return MembershipSql.after(tx, store, id, walk);
    }

    /** {@code leftAt} null: they are in it now. */
    public record Belonging(
            SegmentId segment,
            String key,
            String name,
            Instant enteredAt,
            @Nullable Instant leftAt) {}

    /** Where somebody is and was, the newest first. */
    public List<Belonging> of(Tx tx, StoreId store, CustomerId customer) {
        return MembershipSql.of(tx, store, customers.family(tx, store, customer));
    }

    /** {@code at}: when they came in, or when they left; by what they did, or by time passing. */
    public record Passage(CustomerId customer, Instant at) {}

    /** Its beginning is included, its end is not. */
    public record Stretch(Instant from, Instant until) {}

    /** Who came in meanwhile; those that history or a new condition brought did nothing and are left out. */
    public List<Passage> joined(Tx tx, StoreId store, SegmentId id, Stretch stretch) {
        return MembershipSql.joined(tx, store, id, stretch);
    }

    /** Who left meanwhile. */
    public List<Passage> left(Tx tx, StoreId store, SegmentId id, Stretch stretch) {
        return MembershipSql.left(tx, store, id, stretch);
    }

    /** Since when each segment is kept, by its key: who would have been in it before is not known. */
    public Map<String, Instant> since(Tx tx, StoreId store) {
        return SegmentSql.since(tx, store);
    }

    /** Where each of these is and was, by the ids asked for; who never was in any is left out. */
    public Map<CustomerId, List<Belonging>> belongings(Tx tx, StoreId store, Collection<CustomerId> people) {
        Map<CustomerId, CustomerId> canonical = customers.canonical(tx, store, people);
        Map<CustomerId, List<Belonging>> known = MembershipSql.belongings(tx, store, canonical.values());
        Map<CustomerId, List<Belonging>> asked = new HashMap<>();
        canonical.forEach((id, head) -> {
            if (known.containsKey(head)) asked.put(id, Objects.requireNonNull(known.get(head)));
        });
        return asked;
    }

    /** Names of the segments each of these is in, by the ids asked for. */
    public Map<CustomerId, Set<String>> names(Tx tx, StoreId store, Collection<CustomerId> people) {
        Map<CustomerId, CustomerId> canonical = customers.canonical(tx, store, people);
        Map<CustomerId, Set<String>> names = MembershipSql.names(tx, store, canonical.values());
        Map<CustomerId, Set<String>> asked = new HashMap<>();
        canonical.forEach((id, head) -> {
            if (names.containsKey(head)) asked.put(id, Objects.requireNonNull(names.get(head)));
        });
        return asked;
    }
}
