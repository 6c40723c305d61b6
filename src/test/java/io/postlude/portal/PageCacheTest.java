package io.postlude.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.deliveries.Language;
import io.postlude.kernel.MovableClock;
import io.postlude.kernel.StoreId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PageCacheTest {
    private static final StoreId STORE = new StoreId(1);
    private static final Instant NOON = Instant.parse("2026-11-11T12:00:00Z");
    private final MovableClock clock = MovableClock.standingAt(NOON);
    private final PageCache cache = new PageCache(clock, 1 << 20);
    private final PageCache.Key key = new PageCache.Key("token", null);

    @Test
    void a_page_is_written_once_per_change() {
        assertEquals("one", text(cache.get(key, 7, () -> page("one"))));
        assertEquals("one", text(cache.get(key, 7, () -> page("two"))));
        cache.changed("token", 7);
        assertEquals("three", text(cache.get(key, 7, () -> page("three"))));
    }

    @Test
    void a_page_whose_order_changed_while_it_was_written_is_shown_but_never_kept() {
        String shown = text(cache.get(key, 7, () -> {
            cache.changed("token", 7);
            return page("old");
        }));
        assertEquals("old", shown);
        assertNull(cache.find(key));
    }

    @Test
    void an_older_page_never_takes_a_newer_ones_place() {
        String shown = text(cache.get(key, 7, () -> {
            cache.changed("token", 7);
            assertEquals("new", text(cache.get(key, 7, () -> page("new"))));
            return page("old");
        }));
        assertEquals("old", shown);
        assertEquals("new", text(Optional.ofNullable(cache.find(key))));
    }

    @Test
    void all_languages_of_an_order_are_forgotten_together() {
        var german = new PageCache.Key("token", Language.DE);
        assertEquals("de", text(cache.get(german, 7, () -> page("de"))));
        cache.changed("token", 7);
        assertNull(cache.find(german));
    }

    @Test
    void a_lost_connection_or_a_new_brand_forgets_also_what_is_being_written() {
        assertEquals("x", text(cache.get(key, 7, () -> {
            cache.clear();
            return page("x");
        })));
        assertTrue(cache.isEmpty());
        assertEquals("y", text(cache.get(key, 7, () -> {
            cache.changed(STORE);
            return page("y");
        })));
        assertTrue(cache.isEmpty());
    }

    @Test
    void a_page_is_right_until_midnight_and_not_before_it_was_written() {
        assertEquals("one", text(cache.get(key, 7, () -> page("one"))));
        clock.move(Duration.ofHours(13));
        assertNull(cache.find(key));
        clock.move(Duration.ofHours(-14));
        assertNull(cache.find(key));
        clock.move(Duration.ofHours(2));
        assertNotNull(cache.find(key));
    }

    private Optional<CachedPage> page(String text) {
        return Optional.of(new CachedPage(
                STORE, text.getBytes(StandardCharsets.UTF_8), text, clock.instant(), NOON.plus(Duration.ofHours(12))));
    }

    private static String text(Optional<CachedPage> page) {
        return page.map(found -> new String(found.plain(), StandardCharsets.UTF_8))
                .orElse("nothing");
    }
}
