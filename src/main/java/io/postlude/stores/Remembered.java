package io.postlude.stores;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Values read from the database and kept until anything changes. All are dropped together: a value read just before the
 * change may still be put into the old shelf, never into the new one.
 */
final class Remembered<K, V> {
    private static final int MOST_VALUES = 10_000;
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Generation generation;
    private final Function<K, V> load;
    private volatile Shelf<K, V> shelf;

    private record Shelf<K, V>(long generation, Cache<K, V> values) {}

    Remembered(Generation generation, Function<K, V> load) {
        this.generation = generation;
        this.load = load;
        this.shelf = empty(0);
    }

    V get(K key) {
        long now = generation.current();
        Shelf<K, V> held = shelf;
        if (held.generation() != now) {
            held = empty(now);
            shelf = held;
        }
        return held.values().get(key, load);
    }

    /** The value if it is here and holds; never asks the database. */
    @Nullable
    V ifHere(K key) {
        Shelf<K, V> held = shelf;
        boolean asks = generation.isLookDue() || held.generation() != generation.seen();
        return asks ? null : held.values().getIfPresent(key);
    }

    private static <K, V> Shelf<K, V> empty(long generation) {
        return new Shelf<>(
                generation,
                Caffeine.newBuilder()
                        .maximumSize(MOST_VALUES)
                        .expireAfterWrite(LONGEST)
                        .build());
    }
}
