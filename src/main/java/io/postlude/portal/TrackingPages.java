package io.postlude.portal;

import io.postlude.deliveries.Days;
import io.postlude.deliveries.Deliveries.Known;
import io.postlude.deliveries.Language;
import io.postlude.deliveries.Scene;
import io.postlude.deliveries.TrackingLinks;
import io.postlude.deliveries.Words;
import io.postlude.kernel.StoreId;
import io.postlude.portal.PageFacts.Shop;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;

/** Finds, writes and keeps tracking pages. */
final class TrackingPages {
    private final PageFacts facts;
    private final TrackingLinks links;
    private final PageCache cache;
    private final Pages pages;
    private final Assets assets;
    private final InstantSource clock;

    TrackingPages(PageFacts facts, TrackingLinks links, PageCache cache, Assets assets, InstantSource clock) {
        this.facts = facts;
        this.links = links;
        this.cache = cache;
        this.assets = assets;
        this.clock = clock;
        this.pages = new Pages();
    }

    /** The page behind a token; empty for a token that is not ours or an order that is gone. */
    Optional<CachedPage> page(PageCache.Key key) {
        return links.open(key.token()).flatMap(target -> cache.get(key, target.order(), () -> write(key, target)));
    }

    private Optional<CachedPage> write(PageCache.Key key, TrackingLinks.Target target) {
        return scene(key).map(scene -> {
            Shop shop = facts.shop(target.store()).orElseThrow();
            var frames = new FrameWriter(shop.face(), scene.words(), assets);
            TrackingPage page = new TrackingWriter(scene, frames, TrackingLinks.PREFIX + key.token()).write();
            return new CachedPage(
                    target.store(),
                    pages.tracking(page),
                    page.state(),
                    clock.instant(),
                    scene.days().staleAt());
        });
    }

    /** What a page is about, for what hangs on it. */
    Optional<Scene> scene(PageCache.Key key) {
        return links.open(key.token())
                .flatMap(target -> facts.shop(target.store())
                        .flatMap(shop ->
                                facts.order(target.store(), target.order()).map(known -> scene(key, shop, known))));
    }

    private Scene scene(PageCache.Key key, Shop shop, Known known) {
        Language language = key.language() == null ? known.language() : key.language();
        Words words = shop.face().words(language);
        return Scene.of(words, new Days(words, known.zone(), clock.instant()), shop.brand(), known.facts());
    }

    /** The order behind a link, for those who must know when it changes. */
    Optional<TrackingLinks.Target> target(String token) {
        return links.open(token);
    }

    /** What a page says now, by its own name; changes when a fact on it changes. */
    Optional<String> state(PageCache.Key key) {
        return page(key).map(CachedPage::state);
    }

    void changed(StoreId store, long order) {
        cache.changed(links.token(store, order), order);
    }

    /** The name of what a page says: the same facts in the same words give the same name. */
    static String nameOf(String said) {
        return Assets.fingerprint(said.getBytes(StandardCharsets.UTF_8));
    }
}
