package io.postlude.portal;

import io.postlude.deliveries.Days;
import io.postlude.deliveries.Deliveries.Known;
import io.postlude.deliveries.Language;
import io.postlude.deliveries.Scene;
import io.postlude.deliveries.Situation;
import io.postlude.deliveries.TrackingLinks;
import io.postlude.deliveries.Words;
import io.postlude.kernel.StoreId;
import io.postlude.orders.LineId;
import io.postlude.portal.PageFacts.Shop;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
        return told(key).map(told -> {
            Scene scene = told.scene();
            Optional<TrackingPage.Block> block = facts.block(target.store(), target.order(), key.language());
            TrackingPage page = page(key, told, target, null).with(block.orElse(null));
            Instant now = clock.instant();
            return new CachedPage(
                    target.store(),
                    pages.tracking(page),
                    page.state(),
                    now,
                    // A block ends with its journey, which no page hears of: while one stands, the page is written each
                    // time.
                    block.isPresent() ? now : scene.days().staleAt());
        });
    }

    private TrackingPage page(PageCache.Key key, Told told, TrackingLinks.Target target, @Nullable Answered answered) {
        Shop shop = facts.shop(target.store()).orElseThrow();
        var frames = new FrameWriter(shop.face(), told.scene().words(), assets);
        return new TrackingWriter(told, frames, TrackingLinks.PREFIX + key.token()).write(answered);
    }

    /** The page with a form on it that could not be taken; never kept. */
    Optional<byte[]> answered(PageCache.Key key, Answered answered) {
        return links.open(key.token())
                .flatMap(target -> told(key).map(told -> pages.tracking(page(key, told, target, answered))));
    }

    /** What a page is about, for what hangs on it. */
    Optional<Scene> scene(PageCache.Key key) {
        return told(key).map(Told::scene);
    }

    Optional<Told> told(PageCache.Key key) {
        return links.open(key.token())
                .flatMap(target -> facts.shop(target.store())
                        .flatMap(shop ->
                                facts.order(target.store(), target.order()).map(known -> told(key, shop, known))));
    }

    private Told told(PageCache.Key key, Shop shop, Known known) {
        Language language = key.language() == null ? known.language() : key.language();
        Words words = shop.face().words(language);
        Scene scene = Scene.of(words, new Days(words, known.zone(), clock.instant()), shop.brand(), known.facts());
        return new Told(
                scene, known.measures(), known.dialogue(), backs(key, scene), inShop(key, scene), sizes(key, scene));
    }

    /** Only what came can go back, and only what came or is late can be missed: everybody else's page asks for neither. */
    private PageFacts.Backs backs(PageCache.Key key, Scene scene) {
        boolean came = scene.isLate()
                || scene.order().parcels().stream().map(Situation::of).anyMatch(TrackingPages::came);
        return came
                ? links.open(key.token())
                        .map(target -> facts.backs(target.store(), target.order()))
                        .orElse(PageFacts.Backs.NONE)
                : PageFacts.Backs.NONE;
    }

    /** Only what left can come back. */
    private List<PageFacts.InShop> inShop(PageCache.Key key, Scene scene) {
        if (scene.order().parcels().isEmpty()) return List.of();
        return links.open(key.token())
                .map(target -> facts.inShop(target.store(), target.order()))
                .orElse(List.of());
    }

    private Map<LineId, PageFacts.Fit> sizes(PageCache.Key key, Scene scene) {
        if (scene.order().cancellation() != null) return Map.of();
        boolean came = scene.order().parcels().stream().map(Situation::of).anyMatch(TrackingPages::came);
        return links.open(key.token())
                .map(target -> facts.sizes(target.store(), target.order(), came))
                .orElse(Map.of());
    }

    private static boolean came(Situation situation) {
        return switch (situation) {
            case DELIVERED, UNPROVEN, DAMAGED, RETURN_MOVING, RETURN_ARRIVED -> true;
            default -> false;
        };
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
