package io.postlude.portal;

import io.postlude.deliveries.Language;
import io.postlude.deliveries.Words;
import io.postlude.stores.Brand;
import io.postlude.stores.BrandCss;
import io.postlude.stores.Lettering;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes what is around a page for one store in one language. */
final class FrameWriter {
    private final StoreFace store;
    private final Words words;
    private final Assets assets;

    FrameWriter(StoreFace store, Words words, Assets assets) {
        this.store = store;
        this.words = words;
        this.assets = assets;
    }

    /** The path part a store has in its pages' addresses, and its brand. */
    record StoreFace(String slug, Brand brand) {
        Words words(Language language) {
            return brand.tone() == Brand.Tone.FORMAL ? PageWords.formal(language) : PageWords.familiar(language);
        }

        boolean isHouse() {
            return slug.equals(HouseBrand.SLUG);
        }

        String orders() {
            return "/s/" + slug + "/orders";
        }

        String terms() {
            return "/s/" + slug + "/returns";
        }

        /** The brand's style sheet has its content in its name, so it may be kept for ever. */
        String stylesheet(Assets assets) {
            String css = css(assets);
            return "/s/" + slug + "/brand-" + Assets.fingerprint(css.getBytes(StandardCharsets.UTF_8)) + ".css";
        }

        String css(Assets assets) {
            return BrandCss.write(brand, assets.path() + "/fonts");
        }
    }

    /** The frame of a page; {@code address} is its path, absent for a page that has none of its own. */
    Frame frame(String title, @Nullable String address, Collection<Icon> icons) {
        Brand brand = store.brand();
        Lettering lettering = brand.look().lettering();
        List<String> fonts = Stream.of(
                        lettering.display().file(), lettering.body().file())
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return new Frame(
                words,
                brand,
                title,
                assets.path(),
                store.stylesheet(assets),
                fonts,
                store.isHouse() ? null : store.orders(),
                store.isHouse() ? null : store.terms(),
                languages(address),
                List.copyOf(icons));
    }

    private List<Frame.Link> languages(@Nullable String address) {
        if (address == null) {
            return List.of();
        }
        var links = new ArrayList<Frame.Link>();
        for (Language language : Language.values()) {
            if (language != words.language()) {
                links.add(new Frame.Link(
                        address + "?lang=" + language.code(),
                        PageWords.familiar(language).get("language.name"),
                        language.code()));
            }
        }
        return links;
    }
}
