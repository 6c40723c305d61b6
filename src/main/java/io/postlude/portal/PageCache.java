package io.postlude.portal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.postlude.deliveries.Language;
import io.postlude.kernel.StoreId;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Written pages, kept until something about them changes.
 *
 * <p>Each order has a version that grows when the log names the order; a page is stored only if the version its facts were
 * read under is still the present one, so an older page never takes a newer one's place. Versions live in a fixed number of
 * stripes: two orders that share one cost each other a rendering now and then, never a stale page.
 */
final class PageCache {
    private static final int STRIPES = 1 << 16;

    private final Cache<Key, CachedPage> pages;
    private final AtomicLongArray versions = new AtomicLongArray(STRIPES);
    private final AtomicLong epoch = new AtomicLong();
    private final InstantSource clock;

    PageCache(InstantSource clock, long mostBytes) {
        this.clock = clock;
        this.pages = Caffeine.newBuilder()
                .maximumWeight(mostBytes)
                .weigher((Key key, CachedPage page) ->
                        page.weight() + key.token().length())
                .executor(Runnable::run)
                .build();
    }

    /** A page: the token it is asked by, and the language, absent for the order's own. */
    record Key(String token, @Nullable Language language) {}

    /** The page as kept, if its words are still right. */
    @Nullable
    CachedPage find(Key key) {
        CachedPage page = pages.getIfPresent(key);
        return page != null && page.isRightAt(clock.instant()) ? page : null;
    }

    /** The kept page, or the one {@code write} makes now; it is kept if nothing changed meanwhile. */
    Optional<CachedPage> get(Key key, long order, Supplier<Optional<CachedPage>> write) {
        CachedPage kept = find(key);
        if (kept != null) {
            return Optional.of(kept);
        }
        long epochBefore = epoch.get();
        long versionBefore = versions.get(stripe(order));
        Optional<CachedPage> written = write.get();
        written.ifPresent(page -> pages.asMap().compute(key, (same, present) -> {
            boolean unchanged = epoch.get() == epochBefore && versions.get(stripe(order)) == versionBefore;
            return unchanged ? page : present;
        }));
        return written;
    }

    /** Forgets an order's pages: a change of it was committed. The version grows first, so nothing older slips in after. */
    void changed(String token, long order) {
        versions.incrementAndGet(stripe(order));
        Map<Key, CachedPage> all = pages.asMap();
        all.remove(new Key(token, null));
        for (Language language : Language.values()) {
            all.remove(new Key(token, language));
        }
    }

    /** Forgets a store's pages: its brand changed, or one of its customers did. */
    void changed(StoreId store) {
        epoch.incrementAndGet();
        pages.asMap().values().removeIf(page -> page.store().equals(store));
    }

    /** Forgets all: something may have been missed. */
    void clear() {
        epoch.incrementAndGet();
        pages.invalidateAll();
    }

    boolean isEmpty() {
        return pages.asMap().isEmpty();
    }

    private static int stripe(long order) {
        return (int) ((order * 0x9E3779B97F4A7C15L) >>> 48);
    }
}
